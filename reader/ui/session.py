"""What happens when something is chosen: joins list, article, marks and search of one window.

The window's parts know nothing of each other; their signals meet here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication

from reader import model
from reader.errors import ReaderError, SearchQueryError
from reader.library import Library
from reader.model import Article, Heading, Hit, Order, View
from reader.paths import Paths
from reader.settings import Settings, with_recent_search
from reader.store import Store
from reader.ui.annotator import Annotator
from reader.ui.articles import ArticleModel, is_unread
from reader.ui.background import Background
from reader.ui.drafting import Drafting, recover
from reader.ui.listing import Filter, Listed, Listing
from reader.ui.marking import Marking
from reader.ui.messages import explain
from reader.ui.opening import Beginning, Opener, Ready, Render
from reader.ui.reader import Opened
from reader.ui.scripts import missing_font_message
from reader.ui.searching import Searching
from reader.ui.tasks import Tasks
from reader.ui.timers import one_shot
from reader.ui.visits import Visits
from reader.ui.window import Save, Window
from reader.ui.words import data_size, header_of

if TYPE_CHECKING:
    from reader.ui.wholefile import WholeFile

SKELETON_MS = 150
AHEAD_MS = 30
AGAIN_MS = 1500
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
        save = Save(self._save_article_note, self._save_note)
        self.window = Window(settings, self.model, save)
        self.annotator = Annotator(self.window.reader, self.marking, self.window.theme, self)
        self.background = Background(
            parts.paths, parts.store, parts.index, self.searching, parts.folders, self
        )
        self._noted: Article | None = None
        self._whole: WholeFile | None = None
        self.has_lasting_problem = False
        self._wanted_article = settings.last_article
        self._listed_once = False
        self.drafting = Drafting(parts.store)
        self._was_refused = False
        self._close_anyway = False
        self._again = one_shot(self, AGAIN_MS, self.save_all)
        self._calm = one_shot(self, 0, self._hide_store_problem)
        self._goto_mark = ""
        self._find_query = ""
        self.outline: tuple[Heading, ...] = ()
        self._searchable: int | None = None
        self._skeleton = one_shot(self, SKELETON_MS, self._show_skeleton)
        self._next_numbers: list[int] = []
        self._ahead = one_shot(self, AHEAD_MS, lambda: self.visits.ahead(self._next_numbers))
        self._wire_list()
        self._wire_reader()
        self._wire_background()

    # --- wiring ---------------------------------------------------------------------------------

    def _wire_list(self) -> None:
        sidebar, window = self.window.sidebar, self.window
        sidebar.search_edited.connect(self.search)
        sidebar.languages_chosen.connect(self.filter_languages)
        sidebar.view_chosen.connect(self.show_view)
        sidebar.order_chosen.connect(self.sort_by)
        sidebar.show_all_languages.connect(lambda: self.filter_languages(()))
        sidebar.suggestion_chosen.connect(sidebar.search.setText)
        sidebar.saved_search_chosen.connect(sidebar.search.setText)
        sidebar.save_search_wanted.connect(self._save_search)
        sidebar.operator_removed.connect(self._remove_operator)
        sidebar.operator_chosen.connect(self._add_operator)
        sidebar.entered_list.connect(self._enter_list)
        sidebar.search.left.connect(sidebar.list.setFocus)
        sidebar.search.editingFinished.connect(self._remember_search)
        sidebar.list.article_chosen.connect(self.open_number)
        sidebar.list.activated_row.connect(self._focus_reader)
        sidebar.list.clicked.connect(self._on_click)
        self.listing.listed.connect(self._show_listed)
        self.listing.counted.connect(self._show_counts)
        self.listing.failed.connect(self.problem)
        window.settings_changed.connect(self.settings_changed)
        window.may_close = self.may_close

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
        self.annotator.said.connect(self.say_with_undo)
        self.annotator.notes_wanted.connect(lambda: self.window.show_notes(True))
        reader.notes.open_wanted.connect(lambda: self.window.show_notes(True))

    def _wire_background(self) -> None:
        background = self.background
        background.listed.connect(self._list_more)
        background.changed.connect(self._library_changed)
        background.indexed.connect(self._index_finished)
        background.index_grew.connect(self._index_grew)
        background.status_changed.connect(self.window.sidebar.set_status)
        self.window.sidebar.cancel_wanted.connect(background.cancel)
        background.said.connect(lambda text: self.window.toast.show_message(text))
        background.problem.connect(self.problem)

    # --- start ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the list as it was left, and the last article; the scan begins after the paint."""
        settings = self.window.settings
        self.listing.filter = Filter(
            languages=settings.languages,
            view=settings.view,
            order=settings.order,
            group_translations=settings.group_translations,
        )
        sidebar = self.window.sidebar
        sidebar.set_view(settings.view, settings.order)
        sidebar.set_saved_searches(list(settings.saved_searches.values()))
        sidebar.retranslate()
        sidebar.chips.set_active(settings.languages)
        self.recover_drafts()
        self._skeleton.start()
        self.listing.refresh()
        self._open_wanted()
        if self.visits.article is None:
            self.window.filled()

    def recover_drafts(self) -> None:
        """Put back what an earlier session could not save."""
        try:
            count = recover(self.parts.store)
        except ReaderError as error:
            self.problem.emit(error)
            return
        if count:
            self.window.toast.show_message(self.tr("%Ln unsaved note(s) put back", "", count))

    def set_folders(self, folders: list[Path]) -> None:
        """Show other folders from now on."""
        self.listing.folders = folders
        self.listing.refresh()
        self.background.set_folders(folders)

    # --- the list -------------------------------------------------------------------------------

    def search(self, query: str) -> None:
        """Answer a query as it is typed."""
        self._find_query = query.strip()
        self._show_operators(query)
        self.listing.set_filter(replace(self.listing.filter, query=query))

    def _show_operators(self, query: str) -> None:
        """The chips of a query that is understood; the answer tells what is wrong with another."""
        from reader.query import parse  # after the first paint

        with suppress(SearchQueryError):
            self.window.sidebar.set_operators([chip.label for chip in parse(query).chips()])

    def _remove_operator(self, number: int) -> None:
        from reader.query import parse, without  # after the first paint

        sidebar = self.window.sidebar
        text = sidebar.search.text()
        with suppress(SearchQueryError):
            chips = parse(text).chips()
            if number < len(chips):
                left = without(text, chips[number].span)
                sidebar.set_query(left, len(left))
                if not sidebar.query_row.take_focus(number):
                    sidebar.search.setFocus()

    def _add_operator(self, label: str) -> None:
        from reader.ui.operators import with_operator

        sidebar = self.window.sidebar
        text, cursor = sidebar.search.text(), sidebar.search.cursorPosition()
        before = text.encode("utf-16-le", "surrogatepass")[: 2 * cursor]
        place = len(before.decode("utf-16-le", "surrogatepass"))
        sidebar.set_query(*with_operator(text, place, label))
        sidebar.search.setFocus()

    def filter_languages(self, languages: tuple[str, ...]) -> None:
        """Show only these languages; none shows all."""
        self.window.sidebar.chips.set_active(languages)
        self.window.change_settings(languages=tuple(languages))
        self.listing.set_filter(replace(self.listing.filter, languages=tuple(languages)))

    def show_view(self, view: View) -> None:
        """All, unread, in progress, bookmarked or with notes."""
        self.window.sidebar.set_view(view, self.listing.filter.order)
        self.window.change_settings(view=view)
        self.listing.set_filter(replace(self.listing.filter, view=view))

    def sort_by(self, order: Order) -> None:
        """Sort the list."""
        self.window.sidebar.set_view(self.listing.filter.view, order)
        self.window.change_settings(order=order)
        self.listing.set_filter(replace(self.listing.filter, order=order))

    def group_translations(self, on: bool) -> None:
        """One row for a translation set, or one for each article."""
        self.window.change_settings(group_translations=on)
        self.listing.set_filter(replace(self.listing.filter, group_translations=on))

    def _show_skeleton(self) -> None:
        self.window.sidebar.show_skeleton()

    def _show_listed(self, listed: Listed) -> None:
        sidebar = self.window.sidebar
        if listed.fault:
            sidebar.show_fault(explain(listed.fault), listed.fault_place)
            return
        waiting = not listed.numbers and not self._listed_once and not listed.is_search
        if waiting and self.parts.library.count() == 0:
            return  # the first scan is on its way: the skeleton stays until it answers
        self._skeleton.stop()
        self._listed_once = True
        self.model.set_numbers(listed.numbers)
        if self.visits.article is not None:
            sidebar.select(self.visits.article.number)
        self._show_hint(listed)
        if listed.numbers:
            sidebar.show_list()
        elif listed.is_search:
            active = self.listing.filter.languages
            query = self.listing.filter.query.strip()
            sidebar.show_no_hits(query, active, listed.suggestion, self._so_far(listed))
        elif self.parts.library.count() == 0:
            sidebar.show_empty_library()
        else:
            sidebar.show_empty_view()
        if listed.is_search:
            sidebar.set_count_text(self._found_text(listed.total))

    def _so_far(self, listed: Listed) -> str:
        """In how much of the library nothing was found, "" where it was searched whole."""
        if self._searchable is not None:
            text = self.tr("{percent} % of the articles can be searched so far.")
            return text.format(percent=QLocale().toString(self._searchable))
        if listed.complete and not self.background.is_working():
            return ""
        return self.tr("New and changed articles are still being read.")

    def _found_text(self, total: int) -> str:
        """How many were found, and while the index grows in how much of the library."""
        found = self.tr("%Ln found", "", total)
        if self._searchable is None:
            return found
        share = self.tr("{percent} % searched").format(percent=QLocale().toString(self._searchable))
        return f"{found} · {share}"

    def _index_grew(self, done: int, total: int) -> None:
        """Search again whenever another tenth of the articles can be found."""
        share = min(99, done * 100 // total) if done < total else None
        before, self._searchable = self._searchable, share
        if self.listing.filter.query.strip() and (
            before is None or share is None or share // 10 != before // 10
        ):
            self.listing.refresh()

    def _show_hint(self, listed: Listed) -> None:
        hint = ""
        if listed.hidden:
            hint = self.tr("%Ln more in other languages – show", "", listed.hidden)
        self.window.sidebar.set_hint(hint)

    def _show_counts(self, counts: dict[str | None, int], unread: int) -> None:
        sidebar = self.window.sidebar
        order = sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
        sidebar.chips.set_counts([(language or "", count) for language, count in order])
        if not self.listing.filter.query.strip():
            sidebar.set_unread(unread)

    def _enter_list(self) -> None:
        sidebar = self.window.sidebar
        if not sidebar.list.currentIndex().isValid() and self.model.rowCount():
            sidebar.list.setCurrentIndex(self.model.index(0, 0))
        sidebar.list.setFocus()

    def _remember_search(self) -> None:
        query = self.window.sidebar.search.text().strip()
        if query and self.window.settings.recent_searches[:1] != (query,):
            self.window.settings = with_recent_search(self.window.settings, query)
            self.settings_changed.emit(self.window.settings)

    def _save_search(self) -> None:
        query = self.window.sidebar.search.text().strip()
        if query:
            searches = {**self.window.settings.saved_searches, query: query}
            self.window.change_settings(saved_searches=searches)
            self.window.sidebar.set_saved_searches(list(searches.values()))

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
            self._ask_about_unsaved(article, offset)
            return
        self.visits.open(article, offset)
        self.window.sidebar.select(article.number)

    def _ask_about_unsaved(self, article: Article, offset: int | None) -> None:
        """The note cannot be saved: keep its text on the clipboard before it leaves the screen."""
        QGuiApplication.clipboard().setText(self.window.reader.notes.unsaved_text())
        self.window.sidebar.select(self.visits.article.number if self.visits.article else -1)
        self.window.toast.show_message(
            self.tr("The note cannot be saved; its text was copied."),
            self.tr("Leave it"),
            lambda: self._leave_unsaved(article, offset),
        )

    def _leave_unsaved(self, article: Article, offset: int | None) -> None:
        self.window.reader.notes.note.show_saved("")
        self.visits.open(article, offset)

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
            language = self.parts.locale.split("-")[0].split("_")[0]
            for name in (f"welcome-{language}", "welcome-en"):
                article = article or library.by_id(name)
        if article is not None and article.folder not in self.listing.folders:
            article = None
        if article is not None:
            self._wanted_article = ""
            self.visits.recall(article)
            self.open_article(article)
        elif self.model.rowCount():
            self.open_number(self.model.numbers[0])

    def _show_beginning(self, beginning: Beginning, offset: int) -> None:
        """Let a long article be read while the rest is made; marks wait until its text is known."""
        article, window = beginning.article, self.window
        window.reader.notes.flush()  # while the marking knows the text they are about
        self.marking.clear()
        self._show_note(article)
        header = header_of(article)
        window.reader.begin(Opened(header, beginning.prepared, "", article.minutes, offset))
        window.setWindowTitle(article.title)

    def _show_article(self, ready: Ready, offset: int) -> None:
        article, window = ready.article, self.window
        places = dict(ready.places)
        self.outline = ready.rendered.outline
        window.reader.notes.flush()  # while the marking knows the text they are about
        self.marking.set_article(article, ready.rendered.text, places)
        self._show_note(article)
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
        self._mark_search_hits(article)
        if self._goto_mark:
            self._go_to_mark()
        self._read_ahead(article)
        self.window.filled()

    def _show_note(self, article: Article) -> None:
        """Show the article's note; what is typed into the one before is saved to it first."""
        card, before = self.window.reader.notes.note, self._noted
        saved = card.editor.flush()
        if before is not None and before.id == article.id and not saved:
            return  # reloaded while its note cannot be saved: the text stays
        if before is not None and not saved:
            self.drafting.keep_article_note(before.id, card.editor.toPlainText())
        self._noted = article
        note = self.parts.store.article_note(article.id)
        text = note.note if note else ""
        if card.editor.toPlainText() != text:
            card.show_saved(text)

    def _minutes(self, article: Article) -> int:
        """The reading time by the reader's own pace, where enough was read to know it."""
        pace = self.parts.store.reading_pace()
        if not pace:
            return article.minutes
        return max(1, round(article.words / min(max(pace, SLOWEST), FASTEST)))

    def _show_article_state(self, article: Article) -> None:
        state = self.parts.store.state(article.id)
        actions = self.window.actions_
        actions["bookmark"].setChecked(state.bookmarked)
        actions["read"].setChecked(state.read)
        actions["back"].setEnabled(self.visits.can_go(-1) or self.window.is_narrow())
        actions["forward"].setEnabled(self.visits.can_go(1))
        others = self.parts.library.articles(self.parts.library.numbers_of(article.translations))
        button = self.window.reader.bar.language_button
        button.setVisible(bool(others))
        tags = " ".join((other.language or "?").split("-")[0].upper() for other in others[:3])
        button.setText(tags)
        actions["next_language"].setEnabled(bool(others))

    def _show_article_problem(self, article: Article, simplified: str | None) -> None:
        reason = article.problem or simplified
        bar = self.window.reader.problem
        if article.size > model.LARGE:
            bar.show_problem(self._part_text(article), [(self.tr("Open whole"), self.show_whole)])
        elif reason is not None:
            bar.show_problem(explain(reason), [(self.tr("Show in folder"), self.show_file)])
        elif (missing := missing_font_message(self.marking.text)) is not None:
            bar.show_problem(missing)
        elif not (self.has_lasting_problem or self._was_refused):
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
        self.window.reader.notes.note.load("")
        self._noted = None
        self.window.reader.clear()
        buttons: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Retry"), self.visits.reload),
            (self.tr("Show in folder"), self.show_file),
        ]
        self.window.reader.problem.show_problem(f"{article.title}: {explain(error)}", buttons)
        self.window.filled()

    def _mark_search_hits(self, article: Article) -> None:
        query, text = self._find_query, self.marking.text
        if not query:
            return
        index = self.parts.index

        def show(hits: list[tuple[int, int]]) -> None:
            if self.visits.article is not None and self.visits.article.id == article.id:
                self.window.reader.pane.finish()
                self.window.reader.find_bar.show_hits(hits)

        self.searching.run(
            lambda: index.opened().highlight_terms(query, article.language, text), show
        )

    def _read_ahead(self, article: Article) -> None:
        position = self.model.position(article.number)
        if position >= 0:
            around = [position + 1, position - 1]
            numbers = [self.model.numbers[i] for i in around if 0 <= i < self.model.rowCount()]
            self._next_numbers = numbers
            self._ahead.start()

    def step(self, direction: int) -> bool:
        """Open the next or previous article of the list; whether there was one."""
        article = self.visits.article
        here = self.model.position(article.number) if article else -1
        target = here + direction if here >= 0 else 0
        if not 0 <= target < self.model.rowCount():
            return False
        self.open_number(self.model.numbers[target])
        return True

    def next_unread(self) -> bool:
        """Open the next unread article below this one, else the first of the list."""
        article = self.visits.article
        here = self.model.position(article.number) if article else -1
        order = [*range(here + 1, self.model.rowCount()), *range(max(0, here))]
        for position in order[:5000]:
            row = self.model.row(position)
            if row is not None and is_unread(row.state):
                self.open_number(row.article.number)
                return True
        self.window.toast.show_message(self.tr("Nothing unread is left in this list."))
        return False

    def finish_article(self) -> None:
        """The end was passed: the article is read, and the next unread one opens."""
        article = self.visits.article
        if article is not None and not self.parts.store.state(article.id).read:
            self.visits.set_read(article.id, True)
        self.next_unread()

    def next_language(self) -> None:
        """The same article in its next language, at the same paragraph."""
        article = self.visits.article
        if article is None or not article.translations:
            return
        library = self.parts.library
        others = library.articles(library.numbers_of(article.translations))
        ring = sorted([*others, article], key=lambda a: (a.language or "", a.id))
        other = ring[(ring.index(article) + 1) % len(ring)]
        self._goto_paragraph(other)

    def _goto_paragraph(self, other: Article) -> None:
        reader = self.window.reader
        opened = reader.opened
        offset = reader.pane.first_visible_offset()
        blocks = opened.prepared.blocks if opened else ()
        index = max((i for i, b in enumerate(blocks) if b.start <= offset), default=0)
        render = self.parts.render

        def place() -> int:
            theirs = render(other, False, None)[0].blocks
            if not theirs or offset == 0:
                return 0
            if len(theirs) == len(blocks):
                return theirs[index].start
            return theirs[min(len(theirs) - 1, round(index * len(theirs) / len(blocks)))].start

        self.reading.run(place, lambda start: self.open_article(other, start))

    def show_like(self, article: Article) -> None:
        """List the articles that are like this one; Escape in the search field returns."""
        index = self.parts.index

        def show(hits: tuple[Hit, ...]) -> None:
            if not hits:
                self.window.toast.show_message(self.tr("Nothing like this was found."))
                return
            self.listing.show_hits(hits)
            self.window.sidebar.set_count_text(
                self.tr("Like “{title}”").format(title=article.title)
            )

        self.searching.run(lambda: index.opened().more_like(article.number), show)

    def _on_click(self) -> None:
        if self.window.is_narrow():
            self.window.show_pane("reader")

    def _focus_reader(self) -> None:
        if self.window.is_narrow():
            self.window.show_pane("reader")
        self.window.reader.pane.setFocus()

    def show_file(self) -> None:
        """Show the article's file in the system's file manager."""
        from reader.ui.window import open_outside

        if self.visits.article is not None:
            open_outside(self.visits.article.path.parent.as_uri())

    # --- marks ----------------------------------------------------------------------------------

    def _save_article_note(self, text: str) -> bool:
        article = self._noted
        if article is None:
            return not text
        if self.marking.save_article_note(article, text):
            self.drafting.forget_article_note(article.id)
            return self._say_saved_again()
        self.drafting.keep_article_note(article.id, text)
        return self._try_later()

    def _save_note(self, mark_id: str, text: str) -> bool:
        if self.marking.save_note(mark_id, text):
            self.drafting.forget_note(mark_id)
            return self._say_saved_again()
        self.drafting.keep_note(mark_id, text)
        return self._try_later()

    def _try_later(self) -> bool:
        """What could not be saved is tried again until it can be."""
        self._again.start()
        return False

    def _say_saved_again(self) -> bool:
        self._calm.start()
        return True

    def _hide_store_problem(self) -> None:
        if self._was_refused and not self.window.reader.notes.unsaved_text():
            self._was_refused = False
            self.window.reader.problem.hide()

    def may_close(self) -> bool:
        """Whether the window may go: its text is on the disk, or the user has said so."""
        if self.save_all() or self.drafting.is_safe or self._close_anyway:
            return True
        self.window.toast.show_message(
            self.tr("The note cannot be saved anywhere."),
            self.tr("Close anyway"),
            self._close_at_last,
        )
        return False

    def _close_at_last(self) -> None:
        self._close_anyway = True
        self.window.close()

    def tell_store_problem(self) -> None:
        """The bar about the store is shown: it goes once everything is saved."""
        self._was_refused = True

    def toggle_bookmark(self) -> None:
        """Set or remove the bookmark on the open article."""
        is_set = self.marking.toggle_bookmark()
        if is_set is None:
            self._show_bookmark_state()
            return
        text = self.tr("Bookmark set") if is_set else self.tr("Bookmark removed")
        self.say_with_undo(text)

    def _show_bookmark_state(self) -> None:
        if self.visits.article is not None:
            state = self.parts.store.state(self.visits.article.id)
            self.window.actions_["bookmark"].setChecked(state.bookmarked)

    def toggle_read(self) -> None:
        """Mark the open article as read or unread."""
        if (article := self.visits.article) is not None:
            read = not self.parts.store.state(article.id).read
            self.visits.set_read(article.id, read)
            self.window.toast.show_message(
                self.tr("Marked as read") if read else self.tr("Marked as unread")
            )

    def say_with_undo(self, text: str) -> None:
        """A toast that offers to undo the last change."""
        self.window.toast.show_message(text, self.tr("Undo"), self.undo)

    def undo(self) -> None:
        self.marking.undo_stack.undo()

    def redo(self) -> None:
        self.marking.undo_stack.redo()

    def _marks_changed(self, article_id: str) -> None:
        self._state_changed(article_id)
        article = self.visits.article
        if article is not None and article.id == article_id:
            note = self.parts.store.article_note(article_id)
            text = note.note if note else ""
            card = self.window.reader.notes.note
            if not card.editor.is_dirty() and card.editor.toPlainText() != text:
                card.show_saved(text)
        self.background.index_notes(article_id)

    def _state_changed(self, article_id: str) -> None:
        article = self.visits.article
        if article is not None and article.id == article_id:
            state = self.parts.store.state(article_id)
            self.window.actions_["bookmark"].setChecked(state.bookmarked)
            self.window.actions_["read"].setChecked(state.read)
            self.model.refresh([article.number])
        else:
            self.model.refresh(self.parts.library.numbers_of([article_id]))
        self.listing.recount()

    # --- the background -------------------------------------------------------------------------

    def _list_more(self) -> None:
        """Show what a scan has found so far; what is open is looked at when it is over."""
        self._refresh_list()
        if self.visits.article is None and not self._wanted_article:
            self._open_wanted()

    def _refresh_list(self) -> None:
        scroll = self.window.sidebar.list.verticalScrollBar()
        value = scroll.value()
        self.listing.refresh()
        scroll.setValue(value)

    def _library_changed(self, changes: Mapping[str, Sequence[int]]) -> None:
        if not any(changes.get(key) for key in ("added", "changed", "removed")):
            if not self._listed_once:
                self._listed_once = True
                self.listing.refresh()
            return
        first = not self._listed_once
        self._listed_once = True
        self._refresh_list()
        if first or self.visits.article is None:
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
        self.visits.article = self.marking.article = self._noted = moved
        self.background.watch_file(moved.path)

    def _index_finished(self) -> None:
        self._searchable = None
        if not self._listed_once or self.listing.filter.query.strip():
            self._listed_once = True
            self.listing.refresh()

    # --- the end --------------------------------------------------------------------------------

    def save_all(self) -> bool:
        """Write everything that is not on the disk yet; whether all of it is."""
        saved = self.window.reader.notes.flush()
        self.visits.save()
        return saved

    def close(self) -> None:
        """Stop the background and release the files."""
        for timer in (self._skeleton, self._ahead, self._again, self._calm):
            timer.stop()
        self._close_whole()
        self.listing.close()
        self.visits.close_article()
        self.background.close()
        self.searching.close()
        self.reading.close()

    def changed_language(self) -> None:
        """Show headers and cards in the interface's new language."""
        if self.visits.article is not None and self.window.reader.opened is not None:
            self.annotator.show_marks()
