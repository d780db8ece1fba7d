"""What is painted behind the text of an article: marks, boxes, bars, list markers, grounds.

It is painted from the article's blocks and from ranges of its text; the document is not altered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextBlock

from reader.model import Block, Colour
from reader.ui.formats import BLOCK_INDEX, BOX_INDENT, QUOTE_INDENT, is_same_box
from reader.ui.highlights import (
    RADIUS,
    Marks,
    Painted,
    line_below,
    line_rects,
    overlaps,
    visible_units,
)
from reader.ui.theme import Theme
from reader.ui.typesetting import Backed, Typesetter

BAR = 3
CORNER = 6
STRONGER = 0.30  # of the note bar's colour in the highlight that is hovered or focused
_SERIOUS = frozenset({"warning", "danger", "caution", "attention", "error", "important"})


@dataclass(frozen=True)
class Shown:
    """A text block on the screen: origin is its place in the viewport."""

    block: QTextBlock
    origin: QPointF

    @cached_property
    def text(self) -> str:
        """The block's text: Qt copies it each time it is asked."""
        return self.block.text()

    @property
    def start(self) -> int:
        return int(self.block.position())

    @property
    def end(self) -> int:
        return int(self.block.position() + self.block.length() - 1)


@dataclass(frozen=True)
class Group:
    """Neighbouring blocks that share a quotation bar or a box; last is included."""

    first: int
    last: int
    depth: int = 0
    box: str = ""


@dataclass
class Hits:
    """The found ranges and which of them is the current one."""

    ranges: Sequence[tuple[int, int]] = ()
    current: int = -1


class Furniture:
    """Paints what stands behind the text of one set article."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._theme: Theme = setter.look.theme
        self._groups = [tuple(groups) for groups in _groups(setter.prepared.blocks)]
        self.marks = Marks()
        self.hits = Hits()
        self.active = ""

    def paint(
        self, painter: QPainter, shown: Sequence[Shown], scroll: QPointF, left: float, area: QRectF
    ) -> None:
        """Paint behind the blocks; scroll is the document's place, left where the column begins."""
        painter.setPen(Qt.PenStyle.NoPen)
        indexes = [(one, index) for one in shown if (index := _index(one.block)) is not None]
        for group in dict.fromkeys(g for _, index in indexes for g in self._groups[index]):
            self._paint_group(painter, group, scroll, left)
        for one, index in indexes:
            self._paint_own(painter, one, self._setter.prepared.blocks[index], left)
        self._paint_grounds(painter, shown, area)
        for one in shown:
            self._paint_marks(painter, one, area)
            self._paint_hits(painter, one, area)

    # --- quotations and boxes -------------------------------------------------------------------

    def _paint_group(self, painter: QPainter, group: Group, scroll: QPointF, left: float) -> None:
        extent = self._extent(group, scroll)
        if extent is None:
            return
        top, bottom = extent
        width = self._setter.look.width
        block = self._setter.prepared.blocks[group.first]
        rtl = self._setter.formats.is_right_to_left(block)
        inset = (group.depth - 1 if group.depth else block.quote) * QUOTE_INDENT
        if group.depth:
            x = left + width - inset - BAR if rtl else left + inset
            painter.setBrush(self._theme["accent"])
            painter.drawRoundedRect(QRectF(x, top, BAR, bottom - top), 1.5, 1.5)
            return
        box = QRectF(left + (0 if rtl else inset), top - 12, width - inset, bottom - top + 24)
        painter.setBrush(self._theme["codebg"])
        painter.drawRoundedRect(box, CORNER, CORNER)
        painter.setBrush(self._theme["danger" if group.box in _SERIOUS else "accent"])
        edge = box.right() - BAR if rtl else box.left()
        painter.save()
        bar = QRectF(edge, box.top(), BAR, box.height())
        painter.setClipRect(bar, Qt.ClipOperation.IntersectClip)
        painter.drawRoundedRect(box, CORNER, CORNER)
        painter.restore()

    def _extent(self, group: Group, scroll: QPointF) -> tuple[float, float] | None:
        """Upper and lower edge of the text of a group, as far as it is set."""
        positions = self._setter.block_positions
        last = group.last
        while last > group.first and last not in positions:
            last = max(group.first, min(last - 1, len(positions)))
        if group.first not in positions or last not in positions:
            return None
        document = self._setter.document
        first_block = document.findBlock(positions[group.first])
        last_block = document.findBlock(positions[last])
        if self._setter.prepared.blocks[last].kind == "table":
            last_block = document.findBlock(self._end_of_table(last, positions[last]))
        top = _text_top(first_block, self._origin(first_block, scroll))
        return top, _text_bottom(last_block, self._origin(last_block, scroll))

    def _end_of_table(self, index: int, start: int) -> int:
        following = self._setter.block_positions.get(index + 1)
        return (
            following - 2 if following else max(start, self._setter.document.characterCount() - 2)
        )

    def _origin(self, block: QTextBlock, scroll: QPointF) -> QPointF:
        layout = self._setter.document.documentLayout()
        return layout.blockBoundingRect(block).topLeft() + scroll

    def _paint_own(self, painter: QPainter, one: Shown, source: Block, left: float) -> None:
        """A code block's ground, a list item's marker, the line above the footnotes."""
        if not one.block.layout().lineCount():
            return
        look = self._setter.look
        if source.kind == "code":
            self._paint_code(painter, one, source, left)
        if source.marker and source.kind != "table":
            rtl = one.block.textDirection() == Qt.LayoutDirection.RightToLeft
            self._paint_marker(painter, one, source.marker, rtl)
        index = _index(one.block) or 0
        before, _ = self._setter.neighbours(index)
        if source.footnote and not (before and before.footnote):
            y = _text_top(one.block, one.origin) - 0.9 * look.size
            painter.fillRect(QRectF(left, round(y), look.width, 1), self._theme["border"])

    def _paint_code(self, painter: QPainter, one: Shown, source: Block, left: float) -> None:
        indent = self._setter.formats.indent(source) - BOX_INDENT
        rtl = self._setter.formats.is_right_to_left(source)
        top = _text_top(one.block, one.origin) - 10
        bottom = _text_bottom(one.block, one.origin) + 10
        x = left + (0 if rtl else indent)
        painter.setBrush(self._theme["reader" if source.box else "codebg"])
        area = QRectF(x, top, self._setter.look.width - indent, bottom - top)
        painter.drawRoundedRect(area, CORNER, CORNER)

    # --- markers --------------------------------------------------------------------------------

    def _paint_marker(self, painter: QPainter, one: Shown, marker: str, rtl: bool) -> None:
        """Before the item's first line, on its baseline, right-aligned to one edge."""
        line = one.block.layout().lineAt(0)
        font = QFont(one.block.charFormat().font())
        font.setItalic(False)
        size = font.pixelSize()
        edge = one.origin.x() + (line.x() + line.width() if rtl else line.x())
        edge += 0.45 * size if rtl else -0.45 * size
        baseline = one.origin.y() + line.y() + line.ascent()
        if marker in "☐☑":
            side = round(0.74 * size)
            x = edge if rtl else edge - side
            box = QRectF(round(x) + 0.5, round(baseline - 0.74 * size) + 0.5, side, side)
            self._paint_check(painter, box, marker == "☑")
            return
        width = QFontMetricsF(font).horizontalAdvance(marker)
        painter.save()
        painter.setFont(font)
        painter.setPen(self._theme["text2"])
        if rtl:
            marker = f"\u200f{marker}"
        painter.drawText(QPointF(edge if rtl else edge - width, baseline), marker)
        painter.restore()

    def _paint_check(self, painter: QPainter, box: QRectF, checked: bool) -> None:
        painter.save()
        colour = self._theme["accent" if checked else "control_edge"]
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            pen = QPen(self._theme["on_accent"], 1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            side = box.width()
            corner = box.topLeft()
            points = [
                corner + QPointF(side * x, side * y)
                for x, y in ((0.24, 0.52), (0.44, 0.72), (0.78, 0.3))
            ]
            painter.drawPolyline(points)
        painter.restore()

    # --- grounds --------------------------------------------------------------------------------

    def _paint_grounds(self, painter: QPainter, shown: Sequence[Shown], area: QRectF) -> None:
        backed = self._setter.backed
        for one in shown:
            index = bisect_left(backed, one.start, key=lambda b: b.end)
            while index < len(backed) and backed[index].start < one.end:
                self._paint_ground(painter, one, backed[index], area)
                index += 1

    def _paint_ground(self, painter: QPainter, one: Shown, ground: Backed, area: QRectF) -> None:
        first, last = max(ground.start, one.start), min(ground.end, one.end)
        if first >= last:
            return
        is_mark = ground.kind == "mark"
        painter.save()
        painter.setBrush(self._theme.highlight("yellow") if is_mark else self._theme["codebg"])
        if ground.kind == "kbd":
            painter.setPen(QPen(self._theme["border"], 1))
        for rect in self._rects(one, first, last, area):
            painter.drawRoundedRect(rect if is_mark else rect.adjusted(0, 0.5, 0, 1.5), 4, 4)
        painter.restore()

    # --- marks and hits -------------------------------------------------------------------------

    def _rects(self, one: Shown, first: int, last: int, area: QRectF) -> Iterator[QRectF]:
        start = one.start
        return line_rects(
            one.block, one.text, one.origin, first - start, last - start, area.top(), area.bottom()
        )

    def _paint_marks(self, painter: QPainter, one: Shown, area: QRectF) -> None:
        low, high = self._text_range(one, area)
        painted = self.marks.between(low, high)
        for mark in sorted(painted, key=self._is_active):
            self._paint_range(painter, one, mark.start, mark.end, self._colour(mark), area)
        for part in overlaps(painted, low, high):
            *covered, _ = sorted(part.marks, key=self._is_active)
            for level, mark in enumerate(covered):
                painter.setBrush(self._theme.note_bar(mark.colour))
                for rect in self._lines(one, part.start, part.end, area):
                    painter.drawRect(line_below(rect, level))

    def _is_active(self, mark: Painted) -> bool:
        return mark.id == self.active

    def _text_range(self, one: Shown, area: QRectF) -> tuple[int, int]:
        """The offsets of the block's lines inside area."""
        first, last = visible_units(one.block, one.origin, area.top(), area.bottom())
        to_text = self._setter.map.to_text
        return to_text(one.start + first), to_text(one.start + last)

    def _colour(self, mark: Painted) -> QColor:
        colour = self._theme.highlight(mark.colour)
        return self._stronger(colour, mark.colour) if self._is_active(mark) else colour

    def _stronger(self, colour: QColor, key: Colour | None) -> QColor:
        bar, share = self._theme.note_bar(key), STRONGER
        return QColor.fromRgbF(
            colour.redF() * (1 - share) + bar.redF() * share,
            colour.greenF() * (1 - share) + bar.greenF() * share,
            colour.blueF() * (1 - share) + bar.blueF() * share,
        )

    def _paint_hits(self, painter: QPainter, one: Shown, area: QRectF) -> None:
        low, high = self._text_range(one, area)
        ranges = self.hits.ranges
        for number in range(max(0, bisect_left(ranges, (low, low)) - 1), len(ranges)):
            start, end = ranges[number]
            if start >= high:
                return
            if end > low:
                colour = self._theme["search_hit"]
                if number != self.hits.current:
                    colour.setAlphaF(0.55)
                self._paint_range(painter, one, start, end, colour, area)

    def _paint_range(
        self, painter: QPainter, one: Shown, start: int, end: int, colour: QColor, area: QRectF
    ) -> None:
        painter.setBrush(colour)
        for rect in self._lines(one, start, end, area):
            painter.drawRoundedRect(rect, RADIUS, RADIUS)

    def _lines(self, one: Shown, start: int, end: int, area: QRectF) -> Iterator[QRectF]:
        """The rectangles behind a range of the text, as far as the block shows it."""
        for first, last in self._setter.map.ranges_within(start, end, one.start, one.end):
            yield from self._rects(one, first, last, area)


def _index(block: QTextBlock) -> int | None:
    value = block.blockFormat().property(BLOCK_INDEX)
    return None if value is None else int(value)


def _text_top(block: QTextBlock, origin: QPointF) -> float:
    """Where the letters of a block's first line begin; an image's upper edge."""
    layout = block.layout()
    if not layout.lineCount():
        return float(origin.y())
    line = layout.lineAt(0)
    size = block.charFormat().font().pixelSize()
    has_picture = line.ascent() > 1.9 * size
    ascent = line.ascent() if has_picture else 0.95 * size
    return float(origin.y() + line.y() + line.ascent() - ascent)


def _text_bottom(block: QTextBlock, origin: QPointF) -> float:
    layout = block.layout()
    if not layout.lineCount():
        return float(origin.y())
    line = layout.lineAt(layout.lineCount() - 1)
    size = block.charFormat().font().pixelSize()
    return float(origin.y() + line.y() + line.ascent() + 0.32 * size)


def _groups(blocks: Sequence[Block]) -> list[list[Group]]:
    """For each block the groups it is in, the outermost first."""
    found: list[list[Group]] = [[] for _ in blocks]
    open_quotes: list[int] = []
    open_box = -1

    def close(first: int, last: int, **what: object) -> None:
        group = Group(first, last, **what)  # type: ignore[arg-type]
        for index in range(first, last + 1):
            found[index].append(group)

    for index, block in enumerate([*blocks, None]):
        quote = block.quote if block is not None else 0
        while len(open_quotes) > quote:
            close(open_quotes.pop(), index - 1, depth=len(open_quotes) + 1)
        while len(open_quotes) < quote:
            open_quotes.append(index)
        before = blocks[index - 1] if index else None
        if open_box >= 0 and not is_same_box(before, block):
            close(open_box, index - 1, box=blocks[open_box].box)
            open_box = -1
        if open_box < 0 and block is not None and block.box:
            open_box = index
    return found
