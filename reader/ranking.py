"""Puts the articles that match a query in order: by tier, the title above the text, then BM25.

Where a tier has more than _RANKED articles, ranking them all would take too long: then those with
the words in their title come first, then the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.conditions import All, Compiler, Condition, Select, select
from reader.expansion import Tier
from reader.index_file import IndexFile
from reader.query import And, Node, Not, Or, Words

MANY = 5_000  # so many are counted exactly
_RANKED = 2_500  # BM25 of these takes 6 ms
_TITLES = 500
_RECENT = 1_000
_LAST = max(Tier)
_WEIGHTS = "10.0, 1.0, 2.0, 3.0"  # title, body, notes, extra


@dataclass(frozen=True, slots=True)
class Ranked:
    number: int
    tier: Tier
    score: float


class Ranking:
    """One query over one index; filters are conditions that say nothing about rank."""

    def __init__(
        self, file: IndexFile, compiler: Compiler, root: Node, filters: Sequence[Condition]
    ) -> None:
        self._file = file
        self._compiler = compiler
        self._root = root
        self._filters = filters
        self._counts: dict[Select, int] = {}

    def widest(self) -> Select:
        """The question for everything that matches at any tier."""
        return self._select(Tier.FOLD)

    def total(self) -> int:
        """How many articles match at any tier; MANY + 1 where they are more than MANY.

        The widest question takes long: it is not asked where a narrower one found so many already.
        """
        self._count(self._select(Tier.EXACT))
        most = max(self._counts.values())
        return most if most > MANY else self._count(self.widest())

    def _count(self, wanted: Select) -> int:
        if wanted not in self._counts:
            self._counts[wanted] = count(self._file, wanted, MANY)
        return self._counts[wanted]

    def top(self, limit: int) -> list[Ranked]:
        """The best articles, best first, at most limit."""
        found: dict[int, Ranked] = {}
        asked: Select | None = None
        for tier in Tier:
            wanted = self._select(tier)
            if wanted == asked:
                continue
            asked = wanted
            for place, number in enumerate(self._ordered(tier, wanted, limit + len(found))):
                if number not in found:
                    found[number] = Ranked(number, tier, _score(tier, place))
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _select(self, tier: Tier, in_title: bool = False) -> Select:
        matched = self._compiler.condition(self._root, tier, in_title)
        return select(All((matched, *self._filters)))

    def _ordered(self, tier: Tier, wanted: Select, limit: int) -> Iterable[int]:
        size = self._count(wanted)
        if size == 0:
            return []
        in_title = self._select(tier, in_title=True)
        match = self._compiler.ranked(self._root, tier)
        if size <= _RANKED and tier <= Tier.PREFIX and match:
            return self._by_relevance(match, wanted, in_title, limit)
        return self._by_date(wanted, in_title, limit)

    def _by_relevance(self, match: str, wanted: Select, in_title: Select, limit: int) -> list[int]:
        titles = _numbers(self._file, in_title.sql + " LIMIT ?", (*in_title.bindings, _TITLES))
        sql = "SELECT rowid FROM f WHERE f MATCH ?"
        bindings: list[object] = [match]
        if self._filters or not _is_plain(self._root):
            sql += f" AND +rowid IN ({wanted.sql})"
            bindings += wanted.bindings
        sql += f" ORDER BY bm25(f, {_WEIGHTS}) LIMIT ?"
        ranked = _numbers(self._file, sql, (*bindings, max(limit, len(titles))))
        ahead = set(titles)
        return sorted(ranked, key=lambda number: number not in ahead)

    def _by_date(self, wanted: Select, in_title: Select, limit: int) -> Iterable[int]:
        titles = self._newest(in_title, _TITLES, limit)
        if len(titles) >= limit:
            return titles
        return dict.fromkeys([*titles, *self._newest(wanted, max(_RECENT, limit), limit)])

    def _newest(self, wanted: Select, among: int, limit: int) -> list[int]:
        """The newest of the latest `among` numbers: all dates of a large answer take too long."""
        sql = (
            "SELECT number FROM docs WHERE number IN"
            f" (SELECT rowid FROM ({wanted.sql} ORDER BY rowid DESC LIMIT ?))"
            " ORDER BY date DESC, number DESC LIMIT ?"
        )
        return _numbers(self._file, sql, (*wanted.bindings, among, limit))


def count(file: IndexFile, wanted: Select, most: int) -> int:
    """How many articles a question finds; most + 1 where they are more than most."""
    sql = f"SELECT count(*) FROM ({wanted.sql} LIMIT ?)"
    return int(str(file.rows(sql, (*wanted.bindings, most + 1))[0][0]))


def _numbers(file: IndexFile, sql: str, bindings: Iterable[object]) -> list[int]:
    return [int(number) for (number,) in file.rows(sql, bindings)]


def _is_plain(node: Node) -> bool:
    """Whether the expression on f alone says all that the query says."""
    if isinstance(node, (And, Or)):
        return all(_is_plain(part) for part in node.parts)
    return isinstance(node, Words) and not isinstance(node, Not)


def _score(tier: Tier, place: int) -> float:
    """Above 0, falling; a whole number apart from tier to tier."""
    return round(_LAST - tier + 1 / (1 + place / 10), 4)
