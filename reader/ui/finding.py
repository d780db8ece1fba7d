"""What the list shows and why: search, operators, filters, and the steps from article to article.

`Listing` answers what is asked here; the answer is shown here too, with what it leaves out.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QLocale, QObject, Signal

from reader.errors import SearchQueryError
from reader.library import Library
from reader.model import Article, Hit, Order, View
from reader.settings import with_recent_search
from reader.ui import utf16
from reader.ui.articlerow import is_unread
from reader.ui.articles import ArticleModel
from reader.ui.background import Background
from reader.ui.listing import Filter, Listed, Listing
from reader.ui.messages import explain
from reader.ui.searching import Searching
from reader.ui.tasks import Tasks
from reader.ui.timers import one_shot
from reader.ui.visits import Visits
from reader.ui.window import Window

SKELETON_MS = 150
MOST_ROWS = 5000  # rows looked through for an unread article: each screenful is a query


class Finding(QObject):
    """The list side of one window. `article_chosen` carries the number of one that is to open."""

    article_chosen = Signal(int)

    def __init__(
        self,
        library: Library,
        index: Searching,
        searching: Tasks,
        listing: Listing,
        model: ArticleModel,
        visits: Visits,
        background: Background,
        window: Window,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._index, self._searching = library, index, searching
        self._listing, self._model = listing, model
        self._visits, self._background = visits, background
        self._window, self._sidebar = window, window.sidebar
        self._is_settled = False  # an empty list is an empty library, not one still to be scanned
        self._searchable: int | None = None  # percent of the articles, while the index grows
        self._like: tuple[str, tuple[Hit, ...]] | None = None  # a title, and what is like it
        self._hides_view = False
        self._skeleton = one_shot(self, SKELETON_MS, self._sidebar.show_skeleton)
        self._wire()

    def _wire(self) -> None:
        sidebar = self._sidebar
        sidebar.search_edited.connect(self.search)
        sidebar.languages_chosen.connect(self.filter_languages)
        sidebar.view_chosen.connect(self.show_view)
        sidebar.view_button.order_chosen.connect(self.sort_by)
        sidebar.show_all_languages.connect(lambda: self.filter_languages(()))
        sidebar.hint_chosen.connect(self._show_hidden)
        sidebar.suggestion_chosen.connect(sidebar.search.setText)
        sidebar.view_button.search_chosen.connect(sidebar.search.setText)
        sidebar.view_button.save_search_wanted.connect(self._save_search)
        sidebar.view_button.drop_search_wanted.connect(self._drop_search)
        sidebar.search.recent_chosen.connect(sidebar.search.setText)
        sidebar.search.clear_recent_wanted.connect(lambda: self._set_recent(()))
        sidebar.operator_removed.connect(self._remove_operator)
        sidebar.operator_chosen.connect(self._add_operator)
        sidebar.entered_list.connect(self._enter_list)
        sidebar.search.escaped.connect(self._leave_search)
        sidebar.list.escaped.connect(self._leave_like)
        sidebar.search.editingFinished.connect(self._remember_search)
        sidebar.list.article_chosen.connect(self.article_chosen)
        self._listing.listed.connect(self._show_listed)
        self._listing.passages_found.connect(self._model.refresh)
        self._listing.counted.connect(self._show_counts)
        self._background.indexed.connect(self._finish_index)
        self._background.index_grew.connect(self._grow_index)

    def start(self) -> None:
        """Show the list as it was left."""
        settings, sidebar = self._window.settings, self._sidebar
        self._listing.filter = Filter(
            languages=settings.languages,
            view=settings.view,
            order=settings.order,
            group_translations=settings.group_translations,
        )
        sidebar.view_button.set_view(settings.view, settings.order)
        sidebar.view_button.set_saved_searches([*settings.saved_searches.values()])
        sidebar.search.set_recent(settings.recent_searches)
        sidebar.retranslate()
        sidebar.chips.set_active(settings.languages)
        self._skeleton.start()
        self._listing.refresh()

    # --- what is asked --------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """What is searched, "" where all is listed."""
        return self._listing.filter.query.strip()

    def search(self, query: str) -> None:
        """Answer a query as it is typed."""
        if query.strip() != self.query:
            self._window.reader.find_bar.show_hits([])
        self._show_operators(query)
        self._list(query=query)

    def filter_languages(self, languages: tuple[str, ...]) -> None:
        """Show only these languages; none shows all."""
        self._sidebar.chips.set_active(languages)
        self._window.change_settings(languages=tuple(languages))
        self._list(languages=tuple(languages))

    def show_view(self, view: View) -> None:
        """All, unread, in progress, bookmarked or with notes."""
        self._sidebar.view_button.set_view(view, self._listing.filter.order)
        self._window.change_settings(view=view)
        self._list(view=view)

    def sort_by(self, order: Order) -> None:
        """Sort the list."""
        self._sidebar.view_button.set_view(self._listing.filter.view, order)
        self._window.change_settings(order=order)
        self._list(order=order)

    def group_translations(self, on: bool) -> None:
        """One row for a translation set, or one for each article."""
        self._window.change_settings(group_translations=on)
        self._list(group_translations=on)

    def _list(self, **fields: object) -> None:
        """Change some of what is asked for, and list the answer."""
        self._like = None
        self._listing.set_filter(replace(self._listing.filter, **fields))  # type: ignore[arg-type]

    def _leave_search(self) -> None:
        """Escape: a step back from what is shown."""
        if self._like is not None:
            self._leave_like()
        elif self._sidebar.search.text():
            self._sidebar.search.clear()
        else:
            self._sidebar.list.setFocus()

    # --- more like one article ------------------------------------------------------------------

    def show_like(self, article: Article) -> None:
        """List the articles that are like this one, until Escape or another wish."""
        index = self._index

        def show(found: tuple[Hit, ...]) -> None:
            folders = self._listing.folders
            numbers = [hit.number for hit in found]
            shown = {a.number for a in self._library.articles(numbers) if a.folder in folders}
            hits = tuple(hit for hit in found if hit.number in shown)
            if not hits:
                self._window.toast.show_message(self.tr("Nothing like this was found."))
                return
            self._like = article.title, hits
            self._listing.show_hits(hits)

        self._searching.run(lambda: index.opened().more_like(article.number), show)

    def _leave_like(self) -> None:
        if self._like is not None:
            self._list()

    # --- searches that are kept -----------------------------------------------------------------

    def _remember_search(self) -> None:
        query, window = self._sidebar.search.text().strip(), self._window
        if query and window.settings.recent_searches[:1] != (query,):
            self._set_recent(with_recent_search(window.settings, query).recent_searches)

    def _set_recent(self, searches: tuple[str, ...]) -> None:
        self._window.change_settings(recent_searches=searches)
        self._sidebar.search.set_recent(searches)

    def _save_search(self) -> None:
        query = self._sidebar.search.text().strip()
        if query:
            self._keep_searches({**self._window.settings.saved_searches, query: query})

    def _drop_search(self) -> None:
        """Keep the present search no longer; it is still shown."""
        query, saved = self._sidebar.search.text().strip(), self._window.settings.saved_searches
        self._keep_searches({name: kept for name, kept in saved.items() if kept != query})

    def _keep_searches(self, searches: dict[str, str]) -> None:
        self._window.change_settings(saved_searches=searches)
        self._sidebar.view_button.set_saved_searches([*searches.values()])

    # --- operators ------------------------------------------------------------------------------

    def _show_operators(self, query: str) -> None:
        """The chips of a query that is understood; the answer tells what is wrong with another."""
        from reader.query import parse  # after the first paint

        with suppress(SearchQueryError):
            self._sidebar.set_operators([chip.label for chip in parse(query).chips()])

    def _remove_operator(self, number: int) -> None:
        from reader.query import parse, without  # after the first paint

        sidebar = self._sidebar
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

        sidebar = self._sidebar
        text, cursor = sidebar.search.text(), sidebar.search.cursorPosition()
        sidebar.set_query(*with_operator(text, len(utf16.head(text, cursor)), label))
        sidebar.search.setFocus()

    # --- the answer -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Answer anew where the list is scrolled to."""
        scroll = self._sidebar.list.verticalScrollBar()
        value = scroll.value()
        self._ask_again()
        scroll.setValue(value)

    def _ask_again(self) -> None:
        if self._like is not None:
            self._listing.show_hits(self._like[1])
        else:
            self._listing.refresh()

    def settle(self) -> bool:
        """A scan is over: from now on an empty list is an empty library. False if it was before."""
        was_settled, self._is_settled = self._is_settled, True
        return not was_settled

    def _show_listed(self, listed: Listed) -> None:
        sidebar = self._sidebar
        if listed.fault:
            sidebar.show_fault(explain(listed.fault), listed.fault_place)
            return
        waiting = not listed.numbers and not self._is_settled and not listed.is_search
        if waiting and self._library.count() == 0:
            return  # the first scan is on its way: the skeleton stays until it answers
        self._skeleton.stop()
        self._is_settled = True
        self._model.set_numbers(listed.numbers)
        for name in ("next_article", "previous_article", "next_unread"):
            self._window.actions_[name].setEnabled(bool(listed.numbers))
        if self._visits.article is not None:
            sidebar.select(self._visits.article.number)
        self._show_hint(listed)
        if listed.numbers:
            sidebar.show_list()
        elif listed.is_search:
            asked = self._listing.filter
            so_far = self._so_far(listed)
            sidebar.show_no_hits(self.query, asked.view, asked.languages, listed.suggestion, so_far)
        elif self._library.count() == 0:
            sidebar.show_empty_library()
        else:
            sidebar.show_empty_view()
        if listed.is_search:
            sidebar.set_count_text(self._found_text(listed.total))

    def _show_hint(self, listed: Listed) -> None:
        asked, hint = self._listing.filter, ""
        self._hides_view = bool(listed.outside)
        if self._like is not None:
            hint = self.tr("Like “{title}” – show all").format(title=self._like[0])
        elif listed.outside and asked.languages:
            number = listed.outside + listed.hidden
            hint = self.tr("%Ln more in other views and languages – show", "", number)
        elif listed.outside:
            view = self._sidebar.view_button.view_names()[asked.view]
            hint = self.tr("%Ln more outside “{view}” – show", "", listed.outside)
            hint = hint.format(view=view)
        elif listed.hidden:
            hint = self.tr("%Ln more in other languages – show", "", listed.hidden)
        self._sidebar.set_hint(hint)

    def _show_hidden(self) -> None:
        """Show what the line of the list says is not in it."""
        if self._like is not None:
            self._leave_like()
            return
        if self._hides_view:
            self.show_view("all")
        if self._listing.filter.languages:
            self.filter_languages(())

    def _show_counts(self, counts: dict[str | None, int], unread: int) -> None:
        order = sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
        self._sidebar.chips.set_counts([(language or "", count) for language, count in order])
        if not self.query and self._like is None:
            self._sidebar.set_unread(unread)

    def mark_hits(self, article: Article, text: str) -> None:
        """Show where the open article with this text holds what is searched."""
        query, index = self.query, self._index
        if not query:
            self._window.reader.find_bar.show_hits([])
            return

        def show(hits: list[tuple[int, int]]) -> None:
            is_open = self._visits.article is not None and self._visits.article.id == article.id
            if is_open and query == self.query:
                self._window.reader.pane.finish()
                self._window.reader.find_bar.show_hits(hits)

        self._searching.run(
            lambda: index.opened().highlight_terms(query, article.language, text), show
        )

    # --- while the index grows ------------------------------------------------------------------

    def _so_far(self, listed: Listed) -> str:
        """In how much of the library nothing was found, "" where it was searched whole."""
        if self._searchable is not None:
            text = self.tr("{percent} % of the articles can be searched so far.")
            return text.format(percent=QLocale().toString(self._searchable))
        if listed.complete and not self._background.is_working():
            return ""
        return self.tr("New and changed articles are still being read.")

    def _found_text(self, total: int) -> str:
        """How many were found, and while the index grows in how much of the library."""
        found = self.tr("%Ln found", "", total)
        if self._searchable is None:
            return found
        share = self.tr("{percent} % searched").format(percent=QLocale().toString(self._searchable))
        return f"{found} · {share}"

    def _grow_index(self, done: int, total: int) -> None:
        """Search again whenever another tenth of the articles can be found."""
        share = min(99, done * 100 // total) if done < total else None
        before, self._searchable = self._searchable, share
        if self.query and (before is None or share is None or share // 10 != before // 10):
            self._ask_again()

    def _finish_index(self) -> None:
        self._searchable = None
        if self.settle() or self.query:
            self._ask_again()

    # --- steps ----------------------------------------------------------------------------------

    def step(self, direction: int) -> bool:
        """Open the next or previous article of the list; whether there was one."""
        here = self._here()
        target = here + direction if here >= 0 else 0
        if not 0 <= target < self._model.rowCount():
            return False
        self.article_chosen.emit(self._model.numbers[target])
        return True

    def next_unread(self) -> bool:
        """Open the next unread article below this one, else the first of the list."""
        here = self._here()
        order = [*range(here + 1, self._model.rowCount()), *range(max(0, here))]
        for position in order[:MOST_ROWS]:
            row = self._model.row(position)
            if row is not None and is_unread(row.state):
                self.article_chosen.emit(row.article.number)
                return True
        self._window.toast.show_message(self.tr("Nothing unread is left in this list."))
        return False

    def _here(self) -> int:
        """The row of the open article, -1 where the list does not hold it."""
        article = self._visits.article
        return self._model.position(article.number) if article else -1

    def _enter_list(self) -> None:
        rows = self._sidebar.list
        if not rows.currentIndex().isValid() and self._model.rowCount():
            rows.setCurrentIndex(self._model.index(0, 0))
        rows.setFocus()

    def close(self) -> None:
        """Answer nothing more."""
        self._skeleton.stop()
        self._listing.close()
