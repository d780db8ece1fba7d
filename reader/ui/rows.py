"""Lists of equal rows painted by a delegate, and a field above one that filters it.

Hides how Qt's table shows 100,000 rows without laying them out, and the keys that move a list
while the focus stays in the field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reader.text import Utf16Map
from reader.ui.controls import Text, draw_ring, px
from reader.ui.theme import Theme, ui_font

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Rows(QAbstractTableModel):
    """One column of values; spoken says a value for screen readers."""

    def __init__(self, spoken: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._rows: Sequence[Any] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these values."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Any]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row; subclasses paint what stands on it."""

    inset = 6
    field_has_focus = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(100, px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, option)
        self.paint_row(painter, option.rect, row, is_selected(option))
        painter.restore()

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Selection, hover and focus."""
        state = option.state
        token = "selected" if is_selected(option) else ""
        active = state & QStyle.StateFlag.State_Active or self.field_has_focus
        if token and not active:
            token = "selected_unfocused"
        if not token and state & QStyle.StateFlag.State_MouseOver:
            token = "hover"
        area = option.rect.adjusted(self.inset, 1, -self.inset, -1)
        if token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme[token])
            painter.drawRoundedRect(area, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and is_selected(option):
            draw_ring(painter, QRectF(area), 5, self.theme["accent"])

    def paint_row(self, painter: QPainter, rect: QRect, row: Any, selected: bool) -> None:
        """What stands on the row; for subclasses."""


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether a row that is painted is selected."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


class RowView(QTableView):
    """One column without grid or headers, rows of one height; Enter and a click pick a row."""

    picked = Signal(int)

    def __init__(self, delegate: RowDelegate, height: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate, self._height = delegate, height
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.set_theme(delegate.theme)

    def row_height(self) -> int:
        return px(self._height)

    def set_ground(self, colour: QColor) -> None:
        """The colour behind the rows."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, colour)
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))
        for part in (self, self.viewport()):  # a style sheet keeps the viewport from inheriting
            part.setPalette(palette)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.verticalScrollBar().setSingleStep(self.row_height())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick_current()
            return
        super().keyPressEvent(event)

    def pick_current(self) -> None:
        """A key picks the current row, where there is one."""
        if self.currentIndex().isValid():
            self.picked.emit(self.currentIndex().row())

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Nothing: a search of 100,000 rows would stall."""


class Finder(QWidget):
    """A field and below it a list that it filters; the focus stays in the field."""

    typed = Signal(str)
    picked = Signal(int)

    def __init__(
        self, theme: Theme, model: Rows, delegate: RowDelegate, height: float, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = model
        self.field = QLineEdit(self)
        self.field.setMaxLength(500)
        delegate.field_has_focus = True
        self.view = RowView(delegate, height, self)
        self.view.setModel(model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Text(theme, 13, 400, "text2", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.nothing)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        self.view.picked.connect(self._pick)
        self.view.selectionModel().currentChanged.connect(self._speak)
        self.set_theme(theme)

    def set_rows(self, rows: Sequence[Any], current: int = 0) -> None:
        """Show these rows, one of them current."""
        self.model.set_rows(rows)
        self.nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.go(current)

    def go(self, row: int) -> None:
        """Make a row current and bring it into view."""
        if not self.model.rows:
            self.field.setAccessibleDescription(self.nothing.text())
            return
        row = max(0, min(row, len(self.model.rows) - 1))
        self.view.selectRow(row)
        self.view.scrollTo(self.model.index(row, 0))

    def current(self) -> Any:
        """The current value, None where there is none."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self.model.rows):
            self.picked.emit(row)

    def _speak(self, index: QModelIndex) -> None:
        text = index.data(Qt.ItemDataRole.AccessibleTextRole)
        self.field.setAccessibleDescription(str(text or ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.view.currentIndex().row())
            return True
        if event.key() in _MOVES:
            self.go(self._after(event.key()))
            return True
        return False

    def _after(self, key: int) -> int:
        """The row that a key leads to; Up and Down go round."""
        count = max(1, len(self.model.rows))
        row = self.view.currentIndex().row()
        page = max(1, self.view.viewport().height() // self.view.row_height() - 1)
        if key == Qt.Key.Key_Up:
            return (row - 1) % count
        if key == Qt.Key.Key_Down:
            return (row + 1) % count
        return row + (page if key == Qt.Key.Key_PageDown else -page)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.field.setFont(ui_font(14))
        self.field.setMinimumHeight(px(36))
        self.nothing.set_theme(theme)
        self.nothing.setMinimumHeight(px(64))
        self.view.set_theme(theme)


def draw_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    marked: Sequence[int] = (),
    mark_colour: QColor | None = None,
) -> int:
    """Draw text on one line of rect, elided, with the marked letters stronger; its width.

    marked are code points of text.
    """
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    metrics = QFontMetrics(bold if marked else font)
    shown = metrics.elidedText(text[:400], Qt.TextElideMode.ElideRight, max(0, rect.width()))
    layout = QTextLayout(shown, font)
    layout.setFormats(_ranges(shown, text, marked, mark_colour or colour))
    layout.beginLayout()
    line = layout.createLine()
    if not line.isValid():
        layout.endLayout()
        return 0
    line.setLineWidth(max(1, rect.width()))
    layout.endLayout()
    painter.setPen(colour)
    layout.draw(painter, QPointF(rect.left(), rect.center().y() + 1 - line.height() / 2))
    return round(line.naturalTextWidth())


def _ranges(
    shown: str, text: str, marked: Sequence[int], colour: QColor
) -> list[QTextLayout.FormatRange]:
    """The formats of the marked letters that are still shown."""
    whole = len(shown) if shown == text else max(0, len(shown) - 1)
    units = Utf16Map(text)
    ranges = []
    for position in marked:
        if position >= whole:
            break
        piece = QTextLayout.FormatRange()
        piece.start = units.to_utf16(position)
        piece.length = units.to_utf16(position + 1) - piece.start
        piece.format = QTextCharFormat()
        piece.format.setFontWeight(QFont.Weight.Bold)
        piece.format.setForeground(colour)
        ranges.append(piece)
    return ranges


def tag_width(label: str) -> int:
    """The width of a language tag, in pixels."""
    return QFontMetrics(ui_font(10, 600, 0.5)).horizontalAdvance(label) + 10


def draw_tag(painter: QPainter, theme: Theme, x: int, center: int, language: str | None) -> int:
    """Draw a language tag as in the article list; its width."""
    label = language.split("-")[0].upper()[:3] if language else "?"
    box = QRect(x, center - px(15) // 2, tag_width(label), px(15))
    edge = theme["text3"]
    edge.setAlphaF(0.75)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(edge)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(ui_font(10, 600, 0.5))
    painter.setPen(theme["text2"])
    painter.drawText(box.adjusted(1, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, label)
    return box.width()
