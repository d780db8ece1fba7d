"""Joins marks and reader: paints them, shows their cards, turns gestures into changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QObject, QPoint, QRect, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

from reader.model import COLOURS, Colour, Mark, Place
from reader.text import words_at
from reader.ui.marking import Marking
from reader.ui.notecards import Card
from reader.ui.pane import Painted
from reader.ui.placesigns import PlaceSign
from reader.ui.reader import Reader
from reader.ui.theme import Theme
from reader.ui.words import ago

if TYPE_CHECKING:
    from reader.ui.popover import MarkPopover, SelectionPopover
    from reader.ui.popup import Popup

P = TypeVar("P", bound="Popup")


class Annotator(QObject):
    """Marks of the open article on the screen.

    `said` asks for a toast that offers to undo the step, `advised` for one without it.
    """

    said = Signal(str)
    advised = Signal(str)
    notes_wanted = Signal()
    tags_wanted = Signal(str)

    def __init__(
        self, reader: Reader, marking: Marking, theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reader, self._marking = reader, marking
        self._colour: Colour = "yellow"
        self._theme = theme
        self._popovers: list[Popup] = []
        pane, notes = reader.pane, reader.notes
        pane.selection_finished.connect(self._offer)
        pane.mark_clicked.connect(self._offer_mark)
        pane.scrolled.connect(self._hide_popovers)
        reader.signs.activated.connect(self._offer_mark)
        notes.delete_wanted.connect(self.delete)
        notes.attach_wanted.connect(self.attach)
        marking.changed.connect(self._refresh)

    @cached_property
    def selection(self) -> SelectionPopover:
        """Made for the first selection."""
        from reader.ui.popover import SelectionPopover

        return self._popover(
            SelectionPopover,
            colour_chosen=self.highlight,
            note_wanted=self.note,
            copy_wanted=self.copy,
        )

    @cached_property
    def mark_popover(self) -> MarkPopover:
        """Made for the first mark that is clicked."""
        from reader.ui.popover import MarkPopover

        return self._popover(
            MarkPopover,
            colour_chosen=self._recolour,
            note_wanted=self.edit_note,
            delete_wanted=self.delete,
            tags_wanted=self.tags_wanted,
        )

    def _popover(self, kind: type[P], **slots: Callable[..., object] | SignalInstance) -> P:
        """A popover whose signals, by their names, go to these slots."""
        made = kind(self._theme, self._reader.window())
        for name, slot in slots.items():
            getattr(made, name).connect(slot)
        self._popovers.append(made)
        return made

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for popover in self._popovers:
            popover.set_theme(theme)

    # --- showing --------------------------------------------------------------------------------

    def show_marks(self) -> None:
        """Paint the marks of the open article and show their cards."""
        placed = self._marking.placed()
        standing = [
            (with_colour(mark, place, placed), place)
            for mark, place in placed
            if place.status != "orphan"
        ]
        coloured = {(p.start, p.end) for mark, p in standing if mark.kind == "highlight"}
        painted = [
            Painted(mark.id, place.start, place.end, mark.colour, bool(mark.note))
            for mark, place in standing
            if mark.kind == "highlight"
            or (mark.kind == "note" and (place.start, place.end) not in coloured)
        ]
        cards = [self._card(mark, place) for mark, place in standing if mark.note or mark.tags]
        places = [
            PlaceSign(mark.id, place.start, mark.anchor.exact)
            for mark, place in standing
            if mark.kind == "bookmark" and mark.anchor is not None
        ]
        gone = [self._card(mark, place) for mark, place in placed if place.status == "orphan"]
        in_part = self._marking.is_shown_in_part()
        self._reader.set_marks(painted, cards, gone, places, in_part=in_part)

    def _card(self, mark: Mark, place: Place) -> Card:
        quote = mark.anchor.exact if mark.anchor else ""
        when = ago(mark.modified or mark.created, QLocale())
        return Card(mark.id, place.start, mark.colour, mark.note, when, quote, mark.tags)

    def _refresh(self, article_id: str) -> None:
        article = self._marking.article
        if article is not None and article.id == article_id:
            self.show_marks()

    def _hide_popovers(self) -> None:
        for popover in self._popovers:
            popover.close()

    # --- gestures -------------------------------------------------------------------------------

    def _offer(self, point: QPoint) -> None:
        if self._reader.pane.selected_range() is not None:
            self.selection.show_at(point, self._selection_area(), focus=False)

    def _selection_area(self) -> QRect:
        """Where the selection stands on the screen."""
        pane = self._reader.pane
        chosen = pane.selected_range() or (0, 0)
        area = pane.offset_rect(chosen[0]).united(pane.offset_rect(chosen[1]))
        return QRect(pane.viewport().mapToGlobal(area.topLeft()), area.size())

    def _offer_mark(self, mark_id: str, point: QPoint) -> None:
        if (mark := self._marking.mark(mark_id)) is not None:
            is_bookmark = mark.kind == "bookmark"
            self.mark_popover.set_mark(
                mark_id, mark.colour, len(mark.tags), is_bookmark=is_bookmark
            )
            self.mark_popover.show_at(point)

    def mark_at_caret(self) -> str | None:
        """The mark on whose passage the caret is: the shortest, before a bookmarked place."""
        here = self._reader.pane.caret_offset()
        if marks := self._painted_at_caret():
            return marks[0]
        return next(
            (
                mark.id
                for mark, place in self._marking.placed()
                if mark.kind == "bookmark"
                and place.status != "orphan"
                and place.start <= here <= place.end
            ),
            None,
        )

    def _painted_at_caret(self) -> list[str]:
        """The highlights that the caret is in, else those at whose end it is."""
        pane = self._reader.pane
        here = pane.caret_offset()
        return pane.marks_at(here) or pane.marks_at(here - 1)

    def _range(self) -> tuple[int, int] | None:
        """The selection, else the word at the caret while the text has the focus."""
        chosen = self._reader.pane.selected_range()
        if chosen is None and self._reader.pane.hasFocus():
            chosen = words_at(self._reader.pane.text, self._reader.pane.caret_offset())
        return chosen

    def highlight(self, colour: str = "") -> None:
        """Highlight the selection; with no colour in the last one used."""
        if colour in COLOURS:
            self._colour = colour
        chosen = self._reader.pane.selected_range()
        if chosen is None:
            self._recolour_at_caret()
            return
        if self._marking.highlight(*chosen, self._colour) is not None:
            self._reader.pane.clear_selection()
            self.selection.close()

    def _recolour_at_caret(self) -> None:
        """Without a selection a colour key acts on the highlight at the caret."""
        if marks := self._painted_at_caret():
            self._marking.recolour(marks[0], self._colour)
        else:
            self._advise_selecting()

    def note(self) -> None:
        """A note on the selection, or on the highlight at the caret."""
        pane = self._reader.pane
        chosen = pane.selected_range()
        if chosen is None:
            if (mark_id := self.mark_at_caret()) is not None:
                self.edit_note(mark_id)
            else:
                self._advise_selecting()
            return
        self.selection.close()
        mark = self._marking.note_on(*chosen)
        if mark is not None:
            pane.clear_selection()
            self.edit_note(mark.id)

    def edit_note(self, mark_id: str) -> None:
        """Open the editor of a mark's note; an empty note gets its card first."""
        mark = self._marking.mark(mark_id)
        if mark is None:
            return
        self.mark_popover.close()
        self.notes_wanted.emit()
        place = self._marking.place(mark)
        self._reader.pane.ensure_visible(place.start)
        self._reader.notes.edit_card(self._card(mark, place))

    def edit_article_note(self) -> None:
        """Put the caret into the note on the article."""
        self.notes_wanted.emit()
        self._reader.notes.note.editor.setFocus()

    def delete(self, mark_id: str) -> None:
        """Delete a mark at once; it can be undone."""
        self.mark_popover.close()
        mark = self._marking.mark(mark_id)
        if mark is None or not self._marking.delete(mark_id):
            return
        plain = self.tr("Bookmark removed") if mark.kind == "bookmark" else ""
        plain = plain or self.tr("Highlight removed")
        self.said.emit(self.tr("Note deleted") if mark.note else plain)

    def delete_at_caret(self) -> None:
        """Delete the mark at the caret."""
        self._at_caret(self.delete)

    def edit_tags_at_caret(self) -> None:
        """Ask for the tags of the mark at the caret."""
        self._at_caret(self.tags_wanted.emit)

    def _at_caret(self, act: Callable[[str], object]) -> None:
        mark_id = self.mark_at_caret() if self._reader.pane.hasFocus() else None
        if mark_id is None:
            text = self.tr("Put the caret on a mark first: {key} goes to the next one.")
            self.advised.emit(text.format(key="F7"))
        else:
            act(mark_id)

    def _recolour(self, mark_id: str, colour: Colour) -> None:
        self._colour = colour
        self.mark_popover.close()
        self._marking.recolour(mark_id, colour)

    def _advise_selecting(self) -> None:
        self.advised.emit(self.tr("Select the passage in the text first."))

    def attach(self, mark_id: str) -> None:
        """Give a detached note the selected passage."""
        chosen = self._reader.pane.selected_range()
        if chosen is None:
            self._advise_selecting()
            return
        self._marking.attach(mark_id, *chosen)

    def copy(self) -> None:
        """Copy the selection as plain text."""
        self._reader.active_pane().copy()
        self.selection.close()

    def copy_quote(self) -> None:
        """Copy the selection with its source, in the quotation marks of the article's language."""
        article, chosen = self._marking.article, self._range()
        if article is None or chosen is None:
            self._advise_selecting()
            return
        quote = self._reader.pane.text[chosen[0] : chosen[1]]
        parts = [article.author, article.title, article.source, article.date, article.url]
        origin = ", ".join(part for part in parts if part)
        quoted = QLocale(article.language or "en").quoteString(quote)
        QGuiApplication.clipboard().setText(f"{quoted}\n— {origin}")

    def step(self, direction: int) -> None:
        """Go to the next or previous highlight."""
        pane = self._reader.pane
        starts = sorted(
            place.start for _, place in self._marking.placed() if place.status != "orphan"
        )
        here = pane.caret_offset()
        following = [s for s in starts if (s > here if direction > 0 else s < here)]
        if not following:
            none = self.tr("No highlight follows.")
            self.advised.emit(none if direction > 0 else self.tr("No highlight comes before."))
            return
        target = following[0] if direction > 0 else following[-1]
        self.go_to(target)
        pane.setFocus()  # the caret is there: keys act on the mark

    def go_to(self, offset: int) -> None:
        """Show a place and put the caret there."""
        pane = self._reader.pane
        pane.finish()
        pane.place_caret(offset)
        pane.ensure_visible(offset)

    def flash(self, mark_id: str) -> None:
        """Brighten a mark for a moment."""
        pane = self._reader.pane
        pane.set_active(mark_id)
        QTimer.singleShot(1200, pane, lambda: pane.set_active(""))


def with_colour(mark: Mark, place: Place, placed: Sequence[tuple[Mark, Place]]) -> Mark:
    """A note without a colour takes that of the highlight on the same passage."""
    if mark.colour is not None or mark.kind != "note":
        return mark
    same = (
        other.colour
        for other, there in placed
        if other.colour and (there.start, there.end) == (place.start, place.end)
    )
    return replace(mark, colour=next(same, None))
