"""How one query is answered from the index: its conditions, ranking, hits, counts, suggestion."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import apsw

from reader import analysis, hits, postings, query
from reader.conditions import Compiler, Condition, Rows, Select, Terms, either
from reader.errors import SearchQueryError
from reader.expansion import Expander, Expansion
from reader.index_file import IndexFile
from reader.model import Hit
from reader.ranking import MANY, Ranking, count

_SET_NAMES = {"with_notes": "note", "notes": "note", "highlights": "highlight"}

Sets = Mapping[str, Collection[int] | Collection[str]]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found.

    total counts the articles (translations of one article count once), exactly where
    total_is_exact, else at least so many. hidden_by_filter counts those in other languages than the
    filter's, 5,001 standing for more. suggestion is the query with its unknown words put right.
    fault is why the query was not understood, then hits is empty. complete is False while the index
    still grows.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_is_exact: bool = True
    hidden_by_filter: int = 0
    suggestion: str | None = None
    took_ms: float = 0.0
    fault: SearchQueryError | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """What a search asks for beside its words, as `Index.search` says it.

    bases are the base languages of the filter, spoken those that the words may be in; none: all.
    """

    bases: Sequence[str]
    spoken: Sequence[str]
    sets: Sets
    within: Collection[int] | None
    typing: bool
    limit: int
    passages: int


class Answering:
    """Answers queries from an open index; lexicons is the folder of its dictionaries."""

    def __init__(self, file: IndexFile, lexicons: Path) -> None:
        self._file = file
        self._lexicons = lexicons

    def results(self, asked: query.Query, request: Request) -> Results:
        """What a query finds, as if the index were complete. SearchQueryError, IndexDamaged."""
        root = asked.root if request.typing else query.finished(asked.root)
        if root is None:
            return Results()
        scope = self._scope(request.within)
        expand = self.expander(request.spoken)
        compiler = Compiler(expand, self._is_mixed(), _set_selects(request.sets))
        filters = [*scope, *([_in_languages(request.bases)] if request.bases else [])]
        ranking = Ranking(self._file, compiler, root, filters)
        everything = ranking.widest()
        ranked = ranking.top(request.limit * 2)
        total = ranking.total()  # after the narrower questions, which may answer it
        found = hits.hits(self._file, ranked, everything, request.limit)
        words, first = query.words(root), found[: request.passages]
        found = (
            *hits.with_passages(self._file, first, words, expand),
            *found[request.passages :],
        )
        return Results(
            found,
            total - self._duplicates(everything, total),
            total <= MANY,
            self._hidden(compiler, root, request.bases, scope),
            self._suggestion(asked, compiler, request.spoken) if not total else None,
        )

    def expander(self, spoken: Sequence[str]) -> Callable[[str], Expansion]:
        """What a word stands for in the languages of spoken that the index has; none: in all."""
        return cache(Expander(self._file, self._languages(spoken), self._lexicons).expand)

    def _languages(self, spoken: Sequence[str] = ()) -> list[str]:
        """The languages of the index, of spoken alone where it names some."""
        bases = [str(base) for (base,) in self._file.rows("SELECT base FROM languages")]
        return [base for base in bases if not spoken or base in spoken]

    def _is_mixed(self) -> bool:
        return len(self._languages()) > 1

    def _hidden(
        self,
        compiler: Compiler,
        root: query.Node,
        bases: Sequence[str],
        scope: Sequence[Condition],
    ) -> int:
        if not bases:
            return 0
        others = Terms(f"{postings.quoted(postings.EVERY)} NOT {either(_language_terms(bases))}")
        return Ranking(self._file, compiler, root, [*scope, others]).total()

    def _scope(self, within: Collection[int] | None) -> list[Condition]:
        """The condition that a number is in within, which is written down once for all tiers."""
        if within is None:
            return []
        numbers = array("q", within)
        self._file.rows("CREATE TEMP TABLE IF NOT EXISTS scope(number INTEGER PRIMARY KEY)")
        self._file.rows("DELETE FROM temp.scope")
        if numbers:
            sql = "INSERT OR IGNORE INTO temp.scope SELECT value FROM carray(?)"
            self._file.rows(sql, (apsw.carray(numbers),))
        return [Rows(Select("SELECT number FROM temp.scope", ()))]

    def _duplicates(self, everything: Select, total: int) -> int:
        """How many of the articles are translations of another one of them."""
        if total > MANY or not self._has_works():
            return 0
        sql = (
            "SELECT count(*) - count(DISTINCT work) FROM docs"
            f" WHERE work<>'' AND number IN ({everything.sql})"
        )
        return int(self._file.rows(sql, everything.bindings)[0][0])

    def _has_works(self) -> bool:
        return bool(self._file.rows("SELECT 1 FROM docs WHERE work<>'' LIMIT 1"))

    def _suggestion(
        self, asked: query.Query, compiler: Compiler, spoken: Sequence[str]
    ) -> str | None:
        from reader import suggest  # with rapidfuzz, wanted only where nothing is found

        languages = self._languages(spoken)
        text, changed = asked.text, False
        for words in reversed(asked.words()):
            if len(words.tokens) > 1 or words.exact or words.scope:
                continue
            known = Ranking(self._file, compiler, words, []).widest()
            if count(self._file, known, 1):
                continue
            better = suggest.nearest(self._file, languages, words.tokens[0])
            if better is not None:
                text = text[: words.span[0]] + better + text[words.span[1] :]
                changed = True
        return text if changed else None


def spoken_languages(
    filter_languages: Collection[str | None], library_languages: Collection[str]
) -> list[str]:
    """The base languages that a query may be in; none stands for all that the index has."""
    return [analysis.base_language(tag) for tag in filter_languages or library_languages]


def _in_languages(bases: Sequence[str]) -> Condition:
    return Terms(either(_language_terms(bases)))


def _language_terms(bases: Sequence[str]) -> list[str]:
    return [postings.quoted(postings.LANGUAGE + base) for base in bases]


def _set_selects(sets: Sets) -> dict[str, Select]:
    return {_SET_NAMES.get(name, name): _set_select(members) for name, members in sets.items()}


def _set_select(members: Collection[int] | Collection[str]) -> Select:
    values = list(members)
    if not values:
        return Select("SELECT number FROM docs WHERE 0", ())
    if isinstance(values[0], int):
        return Select("SELECT value FROM carray(?)", (apsw.carray(array("q", values)),))
    sql = "SELECT number FROM docs WHERE id IN (SELECT value FROM carray(?))"
    return Select(sql, (apsw.carray(tuple(map(str, values))),))
