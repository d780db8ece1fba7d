"""The one place that converts between positions in a QTextDocument and offsets in Rendered.text.

Qt counts UTF-16 units of what is displayed: soft hyphens, image characters, labels and the header
above the text included. Everything else counts code points of Rendered.text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from reader.text import Utf16Map

SOFT_HYPHEN = "\u00ad"
OBJECT = "\ufffc"
_EXTRA = re.compile(f"[{SOFT_HYPHEN}{OBJECT}]")


@dataclass(frozen=True)
class Span:
    """A stretch of the document that shows text: position in Qt's units, start in the text.

    shown may hold SOFT_HYPHEN and OBJECT, which no article's text has; they count as nothing.
    """

    position: int
    start: int
    shown: str

    @cached_property
    def length(self) -> int:
        """The code points of the text that are shown."""
        return len(self.shown) - self.shown.count(SOFT_HYPHEN) - self.shown.count(OBJECT)

    @cached_property
    def _extras(self) -> list[int]:
        """The code point indexes in shown of what it adds to the text."""
        return [match.start() for match in _EXTRA.finditer(self.shown)]

    @cached_property
    def _before(self) -> list[int]:
        """For each extra, how much text stands before it."""
        return [index - number for number, index in enumerate(self._extras)]

    @cached_property
    def _units(self) -> Utf16Map:
        return Utf16Map(self.shown)

    def to_offset(self, units: int) -> int:
        """The text offset within the span of a number of units from its position."""
        index = self._units.to_code_points(units)
        return index - bisect_left(self._extras, index)

    def to_units(self, offset: int, *, end: bool) -> int:
        """The units before an offset; extras that stand there count unless it is an end."""
        offset = min(max(offset, 0), self.length)
        extras = (bisect_left if end else bisect_right)(self._before, offset)
        return self._units.to_utf16(offset + extras)


class PositionMap:
    """Between positions in the document and offsets in Rendered.text.

    Spans are added in the order of the document. In a table that runs from right to left that is
    not the order of the text.
    """

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._positions: list[int] = []
        self._by_start: list[Span] = []
        self._starts: list[int] = []

    def add(self, position: int, start: int, shown: str) -> None:
        """Add the next stretch; one without text is passed over."""
        span = Span(position, start, shown)
        if span.length:
            self._spans.append(span)
            self._positions.append(position)
            index = bisect_right(self._starts, start)
            self._by_start.insert(index, span)
            self._starts.insert(index, start)

    @property
    def end(self) -> int:
        """The offset behind the last character that is in the document."""
        return self._by_start[-1].start + self._by_start[-1].length if self._by_start else 0

    def to_text(self, position: int) -> int:
        """The offset that a document position stands at; 0 above the text."""
        index = bisect_right(self._positions, position) - 1
        if index < 0:
            return 0
        span = self._spans[index]
        return span.start + span.to_offset(position - span.position)

    def to_document(self, offset: int, *, end: bool = False) -> int:
        """The document position of an offset; with end, of the end of a range there."""
        index = bisect_right(self._starts, offset - (1 if end and offset else 0)) - 1
        if index < 0:
            return self._positions[0] if self._positions else 0
        span = self._by_start[index]
        return span.position + span.to_units(offset - span.start, end=end)

    def ranges_within(self, start: int, end: int, low: int, high: int) -> list[tuple[int, int]]:
        """The parts of a text range that stand between two positions of the document."""
        spans = self._spans
        first = max(0, bisect_right(self._positions, low) - 1)
        last = bisect_left(self._positions, high)
        first_by_start = max(0, bisect_right(self._starts, start) - 1)
        last_by_start = bisect_left(self._starts, end)
        if last_by_start - first_by_start < last - first:  # the shorter way to the same spans
            spans, first, last = self._by_start, first_by_start, last_by_start
        return [r for span in spans[first:last] if (r := _part(span, start, end, low, high))]


def _part(span: Span, start: int, end: int, low: int, high: int) -> tuple[int, int] | None:
    a, b = max(start - span.start, 0), min(end - span.start, span.length)
    if a >= b:
        return None
    begin = max(low, span.position + span.to_units(a, end=False))
    stop = min(high, span.position + span.to_units(b, end=True))
    return (begin, stop) if begin < stop else None
