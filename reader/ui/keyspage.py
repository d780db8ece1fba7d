"""All actions with their shortcuts: to read as help, and to change in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QVBoxLayout, QWidget

from reader.ui.actions import MENU_TITLES, SPECS, Spec, clashes, is_letter, text_of
from reader.ui.controls import Button, Text, px
from reader.ui.flow import FlowLayout
from reader.ui.fuzzy import fold, holds
from reader.ui.palette import key_caps
from reader.ui.rows import RowDelegate, Rows, RowView, draw_line
from reader.ui.theme import Theme, draw_icon, ui_font

_PREFERRED = QKeySequence.SequenceFormat.NativeText
_SPEC: dict[str, Spec] = {spec.name: spec for spec in SPECS}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action with the shortcuts that hold; a row without a name is the title of a group."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    changed: bool = False
    clashes: bool = False


def keys_of(spec: Spec, shortcuts: Mapping[str, str]) -> tuple[str, ...]:
    """The portable key sequences of an action: the user's, else the table's."""
    if spec.name in shortcuts:
        return (shortcuts[spec.name],) if shortcuts[spec.name] else ()
    return spec.keys


def clashing(shortcuts: Mapping[str, str], letters: bool = True) -> dict[str, list[str]]:
    """The keys that several actions claim under these shortcuts, with the actions' names."""
    held = {spec.name: keys_of(spec, shortcuts) for spec in SPECS}
    return clashes(
        {
            name: [key for key in keys if letters or not is_letter(key)]
            for name, keys in held.items()
        }
    )


def native(key: str) -> str:
    """A portable key sequence as the desktop writes it."""
    return QKeySequence(key).toString(_PREFERRED)


def key_rows(shortcuts: Mapping[str, str], query: str = "", titles: bool = True) -> list[KeyRow]:
    """The table of actions as rows, grouped by menu, filtered by what was typed."""
    taken = {name for names in clashing(shortcuts).values() for name in names}
    rows: list[KeyRow] = []
    other = QCoreApplication.translate("Keys", "Elsewhere")
    for menu in (*MENU_TITLES, ""):
        title = QCoreApplication.translate("Actions", MENU_TITLES[menu]) if menu else other
        group = [
            KeyRow(
                spec.name,
                text_of(spec).removesuffix(" …"),
                tuple(native(key) for key in keys_of(spec, shortcuts)),
                spec.name in shortcuts,
                spec.name in taken,
            )
            for spec in SPECS
            if spec.menu == menu
        ]
        group = [row for row in group if holds(query, fold(" ".join((row.text, *row.keys))))]
        rows += [KeyRow("", title), *group] if group and titles else group
    return rows


class KeysDelegate(RowDelegate):
    """The action on the left, its keys as caps on the right."""

    def paint_row(self, painter: QPainter, rect: QRect, row: KeyRow, selected: bool) -> None:
        theme, center = self.theme, rect.center().y() + 1
        box = rect.adjusted(px(14), 0, -px(14), 0)
        if not row.name:
            font = ui_font(11, 600, 0.5)
            line = box.adjusted(0, px(6), 0, 0)
            draw_line(painter, line, row.text.upper(), font, theme["text2"])
            return
        right = box.right()
        for key in reversed(row.keys):
            right = self._caps(painter, right, center, key) - px(8)
        if row.clashes:
            size = px(14)
            mark = QRect(right - size, center - size // 2, size, size)
            draw_icon(painter, mark, "triangle-alert", theme["danger"])
            right = mark.left() - px(6)
        text = QRect(box.left(), box.top(), right - box.left() - px(8), box.height())
        draw_line(painter, text, row.text, ui_font(13, 600 if row.changed else 400), theme["text"])

    def _caps(self, painter: QPainter, right: int, center: int, key: str) -> int:
        """Draw one shortcut so that it ends at right; where it begins."""
        font = ui_font(11)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for part in reversed(key_caps(key)):
            width = max(px(20), metrics.horizontalAdvance(part) + px(10))
            box = QRect(right - width, center - px(10), width, px(20))
            painter.setPen(QPen(self.theme["border"], 1))
            painter.setBrush(self.theme["raised"])
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self.theme["text2"])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part)
            right = box.left() - px(3)
        return right + px(3)


class KeysView(QWidget):
    """A field that filters, and the list of actions with their keys."""

    selected = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, titles: bool = True) -> None:
        super().__init__(parent)
        self._shortcuts: Mapping[str, str] = {}
        self._titles = titles
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(False)
        self.model = Rows(self._spoken, self)
        self.view = RowView(KeysDelegate(theme), 34, self)
        self.view.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self.view, 1)
        self.field.textChanged.connect(lambda _: self.refresh())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.set_theme(theme)
        self.retranslate()

    def set_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Show the keys as they hold with these shortcuts of the user."""
        self._shortcuts = shortcuts
        self.refresh()

    def refresh(self) -> None:
        """List anew what fits the field; the current action stays current where it is listed."""
        before = self.current()
        rows = key_rows(self._shortcuts, self.field.text(), self._titles)
        self.model.set_rows(rows)
        names = [row.name for row in rows]
        first = next((i for i, name in enumerate(names) if name), -1)
        row = names.index(before) if before and before in names else first
        if row >= 0:
            self.view.selectRow(row)

    def current(self) -> str:
        """The name of the selected action, "" where there is none."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].name if 0 <= row < len(self.model.rows) else ""

    def _tell(self) -> None:
        self.selected.emit(self.current())

    def _spoken(self, row: KeyRow) -> str:
        parts = [row.text, *row.keys]
        if row.clashes:
            parts.append(self.tr("clashes with another action"))
        return ", ".join(parts)

    def set_theme(self, theme: Theme) -> None:
        self.field.setFont(ui_font(13))
        self.field.setMinimumHeight(px(32))
        self.view.set_theme(theme)
        self.view.set_ground(theme["side"])

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Find an action or a key"))
        self.field.setAccessibleName(self.tr("Find an action or a key"))
        self.view.setAccessibleName(self.tr("Actions and their keys"))
        self.refresh()


class KeyEdit(QKeySequenceEdit):
    """Takes one shortcut; Backspace takes it away, Escape leaves it as it was."""

    key_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self._kept = ""
        self.editingFinished.connect(self._finish)

    def set_key(self, key: str) -> None:
        """Show a portable key sequence."""
        self._kept = key
        self.setKeySequence(QKeySequence(key))

    def _finish(self) -> None:
        key = self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if key != self._kept:
            self._kept = key
            self.key_pressed.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.setKeySequence(QKeySequence(self._kept))
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not event.modifiers():
            self.clear()
            self._finish()
        else:
            super().keyPressEvent(event)


class KeysPage(QWidget):
    """The list with an editor for the selected action; a clash is told at once."""

    changed = Signal(object)

    def __init__(
        self, theme: Theme, shortcuts: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shortcuts = dict(shortcuts)
        self.list = KeysView(theme, self, titles=False)
        self._name = Text(theme, 13, 500, parent=self)
        self.edit = KeyEdit(self)
        self.reset_button = Button(theme, "flat", "undo-2", self)
        self.reset_all_button = Button(theme, parent=self)
        self.warning = Text(theme, 12, 500, "danger", self)
        line = FlowLayout(gap=8, to_end=True)
        for part in (self.edit, self.reset_button, self.reset_all_button):
            line.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.warning)
        layout.addWidget(self._name)
        layout.addLayout(line)
        self.list.selected.connect(self._show)
        self.edit.key_pressed.connect(self._assign)
        self.reset_button.clicked.connect(self._reset)
        self.reset_all_button.clicked.connect(self._reset_all)
        self.list.set_shortcuts(self._shortcuts)
        self.set_theme(theme)
        self.retranslate()

    def set_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Show these shortcuts of the user, without a signal."""
        self._shortcuts = dict(shortcuts)
        self.list.set_shortcuts(self._shortcuts)
        self._show(self.list.current())

    def _show(self, name: str) -> None:
        spec = _SPEC.get(name)
        self._name.setText(text_of(spec).removesuffix(" …") if spec else "")
        keys = keys_of(spec, self._shortcuts) if spec else ()
        self.edit.set_key(keys[0] if keys else "")
        self.edit.setEnabled(spec is not None)
        self.reset_button.setEnabled(name in self._shortcuts)
        self.reset_all_button.setEnabled(bool(self._shortcuts))
        self._warn(name)

    def _warn(self, name: str) -> None:
        """Say which other action has the key of the selected one, else of any."""
        found = clashing(self._shortcuts)
        own = {key: names for key, names in found.items() if name in names}
        text = ""
        for key, names in (own or found).items():
            others = [text_of(_SPEC[other]).removesuffix(" …") for other in names if other != name]
            quoted = [self.tr("“{action}”").format(action=action) for action in others]
            text = self.tr("{key} is also the key of {actions}.").format(
                key=native(key), actions=QLocale().createSeparatedList(quoted)
            )
        self.warning.setText(text)
        self.warning.setVisible(bool(text))

    def _assign(self, key: str) -> None:
        name = self.list.current()
        if name:
            self._take({**self._shortcuts, name: key})

    def _reset(self) -> None:
        name = self.list.current()
        self._take({k: v for k, v in self._shortcuts.items() if k != name})

    def _reset_all(self) -> None:
        self._take({})

    def _take(self, shortcuts: Mapping[str, str]) -> None:
        self.set_shortcuts(shortcuts)
        self.changed.emit(dict(self._shortcuts))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.edit.setFont(ui_font(13))
        self.edit.setFixedWidth(px(150))
        self.edit.setMinimumHeight(px(32))
        self.list.set_theme(theme)

    def retranslate(self) -> None:
        self.edit.setAccessibleName(self.tr("Shortcut"))
        self.edit.setToolTip(self.tr("Press the keys; Backspace takes the shortcut away."))
        self.reset_button.set_label(self.tr("Reset"))
        self.reset_all_button.set_label(self.tr("Reset all"))
        self.list.retranslate()
        self._show(self.list.current())
