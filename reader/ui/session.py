"""What happens when something is chosen: joins list, article, marks and search of one window.

The window's parts know nothing of each other; their signals meet here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader import model
from reader.errors import ReaderError
from reader.library import Library
from reader.model import Article, Heading
from reader.paths import Paths
from reader.settings import Settings
from reader.store import Store
from reader.ui.annotator import Annotator
from reader.ui.articles import ArticleModel
from reader.ui.background import Background
from reader.ui.finding import Finding
from reader.ui.keeping import Keeping
from reader.ui.listing import Listing
from reader.ui.marking import Marking
from reader.ui.messages import explain
from reader.ui.notes import Keeper
from reader.ui.opening import Beginning, Opener, Ready, Render
from reader.ui.reader import Opened
from reader.ui.scripts import missing_font_message
from reader.ui.searching import Searching
from reader.ui.spoken import SPOKEN
from reader.ui.tasks import Tasks
from reader.ui.timers import one_shot
from reader.ui.visits import Visits
from reader.ui.window import Window
from reader.ui.words import data_size, header_of

if TYPE_CHECKING:
    from reader.ui.wholefile import WholeFile

AHEAD_MS = 30
SLOWEST, FASTEST = 60.0, 800.0  # words a minute that can be a reader's pace


@dataclass(frozen=True)
class Parts:
    """What a session works on, made by app.py."""

    paths: Paths
    store: Store
    library: Library
    index: Searching
    render: Render
    folders: list[Path]
    locale: str
    portable_folders: bool = False


class Session(QObject):
    """One window on one library."""

    settings_changed = Signal(object)
    problem = Signal(object)

    def __init__(self, parts: Parts, settings: Settings) -> None:
        super().__init__()
        self.parts = parts
        self.reading = Tasks("reading", self)
        self.searching = Tasks("searching", self)
        self.listing = Listing(
            parts.library,
            parts.index,
            parts.store,
            self.searching,
            parts.folders,
            parts.locale,
            self,
        )
        self.model = ArticleModel(self.listing.rows)
        self.marking = Marking(parts.store, self)
        opener = Opener(self.reading, parts.render, parts.paths.page)
        self.visits = Visits(parts.library, parts.store, opener, self)
        keeper = Keeper(
            lambda text, base: self.keeping.save_article_note(text, base),
            lambda mark_id, text, base: self.keeping.save_note(mark_id, text, base),
            lambda mark_id: self.keeping.earlier(mark_id),
        )
        self.window = Window(settings, self.model, keeper)
        self.keeping = Keeping(parts.store, self.marking, self.visits, self.window, self)
        self.annotator = Annotator(self.window.reader, self.marking, self.window.theme, self)
        self.background = Background(
            parts.paths, parts.store, parts.index, self.searching, parts.folders, self
        )
        self.finding = Finding(
            parts.library,
            parts.index,
            self.searching,
            self.listing,
            self.model,
            self.visits,
            self.background,
            self.window,
            self,
        )
        self._whole: WholeFile | None = None
        self.has_lasting_problem = False
        self._wanted_article = settings.last_article
        self._goto_mark = ""
        self.outline: tuple[Heading, ...] = ()
        self._next_numbers: list[int] = []
        self._ahead = one_shot(self, AHEAD_MS, lambda: self.visits.ahead(self._next_numbers))
        self._wire_window()
        self._wire_reader()
        self._wire_background()

    # --- wiring ---------------------------------------------------------------------------------

    def _wire_window(self) -> None:
        window = self.window
        window.sidebar.list.activated_row.connect(self._focus_reader)
        window.sidebar.list.clicked.connect(self._on_click)
        self.finding.article_chosen.connect(self.open_number)
        self.listing.failed.connect(self.problem)
        self.keeping.failed.connect(self.problem)
        window.settings_changed.connect(self.settings_changed)
        window.may_close = self.keeping.may_close
        window.resized.connect(self._show_ways)

    def _wire_reader(self) -> None:
        reader, visits = self.window.reader, self.visits
        visits.begun.connect(self._show_beginning)
        visits.opened.connect(self._show_article)
        visits.failed.connect(self._show_unreadable)
        visits.store_failed.connect(self.problem)
        visits.state_changed.connect(self._state_changed)
        reader.progress_changed.connect(visits.track)
        self.marking.changed.connect(self._marks_changed)
        self.marking.failed.connect(self.problem)
        self.marking.turned_elsewhere.connect(self._say_where)
        self.marking.undo_stack.indexChanged.connect(self._withdraw_undo)
        self.annotator.said.connect(self.say_with_undo)
        self.annotator.advised.connect(lambda text: self.window.toast.show_message(text))
        self.annotator.notes_wanted.connect(lambda: self.window.show_notes(True))
        reader.notes.open_wanted.connect(lambda: self.window.show_notes(True))

    def _wire_background(self) -> None:
        background = self.background
        background.listed.connect(self._list_more)
        background.changed.connect(self._library_changed)
        background.status_changed.connect(self.window.sidebar.set_status)
        self.window.sidebar.cancel_wanted.connect(background.cancel)
        background.said.connect(lambda text: self.window.toast.show_message(text))
        background.problem.connect(self.problem)

    # --- start ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the list as it was left, and the last article; the scan begins after the paint."""
        self.keeping.recover_drafts()
        self.finding.start()
        self._open_wanted()
        if self.visits.article is None:
            self._close_actions()
            self.window.filled()

    def set_folders(self, folders: list[Path]) -> None:
        """Show other folders from now on."""
        self.listing.folders = folders
        self.listing.refresh()
        self.background.set_folders(folders)

    def known_languages(self) -> list[str]:
        """The languages (tags) an article can be said to be in, those of the library first."""
        used = [tag for tag in self.window.sidebar.chips.languages() if tag]
        return list(dict.fromkeys([*used, *SPOKEN]))

    # --- opening --------------------------------------------------------------------------------

    def open_number(self, number: int) -> None:
        """Open the article of a row."""
        if self.visits.article is not None and self.visits.article.number == number:
            return
        if articles := self.parts.library.articles([number]):
            self.open_article(articles[0])

    def open_article(self, article: Article, offset: int | None = None) -> None:
        """Open an article: what is being written is saved first, or kept where it cannot be."""
        if not self.window.reader.notes.flush():
            self.window.sidebar.select(self.visits.article.number if self.visits.article else -1)
            self.keeping.ask_to_leave(lambda: self.visits.open(article, offset))
            return
        self.visits.open(article, offset)
        self.window.sidebar.select(article.number)

    def open_mark(self, article_id: str, mark_id: str) -> None:
        """Open the article of a mark at its passage."""
        article = self.parts.library.by_id(article_id)
        if article is None:
            self.window.toast.show_message(self.tr("This article is not in the library now."))
            return
        self._goto_mark = mark_id
        if self.visits.article is not None and self.visits.article.id == article_id:
            self._go_to_mark()
        else:
            self.open_article(article)

    def _go_to_mark(self) -> None:
        mark_id, self._goto_mark = self._goto_mark, ""
        for mark, place in self.marking.placed():
            if mark.id == mark_id and place.status != "orphan":
                self.annotator.go_to(place.start)
                self.annotator.flash(mark_id)

    def _open_wanted(self) -> None:
        """The article of the last session; at a first start the welcome article."""
        library = self.parts.library
        article = library.by_id(self._wanted_article) if self._wanted_article else None
        if article is None and not self._wanted_article:
            article = self.welcome()
        if article is not None and article.folder not in self.listing.folders:
            article = None
        if article is not None:
            self._wanted_article = ""
            self.visits.recall(article)
            self.open_article(article)
        elif self.model.rowCount():
            self.open_number(self.model.numbers[0])

    def welcome(self) -> Article | None:
        """The welcome article in the interface's language, None where it is not in the library."""
        language = self.listing.locale.split("-")[0].split("_")[0]
        by_id = self.parts.library.by_id
        return by_id(f"welcome-{language}") or by_id("welcome-en")

    def _show_beginning(self, beginning: Beginning, offset: int) -> None:
        """Let a long article be read while the rest is made; marks wait until its text is known."""
        article, window = beginning.article, self.window
        window.reader.notes.flush()  # while the marking knows the text they are about
        self.marking.clear()
        self.keeping.show_note(article)
        header = header_of(article)
        window.reader.begin(Opened(header, beginning.prepared, "", article.minutes, offset))
        window.setWindowTitle(article.title)

    def _show_article(self, ready: Ready, offset: int) -> None:
        article, window = ready.article, self.window
        places = dict(ready.places)
        self.outline = ready.rendered.outline
        window.reader.notes.flush()  # while the marking knows the text they are about
        self.marking.set_article(article, ready.rendered.text, places)
        self.keeping.show_note(article)
        window.reader.open(
            Opened(
                header_of(article),
                ready.prepared,
                ready.rendered.text,
                self._minutes(article),
                offset,
            )
        )
        self.annotator.show_marks()
        self._show_article_state(article)
        self._show_article_problem(article, ready.rendered.simplified)
        window.setWindowTitle(article.title)
        window.sidebar.select(article.number)
        window.change_settings(last_article=article.id)
        self.background.watch_file(article.path)
        self.finding.mark_hits(article, ready.rendered.text)
        if self._goto_mark:
            self._go_to_mark()
        self._read_ahead(article)
        self.window.filled()

    def _minutes(self, article: Article) -> int:
        """The reading time by the reader's own pace, where enough was read to know it."""
        pace = self.parts.store.reading_pace()
        if not pace:
            return article.minutes
        return max(1, round(article.words / min(max(pace, SLOWEST), FASTEST)))

    def _show_article_state(self, article: Article) -> None:
        self._check_actions(article.id)
        actions = self.window.actions_
        actions.set_article_open(True)
        self._show_ways()
        self._show_languages(self.translations(article))

    def _close_actions(self) -> None:
        """No article can be read now."""
        self.window.actions_.set_article_open(False)
        self._show_ways()
        self._show_languages([])

    def _show_languages(self, others: Sequence[Article]) -> None:
        """The other languages of the open article, on the button and the actions for them."""
        actions, button = self.window.actions_, self.window.reader.bar.language_button
        button.setVisible(bool(others))
        tags = " ".join((other.language or "?").split("-")[0].upper() for other in others[:3])
        button.setText(tags)
        actions["next_language"].setEnabled(bool(others))
        actions["side_by_side"].setEnabled(bool(others))

    def _show_ways(self) -> None:
        """Whether one can go back and forward."""
        actions = self.window.actions_
        actions["back"].setEnabled(self.visits.can_go(-1) or self.window.is_narrow())
        actions["forward"].setEnabled(self.visits.can_go(1))

    def translations(self, article: Article) -> list[Article]:
        """The same article in its other languages."""
        library = self.parts.library
        return library.articles(library.numbers_of(article.translations))

    def _check_actions(self, article_id: str) -> None:
        """Whether the open article has its bookmark and is read, on the actions that change it."""
        state = self.parts.store.state(article_id)
        self.window.actions_["bookmark"].setChecked(state.bookmarked)
        self.window.actions_["read"].setChecked(state.read)

    def _show_article_problem(self, article: Article, simplified: str | None) -> None:
        reason = article.problem or simplified
        bar = self.window.reader.problem
        if article.is_large:
            bar.show_problem(self._part_text(article), [(self.tr("Open whole"), self.show_whole)])
        elif reason is not None:
            bar.show_problem(explain(reason), [(self.tr("Show in folder"), self.show_file)])
        elif (missing := missing_font_message(self.marking.text)) is not None:
            bar.show_problem(missing)
        elif not (self.has_lasting_problem or self.keeping.was_refused):
            bar.hide()

    def _part_text(self, article: Article) -> str:
        text = self.tr("Shown in part: the first {part} of {whole}")
        return text.format(part=data_size(model.PART), whole=data_size(article.size))

    def show_whole(self) -> None:
        """Show all of an article that the pane shows in part."""
        from reader.ui.wholefile import WholeFile  # few articles are so large

        if self.visits.article is not None:
            self._close_whole()
            self._whole = WholeFile(self.window.theme, self.visits.article, self.window)
            self._whole.finished.connect(self._whole.deleteLater)
            self._whole.finished.connect(self._forget_whole)
            self._whole.show()

    def _close_whole(self) -> None:
        if self._whole is not None:
            self._whole.done(0)

    def _forget_whole(self) -> None:
        self._whole = None

    def _show_unreadable(self, article: Article, error: Exception) -> None:
        if not isinstance(error, ReaderError | OSError):
            self.reading.crashed.emit(error)
        self.window.reader.notes.flush()
        self.marking.clear()
        self.keeping.clear_note()
        self.window.reader.clear()
        self._close_actions()
        self.window.actions_["show_file"].setEnabled(True)
        buttons: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Retry"), self.visits.reload),
            (self.tr("Show in folder"), self.show_file),
        ]
        self.window.reader.problem.show_problem(f"{article.title}: {explain(error)}", buttons)
        self.window.filled()

    def _read_ahead(self, article: Article) -> None:
        position = self.model.position(article.number)
        if position >= 0:
            around = [position + 1, position - 1]
            numbers = [self.model.numbers[i] for i in around if 0 <= i < self.model.rowCount()]
            self._next_numbers = numbers
            self._ahead.start()

    def finish_article(self) -> None:
        """The end was passed: the article is read, and the next unread one opens."""
        article = self.visits.article
        if article is not None and not self.parts.store.state(article.id).read:
            self.visits.set_read(article.id, True)
        self.finding.next_unread()

    def _on_click(self) -> None:
        self._mark_hits_again()
        if self.window.is_narrow():
            self.window.show_pane("reader")

    def _focus_reader(self) -> None:
        self._mark_hits_again()
        if self.window.is_narrow():
            self.window.show_pane("reader")
        self.window.reader.pane.setFocus()

    def _mark_hits_again(self) -> None:
        """The row of the open article was chosen: it was opened before this search, perhaps."""
        article = self.marking.article
        opened = self.visits.article
        if article is not None and opened is not None and article.id == opened.id:
            self.finding.mark_hits(article, self.marking.text)

    def show_file(self) -> None:
        """Show the article's file in the system's file manager."""
        from reader.ui.window import open_outside

        if self.visits.article is not None:
            open_outside(self.visits.article.path.parent.as_uri())

    # --- marks ----------------------------------------------------------------------------------

    def toggle_bookmark(self) -> None:
        """Bookmark the open article, or take its bookmarks away."""
        count = len(self.marking.bookmarks())
        is_set = self.marking.toggle_bookmark()
        if is_set is None:
            if self.visits.article is not None:
                self._check_actions(self.visits.article.id)
            return
        removed = self.tr("Bookmark removed")
        if count > 1:
            removed = self.tr("%Ln bookmark(s) removed", "", count)
        self.say_with_undo(self.tr("Bookmark set") if is_set else removed)

    def toggle_read(self) -> None:
        """Mark the open article as read or unread."""
        if (article := self.visits.article) is not None:
            read = not self.parts.store.state(article.id).read
            self.visits.set_read(article.id, read)
            self.window.toast.show_message(
                self.tr("Marked as read") if read else self.tr("Marked as unread")
            )

    def say_with_undo(self, text: str) -> None:
        """A toast that offers to undo the last change, as long as it is the last."""
        self.window.toast.show_message(text, self.tr("Undo"), self.marking.undo)

    def _withdraw_undo(self) -> None:
        self.window.toast.withdraw(self.marking.undo)

    def _say_where(self, article_id: str, is_redo: bool) -> None:
        """What was undone cannot be seen: it is in another article."""
        text = self.tr("Redone in “{title}”") if is_redo else self.tr("Undone in “{title}”")
        self.window.toast.show_message(text.format(title=self.title_of(article_id)))

    def title_of(self, article_id: str) -> str:
        """The title of an article, as it was last seen where it is gone."""
        article = self.parts.library.by_id(article_id)
        known = article or self.parts.store.snapshot(article_id)
        return known.title if known else article_id

    def _marks_changed(self, article_id: str) -> None:
        self._state_changed(article_id)
        article = self.visits.article
        if article is not None and article.id == article_id:
            self.keeping.update_note(article_id)
        self.background.index_notes(article_id)

    def _state_changed(self, article_id: str) -> None:
        article = self.visits.article
        if article is not None and article.id == article_id:
            self._check_actions(article_id)
            self.model.refresh([article.number])
        else:
            self.model.refresh(self.parts.library.numbers_of([article_id]))
        self.listing.recount()

    # --- the background -------------------------------------------------------------------------

    def _list_more(self) -> None:
        """Show what a scan has found so far; what is open is looked at when it is over."""
        self.finding.refresh()
        if self.visits.article is None and not self._wanted_article:
            self._open_wanted()

    def _library_changed(self, changes: Mapping[str, Sequence[int]]) -> None:
        is_first = self.finding.settle()
        if not any(changes.get(key) for key in ("added", "changed", "removed")):
            if is_first:
                self.listing.refresh()
            return
        self.finding.refresh()
        if is_first or self.visits.article is None:
            self._open_wanted()
            return
        number = self.visits.article.number
        fresh = self.parts.library.by_id(self.visits.article.id)
        old = self.visits.article
        if fresh is not None and fresh.path != old.path:
            self.visits.article = fresh
            self.background.watch_file(fresh.path)
        if fresh is not None and (fresh.content_hash, fresh.language) != (
            old.content_hash,
            old.language,
        ):
            self.visits.reload()
        elif fresh is not None and fresh.path != old.path:
            self._follow(fresh)
        elif number in changes.get("removed", ()):
            self.window.toast.show_message(self.tr("This article is gone from its folder."))

    def _follow(self, moved: Article) -> None:
        """The open article's file was renamed or moved."""
        self.visits.article = self.marking.article = self.keeping.article = moved
        self.background.watch_file(moved.path)

    # --- the end --------------------------------------------------------------------------------

    def close(self) -> None:
        """Stop the background and release the files."""
        self.marking.undo_stack.indexChanged.disconnect(self._withdraw_undo)
        self._ahead.stop()
        self.keeping.close()
        self._close_whole()
        self.finding.close()
        self.visits.close_article()
        self.background.close()
        self.searching.close()
        self.reading.close()

    def changed_language(self) -> None:
        """Show headers, cards and what the list says in the interface's new language."""
        self.finding.refresh()
        if self.visits.article is not None and self.window.reader.opened is not None:
            self.annotator.show_marks()
