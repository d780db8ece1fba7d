"""The small panels on the text: for a selection, for a mark, for its tags, for a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from reader.model import COLOURS, Colour
from reader.ui.controls import Button, Text, px, set_colour
from reader.ui.popup import SHADOW, Popup
from reader.ui.swatches import ColourDot, colour_name
from reader.ui.theme import Theme, ui_font

MOST_TEXT = 20_000


class _Line(QWidget):
    """The hairline between the dots and the buttons."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(9)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(4, 5, 1, self.height() - 10, self._theme["border"])


class _Strip(Popup):
    """Dots and buttons in a row; where they do not fit, the buttons show their icons alone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.set_padding(4)
        self.row = QHBoxLayout()
        self.row.setSpacing(1)
        self.box.addLayout(self.row)
        self.dots = {colour: ColourDot(theme, colour, self) for colour in COLOURS}
        for dot in self.dots.values():
            self.row.addWidget(dot)
        self._line = _Line(theme, self)
        self.row.addWidget(self._line)
        self._buttons: list[Button] = []

    def add_button(self, picture: str) -> Button:
        button = Button(self._theme, "flat", picture, self)
        self.row.addWidget(button)
        self._buttons.append(button)
        return button

    def fit(self, bounds: QRect) -> None:
        for is_compact in (False, True):
            for button in self._buttons:
                button.set_compact(is_compact)
            self.box.activate()
            if self.sizeHint().width() - 2 * SHADOW <= bounds.width() - 16:
                return

    def colour_pressed(self, colour: Colour) -> None:
        """A dot or its number was pressed; for subclasses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        number = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= number < len(COLOURS):
            self.colour_pressed(COLOURS[number])
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        for number, (colour, dot) in enumerate(self.dots.items(), 1):
            dot.set_label(f"{colour_name(colour)} ({number})")


class SelectionPopover(_Strip):
    """What can be done with a selection: highlight it in a colour, write a note, copy it.

    1 to 4 choose a colour, N a note, C or Ctrl+C copies.
    """

    colour_chosen = Signal(str)
    note_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("selection_popover")
        for colour, dot in self.dots.items():
            dot.chosen.connect(lambda c=colour: self.colour_pressed(c))
        self.note_button = self.add_button("message-square-text")
        self.copy_button = self.add_button("copy")
        self.note_button.clicked.connect(self._note)
        self.copy_button.clicked.connect(self._copy)
        self.retranslate()

    def colour_pressed(self, colour: Colour) -> None:
        self.close()
        self.colour_chosen.emit(colour)

    def _note(self) -> None:
        self.close()
        self.note_wanted.emit()

    def _copy(self) -> None:
        self.close()
        self.copy_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_N:
            self._note()
        elif event.key() == Qt.Key.Key_C:
            self._copy()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        self.setAccessibleName(self.tr("Selection"))
        self.note_button.set_label(self.tr("Note"), self.tr("Note ({key})").format(key="N"))
        self.copy_button.set_label(self.tr("Copy"), self.tr("Copy ({key})").format(key="Ctrl+C"))


class MarkPopover(_Strip):
    """What can be done with a highlight: another colour, its note, its tags, delete it.

    With a bookmark the same but for the colours.
    """

    colour_chosen = Signal(str, str)
    note_wanted = Signal(str)
    delete_wanted = Signal(str)
    tags_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("mark_popover")
        self._id = ""
        self._tags = 0
        self._is_bookmark = False
        for colour, dot in self.dots.items():
            dot.setCheckable(True)
            dot.chosen.connect(lambda c=colour: self.colour_pressed(c))
        self.note_button = self.add_button("message-square-text")
        self.tags_button = self.add_button("plus")
        self.delete_button = self.add_button("trash-2")
        self.note_button.clicked.connect(lambda: self._want(self.note_wanted))
        self.tags_button.clicked.connect(lambda: self._want(self.tags_wanted))
        self.delete_button.clicked.connect(lambda: self._want(self.delete_wanted))
        self.retranslate()

    @property
    def mark_id(self) -> str:
        return self._id

    def set_mark(
        self, mark_id: str, colour: Colour | None, tags: int = 0, *, is_bookmark: bool = False
    ) -> None:
        """The mark that the panel is about, its colour and its number of tags."""
        self._id, self._tags, self._is_bookmark = mark_id, tags, is_bookmark
        for part in (*self.dots.values(), self._line):
            part.setVisible(not is_bookmark)
        self._ring(colour)
        self.retranslate()

    def _ring(self, colour: Colour | None) -> None:
        for each, dot in self.dots.items():
            dot.show_checked(each == colour)

    def colour_pressed(self, colour: Colour) -> None:
        if self._is_bookmark:
            return
        self._ring(colour)
        self.close()
        self.colour_chosen.emit(self._id, colour)

    def _want(self, signal: object) -> None:
        self.close()
        signal.emit(self._id)  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_N:
            self._want(self.note_wanted)
        elif event.key() == Qt.Key.Key_T:
            self._want(self.tags_wanted)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._want(self.delete_wanted)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        self.setAccessibleName(self.tr("Bookmark") if self._is_bookmark else self.tr("Highlight"))
        self.note_button.set_label(self.tr("Note"), self.tr("Note ({key})").format(key="N"))
        tags = self.tr("Tags")
        if self._tags:
            tags = f"{tags} {self.locale().toString(self._tags)}"
        self.tags_button.set_label(tags, self.tr("Tags ({key})").format(key="T"))
        self.delete_button.set_label(self.tr("Delete"), self.tr("Delete ({key})").format(key="Del"))


class TagPopover(Popup):
    """A field for the tags of a mark, with commas between them; Enter keeps them."""

    tags_chosen = Signal(str, tuple)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("tag_popover")
        self.set_padding(12)
        self._id = ""
        self._title = Text(theme, 13, 600, parent=self)
        self.field = QLineEdit(self)
        self.field.setMaxLength(1000)
        self._hint = Text(theme, 12, 400, "text2", parent=self)
        self.keep_button = Button(theme, "accent", parent=self)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.keep_button)
        self.box.setSpacing(8)
        self.box.addWidget(self._title)
        self.box.addWidget(self.field)
        self.box.addLayout(foot)
        self.field.returnPressed.connect(self._keep)
        self.keep_button.clicked.connect(self._keep)
        self.set_theme(theme)
        self.retranslate()

    def set_mark(self, mark_id: str, tags: Sequence[str]) -> None:
        """The mark and the tags it has."""
        self._id = mark_id
        self.field.setText(", ".join(tags))

    def tags(self) -> tuple[str, ...]:
        """The tags as typed: trimmed, without "#", each once."""
        parts = (part.strip().lstrip("#").strip() for part in self.field.text().split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def _keep(self) -> None:
        tags = self.tags()
        self.close()
        self.tags_chosen.emit(self._id, tags)

    def fit(self, bounds: QRect) -> None:
        self.field.setFixedWidth(min(px(320), bounds.width() - 60))
        self.field.setMinimumHeight(px(32))

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.end(False)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.field.setFont(ui_font(13))

    def retranslate(self) -> None:
        self._title.setText(self.tr("Tags"))
        self._hint.setText(self.tr("Separate tags with commas."))
        self.field.setAccessibleName(self.tr("Tags"))
        self.keep_button.set_label(self.tr("Save"))


class TextPopover(Popup):
    """A plain text in place, such as a footnote; long ones scroll."""

    most_text: int | None = MOST_TEXT

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("text_popover")
        self.set_padding(14)
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setTabChangesFocus(True)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.document().setDocumentMargin(0)
        self.box.addWidget(self._text)
        self.set_theme(theme)
        self.retranslate()

    def set_text(self, text: str) -> None:
        """What to show; it stays text, whatever it looks like."""
        self._text.setPlainText(text[: self.most_text])
        self.setAccessibleDescription(text[:1000])

    def text(self) -> str:
        return self._text.toPlainText()

    def fit(self, bounds: QRect) -> None:
        """As wide as a long line may be, as high as the text, inside the window."""
        metrics = QFontMetrics(self._text.font())
        around = 2 * 14 + 20
        most = min(px(400), bounds.width() - around)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        text = self.text()[:MOST_TEXT]
        area = metrics.boundingRect(QRect(0, 0, most - 12, 1 << 20), int(flags), text)
        height = min(area.height() + metrics.lineSpacing() // 2, bounds.height() * 2 // 5)
        self._text.setFixedSize(max(px(120), min(most, area.width() + 16)), height)

    def take_focus(self) -> None:
        self._text.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._text.setFont(ui_font(14))
        self._text.setStyleSheet(
            "QPlainTextEdit, QPlainTextEdit:focus { background: transparent; border: none;"
            f" padding: 0; color: {theme.colours['text']}; }}"
        )
        set_colour(self._text, QPalette.ColorRole.Text, theme["text"])

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Footnote"))
        self._text.setAccessibleName(self.tr("Footnote"))
