"""Which articles the list shows: folders, languages, view, order and search put together.

The catalogue answers a filter at once; a search runs in a worker, and only the newest answer is
shown.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError
from reader.library import Library, Mask
from reader.model import Hit, Order, View
from reader.store import Store
from reader.ui.articlerow import Row
from reader.ui.searching import Searching
from reader.ui.tasks import Tasks, Token
from reader.ui.timers import one_shot

if TYPE_CHECKING:
    from reader.search import Results

MOST_HITS = 60
FIRST_PASSAGES = 14  # hits that a screen shows; the others get theirs once nothing is typed
REST_MS = 150


@dataclass(frozen=True)
class Filter:
    """What the user chose; languages are base tags, "" stands for unknown, none for all."""

    languages: tuple[str, ...] = ()
    view: View = "all"
    order: Order = "date"
    query: str = ""
    group_translations: bool = False


@dataclass(frozen=True)
class Listed:
    """An answer for the list; hidden counts what the language filter hides.

    outside counts the hits outside the view, in every language. complete is False where the index
    did not hold every article yet. fault says why a query was not understood, fault_place where
    (in code points).
    """

    numbers: Sequence[int]
    hits: Mapping[int, Hit] = field(default_factory=dict)
    total: int = 0
    hidden: int = 0
    outside: int = 0
    suggestion: str | None = None
    fault: str = ""
    fault_place: int = -1
    complete: bool = True
    is_search: bool = False


class Listing(QObject):
    """Answers filters. `listed` carries a Listed, `counted` language counts and what is unread.

    Unread are the articles in the filter's languages, whatever the view.

    `passages_found` carries the numbers of hits that are told with their passages now.
    """

    listed = Signal(object)
    passages_found = Signal(object)
    counted = Signal(object, int)
    failed = Signal(object)

    def __init__(
        self,
        library: Library,
        index: Searching,
        store: Store,
        tasks: Tasks,
        folders: Sequence[Path],
        locale: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._index, self._store, self._tasks = library, index, store, tasks
        self.folders = list(folders)
        self.locale = locale
        self.filter = Filter()
        self._token: Token | None = None
        self._hits: Mapping[int, Hit] = {}
        self._counts_timer = one_shot(self, 0, self._count)
        self._rest_timer = one_shot(self, REST_MS, self._find_passages)

    def set_filter(self, wanted: Filter) -> None:
        """Answer a filter: at once, or as soon as the search has."""
        before, self.filter = self.filter, wanted
        is_typed = self.is_search and replace(before, query=wanted.query) == wanted
        self._answer(recount=not is_typed)

    def refresh(self) -> None:
        """Answer the present filter anew."""
        self._answer(recount=True)

    @property
    def is_search(self) -> bool:
        return bool(self.filter.query.strip())

    def _answer(self, *, recount: bool) -> None:
        self._rest_timer.stop()
        if self._token is not None:
            self._token.cancel()
            self._index.interrupt()
        if self.is_search:
            self._search()
        else:
            self._hits = {}
            try:
                numbers = self.numbers()
            except ReaderError as error:
                self.failed.emit(error)
                return
            self.listed.emit(Listed(numbers, total=len(numbers), hidden=self._hidden(numbers)))
        if recount:
            self._counts_timer.start()

    def numbers(self) -> Sequence[int]:
        """The articles of the filter without its query."""
        return self._ask(self.filter.languages, self.filter.order)

    def _ask(self, languages: Sequence[str], order: Order) -> array[int]:
        only, excluding = self._sets(self.filter.view)
        return self._library.numbers(
            folders=self.folders,
            languages=[language or None for language in languages],
            order=order,
            locale=self.locale,
            only=only,
            excluding=excluding,
            group_translations=self.filter.group_translations,
            opened=self._store.recently_opened() if order == "opened" else (),
        )

    def _sets(self, view: View) -> tuple[Collection[str] | None, Collection[str]]:
        if view == "unread":
            return None, self.begun_ids()
        if view == "all":
            return None, ()
        return frozenset(self._store.ids(view)), ()

    def begun_ids(self) -> frozenset[str]:
        """Articles that are not unread: read or in progress."""
        return frozenset(self._store.read_ids() | self._store.in_progress_ids())

    def _hidden(self, numbers: Sequence[int]) -> int:
        """How many articles of this view the language filter hides."""
        if not self.filter.languages:
            return 0
        if not self.filter.group_translations:
            only, excluding = self._sets(self.filter.view)
            counts = self._library.language_counts(self.folders, only=only, excluding=excluding)
            return max(0, sum(counts.values()) - len(numbers))
        return max(0, len(self._ask((), "date")) - len(numbers))

    def recount(self) -> None:
        """Tell the counts anew after a change of some article's state."""
        self._counts_timer.start()

    def _count(self) -> None:
        begun = self.begun_ids()
        if not self._library.knows(begun):
            self._learn(begun)
            return
        counts = unread = self._library.language_counts(folders=self.folders)
        if begun:
            unread = self._library.language_counts(self.folders, excluding=begun)
        spoken = [language or None for language in self.filter.languages] or unread
        self.counted.emit(counts, sum(unread.get(language, 0) for language in spoken))

    def _learn(self, ids: frozenset[str]) -> None:
        """Let a worker find where many ids are, and count then; the list without them is quick."""
        path = self._library.path

        def work() -> Mask:
            with Library(path) as library:
                return library.mask(ids)

        def done(mask: Mask) -> None:
            self._library.keep(mask)
            self._counts_timer.start()

        self._tasks.run(work, done, self.failed.emit)

    def close(self) -> None:
        """Answer nothing more."""
        self._counts_timer.stop()
        self._rest_timer.stop()
        if self._token is not None:
            self._token.cancel()

    # --- search ---------------------------------------------------------------------------------

    def _search(self) -> None:
        wanted = self.filter
        scope = self._scope(wanted.view)
        whole = self._scope("all") if wanted.view != "all" else None
        sets = self.search_sets() if ":" in wanted.query else {}
        languages = [language or None for language in wanted.languages]

        def work() -> tuple[Results, int]:
            search = partial(
                self._index.opened().search,
                wanted.query,
                languages=languages,
                sets=sets,
                typing=True,
            )
            results = search(limit=MOST_HITS, within=scope, passages=FIRST_PASSAGES)
            if wanted.view == "all":
                return results, 0
            everywhere = search(limit=1, within=whole, passages=0)
            inside = results.total + results.hidden_by_filter
            return results, max(0, everywhere.total + everywhere.hidden_by_filter - inside)

        self._token = self._tasks.run(work, lambda found: self._found(*found), self._not_found)

    def _scope(self, view: View) -> set[int] | None:
        """The only articles that a search in this view finds, None where all of them are."""
        if view == "all" and self.folders == self._library.folders():
            return None
        only, excluding = self._sets(view)
        return set(self._library.numbers(folders=self.folders, only=only, excluding=excluding))

    def search_sets(self) -> dict[str, Collection[int] | Collection[str]]:
        """The articles behind is: and has:, by id."""
        return {
            "bookmarked": self._store.bookmarked_ids(),
            "read": self._store.read_ids(),
            "note": self._store.ids_with_notes(),
            "highlight": self._store.ids_with_marks(),
        }

    def _not_found(self, error: Exception) -> None:
        from reader.search import SearchInterrupted  # it is there: it has been searched

        if not isinstance(error, SearchInterrupted):
            self.failed.emit(error)

    def _found(self, results: Results, outside: int) -> None:
        if results.fault is not None:
            fault, place = str(results.fault), results.fault.position
            self.listed.emit(Listed((), fault=fault, fault_place=place, is_search=True))
            return
        self._hits = {hit.number: hit for hit in results.hits}
        self.listed.emit(
            Listed(
                numbers=array("q", [hit.number for hit in results.hits]),
                hits=self._hits,
                total=results.total,
                hidden=results.hidden_by_filter,
                outside=outside,
                suggestion=results.suggestion,
                complete=results.complete,
                is_search=True,
            )
        )

        if len(self._hits) > FIRST_PASSAGES:
            self._rest_timer.start()

    def _find_passages(self) -> None:
        """The passages of the hits below the first screen."""
        rest = list(self._hits.values())[FIRST_PASSAGES:]
        wanted = self.filter
        languages = [language or None for language in wanted.languages]

        def work() -> tuple[Hit, ...]:
            return self._index.opened().passages(wanted.query, rest, languages=languages)

        self._token = self._tasks.run(work, self._passages_found, self._not_found)

    def _passages_found(self, hits: Sequence[Hit]) -> None:
        self._hits = {**self._hits, **{hit.number: hit for hit in hits}}
        self.passages_found.emit([hit.number for hit in hits])

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List these articles, whatever the filter."""
        self._rest_timer.stop()
        if self._token is not None:
            self._token.cancel()
        self._hits = {hit.number: hit for hit in hits}
        numbers = array("q", [hit.number for hit in hits])
        self.listed.emit(Listed(numbers, self._hits, len(hits), is_search=True))

    # --- rows -----------------------------------------------------------------------------------

    def rows(self, numbers: Sequence[int]) -> dict[int, Row]:
        """What the list shows of these articles."""
        articles = self._library.articles(numbers)
        states = self._store.states([article.id for article in articles])
        return {
            article.number: Row(
                article,
                states.get(article.id) or self._store.state(article.id),
                self._hits.get(article.number),
                self._languages(article.number, article.language, article.translations),
            )
            for article in articles
        }

    def _languages(
        self, number: int, language: str | None, translations: Sequence[str]
    ) -> tuple[str, ...]:
        if (hit := self._hits.get(number)) is not None and len(hit.languages) > 1:
            return hit.languages
        if not self.filter.group_translations or not translations:
            return ()
        others = self._library.articles(self._library.numbers_of(translations))
        return tuple(x for x in (language, *(o.language for o in others)) if x)
