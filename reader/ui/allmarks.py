"""The view of all marks in the window: brings its rows from the store and acts on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, QObject

from reader.model import Mark
from reader.tables import Snapshot
from reader.ui.exchange import Exchange
from reader.ui.marksmodel import MarkFilter, MarkRow
from reader.ui.marksview import MarksView
from reader.ui.session import Session
from reader.ui.words import long_date


class AllMarks(QObject):
    """Covers the window's content while it is open."""

    def __init__(self, session: Session, exchange: Exchange, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._exchange = session, exchange
        self._titles: dict[str, Snapshot | None] = {}
        window = session.window
        self.view = MarksView(window.theme, self.fetch, window)
        self.view.setAutoFillBackground(True)
        self.view.hide()
        self.view.place_wanted.connect(self._go)
        self.view.closed.connect(self.close)
        self.view.export_wanted.connect(lambda ids: exchange.export(ids or None))
        self.view.copy_wanted.connect(lambda ids: exchange.copy(ids or None))
        window.resized.connect(self._place)

    def open(self) -> None:
        """Show the view over the window."""
        self._titles.clear()
        self.view.set_theme(self._session.window.theme)
        store = self._session.parts.store
        languages = {self._language(m.article_id) or "" for m in store.marks()}
        self.view.set_choices(sorted(languages), sorted(store.all_tags()))
        self._place()
        self.view.show()
        self.view.raise_()
        self.view.refresh()
        self.view.search.setFocus()

    def close(self) -> None:
        """Return to the article."""
        self.view.hide()
        self._session.window.sidebar.list.setFocus()

    def _place(self) -> None:
        window = self._session.window
        self.view.setGeometry(window.splitter.geometry())

    def _go(self, article_id: str, mark_id: str) -> None:
        self.close()
        self._session.open_mark(article_id, mark_id)

    # --- rows -----------------------------------------------------------------------------------

    def fetch(self, wanted: MarkFilter, offset: int, limit: int) -> tuple[Sequence[MarkRow], int]:
        """A page of rows and how many there are."""
        store = self._session.parts.store
        ids = self._articles_in(wanted.language)
        tags = (wanted.tag,) if wanted.tag else ()
        kinds = (wanted.kind,) if wanted.kind else ()
        colours = (wanted.colour,) if wanted.colour else ()
        marks = store.find_marks(
            kinds=kinds,
            colours=colours,
            tags=tags,
            text=wanted.text,
            article_ids=ids,
            order="newest" if wanted.grouping == "day" else "article",
            limit=-1 if wanted.orphans_only else limit,
            offset=0 if wanted.orphans_only else offset,
        )
        if wanted.orphans_only:
            gone = [mark for mark in marks if self._is_gone(mark)]
            return [self._row(m) for m in gone[offset : offset + limit]], len(gone)
        counts = store.count_marks(
            kinds=kinds, colours=colours, tags=tags, text=wanted.text, article_ids=ids
        )
        return [self._row(mark) for mark in marks], counts.total

    def _articles_in(self, language: str | None) -> Collection[str] | None:
        if language is None:
            return None
        ids = {mark.article_id for mark in self._session.parts.store.marks()}
        return {i for i in ids if (self._language(i) or "") == language}

    def _snapshot(self, article_id: str) -> Snapshot | None:
        if article_id not in self._titles:
            self._titles[article_id] = self._session.parts.store.snapshot(article_id)
        return self._titles[article_id]

    def _language(self, article_id: str) -> str | None:
        article = self._session.parts.library.by_id(article_id)
        if article is not None:
            return article.language.split("-")[0] if article.language else None
        known = self._snapshot(article_id)
        return known.language.split("-")[0] if known and known.language else None

    def _is_gone(self, mark: Mark) -> bool:
        """Whether the passage or the article is gone, as far as is known without reading files."""
        if self._session.parts.library.by_id(mark.article_id) is None:
            return True
        marking = self._session.marking
        if marking.article is not None and marking.article.id == mark.article_id:
            return marking.is_gone(mark)
        return mark.anchor is not None and not mark.anchor.text_hash

    def _row(self, mark: Mark) -> MarkRow:
        known = self._snapshot(mark.article_id)
        article = self._session.parts.library.by_id(mark.article_id)
        title = article.title if article else known.title if known else mark.article_id
        locale = QLocale()
        day = long_date(local_day(mark.modified or mark.created), locale)
        return MarkRow(
            id=mark.id,
            article_id=mark.article_id,
            kind=mark.kind,
            title=title,
            quote=mark.anchor.exact if mark.anchor else "",
            note=mark.note,
            colour=mark.colour,
            language=self._language(mark.article_id),
            tags=mark.tags,
            day=day,
            date=day,
            is_orphan=self._is_gone(mark),
        )


def local_day(moment: str) -> str:
    """The local date (ISO 8601) of a moment in UTC; what is no date is left as it is."""
    try:
        return datetime.fromisoformat(moment).astimezone().date().isoformat()
    except ValueError:
        return moment
