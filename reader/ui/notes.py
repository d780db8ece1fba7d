"""Writing a note: a plain text editor that saves by itself and says honestly whether it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QLocale, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QTextEdit, QVBoxLayout, QWidget

from reader.ui.controls import menu_text
from reader.ui.notetext import note_plain
from reader.ui.theme import Theme, ui_font, ui_scale
from reader.ui.timers import one_shot
from reader.ui.viewport import meet_viewport
from reader.ui.words import local_moment

AUTOSAVE_MS = 500
LINE = 19
MOST_EARLIER = 20
LONGEST_EARLIER = 420
SaveText = Callable[[str, str], str | None]
"""Saves a text written from another: what the note says then, None where it is not saved."""
Earlier = Callable[[], Sequence[tuple[str, str]]]
"""What a note has said before: when it was written (ISO 8601 in UTC) and its text, newest first."""
_ONLY_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


@dataclass(frozen=True)
class Keeper:
    """Where notes are kept: the article's own, and by its id the one of a mark.

    earlier takes the id of a mark, None for the article's note.
    """

    save_article_note: SaveText
    save_note: Callable[[str, str, str], str | None]
    earlier: Callable[[str | None], Sequence[tuple[str, str]]]


class NoteEditor(QTextEdit):
    """Saves at the latest 500 ms after a key, and at once when it loses the focus.

    save is called with the whole text and the one it was written from; where it is not saved, the
    text stays here and the editor tries again with the next key or `flush`. `left` tells that
    another part of the window has the focus now.
    """

    saved = Signal()
    edited = Signal()
    failed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, save: SaveText, earlier: Earlier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        meet_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self._save, self._earlier = save, earlier
        self._kept = ""
        self._invitation = ""
        self._pale = self.palette().placeholderText().color()
        self._timer = one_shot(self, AUTOSAVE_MS, self.flush)
        self.textChanged.connect(self._on_edit)

    def set_invitation(self, text: str) -> None:
        """What stands here while nothing is written; Qt shows only a placeholder's first line."""
        self._invitation = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def set_pale(self, colour: QColor) -> None:
        """The colour of the invitation."""
        self._pale = colour
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._invitation and self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setPen(self._pale)
            margin = round(self.document().documentMargin())
            box = self.viewport().rect().adjusted(margin, margin, -margin, -margin)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, self._invitation)

    def load(self, text: str) -> None:
        """Show a text that is already on the disk."""
        self.flush()
        self.show_saved(text)

    def show_saved(self, text: str) -> None:
        """Show a text that is on the disk without saving what stood here."""
        self._timer.stop()
        self._kept = text
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        self._space_lines()
        self.blockSignals(blocked)

    def _space_lines(self) -> None:
        """Lines of 19 pixels; blocks that are added take it over."""
        form = QTextBlockFormat()
        form.setLineHeight(
            round(LINE * ui_scale()), QTextBlockFormat.LineHeightTypes.FixedHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.document().clearUndoRedoStacks()

    def is_dirty(self) -> bool:
        """Whether something here is not on the disk yet."""
        return self.toPlainText() != self._kept

    def _on_edit(self) -> None:
        if not self.is_dirty():
            return
        self.edited.emit()
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> bool:
        """Save now; whether everything is on the disk."""
        self._timer.stop()
        text = self.toPlainText()
        if text == self._kept:
            return True
        saved = self._save(text, self._kept)
        if saved is None:
            self.failed.emit()
            return False
        self._kept = text
        if saved != text:  # another program has written too
            place = self.textCursor().position()
            self.show_saved(saved)
            cursor = self.textCursor()
            cursor.setPosition(place)
            self.setTextCursor(cursor)
        self.saved.emit()
        return True

    def retire(self) -> None:
        """Save and tell nothing any more: its text is on the disk or a draft."""
        self._timer.stop()
        self._kept = self.toPlainText()
        self.blockSignals(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.flush()
        if event.reason() not in _ONLY_AWAY:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        leave = event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if leave:
            self.flush()
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the text, and what it has said before."""
        menu = self.createStandardContextMenu()
        if texts := self._earlier():
            menu.addSeparator()
            before = menu.addMenu(self.tr("Earlier texts"))
            for moment, text in texts[:MOST_EARLIER]:
                said = " ".join(note_plain(text).split())
                shown = f"{local_moment(moment, QLocale())}  ·  {said}"
                entry = menu_text(shown, before.font(), LONGEST_EARLIER)
                before.addAction(entry, partial(self.take, text))
        return menu

    def take(self, text: str) -> None:
        """Replace what stands here as if by typing: it is saved, and undo takes it back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Text only: a pasted page would load its images."""
        if source.hasText():
            self.insertPlainText(source.text())  # what it holds of images stays outside


class ArticleNoteCard(QWidget):
    """The card "My note" with the note on the whole article."""

    def __init__(self, theme: Theme, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = QLabel(self)
        self.state = QLabel(self)
        self.editor = NoteEditor(keeper.save_article_note, partial(keeper.earlier, None), self)
        self.editor.setObjectName("note_editor")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.editor, 1)
        self.editor.edited.connect(lambda: self.state.setText(""))
        self.editor.saved.connect(self._say_saved)
        self.editor.failed.connect(lambda: self.state.setText(self.tr("Not saved")))
        self.editor.document().setDocumentMargin(0)
        self.set_theme(theme)
        self.retranslate()

    def load(self, text: str) -> None:
        """Show the article's note as it is on the disk."""
        self.editor.load(text)
        self.state.setText(self.tr("Saved") if text else "")

    def show_saved(self, text: str) -> None:
        self.editor.show_saved(text)
        self.state.setText(self.tr("Saved") if text else "")

    def _say_saved(self) -> None:
        self.state.setText(self.tr("Saved"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.title.setFont(ui_font(13, 600))
        self.state.setFont(ui_font(12))
        self.state.setStyleSheet(f"color: {theme.colours['text2']};")
        self.editor.setFont(ui_font(13))
        self.editor.set_pale(theme["text3"])
        self.editor.setStyleSheet(
            "QTextEdit, QTextEdit:focus { background: transparent; border: none;"
            f" padding: 0; color: {theme.colours['text2']}; }}"
        )
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("My note"))
        self.editor.setAccessibleName(self.tr("My note"))
        self.editor.set_invitation(self.tr("Write a note on this article …"))
        if self.state.text():
            dirty = self.editor.is_dirty()
            self.state.setText(self.tr("Not saved") if dirty else self.tr("Saved"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.editor.hasFocus()
        painter.setPen(QPen(self._theme["accent" if focused else "border"], 2 if focused else 1))
        painter.setBrush(self._theme["side"])
        edge = 1.0 if focused else 0.5  # half the pen: its line fills whole pixels
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 8, 8)
