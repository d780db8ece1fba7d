"""Makes hits of article numbers: their titles, languages, translations, and a passage each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import apsw

from reader import analysis, packing, query, snippets
from reader.conditions import Select
from reader.expansion import Expansion
from reader.index_file import IndexFile
from reader.model import Hit
from reader.ranking import Ranked

_LEAST_LOOKED_UP = 3  # letters: of fewer, too many words begin with them
_MOST_MARKED = 100


def hits(
    file: IndexFile, ranked: Sequence[Ranked], everything: Select, limit: int
) -> tuple[Hit, ...]:
    """The first limit works among ranked, without passages.

    everything is the question that found them.
    """
    found = rows(file, [one.number for one in ranked])
    firsts: dict[str, Ranked] = {}
    for one in ranked:
        if one.number in found:
            firsts.setdefault(found[one.number].work or f"\n{one.number}", one)
    chosen = list(firsts.values())[:limit]
    together = _translations(file, [found[one.number] for one in chosen], everything)
    return tuple(
        found[one.number].hit(one.score, together.get(found[one.number].work, ())) for one in chosen
    )


def with_passages(
    file: IndexFile,
    found: Sequence[Hit],
    words: Sequence[query.Words],
    expand: Callable[[str], Expansion],
) -> tuple[Hit, ...]:
    """The same hits with the passages that show the query's words."""
    cutter = _Cutter(file, words, expand, [hit.number for hit in found])
    return tuple(map(cutter.cut, found))


class Row(NamedTuple):
    number: int
    id: str
    title: str
    language: str
    work: str

    def hit(self, score: float, languages: Sequence[str]) -> Hit:
        own = [self.language] if self.language else []
        others = [language for language in languages if language and language != self.language]
        return Hit(
            self.number, self.id, self.title, self.language or None, score, "", "text",
            (*own, *others),
        )  # fmt: skip


class _Cutter:
    """Finds the passages that show the query's words."""

    def __init__(
        self,
        file: IndexFile,
        words: Sequence[query.Words],
        expand: Callable[[str], Expansion],
        numbers: Sequence[int],
    ) -> None:
        self._file = file
        self._words = words
        self._expand = expand
        self._packed = _packed_texts(file, numbers)
        self._part_keys = cache(part_keys(file))
        self._marked_forms = cache(_marked_forms(file))
        self._finders: dict[str, snippets.Finder] = {}

    def cut(self, hit: Hit) -> Hit:
        finder = self._finder(analysis.base_language(hit.language))
        in_title = any(True for _ in finder.quick_places(hit.title))
        text = self._text(hit.number)
        snippet = finder.cut(text)
        in_text = bool(snippet)
        if not snippet and not in_title:
            snippet = self._of_note(hit, finder)
        in_note = bool(snippet) and not in_text
        return replace(
            hit,
            snippet=snippet or snippets.lead(text),
            matched="title" if in_title else "note" if in_note else "text",
        )

    def _finder(self, base: str) -> snippets.Finder:
        if base not in self._finders:
            self._finders[base] = snippets.Finder(
                self._words, self._expand, self._part_keys, base, self._marked_forms
            )
        return self._finders[base]

    def _text(self, number: int) -> str:
        packed = self._packed.get(number)
        return packing.unpack(packed) if packed else ""

    def _of_note(self, hit: Hit, finder: snippets.Finder) -> str:
        note = self._file.notes_of(hit.id)
        text = "\n".join((note.text, *note.tags))
        return finder.cut(text)


def _packed_texts(file: IndexFile, numbers: Sequence[int]) -> dict[int, bytes]:
    if not numbers:
        return {}
    return dict(
        file.rows(
            "SELECT number,packed FROM texts WHERE number IN (SELECT value FROM carray(?))",
            (apsw.carray(array("q", numbers)),),
        )
    )


def part_keys(file: IndexFile) -> snippets.PartKeys:
    def keys(token: str, language: str) -> tuple[str, ...]:
        row = file.word(language, token)
        return row.parts if row else ()

    return keys


def _marked_forms(file: IndexFile) -> snippets.MarkedForms:
    def forms(bare: str, goes_on: bool) -> list[str]:
        if not goes_on:
            found = file.rows("SELECT form FROM unmarked WHERE bare=? AND is_key=0", (bare,))
        elif len(bare) < _LEAST_LOOKED_UP:
            return snippets.with_marks(bare)
        else:
            found = file.rows(
                "SELECT DISTINCT substr(form,1,?) FROM unmarked WHERE bare>=? AND bare<? LIMIT ?",
                (len(bare), bare, bare + "\U0010ffff", _MOST_MARKED),
            )
        return [str(form) for (form,) in found]

    return forms


def rows(file: IndexFile, numbers: Sequence[int]) -> dict[int, Row]:
    found = (
        file.rows(
            "SELECT number,id,title,language,work FROM docs"
            " WHERE number IN (SELECT value FROM carray(?))",
            (apsw.carray(array("q", numbers)),),
        )
        if numbers
        else []
    )
    return {
        number: Row(number, identity, title, language or "", work)
        for number, identity, title, language, work in found
    }


def _translations(
    file: IndexFile, rows: Sequence[Row], everything: Select
) -> dict[str, tuple[str, ...]]:
    """By work, the languages in which the query finds it."""
    works = tuple({row.work for row in rows if row.work})
    if not works:
        return {}
    found = file.rows(
        "SELECT number,work,language FROM docs"
        " WHERE work IN (SELECT value FROM carray(?)) AND work<>'' ORDER BY language",
        (apsw.carray(works),),
    )
    matching = {row.number for row in rows}
    matching |= _among(file, everything, [n for n, _, _ in found if n not in matching])
    grouped: dict[str, tuple[str, ...]] = {}
    for number, work, language in found:
        if number in matching:
            grouped[_text(work)] = (*grouped.get(_text(work), ()), _text(language))
    return grouped


def _among(file: IndexFile, everything: Select, numbers: Sequence[int]) -> set[int]:
    """Those of a few numbers that a question finds.

    FTS5 begins anew for each number that it is asked of, and to list all that a short word finds
    takes 60 ms at 100,000 articles: it is asked once, from the least number to the greatest.
    """
    if not numbers:
        return set()
    sql = (
        f"SELECT rowid FROM ({everything.sql}) WHERE rowid BETWEEN ? AND ?"
        " AND +rowid IN (SELECT value FROM carray(?))"
    )
    bounds = (min(numbers), max(numbers), apsw.carray(array("q", numbers)))
    return {number for (number,) in file.rows(sql, (*everything.bindings, *bounds))}


def _text(value: object) -> str:
    return "" if value is None else str(value)
