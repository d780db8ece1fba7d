"""A table while its rows come in; hides nested tables and blocks inside cells."""

from __future__ import annotations

from reader import attributes
from reader.clean import MAX_COLUMNS, MAX_ROWS
from reader.model import Cell, Run
from reader.runs import Line, pieces

_CELLS = frozenset({"td", "th"})


class Grid:
    """Collects the rows of one table. A table inside a cell becomes lines of that cell's text."""

    def __init__(self) -> None:
        self.line: Line | None = None
        self.names: list[str] = []
        self._attributes: dict[str, str] = {}
        self._rows: list[list[Cell]] = []
        self._depth = 1

    @property
    def is_finished(self) -> bool:
        return self._depth == 0

    def start(self, name: str, written: dict[str, str], style: Run) -> None:
        """Take the start of an element inside the table."""
        self.names.extend(attributes.names(written))
        if name == "table":
            self._depth += 1
        if self.line is not None:
            self._separate(self.line, name, style)
        elif name == "tr":
            self._rows.append([])
        elif name in _CELLS and self._rows:
            self.line = Line()
            self._attributes = written

    def end(self, name: str, style: Run) -> None:
        """Take the end of an element inside the table, or of the table."""
        if name == "table":
            self._depth -= 1
        if self._depth == 1 and name in _CELLS and self.line is not None:
            cell = _cell(self.line.finished(), self._attributes, header=name == "th")
            self._rows[-1].append(cell)
            self.line = None
        elif self.line is not None:
            self._separate(self.line, name, style)

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that have cells; the cells' starts are not set yet."""
        return tuple(tuple(row) for row in self._rows if row)

    def _separate(self, line: Line, name: str, style: Run) -> None:
        """Keep what would be blocks apart: inner cells by a space, others by a line break."""
        if name in _CELLS:
            line.add(" ", style)
        elif not line.ends_with("\n"):
            line.add_break(style)


def _cell(runs: tuple[Run, ...], written: dict[str, str], *, header: bool) -> Cell:
    first, *others = pieces(runs, at="\n ") if runs else [()]
    lines = list(first)
    for part in others:
        lines += [Run("\n"), *part]
    return Cell(
        tuple(lines),
        0,
        header=header,
        align=attributes.align(written),
        column_span=min(max(attributes.number(written.get("colspan"), 1), 1), MAX_COLUMNS),
        row_span=min(max(attributes.number(written.get("rowspan"), 1), 1), MAX_ROWS),
    )
