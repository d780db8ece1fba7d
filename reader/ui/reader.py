"""The right side: the bar, the progress line, the pane and the notes beside it.

Puts them together and keeps their measures; what a button means is decided by the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from reader.ui.bar import Bar, ProblemBar, ProgressLine
from reader.ui.controls import px, set_colour
from reader.ui.findbar import FindBar
from reader.ui.formats import BOTTOM, EDGE, SCROLL_ROOM, centred, column_width, remaining
from reader.ui.margin import DRAWER_WIDTH, PANEL_WIDTH, Mode, NotesPanel, icon_width
from reader.ui.notecards import Card
from reader.ui.notes import Keeper
from reader.ui.pane import Painted, ReadingPane
from reader.ui.placesigns import GAP as SIGN_GAP
from reader.ui.placesigns import PlaceSign, PlaceSigns, sign_width
from reader.ui.theme import Theme
from reader.ui.timers import one_shot
from reader.ui.typesetting import Header, Look, Prepared

if TYPE_CHECKING:
    from reader.ui.companion import Companion

WIDE = 1180
GAP = 40
LEAST_HALF = 340  # pixels that each of two columns needs
AROUND = 300  # characters before and after the screen: its first and last lines are cut
ICON_GAP = 15  # the space on both sides of an icon in the margin


@dataclass(frozen=True)
class Opened:
    """An article as the reader shows it; minutes is its reading time."""

    header: Header
    prepared: Prepared
    text: str
    minutes: int
    offset: int = 0


class Reader(QWidget):
    """Bar, progress, pane, notes. Offsets count code points of the article's text."""

    progress_changed = Signal(float, int)
    resized = Signal()

    def __init__(
        self,
        theme: Theme,
        keeper: Keeper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._theme = theme
        self._base = Look(theme)
        self._look = self._base
        self._left = EDGE
        self._opened: Opened | None = None
        self._window_width = WIDE
        self._notes_open = True
        self._drawer_open = False
        self._detached_open = False
        self._right_to_left = False
        self._setting = False
        self._companion: Companion | None = None
        self.bar = Bar(theme, self)
        self.line = ProgressLine(theme, self)
        self.problem = ProblemBar(theme, self.bar.more_button, self)
        self.pane = ReadingPane(theme, self)
        self.find_bar = FindBar(theme, self.pane)
        self.notes = NotesPanel(theme, keeper, self.find_bar.close_button, self.pane)
        self.notes.set_mode("margin")
        self.signs = PlaceSigns(theme, self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.line, self.problem):
            layout.addWidget(part)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(1)
        self._columns.addWidget(self.pane, 1)
        layout.addLayout(self._columns, 1)
        self._relook = one_shot(self, 0, self._set_again)
        self.pane.scrolled.connect(self._on_scroll)
        self.pane.laid_out.connect(self._on_scroll)
        self.notes.detached_wanted.connect(self._show_detached)
        self.notes.mark_hovered.connect(self.pane.set_active)
        self.notes.mark_left.connect(lambda _: self.pane.set_active(""))
        self.set_theme(theme)

    # --- the article ----------------------------------------------------------------------------

    def open(self, opened: Opened) -> None:
        """Show an article at its offset."""
        self._opened = opened
        self._detached_open = False
        self._right_to_left = opened.prepared.right_to_left
        self.notes.set_mirrored(self._right_to_left)
        self._measure()
        self._set_article(opened.offset)

    def begin(self, opened: Opened) -> None:
        """Show the first screens of an article that is still on its way."""
        self._opened = None
        self.set_marks((), (), ())
        self._right_to_left = opened.prepared.right_to_left
        self.notes.set_mirrored(self._right_to_left)
        self._measure()
        self.pane.show_beginning(self._look, opened.header, opened.prepared, opened.offset)
        self.find_bar.article_changed()
        self._place_notes()
        self.line.set_value(0.0)

    def _set_article(self, offset: int) -> None:
        assert self._opened is not None
        self._relook.stop()
        self._setting = True
        opened = self._opened
        self.pane.show_article(self._look, opened.header, opened.prepared, opened.text, offset)
        self._setting = False
        self.find_bar.article_changed()
        self._place_notes()
        self._on_scroll()

    def clear(self) -> None:
        """Show nothing."""
        self._opened = None
        empty = Opened(Header("", "", "", ""), Prepared(()), "", 1)
        self.pane.show_article(self._look, empty.header, empty.prepared, "")
        self.notes.set_cards((), ())
        self.signs.set_places(())
        self.bar.status.set_parts()
        self.line.set_value(0.0)

    @property
    def opened(self) -> Opened | None:
        return self._opened

    def _set_again(self) -> None:
        """Set the article anew with another look, at the line where the reader was."""
        if self._opened is not None:
            self._set_article(self.pane.place)

    def set_marks(
        self,
        painted: Sequence[Painted],
        cards: Sequence[Card],
        orphans: Sequence[Card],
        places: Sequence[PlaceSign] = (),
        *,
        in_part: bool = False,
    ) -> None:
        """Show the marks of the open article; in_part: it goes on beyond the text that is shown."""
        self.pane.set_painted(painted)
        self.notes.set_cards(cards, orphans, in_part=in_part)
        self.signs.set_places(places)
        self._place_signs()
        if not orphans:
            self.close_detached()

    # --- beside the article ---------------------------------------------------------------------

    def set_companion(self, companion: Companion | None) -> None:
        """Give half of the width to what is read beside the article; None takes it back."""
        if companion is self._companion:
            return
        if self._companion is not None:
            self._columns.removeWidget(self._companion)
            self._companion.hide()
        self._companion = companion
        if companion is not None:
            self._columns.addWidget(companion, 1)
            companion.set_theme(self._theme)
        self._measure_and_set()
        self._columns.activate()  # at once: both are set to the widths they will have

    def has_room_beside(self) -> bool:
        """Whether two columns can be read at this width."""
        return self.width() >= 2 * LEAST_HALF

    def panes(self) -> tuple[ReadingPane, ...]:
        """The article's pane, and the one beside it."""
        return (self.pane,) if self._companion is None else (self.pane, self._companion)

    def active_pane(self) -> ReadingPane:
        """The pane that has the focus, the article's own where none has."""
        return next((pane for pane in self.panes() if pane.hasFocus()), self.pane)

    def _show_companion(self) -> bool:
        """Show what is beside the article where there is room; whether there is such a thing."""
        if self._companion is None:
            return False
        self._companion.setVisible(self.has_room_beside())
        return self.has_room_beside()

    # --- the look -------------------------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Change face, size, leading or theme and keep the place."""
        self._base = look
        if look.theme is not self._theme:
            self.set_theme(look.theme)
        before = self._look
        self._look = replace(look, width=before.width)
        self._measure()
        if self._look != before:
            self._relook.start()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        set_colour(self, self.backgroundRole(), theme["reader"])
        parts = (self.bar, self.line, self.problem, self.pane, self.notes, self.signs)
        for part in (*parts, self.find_bar):
            part.set_theme(theme)
        if self._companion is not None:
            self._companion.set_theme(theme)

    def set_window_width(self, width: int) -> None:
        """The window's width decides between margin, icons and drawer."""
        self._window_width = width
        self._measure_and_set()

    def set_notes_open(self, is_open: bool) -> None:
        """Whether notes are shown: the cards where there is room, else the drawer."""
        if self.is_wide():
            self._notes_open = is_open
        else:
            self._drawer_open = is_open
        self._measure_and_set()

    def _show_detached(self) -> None:
        self._detached_open = True
        self._place_notes()

    def close_detached(self) -> bool:
        """Put the cards in the place of the list of detached notes; whether it was shown."""
        was_open, self._detached_open = self._detached_open, False
        if was_open:
            self._place_notes()
        return was_open

    def notes_open(self) -> bool:
        """Whether cards or the drawer are shown now."""
        return self._notes_open if self.is_wide() else self._drawer_open

    def is_wide(self) -> bool:
        """Whether there is room for cards beside the column."""
        if self._companion is not None and self.has_room_beside():
            return False
        room = self.width() - 2 * EDGE - self._base.size * 20
        return self._window_width >= WIDE and room >= GAP + PANEL_WIDTH

    def _measure_and_set(self) -> None:
        before = self._look
        self._measure()
        if self._look != before and self._opened is not None:
            self._relook.start()
        else:
            self._place_notes()

    def _mode(self) -> Mode:
        if self.is_wide():
            if self._detached_open:
                return "drawer"
            return "margin" if self._notes_open else "icons"
        return "drawer" if self._drawer_open else "icons"

    def _measure(self) -> None:
        """Column width and margins for the width there is."""
        base = self._base
        wide = self.is_wide()
        whole = (self.width() - 1) // 2 if self._show_companion() else self.width()
        size = base.size if wide else max(14, base.size - 1)
        icons = ICON_GAP + icon_width()
        side = GAP + PANEL_WIDTH if wide else icons - EDGE
        room = whole - EDGE - (side + 20 if wide else icons)
        column = column_width(base, size, room)
        spare = whole - column - (side if wide else 0) - 20
        left = max(EDGE, spare // 2) if wide else centred(whole, column)
        top = 41 if wide else 31
        right = remaining(whole, left, column)
        if self._right_to_left:  # mirrored, but for the scroll bar
            left, right = right + SCROLL_ROOM, left - SCROLL_ROOM
        self._look = replace(base, size=size, width=column)
        self._left = left
        self.pane.set_margins(left, top, right, BOTTOM)
        if self._companion is not None:
            self._companion.set_look(replace(base, size=size))

    def _place_notes(self) -> None:
        mode = self._mode() if self._opened is not None else "hidden"
        pane = self.pane.viewport().geometry()
        column_end = self._left + self._look.width
        if mode == "margin":
            x = column_end + GAP
            if self._right_to_left:
                x = self._left - GAP - PANEL_WIDTH
            self.notes.setGeometry(x, 0, PANEL_WIDTH, pane.height())
        elif mode == "drawer":
            width = min(px(DRAWER_WIDTH), max(DRAWER_WIDTH, pane.width() * 2 // 3))
            x = 0 if self._right_to_left else pane.width() - width
            self.notes.setGeometry(x, 0, width, pane.height())
        else:
            width = icon_width()
            x = self._left - 6 - width if self._right_to_left else column_end + 5
            self.notes.setGeometry(x, 0, width, pane.height())
        self.notes.set_mode(mode)
        self.notes.set_places(self._y_of)
        self._place_signs()
        self.notes.raise_()
        self.find_bar.raise_()
        self.find_bar.place()

    def _place_signs(self) -> None:
        if not self.signs.has_places():
            return
        pane, column_end = self.pane, self._left + self._look.width
        before = self._left - SIGN_GAP - sign_width()
        self.signs.set_left(column_end + SIGN_GAP if self._right_to_left else max(0, before))
        middle = round(self._look.size * 0.55)
        first, last = pane.first_visible_offset(), pane.last_visible_offset()
        self.signs.relayout(
            first - AROUND,
            min(last + AROUND, pane.map.end),  # what has not arrived yet has no place
            lambda start: self._y_of(start) + middle,
        )

    def _y_of(self, start: int) -> int:
        rect = self.pane.offset_rect(start)
        return rect.bottom() - round(self._look.size * 1.15)

    # --- progress -------------------------------------------------------------------------------

    def _on_scroll(self) -> None:
        if self._setting or self._opened is None:
            return
        progress = self.progress()
        self.line.set_value(progress)
        self._show_status(progress)
        self.notes.relayout()
        self._place_signs()
        if self.pane.is_complete():
            self.progress_changed.emit(progress, self.pane.first_visible_offset())

    def progress(self) -> float:
        """0.0 at the top, 1.0 at the end; 0.0 where there is nothing to scroll."""
        return 0.0 if self.pane.fits() else self.pane.progress()

    def _show_status(self, progress: float) -> None:
        assert self._opened is not None
        minutes = self._opened.minutes
        if progress <= 0.005:
            self.bar.status.set_parts(self.tr("%Ln min", "", minutes))
            return
        left = max(1, round(minutes * (1 - progress))) if progress < 0.995 else 0
        percent = self.locale().toString(round(progress * 100))
        self.bar.status.set_parts(
            self.tr("{percent} %").format(percent=percent), self.tr("%Ln min left", "", left)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._measure_and_set()
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._opened is not None:
            self._show_status(self.progress())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._companion is not None and self._companion.isVisible():
            painter = QPainter(self)
            pane = self.pane.geometry()
            painter.fillRect(pane.right() + 1, pane.top(), 1, pane.height(), self._theme["border"])

    def point_below_selection(self) -> QPoint:
        """Where a popover for the selection belongs, in global coordinates."""
        return self.pane.viewport().mapToGlobal(self.pane.cursorRect().bottomLeft())
