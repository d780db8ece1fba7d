"""Which marks stand where, and the rounded rectangles that are painted behind their text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLine

from reader.model import Colour

RADIUS = 3
ABOVE = 0.82  # of the type size, from the baseline up
HEIGHT = 1.12  # of the type size
SIDE = 2
LINE = 2  # the height of the line of a covered mark
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@dataclass(frozen=True)
class Painted:
    """A coloured range of the text; active ones are drawn stronger (hovered or focused)."""

    id: str
    start: int
    end: int
    colour: Colour | None
    note: bool = False


class Marks:
    """The painted ranges of an article, to be asked by place. Offsets are code points."""

    def __init__(self, painted: Iterable[Painted] = ()) -> None:
        self._painted = sorted(painted, key=lambda p: (p.start, -p.end))
        self._starts = [p.start for p in self._painted]
        self._reach = list(accumulate((p.end for p in self._painted), max))

    def between(self, low: int, high: int) -> list[Painted]:
        """The ranges that touch low to high, by their start; the longer first."""
        last = bisect_left(self._starts, high)
        first = bisect_left(self._reach, low + 1)  # none before it reaches this far
        return [p for p in self._painted[first:last] if p.end > low]

    def at(self, offset: int) -> list[str]:
        """The ids of the ranges that hold offset, the shortest first."""
        found = self.between(offset, offset + 1)
        return [p.id for p in sorted(found, key=lambda p: p.end - p.start)]


@dataclass(frozen=True)
class Overlap:
    """A stretch that several marks cover, lowest first."""

    start: int
    end: int
    marks: tuple[Painted, ...]


def overlaps(painted: Sequence[Painted], low: int, high: int) -> Iterator[Overlap]:
    """The stretches between low and high that two or more of the ranges cover."""
    if len(painted) < 2:
        return
    edges = {low, high}
    for one in painted:
        edges.update(e for e in (one.start, one.end) if low < e < high)
    active: list[Painted] = []
    waiting = 0
    for start, end in pairwise(sorted(edges)):
        while waiting < len(painted) and painted[waiting].start <= start:
            active.append(painted[waiting])
            waiting += 1
        active = [one for one in active if one.end > start]
        if len(active) > 1:
            yield Overlap(start, end, tuple(active[-3:]))


def line_below(rect: QRectF, level: int) -> QRectF:
    """The line that stands for a covered mark below the rectangle of the one upon it.

    Two colours mixed make a third that is neither's; a line keeps both to be told apart.
    """
    y = rect.bottom() - LINE + level * (LINE + 1)
    return QRectF(rect.left() + SIDE, round(y), rect.width() - 2 * SIDE, LINE)


def line_rects(
    block: QTextBlock,
    text: str,
    origin: QPointF,
    first: int,
    last: int,
    top: float,
    bottom: float,
) -> Iterator[QRectF]:
    """The rectangles behind units first to last of a block, line by line, between top and bottom.

    text is the block's, origin its place; top and bottom are in its coordinates. Heights come from
    the baselines, since Qt puts a line's leading above its text.
    """
    layout = block.layout()
    size = float(block.charFormat().font().pixelSize())
    is_mixed = _has_right_to_left(text)
    begin = layout.lineForTextPosition(first).lineNumber() if first else 0
    begin = max(begin, _line_below(layout, top - origin.y(), begin))
    for number in range(max(begin, 0), layout.lineCount()):
        line = layout.lineAt(number)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if start >= last or line.y() + origin.y() > bottom:
            return
        a, b = max(first, start), min(last, end)
        while b > a and b == end and text[b - 1 : b] in (" ", "\u2028"):
            b -= 1
        if a >= b:
            continue
        y = origin.y() + line.y() + line.ascent() - ABOVE * size
        for left, right in _stretches(line, a, b) if is_mixed else [_simple(line, a, b)]:
            x = origin.x() + left - SIDE
            yield QRectF(x, y, right - left + 2 * SIDE, HEIGHT * size)


def visible_units(block: QTextBlock, origin: QPointF, top: float, bottom: float) -> tuple[int, int]:
    """The first and last unit of the lines of a block between two heights."""
    layout = block.layout()
    count = layout.lineCount()
    if count < 2:
        return 0, block.length() - 1
    first = layout.lineAt(min(_line_below(layout, top - origin.y(), 0), count - 1))
    last = layout.lineAt(min(_line_below(layout, bottom - origin.y(), 0), count - 1))
    return first.textStart(), last.textStart() + last.textLength()


def _line_below(layout: Any, y: float, low: int) -> int:
    """The number of the first line that ends below y."""
    high = layout.lineCount()
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + line.height() < y:
            low = middle + 1
        else:
            high = middle
    return low


@lru_cache(maxsize=64)
def _has_right_to_left(text: str) -> bool:
    return _RIGHT_TO_LEFT.search(text) is not None


def _simple(line: QTextLine, first: int, last: int) -> tuple[float, float]:
    x1, x2 = x_of(line, first), x_of(line, last)
    return min(x1, x2), max(x1, x2)


def _stretches(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """What characters first to last take up in a line whose text runs both ways."""
    parts = []
    for run in line.glyphRuns(first, last - first):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        spans = [(p.x(), p.x() + a.x()) for p, a in zip(run.positions(), advances, strict=True)]
        if spans:
            parts.append((min(left for left, _ in spans), max(right for _, right in spans)))
    joined: list[tuple[float, float]] = []
    for left, right in sorted(parts):
        if joined and left <= joined[-1][1] + 1.0:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


def x_of(line: QTextLine, position: int) -> float:
    """Where a position stands in a line, from the block's left edge."""
    value: Any = line.cursorToX(position)
    return float(value[0] if isinstance(value, tuple) else value)
