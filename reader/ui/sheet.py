"""The frame of every dialog: heading, body, buttons at the foot; and the rows of a form.

Hides measures, keys and how a dialog keeps to small screens.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.ui.controls import Button, Kind, Text, px, set_colour, spread_theme
from reader.ui.flow import FlowLayout
from reader.ui.theme import Theme
from reader.ui.viewport import meet_viewport

EDGE = 24
SCROLL_GAP = 8


class Sheet(QDialog):
    """A dialog in the theme's colours; Enter presses its accent button, Escape closes it.

    Parts go into `self.body`; `add_button` puts a button at the foot.
    """

    def __init__(self, theme: Theme, parent: QWidget | None, width: int, height: int = 0) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted = QSize(width, height)
        self._primary: Button | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.heading = Text(theme, 17, 600, parent=self)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.foot = FlowLayout(gap=8, to_end=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 20, EDGE, 20)
        layout.setSpacing(14)
        layout.addWidget(self.heading)
        layout.addLayout(self.body, 1)
        layout.addLayout(self.foot)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The wanted size at the interface's scale, no larger than the screen leaves room for."""
        width = px(self._wanted.width())
        height = px(self._wanted.height()) if self._wanted.height() else self._height_for(width)
        room = self.screen().availableSize() - QSize(24, 48)
        return QSize(width, height).boundedTo(room)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt shows a dialog no higher than two thirds of the screen unless it is told its size."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.sizeHint())
        super().showEvent(event)

    def _height_for(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        return height if height > 0 else layout.totalSizeHint().height()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, 160).boundedTo(self.sizeHint())

    def add_button(self, kind: Kind = "plain", picture: str = "") -> Button:
        """A button at the foot; an accent one answers Enter."""
        button = Button(self._theme, kind, picture, self)
        self.foot.addWidget(button)
        if kind == "accent":
            self._primary = button
        return button

    def set_heading(self, text: str) -> None:
        """The heading and the window's title."""
        self.heading.setText(text)
        self.setWindowTitle(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._primary is not None and self._primary.isEnabled():
                self._primary.click()
            return
        super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        set_colour(self, QPalette.ColorRole.Window, theme["side"])
        spread_theme(self, theme)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """The texts in the interface's language; for subclasses."""


class Row(QWidget):
    """What a setting means, and its control to the right; below it where there is no room."""

    def __init__(
        self, theme: Theme, control: QWidget, parent: QWidget, least_text: int = 150
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._least_text = least_text
        self._name = Text(theme, 13, 500, parent=self)
        self._hint = Text(theme, 12, 400, "text2", self)
        self._name.setBuddy(control)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._hint)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 6, 0, 6)
        self._layout.setSpacing(px(16))
        self._layout.addLayout(texts, 1)
        self._layout.addWidget(control)
        self.set_texts("")

    def set_texts(self, name: str, hint: str = "") -> None:
        """The setting's name and one sentence about it; the control is named after it."""
        self._name.setText(name)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.control.setAccessibleName(name)
        self.control.setAccessibleDescription(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit_width(self.width())

    def fit_width(self, width: int) -> None:
        """Set the control beside its name, or below it where there is no room."""
        wanted = self.control.sizeHint().width()
        narrow = wanted + px(self._least_text) > width
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._layout.setSpacing(6 if narrow else px(16))
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        flags = side | Qt.AlignmentFlag.AlignVCenter
        self._layout.setAlignment(
            self.control, Qt.AlignmentFlag(0) if narrow and wanted > width else flags
        )


class Page(QScrollArea):
    """A column of parts that scrolls where it is higher than the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = QWidget(self)
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(2, 2, 2, 2)
        self.column.setSpacing(2)
        self.setWidget(self.inner)
        meet_viewport(self)
        self.viewport().setAutoFillBackground(False)
        self.inner.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._keep_off)

    def _keep_off(self, _: int, most: int) -> None:
        """Keep the parts off the scroll bar where there is one, and in line with the rest else."""
        margins = self.column.contentsMargins()
        margins.setRight(margins.left() + (SCROLL_GAP if most else 0))
        self.column.setContentsMargins(margins)
