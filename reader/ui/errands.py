"""What the actions of the menus do: dialogs, files, printing, settings.

Each row of the action table meets its handler here, in `_handlers`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from reader import resources
from reader.db import StoreBusyError
from reader.errors import ReaderError, StoreError
from reader.model import Article
from reader.settings import LARGEST_TYPE, SMALLEST_TYPE, Settings
from reader.ui.linking import Linking
from reader.ui.messages import explain
from reader.ui.panemenu import PaneMenu
from reader.ui.session import Session
from reader.ui.spoken import SPOKEN
from reader.ui.theme import face_choices, theme_files
from reader.ui.timers import repeating
from reader.ui.window import open_outside

if TYPE_CHECKING:
    from reader.ui.allmarks import AllMarks
    from reader.ui.contents import ContentsPopup
    from reader.ui.exchange import Exchange
    from reader.ui.imports import Imports
    from reader.ui.palette import CommandPalette
    from reader.ui.popover import TagPopover
    from reader.ui.preferencing import Preferencing
    from reader.ui.records import BackupRow, BackupsDialog
    from reader.ui.typepanel import TypePanel

NATIVE = QKeySequence.SequenceFormat.NativeText  # "Strg+O" in German
log = logging.getLogger(__name__)
ARTICLE_SUFFIXES = {".md", ".markdown", ".txt", ".html", ".htm"}
BACKUP_AGAIN_MS = 60 * 60 * 1000


class Errands(QObject):
    """The handlers of all actions for one session."""

    erase_wanted = Signal()
    restore_wanted = Signal(Path)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self.linking = Linking(session, self)
        self.pane_menu = PaneMenu(session.window, self)
        self._importing: Imports | None = None
        self._exchange: Exchange | None = None
        self._all_marks: AllMarks | None = None
        self._contents: ContentsPopup | None = None
        self._palette: CommandPalette | None = None
        self._type_panel: TypePanel | None = None
        self._tags: TagPopover | None = None
        self._preferencing: Preferencing | None = None
        self._wanted_path: Path | None = None
        self._offers_copy = False
        actions = self._window.actions_
        for name, call in self._handlers().items():
            actions[name].triggered.connect(lambda _=False, run=call: run())
        actions["group_translations"].triggered.connect(session.finding.group_translations)
        self._connect()
        self._backup_timer = repeating(self, BACKUP_AGAIN_MS, self.backup_if_due)
        self._backup_timer.start()

    def _connect(self) -> None:
        session, window = self._session, self._window
        stack = session.marking.undo_stack
        stack.indexChanged.connect(self._show_undo)
        self._show_undo()
        window.paths_dropped.connect(lambda names: self.open_paths([Path(n) for n in names]))
        window.sidebar.open_folder_wanted.connect(self.open_folder)
        window.reader.bar.type_button.clicked.connect(self.open_type_panel)
        window.reader.bar.language_button.clicked.connect(self.linking.next_language)
        session.annotator.tags_wanted.connect(self.edit_tags)
        session.background.changed.connect(lambda _: self._open_wanted_path())
        session.background.indexed.connect(self._open_wanted_path)

    def _handlers(self) -> Mapping[str, Callable[[], object]]:
        session, window = self._session, self._window
        annotator, find_bar = session.annotator, window.reader.find_bar
        languages = {
            f"language_{n}": (lambda n=n: self.toggle_language(n - 1)) for n in range(1, 10)
        }
        return {
            "open_folder": self.open_folder,
            "add_articles": self.add_articles,
            "add_from_web": self.add_from_web,
            "paste": self.paste,
            "folders": self.show_folders,
            "import_marks": self.import_marks,
            "export": self.export,
            "export_pdf": self.export_pdf,
            "print": self.print_article,
            "backups": self.show_backups,
            "quit": window.close,
            "undo": session.marking.undo_stack.undo,
            "redo": session.marking.undo_stack.redo,
            "copy": annotator.copy,
            "copy_quote": annotator.copy_quote,
            "search": self.focus_search,
            "find": lambda: find_bar.open(),
            "find_next": lambda: self._find_step(1),
            "find_previous": lambda: self._find_step(-1),
            "settings": self.show_settings,
            "palette": self.open_palette,
            "all_marks": self.show_all_marks,
            "problems": self.show_problems,
            "contents": self.open_contents,
            "larger": lambda: self.change_type(1),
            "smaller": lambda: self.change_type(-1),
            "normal_size": lambda: self.change_type(0),
            "next_theme": self.next_theme,
            "next_article": lambda: session.finding.step(1),
            "previous_article": lambda: session.finding.step(-1),
            "next_unread": session.finding.next_unread,
            "back": self.go_back,
            "forward": lambda: session.visits.go(1),
            "bookmark": session.toggle_bookmark,
            "bookmark_place": self.bookmark_place,
            "read": session.toggle_read,
            "highlight": annotator.highlight,
            "yellow": lambda: annotator.highlight("yellow"),
            "green": lambda: annotator.highlight("green"),
            "blue": lambda: annotator.highlight("blue"),
            "pink": lambda: annotator.highlight("pink"),
            "note": annotator.note,
            "article_note": annotator.edit_article_note,
            "next_mark": lambda: annotator.step(1),
            "previous_mark": lambda: annotator.step(-1),
            "set_language": self.set_language,
            "next_language": self.linking.next_language,
            "more_like": self.more_like,
            "show_file": session.show_file,
            "keys": self.show_keys,
            "welcome": self.show_welcome,
            "data_folder": self.show_data_folder,
            "erase": self.erase_all,
            "about": self.show_about,
            "page_down": lambda: self.page(1),
            "page_up": lambda: self.page(-1),
            **languages,
        }

    # --- messages -------------------------------------------------------------------------------

    def show_problem(self, error: object) -> None:
        """Tell a person about an error; one of the store stays on the screen."""
        if isinstance(error, StoreBusyError):  # a note is tried again, a mark is not
            if not self._window.reader.notes.unsaved_text():
                self._window.toast.show_message(explain(error))
            return
        if isinstance(error, StoreError):
            self._session.keeping.was_refused = True
            self.show_lasting_problem(explain(error))
            self._session.has_lasting_problem = False  # it goes once everything is saved
        elif isinstance(error, ReaderError | OSError):
            self._window.toast.show_message(explain(error))
        elif isinstance(error, Exception):
            self._session.reading.crashed.emit(error)

    def show_lasting_problem(self, text: str) -> None:
        """A bar that stays, with what can be done about the unsaved text."""
        unsaved = self._window.reader.notes.unsaved_text()
        bar = self._window.reader.problem
        if bar.isVisible() and (bar.text(), self._offers_copy) == (text, bool(unsaved)):
            return  # tried again in vain: nothing new to say, and its buttons keep the focus
        self._session.has_lasting_problem, self._offers_copy = True, bool(unsaved)
        buttons: list[tuple[str, Callable[[], object]]] = [(self.tr("Try again"), self._try_again)]
        if unsaved:
            buttons.append((self.tr("Copy the text"), self._copy_unsaved))
        buttons.append((self.tr("Data folder"), self.show_data_folder))
        bar.show_problem(text, buttons)

    def _copy_unsaved(self) -> None:
        QGuiApplication.clipboard().setText(self._window.reader.notes.unsaved_text())

    def _try_again(self) -> None:
        if self._session.keeping.save_all():
            self._session.has_lasting_problem = False
            self._window.reader.problem.hide()

    def show_report(self, report: str) -> None:
        """Something unexpected happened: say so once, calmly."""
        self._window.toast.show_message(
            self.tr("Something went wrong; your marks are safe."),
            self.tr("Copy report"),
            lambda: QGuiApplication.clipboard().setText(report),
        )

    def _show_undo(self) -> None:
        stack = self._session.marking.undo_stack
        self._window.actions_["undo"].setEnabled(stack.canUndo())
        self._window.actions_["redo"].setEnabled(stack.canRedo())

    # --- folders and files ----------------------------------------------------------------------

    def open_folder(self) -> None:
        """Add a folder to the library."""
        from reader.ui import dialogs

        folder = dialogs.choose_folder(self._window)
        if folder is not None:
            self.add_folder(folder)

    def add_folder(self, folder: Path) -> None:
        """Add a folder; a missing one is told with an offer to choose another."""
        if not folder.is_dir():
            self.tell_missing(folder)
            return
        try:
            self._session.parts.store.add_folder(folder)
        except ReaderError as error:
            self.show_problem(error)
            return
        folders = list(self._session.listing.folders)
        if folder not in folders:
            self._session.set_folders([folder, *folders])
        name = folder.name or str(folder)
        self._window.toast.show_message(
            self.tr("The folder “{name}” is in the library now.").format(name=name)
        )

    def tell_missing(self, folder: Path) -> None:
        """A folder is not there (now): its marks stay, and another can be chosen."""
        self._window.reader.problem.show_problem(
            self.tr("The folder {folder} does not exist.").format(folder=folder),
            [(self.tr("Choose another …"), self.open_folder)],
        )

    def open_paths(self, paths: list[Path]) -> None:
        """Take in what was dropped or handed over: folders join the library, files are shown."""
        for path in paths:
            if path.is_dir():
                self.add_folder(path)
        files = [path for path in paths if path.is_file()]
        known = [path for path in files if self._session.parts.library.by_path(path)]
        if known:
            self.open_when_listed(known[0])
        if unknown := [path for path in files if path not in known]:
            self.import_files(unknown)

    def open_when_listed(self, path: Path) -> None:
        """Open an article as soon as the scan has found it."""
        self._wanted_path = path
        self._open_wanted_path()

    def _open_wanted_path(self) -> None:
        if self._wanted_path is None:
            return
        article = self._session.parts.library.by_path(self._wanted_path)
        if article is not None:
            self._wanted_path = None
            self._session.open_article(article)

    def add_articles(self) -> None:
        """Choose files and take them in."""
        from reader.ui import dialogs

        if files := dialogs.choose_files(self._window):
            self.import_files([Path(file) for file in files])

    def import_files(self, paths: list[Path]) -> None:
        """Convert files into articles of the user's own folder."""
        self._imports().start(paths)

    def add_from_web(self) -> None:
        """Fetch one page the user names."""
        self._imports().ask_address()

    def paste(self) -> None:
        """Take in what is on the clipboard: files, else a page or a text."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None:  # nobody offers anything
            return
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.open_paths(files)
        elif data.hasHtml():
            self._imports().start_text(data.html(), ".html")
        elif data.hasText():
            self._imports().start_text(data.text(), ".txt")

    def _imports(self) -> Imports:
        from reader.ui.imports import Imports  # with the importers, at the first import

        if self._importing is None:
            self._importing = Imports(self._session, self)
        return self._importing

    def exchange(self) -> Exchange:
        """What brings marks out and in, made at its first use."""
        from reader.ui.exchange import Exchange  # with the exporters

        if self._exchange is None:
            self._exchange = Exchange(self._session, self)
        return self._exchange

    def show_folders(self) -> None:
        """The folders of the library, in the settings."""
        self.show_settings("folders")

    def show_data_folder(self) -> None:
        """Open the folder with marks.db in the system's file manager."""
        open_outside(self._session.parts.paths.data.as_uri())

    def show_problems(self) -> None:
        """The files that could not be read, with reasons."""
        from reader.ui import dialogs

        dialogs.show_problems(
            self._window, self._window.theme, self._session.parts.library.problems()
        )

    # --- search and navigation ------------------------------------------------------------------

    def focus_search(self) -> None:
        """Put the caret into the search field."""
        if self._window.is_narrow():
            self._window.show_pane("list")
        elif not self._window.settings.list_shown:
            self._window.toggle_list()
        field = self._window.sidebar.search
        field.setFocus()
        field.selectAll()

    def _find_step(self, direction: int) -> None:
        if not self._window.reader.find_bar.step(direction):
            self._window.reader.find_bar.open(self._window.sidebar.search.text())

    def go_back(self) -> None:
        """The article before, or the list in a narrow window."""
        window = self._window
        if window.is_narrow():
            window.show_pane("list")
            window.sidebar.list.setFocus()
        else:
            self._session.visits.go(-1)

    def page(self, direction: int) -> None:
        """A page on; at the end of the article the next unread one."""
        pane = self._window.reader.pane
        if not pane.page(direction) and direction > 0:
            self._session.finish_article()

    def toggle_language(self, index: int) -> None:
        """Switch the filter for the language of a chip."""
        languages = self._window.sidebar.chips.languages()
        if index < len(languages):
            self._window.sidebar.chips.toggle(languages[index])

    def open_contents(self) -> None:
        """The headings of the article."""
        outline = self._session.outline
        if self._window.reader.opened is None or not outline:
            return
        if self._contents is None:
            from reader.ui.contents import ContentsPopup

            self._contents = ContentsPopup(self._window.theme, self._window)
            self._contents.heading_chosen.connect(self._go_to_heading)
        self._contents.set_theme(self._window.theme)
        offset = self._window.reader.pane.first_visible_offset()
        current = max((i for i, h in enumerate(outline) if h.start <= offset + 1), default=-1)
        self._contents.show_outline(outline, current)
        pane = self._window.reader.pane
        self._contents.show_at(pane.mapToGlobal(QPoint(pane.width() // 2, 0)))

    def _go_to_heading(self, index: int) -> None:
        pane = self._window.reader.pane
        pane.finish()
        heading = self._session.outline[index]
        pane.scroll_to(heading.start, margin=24)
        pane.place_caret(heading.start)
        pane.setFocus()

    def open_palette(self) -> None:
        """Every action and every article by typing."""
        from reader.ui.palette import CommandPalette  # with rapidfuzz, at its first use

        if self._palette is None:
            self._palette = CommandPalette(self._window.theme, self._window)
            actions = self._window.actions_
            self._palette.command_chosen.connect(lambda name: actions[name].trigger())
            self._palette.article_chosen.connect(self._session.open_number)
            self._palette.set_article_source(self._titles)
        self._palette.set_theme(self._window.theme)
        self._palette.set_commands(
            [
                (spec.name, action.text(), action.shortcut().toString(NATIVE))
                for spec, action in self._window.actions_.items()
                if action.isEnabled() and not spec.name.startswith("language_")
            ]
        )
        self._palette.open_palette()

    def _titles(self, text: str) -> list[tuple[int, str, str]]:
        library = self._session.parts.library
        articles = library.articles(library.title_matches(text, 60))
        return [(a.number, a.title, a.language or "") for a in articles]

    # --- marks ----------------------------------------------------------------------------------

    def bookmark_place(self) -> None:
        """A bookmark on the selection, else on the first line of the screen."""
        pane = self._window.reader.pane
        chosen = pane.selected_range()
        if chosen is None:
            start = pane.first_visible_offset()
            end = pane.text.find("\n", start, start + 120)
            chosen = (start, end if end > start else min(len(pane.text), start + 80))
        if self._session.marking.bookmark_place(*chosen) is not None:
            self._session.say_with_undo(self.tr("Place bookmarked"))

    def edit_tags(self, mark_id: str) -> None:
        """Ask for the tags of a mark."""
        mark = self._session.marking.mark(mark_id)
        if mark is None:
            return
        if self._tags is None:
            from reader.ui.popover import TagPopover

            self._tags = TagPopover(self._window.theme, self._window)
            self._tags.tags_chosen.connect(self._session.marking.set_tags)
        self._tags.set_theme(self._window.theme)
        self._tags.set_mark(mark_id, mark.tags)
        self._tags.show_at(self._window.reader.point_below_selection())

    def show_all_marks(self) -> None:
        """All marks of the library in one view."""
        from reader.ui.allmarks import AllMarks  # a page that few sessions need

        if self._all_marks is None:
            self._all_marks = AllMarks(self._session, self.exchange(), self)
        self._all_marks.open()

    def import_marks(self) -> None:
        """Marks of another program, or our own dump."""
        self.exchange().import_marks()

    def export(self) -> None:
        """Write the marks of the library to a file."""
        self.exchange().export()

    def export_pdf(self) -> None:
        """Save the open article with its notes as PDF."""
        from reader.ui.printing import save_pdf

        save_pdf(self._session)

    def print_article(self) -> None:
        """Print the open article with its notes."""
        from reader.ui.printing import print_article

        print_article(self._session)

    # --- language -------------------------------------------------------------------------------

    def set_language(self) -> None:
        """Let the user say what language the open article is in."""
        from reader.ui import dialogs

        article = self._session.visits.article
        if article is None:
            return
        chosen = dialogs.ask_language(
            self._window, self._window.theme, article.language, self._known_languages()
        )
        if chosen is None:
            return
        try:
            self._session.parts.store.set_language(article.id, chosen or None)
        except ReaderError as error:
            self.show_problem(error)
            return
        self._session.background.rescan([article.path])

    def _known_languages(self) -> list[str]:
        used = [tag for tag in self._window.sidebar.chips.languages() if tag]
        return list(dict.fromkeys([*used, *SPOKEN]))

    def more_like(self) -> None:
        """Articles that are like the open one, in the list."""
        article = self._session.visits.article
        if article is not None:
            self._session.finding.show_like(article)

    # --- settings -------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Show and keep changed settings."""
        before = self._window.settings
        self._window.apply_settings(settings)
        self._session.settings_changed.emit(settings)
        self._session.annotator.set_theme(self._window.theme)
        if before.hyphenate != settings.hyphenate:
            self._session.visits.hyphenate = settings.hyphenate
            self._session.visits.reload()

    def change_type(self, step: int) -> None:
        """Larger, smaller or normal type."""
        size = self._window.settings.type_size + step if step else 19
        size = max(SMALLEST_TYPE, min(size, LARGEST_TYPE))
        self.apply(replace(self._window.settings, type_size=size))

    def next_theme(self) -> None:
        """The next theme in turn."""
        keys = list(theme_files())
        here = keys.index(self._window.theme.key)
        theme = keys[(here + 1) % len(keys)]
        self.apply(replace(self._window.settings, theme=theme))

    def open_type_panel(self) -> None:
        """Theme, size, leading and face under the Aa button."""
        from reader.ui.typepanel import TypePanel  # with its controls, at its first use

        window = self._window
        if self._type_panel is None:
            self._type_panel = TypePanel(window.settings, window.theme, face_choices(), window)
            self._type_panel.changed.connect(self.apply)
        self._type_panel.set_theme(window.theme)
        self._type_panel.set_settings(window.settings)
        self._type_panel.show_below(window.reader.bar.type_button)

    def show_settings(self, section: str = "reading") -> None:
        """The settings dialog."""
        from reader.ui.preferencing import Preferencing  # with the dialog, at its first use

        if self._preferencing is None:
            self._preferencing = Preferencing(self._session, self.apply, self.open_folder, self)
        self._preferencing.open(section)

    # --- help -----------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """All keys on one page."""
        from reader.ui import dialogs

        dialogs.show_keys(self._window, self._window.theme, self._window.actions_)

    def show_welcome(self) -> None:
        """Open the welcome article in the interface's language."""
        language = self._session.listing.locale.split("_")[0].split("-")[0]
        library = self._session.parts.library
        article: Article | None = None
        for name in (f"welcome-{language}", "welcome-en"):
            article = article or library.by_id(name)
        if article is not None:
            self._session.open_article(article)
        else:
            self._session.set_folders([*self._session.listing.folders, resources.collection()])

    def show_about(self) -> None:
        """Version and licences."""
        from reader.ui import dialogs

        dialogs.show_about(self._window, self._window.theme)

    def erase_all(self) -> None:
        """Delete everything the program keeps, after asking, and end."""
        from reader.ui import dialogs

        if dialogs.ask_erase_all(self._window, self._window.theme):
            self.erase_wanted.emit()

    def close(self) -> None:
        """Do nothing by itself any more."""
        if self._importing is not None:
            self._importing.close()
        self._backup_timer.stop()
        self._session.marking.undo_stack.indexChanged.disconnect(self._show_undo)

    # --- backups --------------------------------------------------------------------------------

    def backup_if_due(self) -> None:
        """Make today's backup where something has changed."""
        from reader import backup  # in its time, not at the start

        paths, store = self._session.parts.paths, self._session.parts.store
        try:
            if paths.marks.exists() and backup.due(store.counter(), paths.backups):
                backup.make(paths.marks, paths.backups, "daily")
        except ReaderError as error:
            log.warning("no backup: %s", type(error).__name__)
            self._window.toast.show_message(explain(error))

    def show_backups(self) -> None:
        """The backups, to restore one or make one."""
        from reader.ui import dialogs

        dialog = dialogs.show_backups(self._window, self._window.theme, self._backup_rows())
        dialog.backup_wanted.connect(lambda: self._back_up(dialog))
        dialog.folder_wanted.connect(self.show_data_folder)
        dialog.restore_wanted.connect(lambda file: self._restore(dialog, file))

    def _backup_rows(self) -> list[BackupRow]:
        from reader import backup
        from reader.ui.records import backup_row

        found = backup.list_backups(self._session.parts.paths.backups)
        return [backup_row(b.file, b.created, b.marks, b.size, b.ok, b.reason) for b in found]

    def _back_up(self, dialog: BackupsDialog) -> None:
        self.exchange().make_backup()
        dialog.set_backups(self._backup_rows())

    def _restore(self, dialog: BackupsDialog, file: Path) -> None:
        from reader.ui import dialogs

        date = next((row.date for row in self._backup_rows() if row.file == file), file.name)
        if dialogs.ask_restore(dialog, self._window.theme, date):
            dialog.close()
            self.restore_wanted.emit(file)
