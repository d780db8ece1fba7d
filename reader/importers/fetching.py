"""Adds pages from the web to the imported articles: one by name, or a queue of links."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from reader import encoding
from reader import language as languages
from reader.errors import ReaderError
from reader.importers import identity, plaintext, rules, webpage
from reader.importers.articles import page_draft
from reader.importers.context import Context, Entry
from reader.importers.filing import Filing
from reader.importers.pictures import MAX_PICTURE
from reader.importers.trees import FolderTree
from reader.importers.values import Draft, Imported, ImportResult, ItemState, Link, Skipped
from reader.importers.web import Answer, FetchError, Limits, Policy, fetch

_PAGE_LIMITS, _POLICY = Limits(), Policy()
_PICTURE_LIMITS = Limits(MAX_PICTURE, connect=5.0, total=10.0)
MAX_PICTURE_SECONDS = 60.0
_TEXT = ("text/plain", "text/markdown")
_PAGE = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True)
class Network:
    """Limits and policy of all connections; tests and the user's settings may replace them."""

    page: Limits = _PAGE_LIMITS
    picture: Limits = _PICTURE_LIMITS
    policy: Policy = _POLICY


def add_from_web(
    url: str,
    target: Path,
    *,
    language: str | None = None,
    dry_run: bool = False,
    cancelled: Callable[[], bool] | None = None,
    network: Network | None = None,
) -> ImportResult:
    """Fetch the page at the address that the user typed, with its pictures, as one article."""
    link = Link(identity.web_address(url) or url, "")
    return _fetch_all([link], target, True, language, dry_run, None, cancelled, network)


def fetch_links(
    links: Sequence[Link],
    target: Path,
    *,
    language: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    network: Network | None = None,
) -> ImportResult:
    """Fetch addresses one after the other; their tags and states come with the articles.

    progress is called with (done, total, address). Addresses in private networks are refused.
    """
    return _fetch_all(links, target, False, language, False, progress, cancelled, network)


def _fetch_all(
    links: Sequence[Link],
    target: Path,
    typed: bool,
    language: str | None,
    dry_run: bool,
    progress: Callable[[int, int, str], None] | None,
    cancelled: Callable[[], bool] | None,
    network: Network | None,
) -> ImportResult:
    stop = cancelled or (lambda: False)
    context = Context(
        rules.load(), languages.normalise(language) if language else None, is_cancelled=stop
    )
    filing = Filing(target, dry_run=dry_run)
    imported: list[Imported] = []
    skipped: list[Skipped] = []
    states: list[ItemState] = []
    for done, link in enumerate(links):
        if stop():
            break
        if progress:
            progress(done, len(links), link.url)
        try:
            answer = filing.put(_page(link, typed, context, network or Network()))
        except ReaderError as error:
            skipped.append(Skipped(Path(link.url), str(error)))
            continue
        if isinstance(answer, Imported):
            imported.append(answer)
        else:
            skipped.append(answer)
        states += _state(link, answer)
    return ImportResult(tuple(imported), tuple(skipped), (), (), tuple(states), stop())


def _state(link: Link, answer: Imported | Skipped) -> list[ItemState]:
    id_ = answer.id if isinstance(answer, Imported) else answer.known
    if not id_ or not (link.read or link.favourite):
        return []
    return [ItemState(id_, link.title, link.url, link.read, link.favourite, link.tags)]


def _page(link: Link, typed: bool, context: Context, network: Network) -> Draft:
    answer = fetch(
        link.url,
        typed=typed,
        limits=network.page,
        policy=network.policy,
        cancelled=context.is_cancelled,
    )
    draft = _draft(answer, typed, context, network)
    known = {"id": identity.identify(link.url, link.title)}
    tags = tuple(dict.fromkeys((*link.tags, *draft.tags)))
    return replace(draft, origin=link.url, tags=tags, meta=known)


def _draft(answer: Answer, typed: bool, context: Context, network: Network) -> Draft:
    name = unquote(PurePosixPath(urlsplit(answer.url).path).name) or "page.html"
    entry = Entry(answer.data, name, FolderTree(Path()))
    if answer.content_type in _TEXT:
        return _plain(answer, entry, context)
    if answer.content_type not in _PAGE:
        raise FetchError(f"Not a page, but {answer.content_type}", answer.url)
    if not answer.data.strip():
        raise FetchError("The page is empty", answer.url)
    page = webpage.read(
        _text(answer), context.rules, _picture_loader(answer, typed, context, network), answer.url
    )
    return page_draft(page, entry, context)


def _plain(answer: Answer, entry: Entry, context: Context) -> Draft:
    parsed = plaintext.parse(_text(answer), context.rules)
    return Draft(
        title=parsed.title,
        body=parsed.body,
        original=answer.data,
        original_name=entry.file_name,
        origin=answer.url,
        language=context.language_of(None, parsed.body),
        url=answer.url,
        author=parsed.author,
        date=parsed.date,
        tags=tuple(parsed.tags),
        removed=tuple(parsed.removed),
    )


def _text(answer: Answer) -> str:
    """The text by the charset that HTTP names if it fits, else by the page's own signs."""
    try:
        if answer.charset and codecs.lookup(answer.charset):
            return answer.data.decode(answer.charset)
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    try:
        return encoding.decode(answer.data, html=True)[0]
    except encoding.BinaryError as error:
        raise FetchError("Not text, but binary data", answer.url) from error


def _picture_loader(
    answer: Answer, typed: bool, context: Context, network: Network
) -> Callable[[str], bytes | None]:
    """Fetches pictures until the time for all of them is used up; a private one only from the
    page's own host.
    """
    host = urlsplit(answer.url).hostname
    end = time.monotonic() + MAX_PICTURE_SECONDS

    def load(address: str) -> bytes | None:
        try:
            url = urljoin(answer.url, address)
            own = typed and urlsplit(url).hostname == host
        except ValueError:
            return None
        if time.monotonic() > end or context.is_cancelled():
            return None
        try:
            found = fetch(
                url,
                typed=own,
                accept="image/*",
                limits=network.picture,
                policy=network.policy,
                cancelled=context.is_cancelled,
            )
        except FetchError:
            return None
        return found.data

    return load
