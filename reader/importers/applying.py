"""Puts imported marks and states into the user's data; the library must have been scanned since."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader import anchors, source
from reader.annotations import Target, import_into
from reader.errors import FormatError, LibraryError
from reader.importers.finding import ArticleFinder, TextOf
from reader.importers.values import (
    ImportedMarks,
    ImportResult,
    ItemState,
    MarkFile,
    Quote,
    Skipped,
)
from reader.library import Library
from reader.model import Anchor, Article, Mark
from reader.sandbox import Renderer
from reader.store import Store, timestamp, utc_now
from reader.tables import Snapshot

_MOST = 200
_MARKS = uuid.uuid5(uuid.NAMESPACE_URL, "https://lesesal.org/imported-mark")


@dataclass(frozen=True, slots=True)
class Applied:
    """How many marks came in new, how many of the foreign ones found no passage, how many were
    there already, and how many articles' states were set.

    files are the files of marks with their counts, skipped what in them was not understood.
    """

    added: int = 0
    orphans: int = 0
    known: int = 0
    states: int = 0
    files: tuple[MarkFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def counted(self, result: ImportResult) -> ImportResult:
        """The result with what became of its marks."""
        return replace(
            result,
            skipped=(*result.skipped, *self.skipped),
            files=self.files,
            new_marks=self.added,
            known_marks=self.known,
        )


def apply(
    result: ImportResult, store: Store, library: Library, *, text_of: TextOf | None = None
) -> Applied:
    """Add the marks and states of an import.

    A mark's id follows from what it says, so that a second import adds none twice and brings back
    none that the user deleted. What matches no passage is kept as an orphan with its quote, on the
    identity that its article has or would get. text_of gives Rendered.text (None: not readable).
    """
    if text_of is not None:
        return _apply(result, store, ArticleFinder(library, text_of))
    renderer = Renderer()
    try:
        finder = ArticleFinder(library, lambda article: _rendered_text(renderer, article))
        return _apply(result, store, finder)
    finally:
        renderer.close()


def _rendered_text(renderer: Renderer, article: Article) -> str | None:
    try:
        read = source.read(article.path, folder=article.folder)
    except LibraryError:
        return None
    return renderer.render(read, base_language=article.language).text


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


def _apply(result: ImportResult, store: Store, finder: ArticleFinder) -> Applied:
    added = orphans = known = 0
    batch = _Batch(store)
    for group in result.marks:
        article = finder.article(Target(group.url or "", group.title, group.article_id))
        text = finder.text_of(article.id) if article else None
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
    files, skipped = _take_files(result.files, store, finder)
    added += sum(file.added for file in files)
    known += sum(file.existing for file in files)
    return Applied(added, orphans, known, len(batch.changed), files, skipped)


def _take_files(
    files: Sequence[MarkFile], store: Store, finder: ArticleFinder
) -> tuple[tuple[MarkFile, ...], tuple[Skipped, ...]]:
    """Add what the store lacks; the files of marks with their counts, and what was left out."""
    taken: list[MarkFile] = []
    skipped: list[Skipped] = []
    for file in files:
        try:
            outcome = import_into(store, file.data, finder.resolve, finder.text_of)
        except FormatError as error:
            skipped.append(Skipped(file.path, str(error)))
            continue
        store.keep_snapshots(_snapshot(article, None) for article in finder.found.values())
        taken.append(replace(file, added=len(outcome.added), existing=len(outcome.existing)))
        skipped += [Skipped(file.path, reason, item=item) for item, reason in outcome.skipped]
    return tuple(taken), tuple(skipped)


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


def _take_state(state: ItemState, batch: _Batch, finder: ArticleFinder) -> None:
    article = finder.article(Target(state.url or "", "", state.article_id))
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
