"""The operators of the search as chips: those of the present query to remove, the others to add.

Hides what an operator puts into the query, and how many of the chips fit beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from reader.ui.chips import GAP, Chip
from reader.ui.controls import Text, px
from reader.ui.theme import Theme, ui_font

LONGEST = 170
PHRASE, PREFIX = '"…"', "…*"


@dataclass(frozen=True, slots=True)
class Operator:
    """label is what the chip shows and, but for a phrase and a beginning, puts into the query."""

    label: str
    meaning: object


OPERATORS = (
    Operator(PHRASE, QT_TRANSLATE_NOOP("Operators", "exactly these words")),
    Operator("-", QT_TRANSLATE_NOOP("Operators", "without this word")),
    Operator("OR", QT_TRANSLATE_NOOP("Operators", "one or the other")),
    Operator(PREFIX, QT_TRANSLATE_NOOP("Operators", "words that begin so")),
    Operator("lang:", QT_TRANSLATE_NOOP("Operators", "in this language, such as sv or de")),
    Operator("is:unread", QT_TRANSLATE_NOOP("Operators", "not read yet")),
    Operator("is:bookmarked", QT_TRANSLATE_NOOP("Operators", "with a bookmark")),
    Operator("has:note", QT_TRANSLATE_NOOP("Operators", "with a note")),
    Operator("title:", QT_TRANSLATE_NOOP("Operators", "in the title")),
    Operator("in:notes", QT_TRANSLATE_NOOP("Operators", "in the notes")),
    Operator("tag:", QT_TRANSLATE_NOOP("Operators", "with this tag")),
    Operator("author:", QT_TRANSLATE_NOOP("Operators", "by this author")),
    Operator("source:", QT_TRANSLATE_NOOP("Operators", "from this source")),
    Operator("before:", QT_TRANSLATE_NOOP("Operators", "older than a date such as 2024-03-31")),
    Operator("after:", QT_TRANSLATE_NOOP("Operators", "newer than a date such as 2024-03-31")),
)


def meaning_of(operator: Operator) -> str:
    """What an operator asks for, in the interface's language."""
    return QCoreApplication.translate("Operators", str(operator.meaning))


def with_operator(text: str, cursor: int, label: str) -> tuple[str, int]:
    """The query with an operator put in behind the word at cursor, and where typing goes on."""
    place = cursor
    while place < len(text) and not text[place].isspace():
        place += 1
    before, after = text[:place], text[place:]
    if label == PREFIX:
        if before[-1:].isalnum():
            return f"{before}*{after}", place + 1
        return f"{before}*{after}", place
    if before and not before[-1].isspace():
        before += " "
    put = {PHRASE: '""', "-": "-"}.get(label, label)
    is_whole = label in ("OR", "in:notes") or (":" in label and not label.endswith(":"))
    if is_whole and not after[:1].isspace():
        put += " "
    step = 1 if label == PHRASE else len(put)
    return before + put + after, len(before) + step


class OperatorChip(Chip):
    """A chip that Enter presses too; where it removes something Delete and Backspace do as well."""

    def __init__(self, theme: Theme, parent: QWidget, *, removes: bool = False) -> None:
        super().__init__(theme, parent)
        self.setCheckable(False)
        self._removes = removes
        self.set_lit(removes)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        keys = [Qt.Key.Key_Return, Qt.Key.Key_Enter]
        if self._removes:
            keys += [Qt.Key.Key_Delete, Qt.Key.Key_Backspace]
        if event.key() in keys:
            self.click()
        else:
            super().keyPressEvent(event)


class QueryRow(QWidget):
    """One line below the search: the query's operators, those to add, or what is wrong with it.

    `removed` carries the number of the query's operator (in reading order), `chosen` the label of
    one to add. The line keeps its height whatever it shows.
    """

    removed = Signal(int)
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("query_chips")
        self._theme = theme
        self._present: list[OperatorChip] = []
        self._labels: tuple[str, ...] = ()
        self._offers = [self._offer(operator) for operator in OPERATORS]
        self.more = OperatorChip(theme, self)
        self.more.setObjectName("operator_menu")
        self.more.clicked.connect(self.open_menu)
        self.fault = Text(theme, 12.5, token="danger", parent=self)
        self.fault.setObjectName("query_fault")
        self.fault.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.fault.hide()
        self.setFixedHeight(max(self.more.sizeHint().height(), px(34)))
        self.retranslate()

    def _offer(self, operator: Operator) -> OperatorChip:
        chip = OperatorChip(self._theme, self)
        chip.clicked.connect(lambda: self.chosen.emit(operator.label))
        return chip

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.fault.set_theme(theme)
        for chip in (*self._present, *self._offers, self.more):
            chip.set_theme(theme)

    def set_operators(self, labels: Sequence[str]) -> None:
        """The operators of the present query, as they are written there."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            for chip in self._present:
                chip.hide()
                chip.deleteLater()
            self._present = [self._removable(i, label) for i, label in enumerate(labels)]
        self._place()

    def _removable(self, number: int, label: str) -> OperatorChip:
        chip = OperatorChip(self._theme, self, removes=True)
        chip.clicked.connect(lambda: self.removed.emit(number))
        self._name(chip, label)
        return chip

    def _name(self, chip: OperatorChip, label: str) -> None:
        metrics = QFontMetrics(ui_font(12.5, 500))
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, px(LONGEST))
        chip.set_label(shown, "×", self.tr("Remove {operator}").format(operator=label))

    def set_fault(self, text: str) -> None:
        """What is wrong with the query, instead of the chips; "" shows them again."""
        self.fault.setText(text)
        self._place()

    def take_focus(self, number: int) -> bool:
        """Move the keyboard to the chip of this number or the last; whether there is one."""
        if self._present and self.isVisible():
            self._present[min(number, len(self._present) - 1)].setFocus()
        return bool(self._present)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Chips from the left while they fit; the last one opens the list of all."""
        is_wrong = bool(self.fault.text())
        self.fault.setGeometry(self.rect())
        self.fault.setVisible(is_wrong)
        chips = [*self._present, *self._offers]
        self._name_more(len(chips))
        x, top = 0, (self.height() - self.more.height()) // 2
        room = self.width() - self.more.width() - GAP
        has_room = not is_wrong
        for chip in chips:
            has_room = has_room and x + chip.width() <= room
            chip.setVisible(has_room)
            if has_room:
                chip.move(x, top)
                x += chip.width() + GAP
        self._name_more(sum(chip.isHidden() for chip in chips))
        self.more.move(x, top)
        self.more.setVisible(not is_wrong)
        self._set_tab_order(chips)

    def _name_more(self, hidden: int) -> None:
        number = self.locale().toString(hidden)
        self.more.set_label(f"+{number}", "", self.tr("All search operators"))

    def _set_tab_order(self, chips: Sequence[QWidget]) -> None:
        previous: QWidget = self
        for chip in (*chips, self.more):
            QWidget.setTabOrder(previous, chip)
            previous = chip

    def open_menu(self) -> None:
        """All operators with what they mean; those of the query can be taken out."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, label in enumerate(self._labels):
            action = QAction(self.tr("Remove {operator}").format(operator=label), menu)
            action.triggered.connect(lambda _=False, n=number: self.removed.emit(n))
            menu.addAction(action)
        if self._labels:
            menu.addSeparator()
        for operator in OPERATORS:
            action = QAction(f"{operator.label}\t{meaning_of(operator)}", menu)
            action.triggered.connect(lambda _=False, x=operator.label: self.chosen.emit(x))
            menu.addAction(action)
        parent = self.parentWidget()
        opener: QWidget = self.more if self.more.isVisible() or parent is None else parent
        corner = opener.rect().bottomLeft() if opener is self.more else self.geometry().topLeft()
        menu.popup(opener.mapToGlobal(corner))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Search operators"))
        for operator, chip in zip(OPERATORS, self._offers, strict=True):
            chip.set_label(operator.label, "", f"{operator.label} {meaning_of(operator)}")
        for chip, label in zip(self._present, self._labels, strict=True):
            self._name(chip, label)
        self._place()
