"""Fields painted to the theme's tokens: a number with its steps, one of many from a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSizePolicy, QSpinBox, QWidget

from reader.ui.controls import RADIUS, TARGET, Options, px
from reader.ui.theme import Theme, draw_icon, ui_font


class _Step(QAbstractButton):
    """The minus or plus of a Stepper; the keyboard uses Up and Down of the box instead."""

    def __init__(self, theme: Theme, plus: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._plus = theme, plus
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoRepeat(True)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["selected_unfocused" if self.isDown() else "hover"])
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 6, 6)
        ink = theme["text" if self.isEnabled() else "text3"]
        painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        center, arm = QRectF(self.rect()).center(), px(5)
        painter.drawLine(center.toPoint() - QPoint(arm, 0), center.toPoint() + QPoint(arm, 0))
        if self._plus:
            painter.drawLine(center.toPoint() - QPoint(0, arm), center.toPoint() + QPoint(0, arm))


class Stepper(QSpinBox):
    """A whole number with − and +, typed, stepped or turned by the wheel while it has the focus."""

    def __init__(self, theme: Theme, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setRange(low, high)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._minus = _Step(theme, False, self)
        self._plus = _Step(theme, True, self)
        self._minus.clicked.connect(self.stepDown)
        self._plus.clicked.connect(self.stepUp)
        self.valueChanged.connect(self._refresh)
        self.set_theme(theme)
        self.retranslate()
        self._refresh()

    def set_value(self, value: int) -> None:
        """Show a value without a signal."""
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)
        self._refresh()

    def _refresh(self) -> None:
        self._minus.setEnabled(self.value() > self.minimum())
        self._plus.setEnabled(self.value() < self.maximum())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        font = ui_font(13, 500)
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        colours = theme.colours
        self.setStyleSheet(
            "QSpinBox { background: transparent; border: none; padding: 0; }"
            "QSpinBox QLineEdit { background: transparent; border: none; padding: 0;"
            f" color: {colours['text']}; selection-background-color: {colours['accent']};"
            f" selection-color: {colours['on_accent']}; }}"
        )
        for step in (self._minus, self._plus):
            step.set_theme(theme)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self._minus.setAccessibleName(self.tr("Less"))
        self._plus.setAccessibleName(self.tr("More"))

    def sizeHint(self) -> QSize:  # noqa: N802
        height = max(px(32), QFontMetrics(self.font()).height() + 10)
        return QSize(2 * height + px(44), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        side, width = self.height(), self.width()
        self._minus.setGeometry(0, 0, side, side)
        self._plus.setGeometry(width - side, 0, side, side)
        self.lineEdit().setGeometry(side, 2, width - 2 * side, side - 4)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_field(painter, QRectF(self.rect()), self._theme, self.hasFocus())


class ComboBox(QComboBox):
    """One of many, from a list that opens below; the wheel passes it by."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMaxVisibleItems(14)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))
        self.set_theme(theme)

    def set_options(self, options: Options) -> None:
        """The choices as (value, label); the chosen value stays where it still is one."""
        before = self.value()
        self.clear()
        for value, label in options:
            self.addItem(label, value)
        self.set_value(before)
        self.updateGeometry()

    def value(self) -> object:
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose without `chosen`; an unknown value chooses the first."""
        values = [self.itemData(number) for number in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else 0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        colours = theme.colours
        self.setFont(ui_font(13))
        self.setStyleSheet(
            "QComboBox { combobox-popup: 0; border: none; padding: 0; }"
            f"QComboBox QAbstractItemView {{ background: {colours['raised']}; padding: 4px;"
            f" border: 1px solid {colours['border']}; color: {colours['text']}; outline: none; }}"
            f"QComboBox QAbstractItemView::item {{ min-height: {px(TARGET)}px; padding: 0 8px;"
            f" border-radius: 5px; color: {colours['text']}; }}"
            f"QComboBox QAbstractItemView::item:selected {{ background: {colours['selected']}; }}"
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(ui_font(13))
        labels = [self.itemText(number) for number in range(self.count())]
        width = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        return QSize(min(width, px(240)) + px(42), max(px(32), metrics.height() + 10))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(min(px(96), self.sizeHint().width()), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        _paint_field(painter, QRectF(self.rect()), theme, self.hasFocus())
        ink = theme["text" if self.isEnabled() else "text3"]
        size = px(14)
        middle = (self.height() - size) // 2
        arrow = QRect(self.width() - size - px(9), middle, size, size)
        draw_icon(painter, arrow, "chevron-down", ink)
        box = self.rect().adjusted(px(11), 0, -size - px(13), 0)
        font = ui_font(13)
        painter.setFont(font)
        painter.setPen(ink)
        text = QFontMetrics(font).elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _paint_field(painter: QPainter, area: QRectF, theme: Theme, focused: bool) -> None:
    painter.setBrush(theme["field"])
    painter.setPen(QPen(theme["accent" if focused else "control_edge"], 2 if focused else 1))
    edge = 1.0 if focused else 0.5
    painter.drawRoundedRect(area.adjusted(edge, edge, -edge, -edge), RADIUS - 0.5, RADIUS - 0.5)
