"""How an article looks: the fonts, sizes, gaps and indents of its blocks, by `ui.md`'s measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextFormat

from reader.model import Block, Cell, Run
from reader.ui.theme import Theme

BLOCK_INDEX = QTextFormat.Property.UserProperty + 1
OTHER_PIECE = QTextFormat.Property.UserProperty + 2  # tells a piece of a text from the one before
MEASURE = 31.5  # widths of the text column in type sizes: about 64 characters
COLUMN = 598  # the same in pixels, at the type size of a new user
EDGE = 30  # the least white space beside a column
SCROLL_ROOM = 14  # what the scroll bar takes, at the right of either script
BOTTOM = 140  # white space below an article
QUOTE_INDENT = 26
LIST_INDENT = 1.5
BOX_INDENT = 16
MONO = ["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"]
CELL_SCALE = 0.9
_CELL = "cell"
_CODE_SCALE = 0.88
_HEADING_SCALE = {1: 1.5, 2: 1.22, 3: 1.08, 4: 1.0, 5: 0.95, 6: 0.9}
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
_DIRECTION = {"ltr": Qt.LayoutDirection.LeftToRight, "rtl": Qt.LayoutDirection.RightToLeft}
FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
MINIMUM = QTextBlockFormat.LineHeightTypes.MinimumHeight.value

# Scripts that have no italics: Hebrew, Arabic, those of India and Thailand, Korean, Chinese and
# Japanese. Slanting them by force is an error of setting.
_UPRIGHT = re.compile(
    "[\u0590-\u08ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\ufb1d-\ufdff\ufe70-\ufefc]"
)


@dataclass(frozen=True)
class Look:
    """How an article is set: face is a family name, size the body's type size in pixels."""

    theme: Theme
    face: str = "Literata"
    size: int = 19
    leading: float = 1.58
    width: int = COLUMN
    ligatures: bool = True

    @property
    def line(self) -> float:
        """The height of a line of body text, in pixels."""
        return round(self.size * self.leading)


@dataclass(frozen=True)
class Gaps:
    """The line height and the space above and below a block, in pixels."""

    line: float
    above: float
    below: float


class Formats:
    """Makes the formats of blocks and runs for one look; character formats are kept."""

    def __init__(self, look: Look, right_to_left: bool) -> None:
        self.look = look
        self._right_to_left = right_to_left
        self._kept: dict[object, QTextCharFormat] = {}

    # --- blocks ---------------------------------------------------------------------------------

    def block(
        self, index: int, block: Block, before: Block | None, after: Block | None
    ) -> QTextBlockFormat:
        """The format of a block between its neighbours; index -1 is not of the article."""
        form = QTextBlockFormat()
        if index >= 0:
            form.setProperty(BLOCK_INDEX, index)
        if block.kind == "heading":
            form.setHeadingLevel(block.level)
        gaps = self._gaps(block, before, after)
        has_image = any(run.image is not None for run in block.runs)
        form.setLineHeight(gaps.line, MINIMUM if has_image else FIXED)
        form.setTopMargin(gaps.above)
        form.setBottomMargin(gaps.below)
        self._set_sides(form, block)
        if block.align:
            form.setAlignment(_ALIGN[block.align])
        return form

    def _set_sides(self, form: QTextBlockFormat, block: Block) -> None:
        is_boxed = block.kind == "code" or bool(block.box)
        indent, other = self.indent(block), BOX_INDENT if is_boxed else 0
        if block.kind == "code":
            form.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        elif block.direction:
            form.setLayoutDirection(_DIRECTION[block.direction])
        left, right = (other, indent) if self.is_right_to_left(block) else (indent, other)
        form.setLeftMargin(left)
        form.setRightMargin(right)

    def is_right_to_left(self, block: Block) -> bool:
        """Whether a block's indents and bars stand on the right."""
        return (block.direction == "rtl") if block.direction else self._right_to_left

    def indent(self, block: Block) -> float:
        """The space before a block's text in pixels."""
        indent = block.quote * QUOTE_INDENT + block.indent * LIST_INDENT * self.look.size
        room = self.look.width * 0.6  # deep nesting leaves 40 % of the column to the text
        return min(indent, room) + (BOX_INDENT if block.box or block.kind == "code" else 0)

    def _gaps(self, block: Block, before: Block | None, after: Block | None) -> Gaps:
        gaps = self._plain_gaps(block)
        above, below = gaps.above, gaps.below
        if after is not None and _belong_together(block, after):
            below = min(below, self._tight(block) * self.look.size)
        if block.box and not is_same_box(before, block):
            above += BOX_INDENT
        if block.box and not is_same_box(block, after):
            below += BOX_INDENT
        if block.footnote and not (before and before.footnote):
            above += 1.6 * self.look.size
        if before is not None and before.kind == "heading" and not is_text(block):
            above += 0.3 * self.look.size
        return Gaps(gaps.line, above, below)

    def _tight(self, block: Block) -> float:
        """The gap within a list, a definition or a footnote, in type sizes."""
        if block.kind in ("term", "note_title"):
            return 0.15
        return 0.35 if block.footnote else 0.42

    def _plain_gaps(self, block: Block) -> Gaps:
        size, line = self.look.size, self.look.line
        above, below = 0.0, 0.85 * size
        if block.kind == "heading":
            scale = _HEADING_SCALE[min(block.level, 6)]
            above, below = (1.65 if block.level <= 2 else 1.3) * size, 0.4 * size
            line = round(size * scale * 1.25)
        elif block.kind == "code":
            line = round(size * _CODE_SCALE * 1.5)
            above, below = 0.5 * size, 1.4 * size
        elif block.kind == "caption":
            line, below = round(size * 0.8 * 1.4), 1.3 * size
        elif block.footnote:
            line = round(size * 0.86 * 1.5)
        elif block.quote and block.kind == "paragraph":
            line = round(size * 1.12 * 1.45)
        return Gaps(line, above, below)

    # --- characters -----------------------------------------------------------------------------

    def font(self, scale: float, weight: int = 400, italic: bool = False) -> QFont:
        """The article's face at a number of type sizes, with old-style figures."""
        font = QFont(self.look.face)
        font.setPixelSize(max(6, round(self.look.size * scale)))
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic)
        font.setFeature(QFont.Tag("onum"), 1)
        if not self.look.ligatures:
            font.setFeature(QFont.Tag("liga"), 0)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def characters(self, block: Block, run: Run | None) -> QTextCharFormat:
        """The format of a run of a block, or of the block's plain text."""
        styles = run.styles if run else frozenset()
        href = run.href if run else ""
        text = run.text if run and run.text else block.text
        upright = _UPRIGHT.search(text, 0, 200) is not None
        kind = (block.kind, block.level, bool(block.quote), block.footnote, block.box == _CELL)
        key = (*kind, styles, href, upright)
        if (found := self._kept.get(key)) is None:
            found = self._make(block, styles, href, upright)
            if len(self._kept) < 5_000:
                self._kept[key] = found
        return found

    def _make(
        self, block: Block, styles: frozenset[Any], href: str, upright: bool
    ) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self._styled_font(block, styles, upright))
        form.setForeground(self.look.theme[_base_style(block)[3]])
        if styles & {"sup", "sub"}:
            form.setForeground(self.look.theme["text2"])
            is_raised = "sup" in styles
            place = QTextCharFormat.VerticalAlignment
            form.setVerticalAlignment(place.AlignSuperScript if is_raised else place.AlignSubScript)
        if href:
            self._make_link(form, href, plain="sup" in styles)
        return form

    def _styled_font(self, block: Block, styles: frozenset[Any], upright: bool) -> QFont:
        scale, weight, italic, _ = _base_style(block)
        code = block.kind == "code" or bool(styles & {"code", "kbd"})
        scale *= (_CODE_SCALE if code else 1.0) * (0.85 if "small" in styles else 1.0)
        stressed = "italic" in styles
        bold = "bold" in styles or (upright and stressed)
        slanted = (italic != stressed) and not upright and not code
        font = self.font(scale, 600 if bold else weight, slanted)
        if code:
            font.setFamilies(MONO)
        if block.box == _CELL:
            font.setFeature(QFont.Tag("onum"), 0)
            font.setFeature(QFont.Tag("lnum"), 1)
            font.setFeature(QFont.Tag("tnum"), 1)
        font.setUnderline("underline" in styles)
        font.setStrikeOut("strike" in styles)
        return font

    def _make_link(self, form: QTextCharFormat, href: str, *, plain: bool) -> None:
        link = self.look.theme["link"]
        form.setAnchor(True)
        form.setAnchorHref(href)
        form.setForeground(link)
        form.setFontUnderline(not plain)
        faint = QColor(link)
        faint.setAlphaF(0.4)
        form.setUnderlineColor(faint)

    def cell_font(self) -> QFont:
        """The widest font of a table: that of its header row."""
        return self._styled_font(Block("term", (), 0, box=_CELL), frozenset(), upright=False)

    # --- cells ----------------------------------------------------------------------------------

    def cell(self, block: Block, cell: Cell) -> QTextBlockFormat:
        """The format of a cell's line."""
        line = QTextBlockFormat()
        has_image = any(run.image is not None for run in cell.runs)
        height = round(self.look.size * CELL_SCALE * 1.4)
        line.setLineHeight(height, MINIMUM if has_image else FIXED)
        if cell.align:
            line.setAlignment(_ALIGN[cell.align])
        return line


def is_text(block: Block) -> bool:
    """Whether a block is lines of text and nothing painted around or before them."""
    if block.kind in ("code", "table", "rule") or block.box:
        return False
    return any(run.text for run in block.runs)


def is_same_box(one: Block | None, other: Block | None) -> bool:
    """Whether two neighbours stand in the same box; a title begins a new one."""
    if one is None or other is None or not one.box:
        return False
    return one.box == other.box and other.kind != "note_title"


def _belong_together(block: Block, after: Block) -> bool:
    """Whether only a small gap separates a block from the next."""
    if block.kind in ("term", "note_title"):
        return after.kind != "heading"
    if block.footnote:
        return after.footnote
    if block.kind in ("heading", "code", "table"):
        return False
    return bool(block.indent and after.indent) and after.kind not in ("code", "table")


def cell_block(block: Block, cell: Cell) -> Block:
    """What a cell's text is set as: smaller than the body, header cells like terms."""
    kind = "term" if cell.header else "paragraph"
    return Block(kind=kind, runs=cell.runs, start=block.start, box=_CELL)  # type: ignore[arg-type]


def _base_style(block: Block) -> tuple[float, int, bool, str]:
    """Scale, weight, italic and colour token of a block's plain text."""
    if block.kind == "heading":
        return _HEADING_SCALE[min(block.level, 6)], 600, False, _heading_colour(block.level)
    if block.box == _CELL:
        return CELL_SCALE, 600 if block.kind == "term" else 400, False, "text"
    if block.kind in ("term", "note_title"):
        return 1.0, 600, False, "text"
    if block.kind == "caption":
        return 0.8, 400, False, "text2"
    if block.footnote:
        return 0.86, 400, False, "text2"
    if block.quote and block.kind == "paragraph":
        return 1.12, 400, True, "text2"
    return 1.0, 400, False, "text"


def _heading_colour(level: int) -> str:
    return "text2" if level >= 6 else "text"


def column_width(look: Look, size: int, room: int) -> int:
    """The text column in pixels at a type size: as wide as the look has it, less without room."""
    return max(200, min(round(size * (MEASURE * look.width / COLUMN)), room))


def centred(room: int, column: int) -> int:
    """The white space on the left of a column in the middle of room, in pixels."""
    return max(EDGE, (room - column) // 2 - 6)


def remaining(room: int, left: int, column: int) -> int:
    """The white space on its right."""
    return max(EDGE, room - left - column - SCROLL_ROOM)
