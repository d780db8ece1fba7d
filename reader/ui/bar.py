"""What stands above the article: its bar, the line of progress, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from reader.ui.access import announce, set_tab_stops
from reader.ui.controls import picture_button, px, set_colour
from reader.ui.theme import Theme, icon, ui_font


class Status(QLabel):
    """Where one is in the article, in parts; what does not fit beside the buttons is left out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_parts(self, *parts: str) -> None:
        """What to say, the most important first."""
        self._parts = parts
        self.setAccessibleName("  ·  ".join(parts))
        self._fill()

    def _fill(self) -> None:
        shown = list(self._parts)
        while shown and self.fontMetrics().horizontalAdvance("  ·  ".join(shown)) > self.width():
            shown.pop()
        self.setText("  ·  ".join(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fill()


class Bar(QWidget):
    """List toggle, where one is in the article, and the buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(picture_button(18) + 18)
        self.setAutoFillBackground(True)
        self.list_button = self._button("list_button")
        self.status = Status(self)
        self.status.setObjectName("reading_status")
        self.language_button = QToolButton(self)
        self.language_button.setObjectName("translation_button")
        self.language_button.setMinimumHeight(picture_button(18))
        self.language_button.hide()
        self.type_button = self._button("type_button")
        self.highlight_button = self._button("highlight_button")
        self.bookmark_button = self._button("bookmark_button")
        self.notes_button = self._button("notes_button")
        self.more_button = self._button("more_button")
        for button in (self.list_button, self.bookmark_button):  # their icons show the state
            button.setStyleSheet("QToolButton:checked:!hover { background: transparent; }")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(2)
        layout.addWidget(self.list_button)
        layout.addSpacing(6)
        layout.addWidget(self.status, 1)
        for button in (
            self.language_button,
            self.type_button,
            self.highlight_button,
            self.bookmark_button,
            self.notes_button,
            self.more_button,
        ):
            layout.addWidget(button)
        self._theme = theme
        self._actions: list[tuple[QToolButton, QAction, str]] = []
        self.set_theme(theme)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setFixedSize(picture_button(18), picture_button(18))
        button.setIconSize(QSize(px(18), px(18)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def bind(self, button: QToolButton, action: QAction, picture: str) -> None:
        """Let a button run an action and show its state, name and shortcut."""
        self._actions.append((button, action, picture))
        button.setCheckable(action.isCheckable())
        if action.isCheckable():

            def follow(on: bool) -> None:
                if on != action.isChecked():
                    action.trigger()

            button.toggled.connect(follow)  # not clicked: screen readers toggle
        else:
            button.clicked.connect(lambda: action.trigger())
        action.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        for button, action, picture in self._actions:
            on = action.isCheckable() and action.isChecked()
            button.setChecked(on)
            filled = on and button is self.bookmark_button
            accent = on and button in (self.bookmark_button, self.notes_button)
            colour = self._theme["accent" if accent else "text2"]
            button.setIcon(icon(picture, colour, px(18), filled))
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text().removesuffix(" …"))
            button.setEnabled(action.isEnabled())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        set_colour(self, self.backgroundRole(), theme["reader"])
        self.status.setFont(ui_font(12.5))
        self.status.setStyleSheet(f"color: {theme.colours['text2']};")
        self.type_button.setIcon(icon("case-sensitive", theme["text2"], px(20)))
        self.type_button.setIconSize(QSize(px(22), px(22)))
        self.more_button.setIcon(icon("ellipsis", theme["text2"], px(18)))
        self.language_button.setFont(ui_font(12, 600))
        self._refresh()


class ProgressLine(QWidget):
    """Two pixels that show how far one has read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self._theme = theme
        self._value = 0.0

    def set_value(self, value: float) -> None:
        if abs(value - self._value) > 0.0005:
            self._value = value
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme["hairline"])
        done = round(self.width() * self._value)
        painter.fillRect(0, 0, done, 2, self._theme["accent"])


class ProblemBar(QWidget):
    """A line above the text that says what is wrong and what can be done; it stays.

    Tab comes to its buttons from `after`.
    """

    def __init__(self, theme: Theme, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem_bar")
        self._after = after
        self.setAutoFillBackground(True)
        self._theme = theme
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(30, 8, 12, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._buttons)
        self.set_theme(theme)
        self.hide()

    def show_problem(
        self, text: str, buttons: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        """Say text; each button is a label and what it does."""
        self._text.setText(text)
        self.setAccessibleName(text)
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        made: list[QWidget] = []
        for label, call in buttons:
            button = QPushButton(label, self)
            button.clicked.connect(lambda _=False, c=call: c())
            self._buttons.addWidget(button)
            made.append(button)
        set_tab_stops(self._after, made)
        self.show()
        announce(self, text)

    def text(self) -> str:
        return self._text.text()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        set_colour(self, self.backgroundRole(), theme["codebg"])
        self._text.setFont(ui_font(13))
        side = px(18)
        self._icon.setPixmap(icon("triangle-alert", theme["danger"], side).pixmap(side, side))
