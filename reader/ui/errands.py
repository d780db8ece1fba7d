"""What the actions of the menus do: dialogs, marks, printing, settings.

Each row of the action table meets its handler here, in `_handlers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QKeySequence
from shiboken6 import isValid

from reader import resources
from reader.errors import ReaderError
from reader.settings import LARGEST_TYPE, SMALLEST_TYPE, Settings
from reader.ui.actions import IN_LIST, IN_TEXT
from reader.ui.arrivals import Arrivals
from reader.ui.backups import Backups
from reader.ui.beside import Beside
from reader.ui.linking import Linking
from reader.ui.panemenu import PaneMenu
from reader.ui.problems import Problems
from reader.ui.session import Session
from reader.ui.theme import face_choices, theme_files

if TYPE_CHECKING:
    from reader.ui.allmarks import AllMarks
    from reader.ui.contents import ContentsPopup
    from reader.ui.exchange import Exchange
    from reader.ui.palette import CommandPalette
    from reader.ui.popover import TagPopover
    from reader.ui.preferencing import Preferencing
    from reader.ui.records import ProblemsDialog
    from reader.ui.typepanel import TypePanel

NATIVE = QKeySequence.SequenceFormat.NativeText  # "Strg+O" in German


class Errands(QObject):
    """The handlers of all actions for one session."""

    erase_wanted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self.problems = Problems(session, self)
        self.arrivals = Arrivals(session, self)
        self.backups = Backups(
            session, lambda: self.exchange().make_backup(), self.problems.show_data_folder, self
        )
        self.linking = Linking(session, self)
        self.beside = Beside(session, self.linking, self)
        self.pane_menu = PaneMenu(session.window, session.annotator.mark_at_caret, self)
        self._exchange: Exchange | None = None
        self._all_marks: AllMarks | None = None
        self._contents: ContentsPopup | None = None
        self._palette: CommandPalette | None = None
        self._type_panel: TypePanel | None = None
        self._tags: TagPopover | None = None
        self._preferencing: Preferencing | None = None
        self._problems_list: ProblemsDialog | None = None
        actions = self._window.actions_
        for name, call in self._handlers().items():
            actions[name].triggered.connect(partial(self._run, name, call))
        actions["group_translations"].triggered.connect(session.finding.group_translations)
        self._connect()

    def _connect(self) -> None:
        session, window = self._session, self._window
        stack = session.marking.undo_stack
        stack.indexChanged.connect(self._show_undo)
        self._show_undo()
        window.reader.bar.type_button.clicked.connect(self.open_type_panel)
        session.annotator.tags_wanted.connect(self.edit_tags)
        session.background.changed.connect(self._refresh_problems)

    def _handlers(self) -> Mapping[str, Callable[[], object]]:
        session, window = self._session, self._window
        annotator, find_bar = session.annotator, window.reader.find_bar
        arrivals = self.arrivals
        languages = {
            f"language_{n}": (lambda n=n: self.toggle_language(n - 1)) for n in range(1, 10)
        }
        return {
            "open_folder": arrivals.open_folder,
            "add_articles": arrivals.add_articles,
            "add_from_web": arrivals.add_from_web,
            "paste": arrivals.paste,
            "folders": self.show_folders,
            "import_marks": self.import_marks,
            "export": self.export,
            "export_pdf": self.export_pdf,
            "print": self.print_article,
            "backups": self.backups.show,
            "quit": window.close,
            "undo": session.marking.undo,
            "redo": session.marking.redo,
            "copy": annotator.copy,
            "copy_quote": annotator.copy_quote,
            "search": self.focus_search,
            "recent_searches": self.open_recent_searches,
            "find": lambda: find_bar.open(),
            "find_next": lambda: self._find_step(1),
            "find_previous": lambda: self._find_step(-1),
            "settings": self.show_settings,
            "palette": self.open_palette,
            "all_marks": self.show_all_marks,
            "list": self.toggle_list,
            "notes": self.toggle_notes,
            "focus_mode": window.toggle_focus_mode,
            "next_pane": self.next_pane,
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
            "tags": annotator.edit_tags_at_caret,
            "delete_mark": annotator.delete_at_caret,
            "next_mark": lambda: annotator.step(1),
            "previous_mark": lambda: annotator.step(-1),
            "set_language": self.set_language,
            "side_by_side": self.beside.toggle,
            "next_language": self.linking.next_language,
            "more_like": self.more_like,
            "show_file": session.show_file,
            "keys": self.show_keys,
            "welcome": self.show_welcome,
            "data_folder": self.problems.show_data_folder,
            "erase": self.erase_all,
            "about": self.show_about,
            "page_down": lambda: self.page(1),
            "page_up": lambda: self.page(-1),
            **languages,
        }

    def _run(self, name: str, call: Callable[[], object], _: bool = False) -> None:
        if name in IN_LIST:
            self._show_list()
        elif name in IN_TEXT:
            self._show_text()
        call()

    # --- in sight -------------------------------------------------------------------------------

    def _shown_marks(self) -> AllMarks | None:
        """The view of all marks where it covers list and text."""
        marks = self._all_marks
        return marks if marks is not None and marks.view.isVisible() else None

    def _leave_marks(self) -> bool:
        """Let list and text be seen; whether all marks covered them."""
        if (marks := self._shown_marks()) is None:
            return False
        marks.close()
        return True

    def _show_list(self) -> None:
        self._leave_marks()
        self._window.show_list()

    def _show_text(self) -> bool:
        """Bring the text into sight; whether it was not."""
        was_hidden = self._leave_marks() or not self._window.reader.isVisible()
        self._window.show_text()
        return was_hidden

    def toggle_list(self) -> None:
        """Show or hide the list; what is covered is shown."""
        if self._leave_marks() or self._window.is_focus_mode():
            self._window.show_list()
        else:
            self._window.toggle_list()

    def toggle_notes(self) -> None:
        """Show or hide the notes beside the text; with a hidden text they are shown."""
        if self._show_text():
            self._window.show_notes(True)
        else:
            self._window.toggle_notes()

    def next_pane(self) -> None:
        """The next pane of the window, or of the view that covers it."""
        if (marks := self._shown_marks()) is not None:
            marks.next_pane()
        else:
            self._window.next_pane()

    def _show_undo(self) -> None:
        stack = self._session.marking.undo_stack
        self._window.actions_["undo"].setEnabled(stack.canUndo())
        self._window.actions_["redo"].setEnabled(stack.canRedo())

    def exchange(self) -> Exchange:
        """What brings marks out and in, made at its first use."""
        from reader.ui.exchange import Exchange  # with the exporters

        if self._exchange is None:
            self._exchange = Exchange(self._session, self)
        return self._exchange

    def show_folders(self) -> None:
        """The folders of the library, in the settings."""
        self.show_settings("folders")

    def show_problems(self) -> None:
        """The files that could not be read, with reasons."""
        from reader.ui import dialogs

        found = self._session.parts.library.problems()
        self._problems_list = dialogs.show_problems(
            self._window, self._window.theme, found, self._look_again
        )

    def _look_again(self, path: Path) -> None:
        self._session.background.rescan([path])

    def _refresh_problems(self) -> None:
        shown = self._problems_list
        if shown is not None and isValid(shown):
            shown.set_problems(self._session.parts.library.problems())

    # --- search and navigation ------------------------------------------------------------------

    def focus_search(self) -> None:
        """Put the caret into the search field."""
        field = self._window.sidebar.search
        field.setFocus()
        field.selectAll()

    def open_recent_searches(self) -> None:
        """Offer what was searched before."""
        self.focus_search()
        self._window.sidebar.search.open_recent()

    def _find_step(self, direction: int) -> None:
        if not self._window.reader.find_bar.step(direction):
            self._window.reader.find_bar.open(self._window.sidebar.search.text())

    def go_back(self) -> None:
        """The article before, or the list in a narrow window."""
        window = self._window
        if self._leave_marks():
            return
        if window.is_narrow():
            window.show_pane("list")
            window.sidebar.list.setFocus()
        else:
            self._session.visits.go(-1)

    def page(self, direction: int) -> None:
        """A page on; at the end of the article the next unread one."""
        pane = self._window.reader.pane
        if self._show_text():
            return
        if not pane.page(direction) and direction > 0:
            self._session.finish_article()

    def toggle_language(self, index: int) -> None:
        """Switch the filter for the language of a chip."""
        languages = self._window.sidebar.chips.languages()
        if index < len(languages):
            self._show_list()
            self._window.sidebar.chips.toggle(languages[index])

    def open_contents(self) -> None:
        """The headings of the article."""
        outline = self._session.outline
        if not outline:
            self._window.toast.show_message(self.tr("This article has no headings."))
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
            self._window, self._window.theme, article.language, self._session.known_languages()
        )
        if chosen is None:
            return
        try:
            self._session.parts.store.set_language(article.id, chosen or None)
        except ReaderError as error:
            self._session.problem.emit(error)
            return
        self._session.background.rescan([article.path])

    def more_like(self) -> None:
        """Articles that are like the open one, in the list."""
        article = self._session.visits.article
        if article is not None:
            self._session.finding.show_like(article)

    # --- settings -------------------------------------------------------------------------------

    def apply(self, settings: Settings) -> None:
        """Show and keep changed settings."""
        before, finding = self._window.settings, self._session.finding
        self._window.apply_settings(settings)
        self._session.settings_changed.emit(settings)
        self._session.annotator.set_theme(self._window.theme)
        if before.hyphenate != settings.hyphenate:
            self._session.visits.hyphenate = settings.hyphenate
            self._session.visits.reload()
        if before.group_translations != settings.group_translations:
            finding.group_translations(settings.group_translations)
        if before.show_collection != settings.show_collection:
            self._show_collection(settings.show_collection)

    def _show_collection(self, on: bool) -> None:
        collection = resources.collection()
        folders = [folder for folder in self._session.listing.folders if folder != collection]
        self._session.set_folders([*folders, collection] if on else folders)

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
            self._preferencing = Preferencing(
                self._session, self.apply, self.arrivals.open_folder, self
            )
        self._preferencing.open(section)

    # --- help -----------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """All keys on one page."""
        from reader.ui import dialogs

        def change() -> None:
            self.show_settings("keys")

        dialogs.show_keys(self._window, self._window.theme, self._window.actions_, change)

    def show_welcome(self) -> None:
        """Open the welcome article in the interface's language."""
        collection = resources.collection()
        if collection not in self._session.listing.folders:
            self.apply(replace(self._window.settings, show_collection=True))
        if collection not in self._session.listing.folders:  # a window on other folders alone
            self._show_collection(True)
        self.arrivals.open_when_listed(self._session.welcome)

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
        if self._all_marks is not None:
            self._all_marks.end()
        self.arrivals.close()
        self.backups.close()
        self._session.marking.undo_stack.indexChanged.disconnect(self._show_undo)
