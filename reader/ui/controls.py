"""Controls painted to the theme's tokens: text, buttons, switches, segments, steppers, boxes.

Hides how a control is drawn and measured; Qt's classes below keep keys and screen readers right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from reader.ui.theme import Theme, draw_icon, ui_font, ui_scale

Kind = Literal["plain", "accent", "danger", "flat"]
Options = Sequence[tuple[object, str]]
RADIUS = 8
TARGET = 28


def px(value: float) -> int:
    """A length of the pictures in pixels at the interface's scale."""
    return round(value * ui_scale())


def picture_button(picture: float, room: int = 16) -> int:
    """The side of a square button around a picture: it grows with it, the room in it does not."""
    return max(TARGET, px(picture) + room)


def menu_text(line: str, font: QFont, longest: float) -> str:
    """A person's line as a menu entry, where "&" would mean something; longest in pixels."""
    fits = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, px(longest))
    return fits.replace("&", "&&")


def set_colour(widget: QWidget, role: QPalette.ColorRole, colour: QColor) -> None:
    """One colour of a widget's own palette."""
    palette = widget.palette()
    palette.setColor(role, colour)
    widget.setPalette(palette)


def spread_theme(parent: QWidget, theme: Theme) -> None:
    """Give the theme to every control below parent that takes one."""
    for child in parent.findChildren(QWidget):
        set_theme = getattr(child, "set_theme", None)
        if set_theme is not None:
            set_theme(theme)


def draw_ring(painter: QPainter, area: QRectF, radius: float, colour: QColor) -> None:
    """The 2 px focus ring along the inside of area."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)


class Text(QLabel):
    """A plain text in one of the theme's colours; it follows theme and interface scale."""

    def __init__(
        self,
        theme: Theme,
        size: float = 13,
        weight: int = 400,
        token: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._weight, self._token = size, weight, token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.setFont(ui_font(self._size, self._weight))
        set_colour(self, QPalette.ColorRole.WindowText, theme[self._token])

    def set_token(self, theme: Theme, token: str) -> None:
        """Another colour from now on."""
        self._token = token
        self.set_theme(theme)


class Button(QAbstractButton):
    """A push button; picture is the name of an icon, compact leaves the text to the tooltip."""

    def __init__(
        self, theme: Theme, kind: Kind = "plain", picture: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._kind, self._picture = theme, kind, picture
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_label(self, text: str, tooltip: str = "") -> None:
        """Text, accessible name and tooltip at once."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setToolTip(tooltip or (text if self._compact else ""))
        self.updateGeometry()

    def set_picture(self, picture: str) -> None:
        """Another icon, "" for none."""
        self._picture = picture
        self.updateGeometry()
        self.update()

    def set_compact(self, is_compact: bool) -> None:
        """Show the icon alone."""
        self._compact = is_compact
        if is_compact and not self.toolTip():
            self.setToolTip(self.accessibleName())
        self.updateGeometry()

    def _label(self) -> str:
        return "" if self._compact else self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(ui_font(13, 500))
        height = max(px(32 if self._kind != "flat" else TARGET), metrics.height() + 10)
        label = self._label()
        if not label:
            return QSize(height, height)
        width = metrics.horizontalAdvance(label) + px(28 if self._kind != "flat" else 20)
        return QSize(width + (px(22) if self._picture else 0), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _colours(self) -> tuple[QColor | None, QColor]:
        """Fill and text."""
        theme, pressed = self._theme, self.isDown() or self.isChecked()
        if not self.isEnabled():
            return (None if self._kind == "flat" else theme["chip"]), theme["text3"]
        if self._kind == "accent":
            return theme["accent"], theme["on_accent"]
        ink = theme["danger"] if self._kind == "danger" else theme["text"]
        if pressed:
            return theme["selected_unfocused"], ink
        if self.underMouse():
            return theme["hover"], ink
        return (None if self._kind == "flat" else theme["chip"]), ink

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = self._colours()
        area = QRectF(self.rect())
        if fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        if self.hasFocus():
            self._paint_focus(painter, area)
        self._paint_content(painter, ink)

    def _paint_focus(self, painter: QPainter, area: QRectF) -> None:
        if self._kind == "accent":
            draw_ring(painter, area.adjusted(2, 2, -2, -2), RADIUS - 3, self._theme["on_accent"])
        else:
            draw_ring(painter, area, RADIUS - 1, self._theme["accent"])

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        label, size = self._label(), px(16)
        metrics = QFontMetrics(ui_font(13, 500))
        width = metrics.horizontalAdvance(label)
        gap = px(6) if label and self._picture else 0
        x = (self.width() - width - gap - (size if self._picture else 0)) // 2
        if self._picture:
            box = QRect(x, (self.height() - size) // 2, size, size)
            draw_icon(painter, box, self._picture, ink)
            x += size + gap
        painter.setFont(ui_font(13, 500))
        painter.setPen(ink)
        box = QRect(x, 0, width + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class MenuButton(QToolButton):
    """A heading that opens its menu, with an arrow right behind the text."""

    PAD = 4

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFont(ui_font(14, 600))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(ui_font(14, 600))
        width = metrics.horizontalAdvance(self.text()) + px(20)
        return QSize(width + 2 * self.PAD, max(px(TARGET), metrics.height() + 6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), 6, self._theme["accent"])
        font, side = ui_font(14, 600), px(16)
        painter.setFont(font)
        painter.setPen(self._theme["text"])
        painter.drawText(
            self.rect().adjusted(self.PAD, 2, 0, 0),  # by eye on the line of the arrow
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        end = self.PAD + QFontMetrics(font).horizontalAdvance(self.text()) + px(4)
        arrow = QRect(end, (self.height() - side) // 2, side, side)
        draw_icon(painter, arrow, "chevron-down", self._theme["text2"])


class Switch(QCheckBox):
    """On or off, as a pill; its meaning is its accessible name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(44), px(TARGET))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self._theme, self.isChecked()
        height, width = px(20), px(36)
        track = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        painter.setPen(QPen(theme["accent" if on else "control_edge"], 1.5))
        painter.setBrush(theme["accent" if on else "field"])
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), height / 2, height / 2)
        knob = height - px(8)
        x = track.right() - knob - px(4) if on else track.left() + px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["on_accent" if on else "control_edge"])
        painter.drawEllipse(QRectF(x, track.center().y() - knob / 2, knob, knob))
        if self.hasFocus():
            ring = track.adjusted(-4, -4, 4, 4)
            draw_ring(painter, ring, ring.height() / 2 - 1, theme["accent"])


class Segment(QRadioButton):
    """One choice of a Segmented."""

    def __init__(self, theme: Theme, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(label)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(ui_font(13, 600))
        width = metrics.horizontalAdvance(self.text()) + px(24)
        return QSize(width, max(px(TARGET), metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(TARGET), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on, area = self._theme, self.isChecked(), QRectF(self.rect())
        if on:
            painter.setPen(QPen(theme["control_edge"], 1))
            painter.setBrush(theme["raised"])
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            draw_ring(painter, area, 6, theme["accent"])
        font = ui_font(13, 600 if on else 400)
        painter.setFont(font)
        painter.setPen(theme["text" if on or self.underMouse() else "text2"])
        text = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width() - px(8)
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)


class Segmented(QWidget):
    """A row of a few choices of which one holds; arrow keys move it, Tab reaches it once."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._on_toggled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Options) -> None:
        """The choices as (value, label); the chosen value stays where it still is one."""
        before = self.value()
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        self._values = [value for value, _ in options]
        for number, (_, label) in enumerate(options):
            segment = Segment(self._theme, label, self)
            segment.setObjectName(f"segment_{number}")
            self._group.addButton(segment, number)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(segment)
        self.set_value(before)

    def value(self) -> object:
        """The chosen value, None where there is none."""
        number = self._group.checkedId()
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose without a signal."""
        if value not in self._values:
            return
        blocked = self.blockSignals(True)
        self._group.button(self._values.index(value)).setChecked(True)
        self.blockSignals(blocked)

    def _on_toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(self._values[number])

    def take_focus(self) -> None:
        """Move the keyboard to the chosen segment."""
        if (button := self._group.checkedButton()) is not None:
            button.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self._group.buttons():
            if isinstance(button, Segment):
                button.set_theme(theme)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme["border"], 1))
        painter.setBrush(self._theme["side"])
        track = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(track, RADIUS, RADIUS)
