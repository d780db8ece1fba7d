"""The values of the all-marks view and the model that fetches them page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from reader.model import Colour, MarkKind
from reader.ui.rows import ROW_ROLE, Index

Grouping = Literal["article", "day"]
PAGE = 100
MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark as the view lists it.

    day and date are already written out in the interface's language. quote is empty on a mark of
    the whole article; is_orphan says that its passage or its article is gone, is_missing that the
    article is.
    """

    id: str
    article_id: str
    kind: MarkKind
    title: str
    quote: str = ""
    note: str = ""
    colour: Colour | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    day: str = ""
    date: str = ""
    is_orphan: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """Which marks, and in what order; an empty part does not filter.

    language "" stands for unknown, None for all.
    """

    text: str = ""
    language: str | None = None
    colour: Colour | None = None
    kind: MarkKind | None = None
    tag: str = ""
    grouping: Grouping = "article"
    orphans_only: bool = False

    @property
    def narrows(self) -> bool:
        """Whether any part of it filters."""
        return replace(self, grouping="article") != MarkFilter()


Fetch = Callable[[MarkFilter, int, int], tuple[Sequence[MarkRow], int]]


class MarksModel(QAbstractTableModel):
    """One column; pages of rows are fetched as they come into view, the oldest forgotten."""

    def __init__(
        self, fetch: Fetch, spoken: Callable[[MarkRow], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch, self._spoken = fetch, spoken
        self._filter = MarkFilter()
        self._pages: dict[int, Sequence[MarkRow]] = {}
        self._total = 0

    def set_filter(self, wanted: MarkFilter) -> None:
        """List the marks of a filter; also after the marks have changed."""
        self.beginResetModel()
        self._filter, self._pages = wanted, {}
        rows, self._total = self._fetch(wanted, 0, PAGE)
        self._pages[0] = rows
        self.endResetModel()

    def update_rows(self) -> None:
        """Fetch what is listed anew: the rows, where there are as many, keep their selection."""
        rows, total = self._fetch(self._filter, 0, PAGE)
        if total != self._total:
            self.set_filter(self._filter)
            return
        self._pages = {0: rows}
        if total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, 0))

    @property
    def total(self) -> int:
        return self._total

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 1

    def row(self, number: int) -> MarkRow | None:
        """The mark at a place of the list; None where it has gone meanwhile."""
        if not 0 <= number < self._total:
            return None
        page, place = divmod(number, PAGE)
        if page not in self._pages:
            while len(self._pages) >= MOST_PAGES:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = self._fetch(self._filter, page * PAGE, PAGE)[0]
        rows = self._pages[page]
        return rows[place] if place < len(rows) else None

    def group(self, row: MarkRow) -> str:
        """What a row is grouped by."""
        return row.day if self._filter.grouping == "day" else row.article_id

    def begins_group(self, number: int) -> bool:
        """Whether a row is the first of its group."""
        row, before = self.row(number), self.row(number - 1)
        if row is None or before is None:
            return row is not None
        return self.group(row) != self.group(before)

    @property
    def grouping(self) -> Grouping:
        return self._filter.grouping

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or (row := self.row(index.row())) is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        return None
