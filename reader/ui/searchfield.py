"""The search field: what is typed, where it is wrong, and what was searched before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from reader.ui import utf16
from reader.ui.controls import picture_button, px
from reader.ui.theme import Theme, icon, ui_font, ui_scale
from reader.ui.viewmenu import query_text

OFFERED = 10  # recent searches in the menu
LARGE = 1.3  # from this interface scale on, the list side has no room for extras


class SearchField(QLineEdit):
    """The search field with its icon and the "/" hint."""

    escaped = Signal()
    entered = Signal()
    operators_wanted = Signal()
    recent_chosen = Signal(str)
    clear_recent_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setFixedHeight(round(34 * ui_scale()))
        self.setClearButtonEnabled(False)
        self.setMaxLength(1000)
        self.setTextMargins(px(16) + 5, 0, picture_button(16, 12) + 2, 0)
        self._theme = theme
        self._fault = -1
        self._recent: tuple[str, ...] = ()
        self.recent = self._button("search_recent", Qt.FocusPolicy.NoFocus)
        self.recent.clicked.connect(self.open_recent)
        self.operators = self._button("search_operators", Qt.FocusPolicy.TabFocus)
        self.operators.clicked.connect(self.operators_wanted)
        self.textChanged.connect(lambda _: self.set_fault(-1))
        self._place_buttons()
        self.set_theme(theme)

    def _button(self, name: str, policy: Qt.FocusPolicy) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(policy)
        button.setIconSize(QSize(px(16), px(16)))
        return button

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        pictures = {self.recent: "search", self.operators: "sliders-horizontal"}
        for button, picture in pictures.items():
            button.setIcon(icon(picture, theme["text2"], px(16)))
            button.setStyleSheet(
                "QToolButton { border: 2px solid transparent; border-radius: 6px; padding: 0; }"
                f"QToolButton:hover {{ background: {theme.colours['hover']}; }}"
                f"QToolButton:focus {{ border-color: {theme.colours['accent']}; }}"
            )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        side = picture_button(16, 12)
        top = (self.height() - side) // 2
        self.recent.setGeometry(7 - (side - px(16)) // 2, top, side, side)
        self.operators.setGeometry(self.width() - side - 3, top, side, side)

    def set_fault(self, place: int) -> None:
        """Underline what stands at place (in code points) as wrong; -1 for nothing."""
        self._fault = place
        self.update()

    def fault_area(self) -> QRect:
        """Where the underline of the fault is, empty without one or where it is scrolled away."""
        if self._fault < 0:
            return QRect()
        text = self.text()
        start = min(self._fault, max(0, len(text.rstrip()) - 1))
        rest = text[start:].split(maxsplit=1)
        end = start + (len(rest[0]) if rest else 1)
        metrics = self.fontMetrics()
        typed = utf16.head(text, self.cursorPosition())
        zero = self.cursorRect().center().x() - metrics.horizontalAdvance(typed)
        left = zero + metrics.horizontalAdvance(text[:start])
        right = zero + metrics.horizontalAdvance(text[:end])
        bottom = self.height() // 2 + metrics.height() // 2 - 1
        return QRect(left, bottom, max(6, right - left), 3).intersected(
            self.rect().adjusted(px(16) + 14, 0, -picture_button(16, 12) - 4, 0)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.text() and not self.hasFocus() and ui_scale() <= LARGE:
            self._paint_hint(painter, QRect(self.width() - 54, self.height() // 2 - 9, 19, 18))
        area = self.fault_area()
        if not area.isEmpty():
            painter.setPen(QPen(self._theme["danger"], 1.5))
            steps = range(area.left(), area.right() + 1, 3)
            painter.drawPolyline(
                [QPoint(x, area.bottom() - (2 if i % 2 else 0)) for i, x in enumerate(steps)]
            )

    def _paint_hint(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(QPen(self._theme["border"], 1))
        painter.setBrush(self._theme["side"])
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(ui_font(11))
        painter.setPen(self._theme["text2"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "/")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if (
            event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.open_recent()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    # --- what was searched before ---------------------------------------------------------------

    def set_recent(self, searches: Sequence[str]) -> None:
        """The last searches, newest first."""
        self._recent = tuple(searches)

    def open_recent(self) -> None:
        """A menu of the last searches below the field."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for query in self._recent[:OFFERED]:
            menu.addAction(query_text(query, self.font()), partial(self.recent_chosen.emit, query))
        if self._recent:
            menu.addSeparator()
            menu.addAction(self.tr("Forget recent searches"), self.clear_recent_wanted.emit)
        else:
            menu.addAction(self.tr("No recent searches")).setEnabled(False)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
