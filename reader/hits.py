"""Makes hits of article numbers: their titles, languages, translations, and a passage each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import apsw

from reader import postings, query, snippets
from reader.conditions import Select
from reader.expansion import Expansion
from reader.index_file import IndexFile
from reader.model import Hit
from reader.ranking import Ranked


def hits(
    file: IndexFile,
    ranked: Sequence[Ranked],
    everything: Select,
    words: Sequence[query.Words],
    expand: Callable[[str], Expansion],
    limit: int,
) -> tuple[Hit, ...]:
    """The first limit works among ranked; everything is the question that found them."""
    found = rows(file, [one.number for one in ranked])
    firsts: dict[str, Ranked] = {}
    for one in ranked:
        if one.number in found:
            firsts.setdefault(found[one.number].work or f"\n{one.number}", one)
    chosen = list(firsts.values())[:limit]
    together = _translations(file, [found[one.number] for one in chosen], everything)
    cutter = _Cutter(file, words, expand, [one.number for one in chosen])
    return tuple(
        cutter.hit(found[one.number], one.score, together.get(found[one.number].work, ()))
        for one in chosen
    )


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    id: str
    title: str
    language: str
    base: str
    work: str


class _Cutter:
    """Makes hits of rows, with the passage that shows the query's words."""

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
        self._finders: dict[str, snippets.Finder] = {}

    def hit(self, row: Row, score: float, languages: Sequence[str]) -> Hit:
        finder = self._finder(row.base)
        in_title = any(True for _ in finder.quick_places(row.title))
        text = self._text(row.number)
        snippet = finder.cut(text)
        in_text = bool(snippet)
        if not snippet and not in_title:
            snippet = self._of_note(row, finder)
        in_note = bool(snippet) and not in_text
        own = [row.language] if row.language else []
        others = [language for language in languages if language and language != row.language]
        return Hit(
            row.number, row.id, row.title, row.language or None, score,
            snippet or snippets.lead(text),
            "title" if in_title else "note" if in_note else "text", (*own, *others),
        )  # fmt: skip

    def _finder(self, base: str) -> snippets.Finder:
        if base not in self._finders:
            self._finders[base] = snippets.Finder(self._words, self._expand, self._part_keys, base)
        return self._finders[base]

    def _text(self, number: int) -> str:
        packed = self._packed.get(number)
        return postings.unpack(packed) if packed else ""

    def _of_note(self, row: Row, finder: snippets.Finder) -> str:
        note = self._file.notes_of(row.id)
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


def rows(file: IndexFile, numbers: Sequence[int]) -> dict[int, Row]:
    found = (
        file.rows(
            "SELECT number,id,title,language,base,work FROM docs"
            " WHERE number IN (SELECT value FROM carray(?))",
            (apsw.carray(array("q", numbers)),),
        )
        if numbers
        else []
    )
    rows = [Row(int(n), *map(_text, rest)) for n, *rest in found]
    return {row.number: row for row in rows}


def _translations(
    file: IndexFile, rows: Sequence[Row], everything: Select
) -> dict[str, tuple[str, ...]]:
    """By work, the languages in which the query finds it."""
    works = tuple({row.work for row in rows if row.work})
    if not works:
        return {}
    found = file.rows(
        "SELECT work,language FROM docs WHERE work IN (SELECT value FROM carray(?))"
        f" AND number IN ({everything.sql}) ORDER BY language",
        (apsw.carray(works), *everything.bindings),
    )
    grouped: dict[str, tuple[str, ...]] = {}
    for work, language in found:
        grouped[_text(work)] = (*grouped.get(_text(work), ()), _text(language))
    return grouped


def _text(value: object) -> str:
    return "" if value is None else str(value)
