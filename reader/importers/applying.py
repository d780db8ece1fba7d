"""Puts imported marks and states into the user's data; the library must have been scanned since."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reader import anchors, source
from reader.errors import LibraryError
from reader.importers import identity
from reader.importers.values import ImportedMarks, ImportResult, ItemState, Quote
from reader.library import Library
from reader.model import Anchor, Article, Mark
from reader.sandbox import Renderer
from reader.store import Store, timestamp, utc_now
from reader.tables import Snapshot

_MOST = 200
_MARKS = uuid.uuid5(uuid.NAMESPACE_URL, "https://lesesal.org/imported-mark")
TextOf = Callable[[Article], str | None]


@dataclass(frozen=True, slots=True)
class Applied:
    """How many marks came in new, how many of these found no passage, how many were there already,
    and how many articles' states were set.
    """

    added: int = 0
    orphans: int = 0
    known: int = 0
    states: int = 0


def apply(
    result: ImportResult, store: Store, library: Library, *, text_of: TextOf | None = None
) -> Applied:
    """Add the marks and states of an import.

    A mark's id follows from what it says, so that a second import adds none twice and brings back
    none that the user deleted. What matches no passage is kept as an orphan with its quote, on the
    identity that its article has or would get. text_of gives Rendered.text (None: not readable).
    """
    finder = _Articles(library)
    if text_of is not None:
        return _apply(result, store, finder, text_of)
    renderer = Renderer()
    try:
        return _apply(result, store, finder, lambda article: _rendered_text(renderer, article))
    finally:
        renderer.close()


def _rendered_text(renderer: Renderer, article: Article) -> str | None:
    try:
        read = source.read(article.path, folder=article.folder)
    except LibraryError:
        return None
    return renderer.render(read, base_language=article.language).text


class _Articles:
    """Finds the article that marks are about: by identity, else by its address."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._by_address: dict[str, str] | None = None

    def find(self, article_id: str, url: str | None) -> Article | None:
        found = self._library.by_id(article_id)
        if found is not None or not url:
            return found
        known = self._addresses().get(identity.address_key(url))
        return self._library.by_id(known) if known else None

    def _addresses(self) -> dict[str, str]:
        if self._by_address is None:
            articles = self._library.articles(list(self._library.numbers()))
            addresses = ((identity.web_address(one.url), one.id) for one in articles if one.url)
            self._by_address = {identity.address_key(url): id_ for url, id_ in addresses if url}
        return self._by_address


@dataclass(slots=True)
class _Batch:
    """What goes to the store at once: with a commit each, a large export would take minutes."""

    store: Store
    snapshots: list[Snapshot] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)
    states: dict[str, tuple[bool, float]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def write(self, least: int = _MOST) -> None:
        """Write what there is, where it is so many."""
        if len(self.marks) + len(self.snapshots) + len(self.states) < least:
            return
        if self.snapshots:
            self.store.keep_snapshots(self.snapshots)
        if self.marks:
            self.store.apply(list(self.marks.values()))
        if self.states:
            self.store.add_states(self.states)
        self.snapshots, self.marks, self.states = [], {}, {}

    def is_new(self, mark: Mark) -> bool:
        """Whether neither the store nor this batch has a mark, deleted ones included."""
        return mark.id not in self.marks and self.store.mark(mark.id) is None

    def remember(self, article: Article, text: str | None) -> None:
        """Keep what an article with marks is."""
        if self.store.snapshot(article.id) is not None:
            self.store.remember(article, text)
        else:
            self.snapshots.append(_snapshot(article, text))


def _apply(result: ImportResult, store: Store, finder: _Articles, text_of: TextOf) -> Applied:
    added = orphans = known = 0
    batch = _Batch(store)
    for group in result.marks:
        article = finder.find(group.article_id, group.url)
        text = text_of(article) if article else None
        marks = list(_marks(group, article.id if article else group.article_id, text))
        fresh = [mark for mark in marks if batch.is_new(mark)]
        if fresh:
            batch.remember(article or _absent(group), text)
            batch.marks |= {mark.id: mark for mark in fresh}
        added += len(fresh)
        known += len(marks) - len(fresh)
        orphans += sum(_is_orphan(mark) for mark in fresh)
        batch.write()
    for state in result.states:
        _take_state(state, batch, finder)
        batch.write()
    batch.write(1)
    return Applied(added, orphans, known, len(batch.changed))


def _snapshot(article: Article, text: str | None) -> Snapshot:
    return Snapshot(
        article.id, article.path, article.content_hash, article.title, article.language,
        article.source, article.url, article.author, article.date, text,
    )  # fmt: skip


def _absent(group: ImportedMarks) -> Article:
    """What is known of an article that is not in the library, for the list of its marks."""
    return Article(
        number=0,
        id=group.article_id,
        path=Path(group.article_id),
        folder=Path(),
        title=group.title,
        format="text",
        author=group.author,
        url=group.url,
    )


def _marks(group: ImportedMarks, article_id: str, text: str | None) -> Iterator[Mark]:
    seen: set[str] = set()
    for quote in group.quotes:
        mark = _mark(quote, group.article_id, article_id, text)
        if mark.id not in seen:
            seen.add(mark.id)
            yield mark


def _mark(quote: Quote, key: str, article_id: str, text: str | None) -> Mark:
    said = "\x1f".join((key, quote.kind, quote.exact, quote.note, quote.created))
    moment = quote.created or timestamp(utc_now())
    return Mark(
        id=str(uuid.uuid5(_MARKS, said)),
        kind="note" if quote.kind == "highlight" and not quote.exact else quote.kind,
        article_id=article_id,
        anchor=place(quote, text) if quote.exact else None,
        colour=(quote.colour or "yellow") if quote.kind == "highlight" and quote.exact else None,
        note=quote.note,
        tags=quote.tags,
        created=moment,
        modified=moment,
    )


def place(quote: Quote, text: str | None) -> Anchor:
    """Where a quote stands in text; an anchor of its words alone where it is not found."""
    alone = Anchor(quote.exact, quote.prefix, quote.suffix, 0, 0, "")
    if text is None:
        return alone
    if quote.prefix or quote.suffix:
        found = anchors.find(alone, text)
        if found.status != "orphan":
            return anchors.make(text, found.start, found.end)
    return anchors.find_quote(text, quote.exact) or alone


def _is_orphan(mark: Mark) -> bool:
    return mark.anchor is not None and not mark.anchor.text_hash


def _take_state(state: ItemState, batch: _Batch, finder: _Articles) -> None:
    article = finder.find(state.article_id, state.url)
    id_ = article.id if article else state.article_id
    now = batch.store.state(id_)
    before_read, before_progress = batch.states.get(id_, (now.read, now.progress))
    read = before_read or bool(state.read)
    progress = before_progress or state.progress or 0.0
    if (read, progress) != (before_read, before_progress):
        batch.states[id_] = read, progress
        batch.changed.add(id_)
    if state.favourite and batch.store.bookmark(id_) is None:
        _bookmark(state, id_, batch, article)


def _bookmark(state: ItemState, id_: str, batch: _Batch, article: Article | None) -> None:
    mark = _mark(Quote("", kind="bookmark", tags=state.tags), state.article_id, id_, None)
    if batch.is_new(mark):
        group = ImportedMarks(id_, state.title, (), state.url)
        batch.remember(article or _absent(group), None)
        batch.marks[mark.id] = mark
        batch.changed.add(id_)
