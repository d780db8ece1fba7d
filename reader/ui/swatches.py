"""Colours to choose from: the dots of the four highlight colours and the swatches of the themes."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from reader.model import Colour
from reader.ui.controls import TARGET, draw_ring, px
from reader.ui.flow import FlowLayout
from reader.ui.theme import SYSTEM, Theme, choose, theme_files, ui_font

_COLOUR_NAMES: dict[str, object] = {
    "yellow": QT_TRANSLATE_NOOP("Colours", "Yellow"),
    "green": QT_TRANSLATE_NOOP("Colours", "Green"),
    "blue": QT_TRANSLATE_NOOP("Colours", "Blue"),
    "pink": QT_TRANSLATE_NOOP("Colours", "Pink"),
}
_THEME_NAMES: dict[str, object] = {
    SYSTEM: QT_TRANSLATE_NOOP("Themes", "System"),
    "light": QT_TRANSLATE_NOOP("Themes", "Light"),
    "sepia": QT_TRANSLATE_NOOP("Themes", "Sepia"),
    "dark": QT_TRANSLATE_NOOP("Themes", "Dark"),
    "high_contrast": QT_TRANSLATE_NOOP("Themes", "High contrast"),
}


def colour_name(colour: Colour) -> str:
    """The name of a highlight colour in the interface's language."""
    return QCoreApplication.translate("Colours", str(_COLOUR_NAMES[colour]))


def theme_name(key: str) -> str:
    """The name of a theme in the interface's language; a theme of the user has its own."""
    if key in _THEME_NAMES:
        return QCoreApplication.translate("Themes", str(_THEME_NAMES[key]))
    return choose(key).name


def theme_keys() -> list[str]:
    """The themes to choose from, "system" first."""
    return [SYSTEM, *theme_files()]


class ColourDot(QAbstractButton):
    """A dot of one highlight colour; checked it has a ring around it.

    `chosen` comes when a person presses or toggles it, a screen reader too, not when it is shown
    as chosen.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, colour: Colour, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.colour = colour
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._is_showing = False
        self.clicked.connect(self._on_clicked)
        self.toggled.connect(self._on_toggled)

    def _on_clicked(self) -> None:
        if not self.isCheckable():
            self.chosen.emit()

    def _on_toggled(self) -> None:
        if not self._is_showing:  # toggled, not clicked: screen readers toggle
            self.chosen.emit()

    def show_checked(self, checked: bool) -> None:
        """Show whether this is the chosen colour, without a signal."""
        self._is_showing = True
        self.setChecked(checked)
        self._is_showing = False

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_label(self, tooltip: str) -> None:
        """The colour's name, for screen readers and the tooltip."""
        self.setAccessibleName(colour_name(self.colour))
        self.setToolTip(tooltip)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(TARGET + 2), px(TARGET + 2))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        grown = self.underMouse() and not self.isChecked()
        side = px(18 if grown else 16)
        center = QRectF(self.rect()).center()
        dot = QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
        painter.setPen(QPen(theme.note_bar(self.colour), 1.5))
        painter.setBrush(theme.highlight(self.colour))
        painter.drawEllipse(dot)
        if self.isChecked():
            around = px(4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.note_bar(self.colour), 2))
            painter.drawEllipse(dot.adjusted(-around, -around, around, around))
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), 7, theme["accent"])


class ThemeSwatch(QRadioButton):
    """A little page in the colours of one theme; "system" is half light, half dark."""

    def __init__(self, theme: Theme, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.key = key
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(theme_name(self.key))
        self.setToolTip(theme_name(self.key))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(46), px(46))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5)
        shown = choose("light" if self.key == SYSTEM else self.key)
        self._paint_page(painter, page, shown, page)
        if self.key == SYSTEM:
            half = QRectF(page.center().x(), page.top(), page.width() / 2 + 1, page.height())
            self._paint_page(painter, page, choose("dark"), half)
        strong = self.key == "high_contrast"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shown["text" if strong else "control_edge"], 2 if strong else 1))
        painter.drawRoundedRect(page, 7, 7)
        if self.isChecked() or self.hasFocus():
            ring = QRectF(self.rect()) if self.hasFocus() else page.adjusted(-2, -2, 2, 2)
            draw_ring(painter, ring, 9, self._theme["accent"])

    def _paint_page(self, painter: QPainter, page: QRectF, shown: Theme, clip: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(page, 7, 7)
        painter.save()
        painter.setClipRect(clip)
        painter.fillPath(path, shown["reader"])
        font = ui_font(17, 700 if shown.key == "high_contrast" else 400)
        font.setFamilies(["Literata", font.family()])
        painter.setFont(font)
        painter.setPen(shown["text"])
        painter.drawText(page, Qt.AlignmentFlag.AlignCenter, "Aa")
        painter.restore()


class ThemePicker(QWidget):
    """A row of theme swatches of which one is chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=px(4))
        self.swatches = [ThemeSwatch(theme, key, self) for key in theme_keys()]
        for swatch in self.swatches:
            self._group.addButton(swatch)
            layout.addWidget(swatch)
        self._group.buttonToggled.connect(self._on_toggled)

    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:
        if checked and isinstance(button, ThemeSwatch):
            self.chosen.emit(button.key)

    def value(self) -> str:
        return next((swatch.key for swatch in self.swatches if swatch.isChecked()), SYSTEM)

    def set_value(self, key: str) -> None:
        """Choose without a signal."""
        blocked = self.blockSignals(True)
        for swatch in self.swatches:
            if swatch.key == key:
                swatch.setChecked(True)
        self.blockSignals(blocked)

    def retranslate(self) -> None:
        for swatch in self.swatches:
            swatch.retranslate()
