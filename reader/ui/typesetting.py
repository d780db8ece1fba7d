"""Sets a rendered article as a QTextDocument; hides how blocks, tables and images are inserted.

Blocks are set one by one in the formats of `formats.py`; `PositionMap` notes what stands where.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from reader.model import Block, Image, Run
from reader.ui import tablesetting
from reader.ui.formats import (
    FIXED,
    MEASURE,
    OTHER_PIECE,
    QUOTE_INDENT,
    Formats,
    Look,
    cell_block,
)
from reader.ui.positions import OBJECT, SOFT_HYPHEN, PositionMap
from reader.ui.tablesetting import Placed, Plan
from reader.ui.theme import ui_font, ui_scale

__all__ = ["MEASURE", "QUOTE_INDENT", "Header", "Look", "PositionMap", "Prepared", "Typesetter"]

NORMAL_SIZE = 19  # the type size that the measures of the header are for
LONG, PIECE = 100_000, 50  # characters: a long article's text is set in pieces
COST_OF_BLOCK = 40  # a paragraph or cell takes as long as so many characters more
LINE_SEPARATOR = "\u2028"
_BACKED = {"code": "code", "kbd": "kbd", "mark": "mark"}


@dataclass(frozen=True)
class Header:
    """What stands above the text; it is displayed but is not part of Rendered.text."""

    kicker: str
    title: str
    lead: str
    byline: str


@dataclass(frozen=True)
class Prepared:
    """An article's blocks with what a worker made ready: hyphenation points and decoded images.

    hyphens maps a block's (or cell's) start offset to offsets in its text before which a soft
    hyphen may stand.
    """

    blocks: Sequence[Block]
    hyphens: Mapping[int, Sequence[int]] = field(default_factory=dict)
    images: Mapping[Image, QImage] = field(default_factory=dict)
    right_to_left: bool = False
    skip_title: bool = False


@dataclass(frozen=True)
class Picture:
    """An image of an article with its pixels as they are shown in the text."""

    image: Image
    pixels: QImage


@dataclass(frozen=True)
class Backed:
    """A range of the document that stands on a painted ground: "code", "kbd", "mark", "alt"."""

    start: int
    end: int
    kind: str


class ArticleDocument(QTextDocument):
    """A document that shows the images it was given and opens no file and no address."""

    def __init__(self, images: Mapping[str, QImage]) -> None:
        super().__init__()
        self._images = images
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 (Qt's name)
        """The image of a token; for all else one transparent pixel, which stops Qt's own search."""
        key = name.toString() if isinstance(name, QUrl) else name
        if (image := self._images.get(key)) is not None:
            return image
        return _no_image()

    def clone(self, parent: Any = None) -> ArticleDocument:
        """A copy that opens nothing either: printing clones the document."""
        copy = ArticleDocument(self._images)
        QTextCursor(copy).insertFragment(QTextCursor(self).selection())
        return copy


def _no_image() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(0)
    return image


class Typesetter:
    """Fills one document; `feed` may be called again and again until nothing is left.

    Of a mere beginning the last block is not set: how it looks depends on what follows. `go_on`
    takes the whole article where it begins like that.
    """

    def __init__(self, look: Look, prepared: Prepared, *, is_beginning: bool = False) -> None:
        self.look = look
        self.prepared = prepared
        self.formats = Formats(look, prepared.right_to_left)
        self.tokens = {f"image:{n}": image for n, image in enumerate(prepared.images.values())}
        self._names = dict(zip(prepared.images, self.tokens, strict=True))
        self.document = ArticleDocument(self.tokens)
        self.map = PositionMap()
        self.anchors: dict[str, int] = {}
        self.block_positions: dict[int, int] = {}
        self.backed: list[Backed] = []
        self._cursor = QTextCursor(self.document)
        self._reuse = True
        self._fed = 0
        self._next = 1 if prepared.skip_title else 0
        self._end = len(prepared.blocks) - is_beginning
        self._steps = self._set_blocks()
        self._has_more = True
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if prepared.right_to_left:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        self.document.setDefaultTextOption(option)
        self.document.setDefaultFont(self.formats.font(1.0))
        self.document.setDocumentMargin(0)
        self.document.setPageSize(QSizeF(0, 0))  # laid out once it is told its width

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Place the column in the page; widths in pixels."""
        frame = QTextFrameFormat()
        frame.setLeftMargin(left)
        frame.setRightMargin(right)
        frame.setTopMargin(top)
        frame.setBottomMargin(bottom)
        self.document.rootFrame().setFrameFormat(frame)

    def picture(self, token: str) -> Picture | None:
        """The picture of a token, None where it is another's."""
        return next(
            (Picture(i, self.tokens[t]) for i, t in self._names.items() if t == token), None
        )

    # --- the header -----------------------------------------------------------------------------

    def header(self, header: Header) -> None:
        """Set kicker, title, lead and byline; call before the first `feed`."""
        theme, size, formats = self.look.theme, self.look.size, self.formats
        space = max(1.0, size / NORMAL_SIZE)
        small = [round(line * ui_scale()) for line in (16, 17)]
        if header.kicker:
            kicker = ui_font(12, 600, 0.7)
            self._header_line(header.kicker, kicker, theme["accent"], small[0], round(13 * space))
        font = formats.font(1.78, 600)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.4)
        self._header_line(
            header.title, font, theme["text"], round(size * 1.78 * 1.2), round(14 * space)
        )
        if header.lead:
            line = round(size * 1.12 * 1.45)
            self._header_line(
                header.lead, formats.font(1.12), theme["text2"], line, round(15 * space)
            )
        if header.byline:
            below = round(34 * space)
            self._header_line(header.byline, ui_font(13), theme["text2"], small[1], below)

    def _header_line(self, text: str, font: QFont, colour: QColor, line: int, below: int) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(line, FIXED)
        block.setBottomMargin(below)
        characters = QTextCharFormat()
        characters.setFont(font)
        characters.setForeground(colour)
        self._start_block(block, characters)
        self._cursor.insertText(text.replace("\n", " "), characters)

    # --- the blocks -----------------------------------------------------------------------------

    def feed(self, enough: Callable[[int], bool] | None = None) -> bool:
        """Set the next blocks until enough says so, all where it is None; whether any are left.

        enough is asked after each block, and after each part of a large table, with what this call
        has set: characters, and COST_OF_BLOCK for each paragraph or cell.
        """
        if not self._has_more:
            return False
        self._cursor.beginEditBlock()
        before = self._fed
        for _ in self._steps:
            if enough is not None and enough(self._fed - before):
                break
        else:
            self._has_more = False
        self._cursor.endEditBlock()
        return self._has_more

    def go_on(self, whole: Prepared) -> bool:
        """Take the whole of an article whose beginning was set; False where it begins otherwise."""
        part, end = self.prepared, self._end
        images = list(part.images)
        if (
            (part.right_to_left, part.skip_title) != (whole.right_to_left, whole.skip_title)
            or len(whole.blocks) <= end
            or tuple(part.blocks[:end]) != tuple(whole.blocks[:end])
            or images != list(whole.images)[: len(images)]
        ):
            return False
        self.prepared, self._end = whole, len(whole.blocks)
        self.tokens.update({f"image:{n}": image for n, image in enumerate(whole.images.values())})
        self._names = dict(zip(whole.images, self.tokens, strict=True))
        if not self._has_more:
            self._steps, self._has_more = self._set_blocks(), True
        return True

    def _set_blocks(self) -> Iterator[None]:
        while self._next < self._end:
            index, self._next = self._next, self._next + 1
            block = self.prepared.blocks[index]
            if block.kind == "table":
                yield from self._set_table(index, block)
            else:
                self._set_block(index, block)
                yield

    def append(self, blocks: Sequence[Block]) -> None:
        """Set blocks that are not part of the text, such as notes on paper."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        for block in blocks:
            self._start_block(
                self.formats.block(-1, block, None, None), self.formats.characters(block, None)
            )
            for run in block.runs:
                self._cursor.insertText(run.text, self.formats.characters(block, run))

    def neighbours(self, index: int) -> tuple[Block | None, Block | None]:
        """The blocks before and after one."""
        blocks = self.prepared.blocks
        before = blocks[index - 1] if index > 0 else None
        return before, blocks[index + 1] if index + 1 < len(blocks) else None

    def _set_block(self, index: int, block: Block) -> None:
        if block.kind == "rule":
            self._set_rule(index, block)
            return
        form = self.formats.block(index, block, *self.neighbours(index))
        self._start_block(form, self.formats.characters(block, None))
        self._remember(index, block)
        self._insert_runs(block.runs, block.start, block)

    def _remember(self, index: int, block: Block) -> None:
        self.block_positions.setdefault(index, self._cursor.position())
        for name in block.names:
            self.anchors.setdefault(name, self._cursor.position())

    def _start_block(self, block: QTextBlockFormat, characters: QTextCharFormat) -> None:
        """Begin a block, in the empty one where there is one (at the start, after a table)."""
        if self._reuse:
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(characters)
            self._reuse = False
        else:
            self._cursor.insertBlock(block, characters)

    def _insert_runs(self, runs: Sequence[Run], start: int, block: Block) -> None:
        position = self._cursor.position()
        points = self.prepared.hyphens.get(start, ())
        shown: list[str] = []
        offset = 0
        for run in runs:
            if run.image is not None:
                shown.append(self._insert_image(run.image, block))
                continue
            text = _with_soft_hyphens(run.text, offset, points).replace("\n", LINE_SEPARATOR)
            begin = self._cursor.position()
            self._insert_text(text, self.formats.characters(block, run))
            if block.kind != "code" and (ground := _ground(run)):
                self.backed.append(Backed(begin, self._cursor.position(), ground))
            shown.append(text)
            offset += len(run.text)
        self._fed += offset + COST_OF_BLOCK
        self.map.add(position, start, "".join(shown))

    def _insert_text(self, text: str, form: QTextCharFormat) -> None:
        """Insert a run; in a long article in pieces, so that each is shaped apart.

        Qt 6.11 keeps for each block what shaping its longest piece of one format took, 54 bytes a
        character: 55 MB for an article of 1 MB, 10 when it is set like this.
        """
        if len(text) <= PIECE or self.prepared.blocks[-1].start < LONG or form.isAnchor():
            self._cursor.insertText(text, form)
            return
        other = QTextCharFormat(form)
        other.setProperty(OTHER_PIECE, True)
        for number, piece in enumerate(_pieces(text)):
            self._cursor.insertText(piece, other if number % 2 else form)

    def _insert_image(self, image: Image, block: Block) -> str:
        name = self._names.get(image)
        if name is None:
            return self._insert_alternative(image, block)
        size = self.prepared.images[image].deviceIndependentSize()
        room = self.look.width - self.formats.indent(block)
        width = min(image.width or size.width(), room)
        characters = QTextImageFormat()
        characters.setName(name)
        characters.setWidth(width)
        characters.setHeight(max(1.0, width * size.height() / max(1.0, size.width())))
        characters.setToolTip(image.title)
        characters.setProperty(QTextFormat.Property.ImageAltText, image.alt)
        self._cursor.insertImage(characters)
        return OBJECT

    def _insert_alternative(self, image: Image, block: Block) -> str:
        """What stands for an image that is not shown; it is not part of the text."""
        if not image.alt:
            return ""
        alternative = f"\u2009{image.alt}\u2009"
        characters = QTextCharFormat(self.formats.characters(block, None))
        characters.setFontItalic(True)
        characters.setForeground(self.look.theme["text2"])
        begin = self._cursor.position()
        self._cursor.insertText(alternative, characters)
        self.backed.append(Backed(begin, self._cursor.position(), "alt"))
        return OBJECT * (self._cursor.position() - begin)

    def _set_rule(self, index: int, block: Block) -> None:
        form = self.formats.block(index, block, None, None)
        form.setLineHeight(self.look.line, FIXED)
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.setTopMargin(self.look.size * 0.85)
        characters = QTextCharFormat(self.formats.characters(block, None))
        characters.setForeground(self.look.theme["text3"])
        self._start_block(form, characters)
        self._remember(index, block)
        self._cursor.insertText("∗  ∗  ∗", characters)

    # --- tables ---------------------------------------------------------------------------------

    def _set_table(self, index: int, block: Block) -> Iterator[None]:
        width = self.look.width - self.formats.indent(block)
        metrics = QFontMetricsF(self.formats.cell_font())
        padding = tablesetting.PADDING * self.look.size
        plan = tablesetting.plan(block, width, padding, metrics.horizontalAdvance)
        if not plan.placed:
            return
        if not plan.widths:
            yield from self._set_records(index, block, plan)
            return
        for first, count, cells in plan.parts():
            form = self._table_format(index, block, plan, first)
            table = self._cursor.insertTable(count, len(plan.widths), form)
            self._cursor = table.firstCursorPosition()
            self._remember(index, block)
            for placed in self._in_document_order(cells, block, len(plan.widths)):
                self._set_cell(table, placed, first, block)
            self._cursor = table.lastCursorPosition()
            self._cursor.movePosition(QTextCursor.MoveOperation.End)
            is_last = first + count == plan.row_count
            self._set_gap(self.look.size * 0.85 if is_last else 0.0)
            yield

    def _in_document_order(
        self, cells: Sequence[Placed], block: Block, columns: int
    ) -> Sequence[Placed]:
        """The cells as Qt's table has them: it knows no columns from right to left."""
        if not self.formats.is_right_to_left(block):
            return cells
        mirrored = [replace(c, column=columns - c.column - c.columns) for c in cells]
        return sorted(mirrored, key=lambda c: (c.row, c.column))

    def _set_gap(self, below: float) -> None:
        """Make the empty block that Qt keeps after a table as low as can be."""
        gap = QTextBlockFormat()
        gap.setLineHeight(1, FIXED)
        gap.setBottomMargin(below)
        self._cursor.setBlockFormat(gap)

    def _table_format(self, index: int, block: Block, plan: Plan, first: int) -> QTextTableFormat:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setBorderCollapse(True)
        fixed = QTextLength.Type.FixedLength
        form.setWidth(QTextLength(fixed, sum(plan.widths)))
        is_mirrored = self.formats.is_right_to_left(block)
        widths = plan.widths[::-1] if is_mirrored else plan.widths
        form.setColumnWidthConstraints([QTextLength(fixed, width) for width in widths])
        before, _ = self.neighbours(index)
        close = before is not None and before.kind in ("heading", "caption")
        form.setTopMargin(0 if first else (2 if close else self.look.size * 0.5))
        indent = self.formats.indent(block)
        (form.setRightMargin if is_mirrored else form.setLeftMargin)(indent)
        return form

    def _set_cell(self, table: QTextTable, placed: Placed, first: int, block: Block) -> None:
        row, cell = placed.row - first, placed.cell
        if placed.rows > 1 or placed.columns > 1:
            table.mergeCells(row, placed.column, placed.rows, placed.columns)
        size = self.look.size
        form = QTextTableCellFormat()
        form.setTopPadding(round(size * 0.42))
        form.setBottomPadding(round(size * 0.42))
        padding = round(size * tablesetting.PADDING)
        if self.formats.is_right_to_left(block):
            form.setLeftPadding(0 if placed.column == 0 else padding)
        else:
            is_last = placed.column + placed.columns == table.columns()
            form.setRightPadding(0 if is_last else padding)
        form.setBottomBorder(1)
        form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBottomBorderBrush(self.look.theme["control_edge" if cell.header else "hairline"])
        inner = cell_block(block, cell)
        form.merge(self.formats.characters(inner, None))  # Qt keeps both in one place
        target = table.cellAt(row, placed.column)
        target.setFormat(form)
        self._cursor = target.firstCursorPosition()
        self._cursor.setBlockFormat(self.formats.cell(inner, cell))
        self._insert_runs(cell.runs, cell.start, inner)

    def _set_records(self, index: int, block: Block, plan: Plan) -> Iterator[None]:
        """A table whose columns do not fit: each row is a paragraph, each value after its label."""
        names = tablesetting.labels(block)
        rows: dict[int, list[Placed]] = {}
        for placed in plan.placed:
            rows.setdefault(placed.row, []).append(placed)
        for number, cells in rows.items():
            inner = cell_block(block, cells[0].cell)
            form = self.formats.block(index, block, None, None)
            form.setLineHeight(round(self.look.size * 1.42), FIXED)
            form.setBottomMargin(self.look.size * (0.85 if number == plan.row_count - 1 else 0.45))
            self._start_block(form, self.formats.characters(inner, None))
            self._remember(index, block)
            is_header = bool(names) and number == 0
            for position, placed in enumerate(cells):
                label = "" if is_header or not names else _label(names, placed.column)
                self._insert_label(label, inner, is_first=position == 0)
                self._insert_runs(
                    placed.cell.runs, placed.cell.start, cell_block(block, placed.cell)
                )
            yield

    def _insert_label(self, label: str, block: Block, *, is_first: bool) -> None:
        characters = QTextCharFormat(self.formats.characters(block, None))
        characters.setForeground(self.look.theme["text3"])
        text = ("" if is_first else "  ·  ") + (f"{label}\u00a0" if label else "")
        if text:
            self._cursor.insertText(text, characters)


def _label(names: Sequence[str], column: int) -> str:
    return names[column][:40] if column < len(names) else ""


def _ground(run: Run) -> str:
    return next((kind for style, kind in _BACKED.items() if style in run.styles), "")


def _pieces(text: str) -> Iterator[str]:
    """A text cut behind spaces, where no letters touch."""
    start = 0
    while start < len(text):
        end = text.find(" ", start + PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def _with_soft_hyphens(text: str, offset: int, points: Sequence[int]) -> str:
    """The run's text with a soft hyphen before each point; offset is the run's in its block."""
    first = bisect_right(points, offset)
    inside = [p - offset for p in points[first : bisect_left(points, offset + len(text))]]
    if not inside:
        return text
    edges = [0, *inside, len(text)]
    return SOFT_HYPHEN.join(text[a:b] for a, b in pairwise(edges))
