"""The view of all marks in the window: brings its rows from the store and acts on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, QObject, Qt

from reader.model import Mark
from reader.tables import Snapshot
from reader.ui.detachedcheck import DetachedCheck
from reader.ui.exchange import Exchange
from reader.ui.marksmodel import MarkFilter, MarkRow
from reader.ui.marksview import MarksView
from reader.ui.session import Session
from reader.ui.timers import one_shot
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
        self.view.export_wanted.connect(lambda ids: exchange.export(self._wanted(ids)))
        self.view.copy_wanted.connect(lambda ids: exchange.copy(self._wanted(ids)))
        self.view.delete_wanted.connect(self._delete)
        self.view.attach_wanted.connect(self._attach)
        self._check = DetachedCheck(session.parts.paths, self)
        self._check.found.connect(self._update)
        self._check.failed.connect(session.problem)
        self._later = one_shot(self, 0, self._update)
        session.marking.changed.connect(lambda _: self._later.start())
        session.background.changed.connect(lambda _: self._library_changed())
        window.resized.connect(self._place)

    def open(self) -> None:
        """Show the view over the window."""
        self._titles.clear()
        self.view.set_theme(self._session.window.theme)
        self.view.can_attach = self._session.window.reader.pane.selected_range() is not None
        store = self._session.parts.store
        languages = {self._language(m.article_id) or "" for m in store.marks()}
        self.view.set_choices(sorted(languages), sorted(store.all_tags()))
        self._place()
        self.view.show()
        self.view.raise_()
        self.view.refresh()
        self.view.search.setFocus()
        self._check.begin()

    def end(self) -> None:
        """Look for nothing any more."""
        self._later.stop()
        self._check.close()

    def close(self) -> None:
        """Return to the article."""
        self.view.hide()
        self._session.window.sidebar.list.setFocus()

    def next_pane(self) -> None:
        """Put the focus into the list, from there into the search field."""
        part = self.view.search if self.view.list.hasFocus() else self.view.list
        part.setFocus(Qt.FocusReason.TabFocusReason)

    def _place(self) -> None:
        window = self._session.window
        self.view.setGeometry(window.splitter.geometry())

    def _go(self, article_id: str, mark_id: str) -> None:
        self.close()
        self._session.open_mark(article_id, mark_id)

    def _library_changed(self) -> None:
        if self.view.isVisible():
            self._update()
            self._check.begin()

    def _update(self) -> None:
        if self.view.isVisible():
            self.view.update_rows()

    # --- changing -------------------------------------------------------------------------------

    def _delete(self, mark_ids: Sequence[str]) -> None:
        if count := self._session.marking.delete_all(mark_ids):
            self._update()
            self._session.say_with_undo(self.tr("%Ln mark(s) deleted", "", count))

    def _attach(self, mark_id: str) -> None:
        """Give a mark the passage that is selected in the open article, and go there."""
        session = self._session
        chosen, article = session.window.reader.pane.selected_range(), session.marking.article
        if chosen is None or article is None or not session.marking.attach(mark_id, *chosen):
            return
        self._go(article.id, mark_id)
        session.say_with_undo(self.tr("Attached to the selection"))

    # --- rows -----------------------------------------------------------------------------------

    def _wanted(self, selected: Collection[str]) -> Collection[str] | None:
        """The marks to give out: those selected, else those listed; None where these are all."""
        listed = self.view.filter()
        if selected or not listed.narrows:
            return selected or None
        return {mark.id for mark in self._find(listed, 0, -1)[0]}

    def fetch(self, wanted: MarkFilter, offset: int, limit: int) -> tuple[Sequence[MarkRow], int]:
        """A page of rows and how many there are."""
        marks, total = self._find(wanted, offset, limit)
        return [self._row(mark) for mark in marks], total

    def _find(self, wanted: MarkFilter, offset: int, limit: int) -> tuple[list[Mark], int]:
        """A page of marks and how many there are; limit -1 is all of them."""
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
            end = None if limit < 0 else offset + limit
            return gone[offset:end], len(gone)
        counts = store.count_marks(
            kinds=kinds, colours=colours, tags=tags, text=wanted.text, article_ids=ids
        )
        return marks, counts.total

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
        """Whether the passage or the article is gone, as far as is known by now."""
        if self._session.parts.library.by_id(mark.article_id) is None:
            return True
        marking = self._session.marking
        if marking.article is not None and marking.article.id == mark.article_id:
            return marking.is_gone(mark)
        if (is_gone := self._check.is_gone(mark)) is not None:
            return is_gone
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
            is_missing=article is None,
        )


def local_day(moment: str) -> str:
    """The local date (ISO 8601) of a moment in UTC; what is no date is left as it is."""
    try:
        return datetime.fromisoformat(moment).astimezone().date().isoformat()
    except ValueError:
        return moment
