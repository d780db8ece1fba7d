"""Which blocks and lines of a document are on the screen, and where a page of it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QTextBlock, QTextCursor, QTextLine
from PySide6.QtWidgets import QTextBrowser

from reader.ui.furniture import Shown

ROOM = 10  # pixels above a line that is brought to the top


class Row(NamedTuple):
    """A line of a document: its block, and the upper edge of its letters in the document."""

    block: QTextBlock
    line: QTextLine
    top: float


class Screen:
    """What a text view shows of its document."""

    def __init__(self, view: QTextBrowser) -> None:
        self._view = view

    def shift(self) -> QPointF:
        """Where the document's corner is in the viewport."""
        view = self._view
        return QPointF(-view.horizontalScrollBar().value(), -view.verticalScrollBar().value())

    def blocks(self, area: QRect) -> Iterator[Shown]:
        """The text blocks inside an area of the viewport, in reading order."""
        layout = self._view.document().documentLayout()
        shift = self.shift()
        block = self._first_block(area.top())
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(shift)
            if rect.top() > area.bottom() + 40:
                return
            if rect.bottom() >= area.top() - 40:
                yield Shown(block, rect.topLeft())
            block = block.next()

    def _first_block(self, y: int) -> QTextBlock:
        """A block at or above y after which every visible block comes."""
        cursor = self._view.cursorForPosition(QPoint(self._view.width() // 2, max(0, y)))
        block = cursor.block()
        if (table := cursor.currentTable()) is not None:
            row = table.cellAt(cursor).row()
            cells = [table.cellAt(row, column) for column in range(table.columns())]
            block = self._view.document().findBlock(min(c.firstPosition() for c in cells))
        return block.previous() if block.previous().isValid() else block

    def image_at(self, cursor: QTextCursor, point: QPoint) -> str:
        """The name of the image at a point, cursor being the one of the point; "" for none."""
        after = QTextCursor(cursor)
        after.movePosition(QTextCursor.MoveOperation.NextCharacter)
        for candidate in (cursor, after):
            form = candidate.charFormat()
            if form.isImageFormat():
                left = self._view.cursorRect(candidate).left()
                if left - form.toImageFormat().width() - 4 <= point.x() <= left + 4:
                    return form.toImageFormat().name()
        return ""

    def image_near(self, position: int) -> str:
        """The name of the image in the block of a position, else of the first on the screen."""
        found = ""
        for shown in self.blocks(self._view.viewport().rect()):
            for part in shown.block.textFormats():
                if part.format.isImageFormat():
                    name = part.format.toImageFormat().name()
                    found = found or name
                    if shown.start <= position <= shown.end:
                        return name
        return found

    def lines(self, top: int) -> Iterator[Row]:
        """The lines from a height of the document on."""
        scroll = self._view.verticalScrollBar().value()
        area = QRect(0, top - scroll, self._view.viewport().width(), 1 << 20)
        for shown in self.blocks(area):
            layout = shown.block.layout()
            size = shown.block.charFormat().font().pixelSize()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                has_picture = line.ascent() > 1.9 * size
                letters = line.ascent() if has_picture else min(line.ascent(), 1.05 * size)
                y = shown.origin.y() + scroll + line.y() + line.ascent() - letters
                if y + line.height() >= top:
                    yield Row(shown.block, line, y)


def page_down(lines: Iterable[Row], value: int, height: int, line_height: float) -> int:
    """Where to scroll from value so that the last line that is whole becomes the first."""
    target = value
    for _, line, top in lines:
        if top + line_height > value + height and line.height() < height:
            break
        target = round(top - ROOM)
        if line.height() >= height:
            break
    return target if target >= value + height // 3 else value + height - round(line_height)


def page_up(lines: Iterable[Row], value: int, height: int, line_height: float) -> int:
    """Where to scroll from value so that the first line that is whole becomes the last."""
    for _, line, top in lines:
        if top >= value - 1 and line.height() < height:
            target = round(top + 1.35 * line_height - height)
            return min(max(target, value - height), value - height // 3)
    return value - height + round(line_height * 1.5)
