"""One table of actions that feeds menus, shortcuts, the command palette and the help page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from reader.ui.i18n import QT_TRANSLATE_NOOP

Menu = Literal["file", "edit", "view", "article", "help", ""]


@dataclass(frozen=True)
class Spec:
    """One action. keys are portable key sequences; letter keys act in the list and reader only.

    A text with "|" groups menu entries: a line is drawn before an entry whose group differs.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: Menu = ""
    group: int = 0
    checkable: bool = False
    letter: bool = False


SPECS: tuple[Spec, ...] = (
    Spec("open_folder", QT_TRANSLATE_NOOP("Actions", "Open folder …"), ("Ctrl+O",), "file"),
    Spec("add_articles", QT_TRANSLATE_NOOP("Actions", "Add articles …"), ("Ctrl+Shift+O",), "file"),
    Spec(
        "add_from_web",
        QT_TRANSLATE_NOOP("Actions", "Add from the web …"),
        ("Ctrl+Shift+L",),
        "file",
    ),
    Spec(
        "paste", QT_TRANSLATE_NOOP("Actions", "Add from the clipboard"), ("Ctrl+Shift+V",), "file"
    ),
    Spec("folders", QT_TRANSLATE_NOOP("Actions", "Folders …"), (), "file"),
    Spec("import_marks", QT_TRANSLATE_NOOP("Actions", "Import marks …"), (), "file", 1),
    Spec("export", QT_TRANSLATE_NOOP("Actions", "Export marks …"), ("Ctrl+E",), "file", 1),
    Spec("export_pdf", QT_TRANSLATE_NOOP("Actions", "Save article as PDF …"), (), "file", 1),
    Spec("print", QT_TRANSLATE_NOOP("Actions", "Print …"), ("Ctrl+P",), "file", 1),
    Spec("backups", QT_TRANSLATE_NOOP("Actions", "Backups …"), (), "file", 2),
    Spec("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), ("Ctrl+Q",), "file", 3),
    Spec("undo", QT_TRANSLATE_NOOP("Actions", "Undo"), ("Ctrl+Z",), "edit"),
    Spec("redo", QT_TRANSLATE_NOOP("Actions", "Redo"), ("Ctrl+Shift+Z",), "edit"),
    Spec("copy", QT_TRANSLATE_NOOP("Actions", "Copy"), ("Ctrl+C",), "edit", 1),
    Spec(
        "copy_quote",
        QT_TRANSLATE_NOOP("Actions", "Copy quote with source"),
        ("Ctrl+Shift+C",),
        "edit",
        1,
    ),
    Spec(
        "search",
        QT_TRANSLATE_NOOP("Actions", "Search all articles"),
        ("/", "Ctrl+Shift+F"),
        "edit",
        2,
    ),
    Spec("recent_searches", QT_TRANSLATE_NOOP("Actions", "Recent searches …"), (), "edit", 2),
    Spec("find", QT_TRANSLATE_NOOP("Actions", "Find in article"), ("Ctrl+F",), "edit", 2),
    Spec("find_next", QT_TRANSLATE_NOOP("Actions", "Next match"), ("F3",), "edit", 2),
    Spec("find_previous", QT_TRANSLATE_NOOP("Actions", "Previous match"), ("Shift+F3",), "edit", 2),
    Spec("settings", QT_TRANSLATE_NOOP("Actions", "Settings …"), ("Ctrl+,",), "edit", 3),
    Spec("palette", QT_TRANSLATE_NOOP("Actions", "Command palette"), ("Ctrl+K",), "view"),
    Spec("all_marks", QT_TRANSLATE_NOOP("Actions", "All marks"), ("Ctrl+M",), "view"),
    Spec("problems", QT_TRANSLATE_NOOP("Actions", "Problems"), (), "view"),
    Spec("list", QT_TRANSLATE_NOOP("Actions", "Article list"), ("F9",), "view", 1, True),
    Spec("notes", QT_TRANSLATE_NOOP("Actions", "Notes"), ("F8",), "view", 1, True),
    Spec("contents", QT_TRANSLATE_NOOP("Actions", "Contents"), ("Ctrl+T",), "view", 1),
    Spec("focus_mode", QT_TRANSLATE_NOOP("Actions", "Focus mode"), ("F11",), "view", 1, True),
    Spec("larger", QT_TRANSLATE_NOOP("Actions", "Larger type"), ("Ctrl++", "Ctrl+="), "view", 2),
    Spec("smaller", QT_TRANSLATE_NOOP("Actions", "Smaller type"), ("Ctrl+-",), "view", 2),
    Spec("normal_size", QT_TRANSLATE_NOOP("Actions", "Normal type size"), ("Ctrl+0",), "view", 2),
    Spec("next_theme", QT_TRANSLATE_NOOP("Actions", "Next theme"), ("Ctrl+Shift+T",), "view", 2),
    Spec(
        "group_translations",
        QT_TRANSLATE_NOOP("Actions", "One row for translations"),
        (),
        "view",
        3,
        True,
    ),
    Spec(
        "next_article",
        QT_TRANSLATE_NOOP("Actions", "Next article"),
        ("J",),
        "article",
        0,
        False,
        True,
    ),
    Spec(
        "previous_article",
        QT_TRANSLATE_NOOP("Actions", "Previous article"),
        ("K",),
        "article",
        0,
        False,
        True,
    ),
    Spec(
        "next_unread", QT_TRANSLATE_NOOP("Actions", "Next unread article"), ("Ctrl+J",), "article"
    ),
    Spec("back", QT_TRANSLATE_NOOP("Actions", "Back"), ("Alt+Left",), "article", 1),
    Spec("forward", QT_TRANSLATE_NOOP("Actions", "Forward"), ("Alt+Right",), "article", 1),
    Spec(
        "bookmark",
        QT_TRANSLATE_NOOP("Actions", "Bookmark"),
        ("S", "Ctrl+D"),
        "article",
        2,
        True,
        True,
    ),
    Spec(
        "bookmark_place",
        QT_TRANSLATE_NOOP("Actions", "Bookmark this place"),
        ("Ctrl+Shift+D",),
        "article",
        2,
    ),
    Spec("read", QT_TRANSLATE_NOOP("Actions", "Read"), ("U",), "article", 2, True, True),
    Spec("highlight", QT_TRANSLATE_NOOP("Actions", "Highlight"), ("H",), "article", 3, False, True),
    Spec(
        "yellow",
        QT_TRANSLATE_NOOP("Actions", "Yellow highlight"),
        ("1",),
        "article",
        3,
        False,
        True,
    ),
    Spec(
        "green", QT_TRANSLATE_NOOP("Actions", "Green highlight"), ("2",), "article", 3, False, True
    ),
    Spec("blue", QT_TRANSLATE_NOOP("Actions", "Blue highlight"), ("3",), "article", 3, False, True),
    Spec("pink", QT_TRANSLATE_NOOP("Actions", "Pink highlight"), ("4",), "article", 3, False, True),
    Spec(
        "note",
        QT_TRANSLATE_NOOP("Actions", "Note on the selection"),
        ("N",),
        "article",
        4,
        False,
        True,
    ),
    Spec(
        "article_note",
        QT_TRANSLATE_NOOP("Actions", "Note on the article"),
        ("Shift+N",),
        "article",
        4,
        False,
        True,
    ),
    Spec("tags", QT_TRANSLATE_NOOP("Actions", "Tags …"), ("#",), "article", 4, False, True),
    Spec(
        "delete_mark",
        QT_TRANSLATE_NOOP("Actions", "Delete mark"),
        ("Del", "Backspace"),
        "article",
        4,
        False,
        True,
    ),
    Spec(
        "next_mark",
        QT_TRANSLATE_NOOP("Actions", "Next highlight"),
        ("]", "F7"),
        "article",
        4,
        False,
        True,
    ),
    Spec(
        "previous_mark",
        QT_TRANSLATE_NOOP("Actions", "Previous highlight"),
        ("[", "Shift+F7"),
        "article",
        4,
        False,
        True,
    ),
    Spec(
        "set_language",
        QT_TRANSLATE_NOOP("Actions", "Set language …"),
        ("L",),
        "article",
        5,
        False,
        True,
    ),
    Spec(
        "next_language",
        QT_TRANSLATE_NOOP("Actions", "Other language"),
        ("T",),
        "article",
        5,
        False,
        True,
    ),
    Spec(
        "side_by_side",
        QT_TRANSLATE_NOOP("Actions", "Side by side"),
        ("Shift+T",),
        "article",
        5,
        True,
        True,
    ),
    Spec("more_like", QT_TRANSLATE_NOOP("Actions", "More like this"), (), "article", 5),
    Spec("show_file", QT_TRANSLATE_NOOP("Actions", "Show in folder"), (), "article", 5),
    Spec("keys", QT_TRANSLATE_NOOP("Actions", "Keys"), ("?", "F1"), "help"),
    Spec("welcome", QT_TRANSLATE_NOOP("Actions", "Welcome"), (), "help"),
    Spec("data_folder", QT_TRANSLATE_NOOP("Actions", "Data folder"), (), "help"),
    Spec("erase", QT_TRANSLATE_NOOP("Actions", "Erase all data …"), (), "help", 1),
    Spec("about", QT_TRANSLATE_NOOP("Actions", "About Lesesal"), (), "help", 2),
    Spec(
        "page_down",
        QT_TRANSLATE_NOOP("Actions", "Page down, then the next unread"),
        ("Space",),
        "",
        0,
        False,
        True,
    ),
    Spec("page_up", QT_TRANSLATE_NOOP("Actions", "Page up"), ("Shift+Space",), "", 0, False, True),
    Spec("next_pane", QT_TRANSLATE_NOOP("Actions", "Next pane"), ("F6",)),
    Spec("menu", QT_TRANSLATE_NOOP("Actions", "Menu"), ("F10",)),
    *(
        Spec(f"language_{n}", QT_TRANSLATE_NOOP("Actions", "Language filter %1"), (f"Alt+{n}",))
        for n in range(1, 10)
    ),
)
NEED_ARTICLE = (
    *("export_pdf", "print", "copy_quote", "find", "find_next", "find_previous", "contents"),
    *("bookmark", "bookmark_place", "read", "highlight", "yellow", "green", "blue", "pink", "note"),
    *("article_note", "next_mark", "previous_mark", "tags", "delete_mark", "set_language"),
    *("more_like", "show_file", "page_down", "page_up"),
)
"""The actions that act on whatever article is open."""
IN_LIST = frozenset({"search", "recent_searches", "group_translations", "more_like"})
IN_TEXT = frozenset(
    {
        *("copy_quote", "contents", "find", "find_next", "find_previous", "focus_mode"),
        *("bookmark_place", "highlight", "yellow", "green", "blue", "pink", "note"),
        *("article_note", "next_mark", "previous_mark", "tags", "delete_mark"),
        *("next_language", "side_by_side", "next_unread", "forward"),
    }
)
"""The actions whose effect is seen in the list or in the text: it is brought into sight first."""
MENU_TITLES = {
    "file": QT_TRANSLATE_NOOP("Actions", "File"),
    "edit": QT_TRANSLATE_NOOP("Actions", "Edit"),
    "view": QT_TRANSLATE_NOOP("Actions", "View"),
    "article": QT_TRANSLATE_NOOP("Actions", "Article"),
    "help": QT_TRANSLATE_NOOP("Actions", "Help"),
}


def text_of(spec: Spec) -> str:
    """The action's text in the interface's language."""
    text = QCoreApplication.translate("Actions", spec.text)
    return text.replace("%1", spec.name.rpartition("_")[2])


class Actions(QObject):
    """The QActions of the table by name; `keys` of the settings replace the table's."""

    def __init__(self, parent: QWidget, keys: Mapping[str, str] | None = None) -> None:
        super().__init__(parent)
        self._by_name = {spec.name: QAction(self) for spec in SPECS}
        for spec in SPECS:
            action = self._by_name[spec.name]
            action.setObjectName(f"action_{spec.name}")
            action.setCheckable(spec.checkable)
        self.set_keys(keys or {}, letters=True)
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def items(self) -> Iterable[tuple[Spec, QAction]]:
        """Each row of the table with its action."""
        return ((spec, self._by_name[spec.name]) for spec in SPECS)

    def attach(self, window: QWidget, letter_targets: Iterable[QWidget]) -> None:
        """Let chords act in the whole window, single letters only in the given widgets."""
        for spec, action in self.items():
            if spec.letter:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            else:
                window.addAction(action)
        for target in letter_targets:
            self.attach_letters(target)

    def attach_letters(self, target: QWidget) -> None:
        """Let single letters act in this widget too."""
        target.addActions([action for spec, action in self.items() if spec.letter])

    def set_keys(self, keys: Mapping[str, str], *, letters: bool) -> None:
        """Apply the user's shortcuts ("" takes one away) and whether single letters act."""
        for spec, action in self.items():
            chosen = [keys[spec.name]] if spec.name in keys else list(spec.keys)
            if not letters:
                chosen = [key for key in chosen if not is_letter(key)]
            action.setShortcuts([QKeySequence(key) for key in chosen if key])

    def set_article_open(self, is_open: bool) -> None:
        """Enable or disable what acts on the open article."""
        for name in NEED_ARTICLE:
            self._by_name[name].setEnabled(is_open)

    def retranslate(self) -> None:
        """The texts in the interface's language, tooltips with the shortcut."""
        for spec, action in self.items():
            text = text_of(spec)
            action.setText(text)
            action.setToolTip(with_key(text, action))

    def fill(self, menu: QMenu, name: str) -> None:
        """Put the entries of one menu of the table into menu."""
        group: int | None = None
        for spec, action in self.items():
            if spec.menu != name:
                continue
            if group is not None and spec.group != group:
                menu.addSeparator()
            group = spec.group
            menu.addAction(action)

    def menus(self, parent: QWidget) -> list[QMenu]:
        """The five menus, freshly made."""
        made = []
        for name, title in MENU_TITLES.items():
            menu = QMenu(QCoreApplication.translate("Actions", title), parent)
            self.fill(menu, name)
            made.append(menu)
        return made

    def fill_bar(self, bar: QMenuBar) -> list[QMenu]:
        """Put the five menus into a menu bar in the place of others."""
        bar.clear()
        menus = self.menus(bar)
        for menu in menus:
            bar.addMenu(menu)
        return menus


def is_letter(key: str) -> bool:
    """Whether a key sequence has no modifier but Shift and is no function key."""
    plain = key.removeprefix("Shift+")
    return len(plain) == 1 or plain == "Space"


def with_key(text: str, action: QAction) -> str:
    """A tooltip: the text without its dots, and the shortcut."""
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = text.removesuffix(" …")
    return f"{text} ({shown})" if shown else text


def clashes(keys: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The key sequences that more than one action claims, with the actions' names."""
    owners: dict[str, list[str]] = {}
    for name, sequences in keys.items():
        for sequence in sequences:
            portable = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)
            if portable:
                owners.setdefault(portable, []).append(name)
    return {key: names for key, names in owners.items() if len(names) > 1}
