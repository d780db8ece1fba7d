"""The command palette: one field that finds commands and articles by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.ui.controls import px
from reader.ui.fuzzy import match
from reader.ui.languages import language_name
from reader.ui.popup import SHADOW, Popup
from reader.ui.rows import Finder, RowDelegate, Rows, draw_line, draw_tag, tag_width
from reader.ui.theme import Theme, draw_icon, ui_font

WIDTH = 560
TOP = 64
ROW = 40
MOST_ROWS = 9
MOST_RESULTS = 60
MOST_RECENT = 6
COMMAND_LEAD = 0.04

ArticleSource = Callable[[str], Sequence[tuple[int, str, str | None]]]
Command = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the palette: a command by its name, or an article by its number."""

    text: str
    name: str = ""
    number: int = -1
    shortcut: str = ""
    language: str | None = None
    positions: tuple[int, ...] = ()
    score: float = 0.0


class PaletteDelegate(RowDelegate):
    """A command with its keys, or an article with its language; the letters typed stand out."""

    def paint_row(self, painter: QPainter, rect: QRect, row: Result, selected: bool) -> None:
        theme, size = self.theme, px(16)
        center = rect.center().y() + 1
        picture = "chevron-right" if row.name else "library"
        box = QRect(rect.left() + px(18), center - size // 2, size, size)
        draw_icon(painter, box, picture, theme["text2" if selected else "text3"])
        right = rect.right() - px(18)
        right -= self._keys(painter, right, center, row) if row.name else 0
        if not row.name:
            label = row.language.split("-")[0].upper()[:3] if row.language else "?"
            right -= tag_width(label)
            draw_tag(painter, theme, right, center, row.language)
        left = box.right() + px(12)
        area = QRect(left, rect.top(), right - px(12) - left, rect.height())
        draw_line(
            painter, area, row.text, ui_font(14), theme["text"], row.positions, theme["accent"]
        )

    def _keys(self, painter: QPainter, right: int, center: int, row: Result) -> int:
        """Draw the shortcut as key caps that end at right; their width."""
        font = ui_font(11)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        x = right
        for part in reversed(key_caps(row.shortcut)):
            width = max(px(20), metrics.horizontalAdvance(part) + px(10))
            x -= width
            box = QRect(x, center - px(10), width, px(20))
            painter.setPen(QPen(self.theme["border"], 1))
            painter.setBrush(self.theme["side"])
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self.theme["text2"])
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part)
            x -= px(4)
        return right - x


def key_caps(shortcut: str) -> list[str]:
    """ "Ctrl+Shift+K" as its keys; a plus of its own stays one."""
    if shortcut == "+" or shortcut.endswith("++"):
        return [*shortcut[:-2].split("+"), "+"] if len(shortcut) > 1 else ["+"]
    return shortcut.split("+") if shortcut else []


class CommandPalette(Popup):
    """Centred in the upper part of the window; recent commands stand first while it is empty."""

    command_chosen = Signal(str)
    article_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("command_palette")
        self.set_padding(8)
        self._commands: list[Command] = []
        self._source: ArticleSource = lambda text: ()
        self._recent: list[str] = []
        self._model = Rows(self._spoken, self)
        self.finder = Finder(theme, self._model, PaletteDelegate(theme), ROW, self)
        self.finder.typed.connect(self._find)
        self.finder.picked.connect(self._pick)
        self.box.addWidget(self.finder)
        self.set_theme(theme)
        self.retranslate()

    def set_commands(self, commands: Sequence[Command]) -> None:
        """The commands as (name, text, shortcut), in the order of the menus."""
        self._commands = [(name, text.removesuffix(" …"), keys) for name, text, keys in commands]

    def set_article_source(self, source: ArticleSource) -> None:
        """What brings (number, title, language) of the articles that a text may mean."""
        self._source = source

    def recent(self) -> tuple[str, ...]:
        """The names of the last commands, the newest first."""
        return tuple(self._recent)

    def set_recent(self, names: Sequence[str]) -> None:
        """The commands that stand first while nothing is typed."""
        self._recent = list(dict.fromkeys(names))[:MOST_RECENT]

    def open_palette(self) -> None:
        """Show the palette, empty, with the focus in its field."""
        self.finder.field.clear()
        self._find("")
        self._place()
        self.open()

    def results(self) -> Sequence[Result]:
        """What is listed."""
        return tuple(self._model.rows)

    def _find(self, text: str) -> None:
        query = text.strip()
        found = self._ranked(query) if query else self._commands_as_they_are()
        self.finder.set_rows(found[:MOST_RESULTS])
        if self.isVisible():
            self._place()

    def _commands_as_they_are(self) -> list[Result]:
        by_name = {name: Result(text, name, shortcut=keys) for name, text, keys in self._commands}
        first = [by_name[name] for name in self._recent if name in by_name]
        return first + [row for name, row in by_name.items() if name not in self._recent]

    def _ranked(self, query: str) -> list[Result]:
        found = []
        for name, text, keys in self._commands:
            if fit := match(query, text):
                score = fit.score + COMMAND_LEAD
                found.append(Result(text, name, -1, keys, None, fit.positions, score))
        for number, title, language in self._source(query):
            if fit := match(query, title):
                found.append(Result(title, "", number, "", language, fit.positions, fit.score))
        return sorted(found, key=lambda row: -row.score)

    def _pick(self, row: int) -> None:
        result: Result = self._model.rows[row]
        self.close()
        if not result.name:
            self.article_chosen.emit(result.number)
            return
        self.set_recent([result.name, *self._recent])
        self.command_chosen.emit(result.name)

    def _spoken(self, row: Result) -> str:
        if row.name:
            return f"{row.text}, {row.shortcut}" if row.shortcut else row.text
        language = language_name(row.language) if row.language else self.tr("unknown language")
        return ", ".join((row.text, self.tr("article"), language))

    def _place(self) -> None:
        """Centred, 64 px below the window's top, as high as its rows."""
        host = self._host()
        top = TOP if host.height() >= 520 else 16
        width = min(px(WIDTH), host.width() - 24)
        finder = self.finder
        chrome = 16 + finder.field.minimumHeight() + 6
        room = host.height() - top - 16 - chrome
        rows = max(1, min(len(self._model.rows), MOST_ROWS, room // px(ROW)))
        body = rows * px(ROW) if self._model.rows else px(64)
        finder.view.setFixedHeight(rows * px(ROW))
        self.setGeometry(
            (host.width() - width) // 2 - SHADOW,
            top - SHADOW,
            width + 2 * SHADOW,
            chrome + body + 2 * SHADOW,
        )

    def host_resized(self) -> None:
        self._place()

    def take_focus(self) -> None:
        self.finder.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.finder.view.set_ground(theme["raised"])
        self.finder.field.setFont(ui_font(15))
        self.finder.field.setFixedHeight(px(40))
        self.finder.field.setStyleSheet(
            "QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0 10px; }"
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The panel, and the line below the field: the only field needs no ring of its own."""
        super().paintEvent(event)
        painter = QPainter(self)
        y = self.finder.y() + self.finder.field.height() + 2
        width = self.width() - 2 * SHADOW - 2
        painter.fillRect(SHADOW + 1, y, width, 1, self._theme["border"])

    def retranslate(self) -> None:
        name = self.tr("Command palette")
        self.setAccessibleName(name)
        self.finder.field.setAccessibleName(self.tr("Command or article"))
        self.finder.field.setPlaceholderText(self.tr("Command or article"))
        self.finder.nothing.setText(self.tr("Nothing found."))
