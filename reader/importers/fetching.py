"""Adds pages from the web to the imported articles: one by name, or a queue of links."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from reader import language as languages
from reader.errors import ReaderError
from reader.importers import identity
from reader.importers.context import Entry
from reader.importers.filing import Filing
from reader.importers.pictures import MAX_PICTURE
from reader.importers.readers import FETCHED, FETCHED_TEXT
from reader.importers.reading_pool import CancelledError, ReadingPool
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
    tag = languages.normalise(language) if language else None
    filing = Filing(target, dry_run=dry_run)
    imported: list[Imported] = []
    skipped: list[Skipped] = []
    states: list[ItemState] = []
    with filing, ReadingPool(tag, cancelled=stop) as pool:
        web = _Web(typed, network or Network(), stop)
        for done, link in enumerate(links):
            if stop():
                break
            if progress:
                progress(done, len(links), link.url)
            try:
                filing.put(_page(link, web, pool))
            except CancelledError:
                break
            except ReaderError as error:
                if stop():
                    break
                skipped.append(Skipped(Path(link.url), str(error)))
                continue
            for answer in filing.settle():
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


@dataclass(frozen=True, slots=True)
class _Web:
    """How addresses are fetched; typed says that the user wrote them."""

    typed: bool
    network: Network
    is_cancelled: Callable[[], bool]

    def page(self, url: str) -> Answer:
        return fetch(
            url,
            typed=self.typed,
            limits=self.network.page,
            policy=self.network.policy,
            cancelled=self.is_cancelled,
        )


def _page(link: Link, web: _Web, pool: ReadingPool) -> Draft:
    answer = web.page(link.url)
    draft = _draft(answer, web, pool)
    known = {"id": identity.identify(link.url, link.title)}
    tags = tuple(dict.fromkeys((*link.tags, *draft.tags)))
    return replace(draft, origin=link.url, tags=tags, meta=known)


def _draft(answer: Answer, web: _Web, pool: ReadingPool) -> Draft:
    if answer.content_type not in (*_TEXT, *_PAGE):
        raise FetchError(f"Not a page, but {answer.content_type}", answer.url)
    if not answer.data.strip():
        raise FetchError("The page is empty", answer.url)
    name = unquote(PurePosixPath(urlsplit(answer.url).path).name) or "page.html"
    entry = Entry(answer.data, name, _Pictures(answer, web), answer.url, answer.charset)
    kind = FETCHED_TEXT if answer.content_type in _TEXT else FETCHED
    found = [one for one in pool.pieces(pool.submit(entry, kind, "")) if isinstance(one, Draft)]
    if not found:
        raise FetchError("Nothing was found in it", answer.url)
    return found[0]


class _Pictures:
    """The pictures of a page, fetched until the time for all of them is used up; a private one only
    from the page's own host.
    """

    def __init__(self, answer: Answer, web: _Web) -> None:
        self._url, self._web = answer.url, web
        self._end = time.monotonic() + MAX_PICTURE_SECONDS

    def path(self, name: str) -> Path:
        return Path(name)

    def find(self, name: str, limit: int) -> bytes | None:
        """The bytes behind an address as it stands in the page."""
        try:
            url = urljoin(self._url, name)
            host = urlsplit(url).hostname
        except ValueError:
            return None
        if time.monotonic() > self._end or self._web.is_cancelled():
            return None
        try:
            found = fetch(
                url,
                typed=self._web.typed and host == urlsplit(self._url).hostname,
                accept="image/*",
                limits=self._web.network.picture,
                policy=self._web.network.policy,
                cancelled=self._web.is_cancelled,
            )
        except FetchError:
            return None
        return found.data if len(found.data) <= limit else None

    def claim(self, name: str, limit: int) -> bytes | None:
        """As `find`: there are no other entries."""
        return self.find(name, limit)
