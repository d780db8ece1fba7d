"""The article list: a model that loads only the rows in view, a delegate that paints them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from reader.ui.articlerow import BEGUN, Faces, Row, RowLook, RowPainter, row_height
from reader.ui.languages import language_name
from reader.ui.messages import explain
from reader.ui.spoken import spoken_language
from reader.ui.theme import Theme
from reader.ui.viewport import meet_viewport

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 24  # rows fetched at a time: more than a screenful
MAX_CACHED = 2048

Fetch = Callable[[Sequence[int]], Mapping[int, Row]]


class ArticleModel(QAbstractTableModel):
    """One column of articles by their catalogue numbers; fetch brings the rows in view."""

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._numbers: Sequence[int] = array("q")
        self._rows: dict[int, Row] = {}
        self._positions: dict[int, int] = {}

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """Show these articles; what was cached is forgotten."""
        self.beginResetModel()
        self._numbers = numbers
        self._rows = {}
        self._positions = {}
        self.endResetModel()

    @property
    def numbers(self) -> Sequence[int]:
        return self._numbers

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 1

    def row(self, index: int) -> Row | None:
        """The row at a position, from the cache or fetched with its neighbours."""
        if not 0 <= index < len(self._numbers):
            return None
        number = self._numbers[index]
        if number not in self._rows:
            if len(self._rows) > MAX_CACHED:
                self._rows.clear()
            low = max(0, index - PAGE // 4)
            wanted = self._numbers[low : low + PAGE]
            self._rows.update(self._fetch([n for n in wanted if n not in self._rows]))
        return self._rows.get(number)

    def position(self, number: int) -> int:
        """The position of an article in the list, -1 where it is not shown."""
        if (known := self._positions.get(number)) is not None:
            return known
        try:
            found = self._numbers.index(number)
        except ValueError:
            found = -1
        self._positions[number] = found
        return found

    def refresh(self, numbers: Sequence[int]) -> None:
        """Paint these articles anew: their state has changed."""
        for number in numbers:
            self._rows.pop(number, None)
            if (position := self.position(number)) >= 0:
                index = self.index(position, 0)
                self.dataChanged.emit(index, index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or (row := self.row(index.row())) is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.article.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            problem = row.article.problem
            return explain(problem) if problem else row.article.snippet
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Nothing: a screen reader would say Qt's row number before every title."""
        return None

    def spoken(self, row: Row) -> str:
        """ "Title, Swedish, 6 minutes, unread, bookmarked, 3 notes"."""
        article, state = row.article, row.state
        language = article.language
        name = spoken_language(language) or language_name(language) if language else None
        parts = [
            article.title,
            name or self.tr("unknown language"),
            self.tr("%Ln minute(s)", "", article.minutes),
            self.tr("read") if state.read else self.tr("unread"),
        ]
        if state.bookmarked:
            parts.append(self.tr("bookmarked"))
        if state.note_count:
            parts.append(self.tr("%Ln note(s)", "", state.note_count))
        if article.problem:
            parts.append(self.tr("warning"))
        return ", ".join(parts)


class ArticleDelegate(QStyledItemDelegate):
    """Paints a row: title and snippet, language, source and time, progress, notes, bookmark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._faces = Faces()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(200, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._faces.are_current():
            self._faces = Faces()
        look = self._look(option, index)
        RowPainter(
            painter, option.rect, row, self.theme, self._faces, look, self.time_label(row)
        ).paint()
        painter.restore()

    def _look(self, option: QStyleOptionViewItem, index: Index) -> RowLook:
        """How a row is shown; Qt's flags of it are asked for only under the mouse.

        Their class has 700 names and takes 12 ms of a start.
        """
        view = self.parent()
        assert isinstance(view, ArticleView)
        is_hovered = False
        if view.viewport().underMouse():
            from PySide6.QtWidgets import QStyle

            is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        is_selected = view.selectionModel().isSelected(index)
        return RowLook(is_selected, is_hovered, view.hasFocus() and view.isActiveWindow())

    def time_label(self, row: Row) -> str:
        """ "6 min", "4 min left" or "Read"."""
        minutes, state = row.article.minutes, row.state
        if state.read:
            return self.tr("Read")
        if state.progress > BEGUN:
            left = max(1, round(minutes * (1 - state.progress)))
            return self.tr("%Ln min left", "", left)
        return self.tr("%Ln min", "", minutes)


class ArticleView(QTableView):
    """The list itself: one column, one selected row, no grid."""

    article_chosen = Signal(int)
    activated_row = Signal(int)
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.verticalHeader().setMinimumSectionSize(24)
        meet_viewport(self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._delegate = ArticleDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.verticalScrollBar().setSingleStep(28)
        self.activated.connect(lambda index: self.activated_row.emit(index.row()))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The ground is painted here, so that scrolling moves what is painted already."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._delegate.theme["side"])
        painter.end()
        super().paintEvent(event)

    def articles(self) -> ArticleModel:
        """The model as what it is."""
        model = self.model()
        assert isinstance(model, ArticleModel)
        return model

    def select_number(self, number: int, *, scroll: bool = True) -> bool:
        """Select an article without a signal; whether it is in the list."""
        position = self.articles().position(number)
        selection = self.selectionModel()
        before = self.currentIndex()
        index = self.articles().index(position, 0) if position >= 0 else QModelIndex()
        blocked = selection.blockSignals(True)
        if not index.isValid():
            self.clearSelection()
        self.setCurrentIndex(index)
        if index.isValid() and scroll:
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        selection.blockSignals(blocked)
        for changed in (before, index):  # the view was not told
            self.update(changed)
        return index.isValid()

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """A row that a screen reader selects becomes the current one, as a click makes it."""
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        if chosen and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        if current.isValid() and not self.selectionModel().signalsBlocked():
            row = self.articles().row(current.row())
            if row is not None:
                self.article_chosen.emit(row.article.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_row.emit(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Nothing: letters are the program's own keys, and a search of 100,000 rows would stall."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()
