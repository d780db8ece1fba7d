"""The question dialogs: one sentence, what it is about, and a choice.

Used through reader.ui.dialogs, which tests patch.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.ui.controls import Button, Kind, Switch, Text, px
from reader.ui.fuzzy import fold, holds
from reader.ui.languages import language_name
from reader.ui.rows import Finder, RowDelegate, Rows, draw_line, draw_tag, tag_width
from reader.ui.sheet import Row, Sheet
from reader.ui.spoken import spoken_language
from reader.ui.theme import Theme, draw_icon, ui_font


class Quoted(QWidget):
    """A text set off in a box: an address, a quote, a path; it can be selected."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.label = Text(theme, 13, 400, "text", self)
        self.label.setText(_breakable(text))
        self.label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.label.setAccessibleName(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.addWidget(self.label)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme["border"], 1))
        painter.setBrush(self._theme["raised"])
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)


def _breakable(text: str) -> str:
    """The text with places where a long address may break (zero width spaces)."""
    return " ".join(_break(word) if len(word) > 40 else word for word in text.split(" "))


def _break(word: str) -> str:
    return "".join(letter + "\u200b" if letter in "/?&=_-." else letter for letter in word)


class Question(Sheet):
    """Asks; `answer` is the value of the button that was pressed, "" where it was closed."""

    def __init__(self, theme: Theme, parent: QWidget | None, heading: str, text: str) -> None:
        super().__init__(theme, parent, 440)
        self.setObjectName("question")
        self.setModal(True)
        self.answer = ""
        self._switch: Switch | None = None
        self.sentence = Text(theme, 13, 400, "text2", self)
        self.sentence.setText(text)
        self.body.addWidget(self.sentence)
        self.set_heading(heading)
        self.set_theme(theme)

    def quote(self, text: str) -> None:
        """Set a text off in a box."""
        self.body.addWidget(Quoted(self._theme, text, self))

    def offer(self, name: str) -> None:
        """A switch below the text."""
        self._switch = Switch(self._theme, self)
        row = Row(self._theme, self._switch, self)
        row.set_texts(name)
        self.body.addWidget(row)

    def is_switched_on(self) -> bool:
        return self._switch is not None and self._switch.isChecked()

    def choice(self, value: str, label: str, kind: Kind = "plain") -> Button:
        """A button that answers with a value; "" cancels."""
        button = self.add_button(kind)
        button.set_label(label)
        button.clicked.connect(lambda: self._take(value))
        return button

    def _take(self, value: str) -> None:
        self.answer = value
        self.done(1 if value else 0)


class _LanguageDelegate(RowDelegate):
    """The language's own name, its name in the interface's language, its tag."""

    current = ""

    def paint_row(self, painter: QPainter, rect: QRect, row: str, selected: bool) -> None:
        theme, center, size = self.theme, rect.center().y() + 1, px(16)
        if row == self.current:
            mark = QRect(rect.left() + px(14), center - size // 2, size, size)
            draw_icon(painter, mark, "check", theme["accent"])
        left = rect.left() + px(40)
        right = rect.right() - px(14)
        if row:
            right -= tag_width(row.split("-", maxsplit=1)[0].upper()[:3])
            draw_tag(painter, theme, right, center, row)
        own = language_name(row) if row else self.tr("As the article says")
        box = QRect(left, rect.top(), right - px(10) - left, rect.height())
        font = ui_font(13, 600 if row == self.current else 400)
        width = draw_line(painter, box, own, font, theme["text"])
        spoken = spoken_language(row) if row else None
        if spoken and spoken != own:
            box.setLeft(left + width + px(10))
            draw_line(painter, box, spoken, ui_font(12), theme["text2"])


class LanguageQuestion(Sheet):
    """Chooses a language by typing; "" means that the article itself decides."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, current: str, tags: Sequence[str]
    ) -> None:
        super().__init__(theme, parent, 420, 460)
        self.setObjectName("language_question")
        self.setModal(True)
        self.answer: str | None = None
        self._tags = sorted(dict.fromkeys(tags), key=lambda tag: fold(language_name(tag)))
        self._delegate = _LanguageDelegate(theme)
        self._delegate.current = current
        self.finder = Finder(theme, Rows(self._spoken, self), self._delegate, 36, self)
        self.body.addWidget(self.finder, 1)
        self._cancel = self.add_button()
        self._cancel.set_label(self.tr("Cancel"))
        self._cancel.clicked.connect(self.reject)
        self.finder.typed.connect(self._filter)
        self.finder.picked.connect(self._pick)
        self.set_heading(self.tr("Language of the article"))
        self.finder.field.setPlaceholderText(self.tr("Find a language"))
        self.finder.field.setAccessibleName(self.tr("Find a language"))
        self.finder.nothing.setText(self.tr("No such language."))
        self._filter("")
        self.set_theme(theme)
        self.finder.view.set_ground(theme["side"])
        self.finder.setFocus()

    def _filter(self, text: str) -> None:
        tags = ["", *self._tags] if not text.strip() else self._tags
        found = [tag for tag in tags if holds(text, fold(self._spoken(tag)))]
        current = self._delegate.current
        self.finder.set_rows(found, found.index(current) if current in found else 0)

    def _pick(self, row: int) -> None:
        self.answer = self.finder.model.rows[row]
        self.accept()

    def _spoken(self, tag: str) -> str:
        if not tag:
            return self.tr("As the article says")
        return ", ".join(dict.fromkeys((language_name(tag), spoken_language(tag) or "", tag)))
