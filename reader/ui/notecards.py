"""The cards of notes on passages: one that stands in the text, and one whose passage is gone."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.model import Colour
from reader.ui.controls import px
from reader.ui.notes import Keeper, NoteEditor
from reader.ui.notetext import note_html, note_plain
from reader.ui.theme import Theme, ui_font, ui_scale

LATER = Qt.ConnectionType.QueuedConnection  # nothing goes away while Qt moves the focus
INDENT = 14
LIFT = 2  # the leading stands above a line of rich text; so the first is beside the passage
BAR_TOP = 3
TIME_GAP = 5
DELETING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True)
class Card:
    """A note on a passage: start is its offset in the text, time is already written out."""

    id: str
    start: int
    colour: Colour | None
    note: str
    time: str
    quote: str
    tags: tuple[str, ...] = ()

    @property
    def tag_line(self) -> str:
        """Its tags as they are shown."""
        return tag_line(self.tags)


def tag_line(tags: Iterable[str]) -> str:
    """Tags as they are shown in one line."""
    return " ".join(f"#{tag}" for tag in tags)


def spoken(card: Card) -> str:
    """A card in words: its note, else its passage, and its tags."""
    text = note_plain(card.note) or card.quote
    named = QCoreApplication.translate("NoteCard", "Note: {text}").format(text=text)
    return ", ".join(filter(None, (named, card.tag_line)))


class NoteCard(QWidget):
    """One note: a bar in its colour, its text, its time; a click or Enter edits it."""

    hovered = Signal(str)
    left = Signal(str)
    delete_wanted = Signal(str)
    resized = Signal()
    editor_left = Signal(str)

    def __init__(self, card: Card, theme: Theme, keeper: Keeper, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = card
        self._theme = theme
        self._keeper = keeper
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._tags = QLabel(self)
        self._tags.setWordWrap(True)
        self._time = QLabel(self)
        for label in (self._tags, self._time):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.editor: NoteEditor | None = None
        self._text.setContentsMargins(0, -LIFT, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INDENT, 0, 0, 0)
        layout.setSpacing(TIME_GAP)
        for label in (self._text, self._tags, self._time):
            layout.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_theme(theme)
        self.set_card(card)

    def set_mirrored(self, mirrored: bool) -> None:
        """Beside an article from right to left the bar stands on the right."""
        direction = Qt.LayoutDirection
        self.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(0 if mirrored else INDENT, 0, INDENT if mirrored else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self._time.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.update()

    def set_card(self, card: Card) -> None:
        """Show a changed note; one that is being edited keeps the user's text."""
        self.card = card
        body = note_html(card.note) if card.note else ""
        self._text.setText(f'<div style="line-height:{px(19)}px">{body}</div>')
        self._text.setVisible(self.editor is None and bool(card.note))
        self._tags.setText(card.tag_line)
        self._tags.setVisible(bool(card.tags))
        self._time.setText(card.time)
        self.setAccessibleName(spoken(card))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._text.setFont(ui_font(13))
        self._tags.setFont(ui_font(12))
        self._time.setFont(ui_font(11))
        for label in (self._text, self._tags, self._time):
            label.setStyleSheet(f"color: {theme.colours['text2']}; background: transparent;")
        self.update()

    def height_for(self, width: int) -> int:
        """The height of the card at a width, in pixels."""
        if self.editor is not None:
            body = self.editor.height()
        else:
            body = self._text.heightForWidth(width - INDENT) if self.card.note else 0
        if self.card.tags:
            body += self._tags.heightForWidth(width - INDENT) + (TIME_GAP if body else 0)
        return body + self._time.sizeHint().height() + TIME_GAP

    def edit(self) -> None:
        """Open the editor in place."""
        if self.editor is None:
            identity, keeper = self.card.id, self._keeper
            self.editor = NoteEditor(
                partial(keeper.save_note, identity),
                partial(keeper.earlier, identity),
                self.parentWidget(),
            )
            QWidget.setTabOrder(self, self.editor)  # Qt does not order a widget and its child
            self.editor.setFont(ui_font(13))
            self.editor.setAccessibleName(self.tr("Note on a passage"))
            self.editor.setFixedHeight(round(96 * ui_scale()))
            self.editor.load(self.card.note)
            self.editor.finished.connect(self._finish)
            self.editor.left.connect(self._close_editor, LATER)
            self.editor.saved.connect(lambda: self._time.setText(self.tr("Saved")))
            self.editor.failed.connect(lambda: self._time.setText(self.tr("Not saved")))
            self.editor.edited.connect(lambda: self._time.setText(""))
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, self.editor)
            self._text.hide()
            self.resized.emit()
        self.editor.show()
        self.editor.setFocus()

    def _finish(self) -> None:
        """The keyboard leaves the editor for its card."""
        self.setFocus()
        self._close_editor()

    def _close_editor(self) -> None:
        """Save and show the text again; where saving fails the editor stays open."""
        if self.editor is None or not self.editor.flush():
            return
        self.editor.deleteLater()
        self.editor = None
        self.set_card(self.card)
        self.resized.emit()
        self.editor_left.emit(self.card.id)

    def retire(self) -> None:
        """It will be deleted: nobody is told any more that it loses the focus, or is left."""
        if self.editor is not None:
            self.editor.retire()
        self.blockSignals(True)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit()

    def event(self, event: QEvent) -> bool:
        """Here these keys are about this note, not about the mark at the caret of the text."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in DELETING:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit()
        elif event.key() in DELETING:
            self.delete_wanted.emit(self.card.id)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        self.hovered.emit(self.card.id)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        if not self.hasFocus():
            self.left.emit(self.card.id)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.hovered.emit(self.card.id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.left.emit(self.card.id)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.isRightToLeft()
        if self.hasFocus():
            painter.setPen(QPen(self._theme["accent"], 2))
            inner = self.rect().adjusted(1 if mirrored else 7, 1, -7 if mirrored else -1, -1)
            painter.drawRoundedRect(inner, 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.note_bar(self.card.colour))
        left, height = self.width() - 3 if mirrored else 0, self.height() - BAR_TOP
        painter.drawRoundedRect(left, BAR_TOP, 3, height, 1.5, 1.5)


class DetachedCard(QFrame):
    """A note whose passage is not in the text: its quote, its text, and what can be done."""

    def __init__(self, card: Card, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 0, 0, 0)
        layout.setSpacing(3)
        self._theme, self._colour = theme, card.colour
        quote = html.escape(QLocale().quoteString(card.quote[:200]))
        tags = html.escape(card.tag_line)
        for text, italic in ((quote, True), (note_html(card.note), False), (tags, False)):
            if text:
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.RichText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
                label.setWordWrap(True)
                font = ui_font(13)
                font.setItalic(italic)
                label.setFont(font)
                label.setStyleSheet(f"color: {theme.colours['text2']};")
                layout.addWidget(label)
        self.attach = QPushButton(self.tr("Attach to the selection"), self)
        self.attach.setProperty("flat", True)
        self.delete = QPushButton(self.tr("Delete"), self)
        self.delete.setProperty("flat", True)
        for button in (self.attach, self.delete):
            button.setFont(ui_font(12))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(0, 0, 3, self.height(), self._theme.note_bar(self._colour))
