"""The toast: one line at the foot of the reader that says what happened, often with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from reader.ui.access import announce
from reader.ui.controls import picture_button, px
from reader.ui.theme import Theme, icon, ui_font
from reader.ui.timers import one_shot

SECONDS = 6
SECONDS_WITH_ACTION = 10


class Toast(QWidget):
    """Shown for 6 s, 10 s with an action; waits while the mouse or the focus is on it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setFixedHeight(44)
        self._theme = theme
        self._call: Callable[[], object] | None = None
        self._timer = one_shot(self, SECONDS * 1000, self.hide)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton(self)
        self._action.setObjectName("toast_action")
        self._action.setCursor(Qt.CursorShape.PointingHandCursor)
        self._action.clicked.connect(self._act)
        self._close = QToolButton(self)
        self._close.setIconSize(QSize(px(16), px(16)))
        side = picture_button(16, 12)
        self._close.setFixedSize(side, side)
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(12)
        layout.addWidget(self._label)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        for part in (self._action, self._close):
            part.installEventFilter(self)
        self._host = parent
        parent.installEventFilter(self)
        self.set_theme(theme)
        self.retranslate()
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        colours = theme.colours
        self._label.setFont(ui_font(13))
        self._label.setStyleSheet(f"color: {colours['toast_text']}; background: transparent;")
        self._action.setFont(ui_font(13, 600))
        self._action.setStyleSheet(
            f"QPushButton {{ color: {colours['toast_action']}; background: transparent;"
            " border: 2px solid transparent; padding: 3px 6px; }"
            f"QPushButton:focus {{ border-color: {colours['toast_action']}; }}"
            "QPushButton:hover { text-decoration: underline; }"
        )
        self._close.setIcon(icon("x", theme["toast_text"], px(16)))
        self._close.setStyleSheet(
            "QToolButton { background: transparent; border: 2px solid transparent; }"
            f"QToolButton:focus {{ border-color: {colours['toast_action']}; }}"
        )
        self.update()

    def retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close"))

    def show_message(
        self, text: str, action: str = "", call: Callable[[], object] | None = None
    ) -> None:
        """Say text; action is the label of a button that runs call."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._call = call
        self.adjustSize()
        self.show()
        self._place()  # only a shown button knows its style sheet's font
        self.raise_()
        announce(self, ". ".join(filter(None, (text.removesuffix("."), action))))
        self._restart()

    def withdraw(self, call: Callable[[], object]) -> None:
        """Offer call no longer, where it is what the button runs; the text stays."""
        if self._call == call:
            self._call = None
            if self._action.hasFocus():
                self._close.setFocus()
            self._action.hide()
            self._place()

    def _restart(self) -> None:
        seconds = SECONDS_WITH_ACTION if self._call else SECONDS
        self._timer.start(seconds * 1000)

    def _act(self) -> None:
        call, self._call = self._call, None
        self.hide()
        if call:
            call()

    def _place(self) -> None:
        parent = self._host
        room = parent.width() - 24
        self._label.setWordWrap(False)
        self._label.setWordWrap(self.sizeHint().width() > room)
        width = min(self.sizeHint().width() if not self._label.wordWrap() else room, room)
        height = max(44, self.heightForWidth(width), self._action.sizeHint().height() + 8)
        self.setFixedHeight(height)
        self.resize(width, height)
        self.move((parent.width() - width) // 2, parent.height() - height - 20)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._restart()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._restart()
        return False

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["toast"])
        painter.drawRoundedRect(self.rect(), 8, 8)
