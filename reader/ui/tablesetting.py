"""Tables: how wide their columns are, and which are set as lists because they are too wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.model import Block, Cell

ROWS_AT_ONCE = 20
MOST_COLUMNS = 64  # more fit into no column of text
PADDING = 0.7  # of the type size, behind a cell
_LONGEST_WORD = 16  # longer ones are broken
_LONGEST_LINE = 60
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")


@dataclass(frozen=True)
class Placed:
    """A cell with its place in the grid."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Plan:
    """A table's cells in reading order and the widths of its columns, in pixels.

    widths is empty where the columns do not fit: such a table is set as a list of records.
    """

    placed: tuple[Placed, ...]
    row_count: int
    widths: tuple[float, ...]

    def parts(self) -> Iterator[tuple[int, int, Sequence[Placed]]]:
        """First row, number of rows and cells of stretches that no cell reaches across."""
        first, begin = 0, 0
        reach = 0
        for index, one in enumerate(self.placed):
            if one.row >= reach and one.row - first >= ROWS_AT_ONCE:
                yield first, one.row - first, self.placed[begin:index]
                first, begin = one.row, index
            reach = max(reach, one.row + one.rows)
        yield first, self.row_count - first, self.placed[begin:]


def plan(block: Block, width: float, padding: float, measure: Callable[[str], float]) -> Plan:
    """Place the cells of a table block and share the width between its columns.

    measure gives the width of a text in the type of the header row; padding goes with each cell.
    """
    columns = max((sum(cell.column_span for cell in row) for row in block.rows), default=0)
    if columns > MOST_COLUMNS:
        cells = [(n, c, cell) for n, row in enumerate(block.rows) for c, cell in enumerate(row)]
        return Plan(tuple(Placed(cell, n, c, 1, 1) for n, c, cell in cells), len(block.rows), ())
    placed = tuple(_placed(block, columns))
    return Plan(placed, len(block.rows), _widths(placed, columns, width, padding, measure))


def _placed(block: Block, columns: int) -> Iterator[Placed]:
    """The cells where there is room for them; a cell never lies on another."""
    free_from = [0] * columns  # by column: the first row that no cell above reaches into
    count = len(block.rows)
    for number, row in enumerate(block.rows):
        column = 0
        for cell in row:
            while column < columns and free_from[column] > number:
                column += 1
            rows = min(max(1, cell.row_span), count - number)
            span = 1
            while span < cell.column_span and column + span < columns:
                if free_from[column + span] > number:
                    break
                span += 1
            for taken in range(column, min(column + span, columns)):
                free_from[taken] = number + rows
            yield Placed(cell, number, column, rows, span)
            column += span


def _widths(
    placed: Sequence[Placed],
    columns: int,
    width: float,
    padding: float,
    measure: Callable[[str], float],
) -> tuple[float, ...]:
    if not columns or any(one.column >= columns for one in placed):
        return ()
    words, lines = [{""} for _ in range(columns)], [""] * columns
    for one in placed:
        if one.columns == 1:
            text = "".join(run.text for run in one.cell.runs)[:2_000]
            words[one.column].add(_longest_word(text))
            lines[one.column] = max(lines[one.column], *text.split("\n"), key=len)
    least = [padding + max(measure(word) for word in _longest(column)) for column in words]
    wanted = [
        max(need, padding + measure(line[:_LONGEST_LINE]))
        for need, line in zip(least, lines, strict=True)
    ]
    if sum(least) > width and columns > 2:
        return ()
    return _share(least, wanted, width)


def _longest(words: set[str]) -> list[str]:
    """The longest few words: which of them is the widest, the font decides."""
    return sorted(words, key=len)[-3:]


def _longest_word(text: str) -> str:
    """The longest word, cut where it would be broken; Chinese characters may stand in twos."""
    words = (word[:2] if _WIDE.search(word) else word for word in text.split())
    return max(words, key=len, default="")[:_LONGEST_WORD]


def _share(least: list[float], wanted: list[float], width: float) -> tuple[float, ...]:
    """The width shared so that no column has less than it needs, the rest by what they want."""
    if sum(wanted) <= width or sum(least) >= width:
        base = wanted if sum(wanted) <= width else least
        return tuple(width * one / sum(base) for one in base)
    spare = [b - a for a, b in zip(least, wanted, strict=True)]
    factor = (width - sum(least)) / sum(spare)
    return tuple(a + factor * s for a, s in zip(least, spare, strict=True))


def labels(block: Block) -> list[str]:
    """The header row's texts by column, empty where the table has no header row."""
    if not block.rows or not all(cell.header for cell in block.rows[0]):
        return []
    found: list[str] = []
    for cell in block.rows[0]:
        text = " ".join("".join(run.text for run in cell.runs).split())
        found.extend([text] * max(1, cell.column_span))
    return found
