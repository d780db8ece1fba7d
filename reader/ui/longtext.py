"""Plain text of any length, of which only what is in view is laid out.

QPlainTextEdit keeps a layout for every line: of 100 MB that is 560 MB, and half a second at each
change of the width. Here the text stays as it came, in pieces of whole lines. The scroll bar counts
rows as they are estimated from the lines' lengths; a step within reach is exact all the same.
Columns count UTF-16 units, as QTextLayout does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QFrame, QMenu, QWidget

from reader.ui import utf16
from reader.ui.timers import one_shot, repeating

MARGIN = 24
KEPT_PIECES, KEPT_LAYOUTS = 8, 300
DRAG_MS = 30
SEARCHED_AT_ONCE = 100  # pieces between two events


class Place(NamedTuple):
    """A place in the text: the piece, the line within it, the column within that."""

    piece: int
    line: int
    column: int = 0


class LongText(QAbstractScrollArea):
    """Text to read, select, copy and search, as long as memory lasts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[bytes] = []
        self._sizes: list[tuple[int, int]] = []  # lines and characters of each piece
        self._rows: list[int] = []  # estimated, up to the end of each piece
        self._lines: OrderedDict[int, list[str]] = OrderedDict()
        self._layouts: OrderedDict[tuple[int, int], QTextLayout] = OrderedDict()
        self._top, self._offset = Place(0, 0), 0  # the first line in view, and what of it is not
        self._anchor = self._cursor = Place(0, 0)
        self._is_syncing = False
        self._needle = ""
        self._dragged_to = QPoint()
        self._drag = repeating(self, DRAG_MS, self._drag_on)
        self._search = one_shot(self, 0, self._search_on)
        self._to_search: deque[tuple[int, int]] = deque()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # --- the text -------------------------------------------------------------------------------

    def append(self, text: str) -> None:
        """Add whole lines at the end; only the last ones may lack their newline."""
        if not text:
            return
        self._pieces.append(text.encode("utf-8", "surrogatepass"))
        self._sizes.append((text.count("\n") + (not text.endswith("\n")), len(text)))
        (added,) = self._estimates(self._sizes[-1:])
        self._rows.append((self._rows[-1] if self._rows else 0) + added)
        self._set_range()
        if len(self._pieces) - self._top.piece < KEPT_PIECES:
            self.viewport().update()

    def text(self) -> str:
        """All of it."""
        return "".join(map(self._text_of, range(len(self._pieces))))

    def selected_text(self) -> str:
        """What is selected, "" where nothing is."""
        start, end = self._selection()
        parts: list[str] = []
        for piece in range(start.piece, min(end.piece + 1, len(self._pieces))):
            text = self._text_of(piece)
            last = self._index(end) if piece == end.piece else len(text)
            parts.append(text[self._index(start) if piece == start.piece else 0 : last])
        return "".join(parts)

    def select_all(self) -> None:
        """Select the text as far as it has come in."""
        self._anchor, self._cursor = Place(0, 0), self._end()
        self.viewport().update()

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        if text := self.selected_text():
            QGuiApplication.clipboard().setText(text)

    def find_next(self, needle: str) -> None:
        """Select the next occurrence behind the selection, whatever its case; round the end."""
        self._search.stop()
        if not needle or not self._pieces:
            return
        self._needle = needle.lower()
        end = self._selection()[1]
        behind = [(piece, 0) for piece in range(end.piece + 1, len(self._pieces))]
        before = [(piece, 0) for piece in range(end.piece + 1)]
        self._to_search = deque([(end.piece, self._index(end)), *behind, *before])
        self._search_on()

    def _search_on(self) -> None:
        for _ in range(SEARCHED_AT_ONCE):
            if not self._to_search or self._select_in(*self._to_search.popleft()):
                return
        self._search.start()

    def _select_in(self, piece: int, start: int) -> bool:
        """Select the first occurrence in a piece, from a code point of it on."""
        text = self._text_of(piece)
        lowered = text.lower()
        lowered = lowered if len(lowered) == len(text) else text
        found = lowered.find(self._needle, start)
        if found < 0:
            return False
        self._anchor = self._place(piece, text, found)
        self._cursor = self._place(piece, text, found + len(self._needle))
        self._show(self._anchor)
        return True

    def _text_of(self, piece: int) -> str:
        return self._pieces[piece].decode("utf-8", "surrogatepass")

    def _lines_of(self, piece: int) -> list[str]:
        if piece not in self._lines:
            text = self._text_of(piece)
            self._lines[piece] = text.removesuffix("\n").split("\n")
            if len(self._lines) > KEPT_PIECES:
                self._lines.popitem(last=False)
        self._lines.move_to_end(piece)
        return self._lines[piece]

    def _end(self) -> Place:
        if not self._pieces:
            return Place(0, 0)
        lines = self._lines_of(len(self._pieces) - 1)
        return Place(len(self._pieces) - 1, len(lines) - 1, utf16.units(lines[-1]))

    def _index(self, place: Place) -> int:
        """Where a place is in its piece's text, in code points."""
        lines = self._lines_of(place.piece)
        before = sum(len(line) + 1 for line in lines[: place.line])
        return before + len(utf16.head(lines[place.line], place.column))

    @staticmethod
    def _place(piece: int, text: str, index: int) -> Place:
        start = text.rfind("\n", 0, index) + 1
        return Place(piece, text.count("\n", 0, start), utf16.units(text[start:index]))

    def _selection(self) -> tuple[Place, Place]:
        return min(self._anchor, self._cursor), max(self._anchor, self._cursor)

    # --- rows and layouts -----------------------------------------------------------------------

    def _row_height(self) -> int:
        return max(1, self.fontMetrics().lineSpacing())

    def _width(self) -> int:
        return max(40, self.viewport().width() - 2 * MARGIN)

    def _columns(self) -> int:
        return max(8, self._width() // max(1, self.fontMetrics().averageCharWidth()))

    def _estimates(self, sizes: list[tuple[int, int]]) -> list[int]:
        columns = self._columns()
        return [lines + characters // columns for lines, characters in sizes]

    def _set_range(self) -> None:
        bar, in_view = self.verticalScrollBar(), self.viewport().height() // self._row_height()
        total = self._rows[-1] if self._rows else 0
        self._is_syncing = True
        bar.setRange(0, max(0, total - in_view))
        bar.setPageStep(max(1, in_view - 1))
        self._is_syncing = False

    def _layout_of(self, piece: int, line: int) -> QTextLayout:
        key = (piece, line)
        if key not in self._layouts:
            self._layouts[key] = self._laid_out(self._lines_of(piece)[line])
            if len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        self._layouts.move_to_end(key)
        return self._layouts[key]

    def _laid_out(self, text: str) -> QTextLayout:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while (row := layout.createLine()).isValid():
            row.setLineWidth(self._width())
            row.setPosition(QPointF(0, y))
            y += row.height()
        layout.endLayout()
        return layout

    def _height(self, place: Place) -> int:
        return max(1, round(self._layout_of(*place[:2]).boundingRect().height()))

    def _following(self, place: Place) -> Place | None:
        if place.line + 1 < len(self._lines_of(place.piece)):
            return Place(place.piece, place.line + 1)
        return Place(place.piece + 1, 0) if place.piece + 1 < len(self._pieces) else None

    def _preceding(self, place: Place) -> Place | None:
        if place.line:
            return Place(place.piece, place.line - 1)
        if not place.piece:
            return None
        return Place(place.piece - 1, len(self._lines_of(place.piece - 1)) - 1)

    def _in_view(self) -> Iterator[tuple[Place, int]]:
        """The lines in view and where their tops are."""
        place: Place | None = self._top if self._pieces else None
        y = -self._offset
        while place is not None and y < self.viewport().height():
            yield place, y
            y += self._height(place)
            place = self._following(place)

    # --- scrolling ------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        if self._is_syncing or not self._pieces:
            return
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum():
            self._go_to(*self._last_top())
        elif bar.value() == 0:
            self._go_to(Place(0, 0), 0)
        elif abs(dy) <= bar.pageStep():
            self._move(-dy * self._row_height())
        else:
            self._jump(bar.value())

    def _go_to(self, top: Place, offset: int) -> None:
        last = self._last_top()
        self._top, self._offset = min((top, offset), last)
        self.viewport().update()

    def _last_top(self) -> tuple[Place, int]:
        """The first line, and what of it is not in view, where the end of the text is."""
        end = self._end()
        place, room = Place(*end[:2]), self.viewport().height()
        while (room := room - self._height(place)) > 0:
            above = self._preceding(place)
            if above is None:
                return Place(0, 0), 0
            place = above
        return place, -room

    def _move(self, pixels: int) -> None:
        """Scroll by so many pixels, downwards where positive."""
        place, offset = self._top, self._offset + pixels
        while offset < 0 and (above := self._preceding(place)) is not None:
            place = above
            offset += self._height(place)
        while offset >= (height := self._height(place)):
            below = self._following(place)
            if below is None:
                break
            place, offset = below, offset - height
        self._go_to(place, max(0, offset))

    def _jump(self, row: int) -> None:
        """Scroll to an estimated row."""
        piece = min(bisect_right(self._rows, row), len(self._pieces) - 1)
        left = row - (self._rows[piece - 1] if piece else 0)
        rows = [1 + len(line) // self._columns() for line in self._lines_of(piece)]
        line = 0
        while left >= rows[line] and line + 1 < len(rows):
            left -= rows[line]
            line += 1
        place = Place(piece, line)
        self._go_to(place, min(left * self._row_height(), self._height(place) - 1))

    def _show(self, place: Place) -> None:
        """Bring a place into view, where it is not: a third from the top."""
        shown = [seen for seen, _ in self._in_view()]
        if Place(*place[:2]) not in shown[:-1]:
            self._top, self._offset = Place(*place[:2]), 0
            self._move(-self.viewport().height() // 3)
            self._sync_bar()
        self.viewport().update()

    def _sync_bar(self) -> None:
        """Let the bar say where the view is."""
        before = self._rows[self._top.piece - 1] if self._top.piece else 0
        lines = self._lines_of(self._top.piece)[: self._top.line]
        row = before + sum(1 + len(line) // self._columns() for line in lines)
        self._is_syncing = True
        self.verticalScrollBar().setValue(row + self._offset // self._row_height())
        self._is_syncing = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out anew what is in view; the first line stays the first."""
        super().resizeEvent(event)
        self._relayout()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._relayout()

    def _relayout(self) -> None:
        self._layouts.clear()
        self._rows = list(accumulate(self._estimates(self._sizes)))
        self._set_range()
        if self._pieces:
            self._go_to(self._top, min(self._offset, self._height(self._top) - 1))
            self._sync_bar()

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        said: list[str] = []
        clip = QRectF(self.viewport().rect())
        for place, y in self._in_view():
            layout = self._layout_of(*place[:2])
            layout.draw(painter, QPointF(MARGIN, y), self._selected_in(place), clip)
            said.append(layout.text())
        if QAccessible.isActive():
            self.setAccessibleDescription("\n".join(said))

    def _selected_in(self, place: Place) -> list[QTextLayout.FormatRange]:
        """The part of a line that is selected."""
        start, end = self._selection()
        line = Place(*place[:2])
        if start == end or line > end or Place(line.piece, line.line + 1) <= start:
            return []
        chosen = QTextLayout.FormatRange()
        whole = utf16.units(self._layout_of(*line[:2]).text())
        chosen.start = start.column if start[:2] == line[:2] else 0
        chosen.length = (end.column if end[:2] == line[:2] else whole) - chosen.start
        look = QTextCharFormat()
        look.setBackground(self.palette().brush(QPalette.ColorRole.Highlight))
        look.setForeground(self.palette().brush(QPalette.ColorRole.HighlightedText))
        chosen.format = look
        return [chosen]

    # --- mouse and keys -------------------------------------------------------------------------

    def _at(self, point: QPoint) -> Place:
        """The place nearest to a point of the viewport."""
        nearest = self._top
        for place, y in self._in_view():
            if y > point.y():
                break
            layout = self._layout_of(*place[:2])
            rows = [layout.lineAt(number) for number in range(layout.lineCount())]
            row = next((r for r in rows if point.y() - y < r.y() + r.height()), rows[-1])
            column: int = row.xToCursor(point.x() - MARGIN)
            nearest = Place(place.piece, place.line, column)
        return nearest

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self._pieces:
            self._cursor = self._at(event.position().toPoint())
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = self._cursor
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select a word."""
        if not self._pieces:
            return
        place = self._at(event.position().toPoint())
        layout = self._layout_of(*place[:2])
        mode = QTextLayout.CursorMode.SkipWords
        end = layout.nextCursorPosition(place.column, mode)
        start = layout.previousCursorPosition(end, mode)
        before, word = utf16.head(layout.text(), start), utf16.head(layout.text(), end).rstrip()
        self._anchor = place._replace(column=start)
        self._cursor = place._replace(column=max(utf16.units(before), utf16.units(word)))
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton and self._pieces:
            self._dragged_to = event.position().toPoint()
            self._cursor = self._at(self._dragged_to)
            is_inside = 0 <= self._dragged_to.y() < self.viewport().height()
            self._drag.stop() if is_inside else self._drag.start()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._drag.stop()

    def _drag_on(self) -> None:
        """Scroll on while the mouse is held outside."""
        step = self._row_height()
        self._move(-step if self._dragged_to.y() < 0 else step)
        self._sync_bar()
        self._cursor = self._at(self._dragged_to)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        bar, action = self.verticalScrollBar(), QAbstractSlider.SliderAction
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Home:
            bar.triggerAction(action.SliderToMinimum)
        elif event.key() == Qt.Key.Key_End:
            bar.triggerAction(action.SliderToMaximum)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = QMenu(self)
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setEnabled(self._anchor != self._cursor)
        menu.addAction(self.tr("Select all"), self.select_all)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
