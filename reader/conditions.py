"""Compiles a query tree into look-ups of the index: FTS5 expressions, joined by SQL if needed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader import compounds, postings
from reader.errors import SearchQueryError
from reader.expansion import Expansion, Tier
from reader.postings import quoted
from reader.query import And, Field, Node, Not, Or, Words, finished

Expand = Callable[[str], Expansion]
_MOST_PHRASES = 60
_MOST_ROWS = 8
_MOST_PARTS = 100
_COLUMNS = {"": "", "title": "title", "text": "body", "notes": "notes"}


@dataclass(frozen=True, slots=True)
class Select:
    """A question whose answer is article numbers, with its bindings."""

    sql: str
    bindings: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A condition that one MATCH on fx answers."""

    match: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A condition answered by a question of its own."""

    select: Select
    negated: bool = False


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


Condition = Terms | Rows | All


def either(terms: Iterable[str]) -> str:
    """An FTS5 expression that any of the (quoted) terms satisfies."""
    found = list(dict.fromkeys(terms))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def select(condition: Condition) -> Select:
    """The question for the numbers that satisfy a condition."""
    terms, rows = _flatten(condition)
    match = " AND ".join(f"({term})" for term in terms) or quoted(postings.EVERY)
    sql = "SELECT rowid FROM fx WHERE fx MATCH ?"
    bindings: list[object] = [match]
    for row in _fewer(rows):
        # with the plus FTS5 does not search anew for each row of the other question
        sql += f" AND +rowid {'NOT ' if row.negated else ''}IN ({row.select.sql})"
        bindings += row.select.bindings
    return Select(sql, tuple(bindings))


def _fewer(rows: list[Rows]) -> list[Rows]:
    """The same as at most two conditions where they are many: SQLite refuses MATCH beside 16."""
    if len(rows) <= _MOST_ROWS:
        return rows
    wanted = [row.select for row in rows if not row.negated]
    unwanted = [row.select for row in rows if row.negated]
    made = [Rows(_combined(wanted, "INTERSECT"))] if wanted else []
    return [*made, *([Rows(_combined(unwanted, "UNION"), True)] if unwanted else [])]


def _combined(selects: Sequence[Select], operator: str) -> Select:
    """One question of many, in groups, since a compound may have 500 parts only."""
    if len(selects) > _MOST_PARTS:
        groups = range(0, len(selects), _MOST_PARTS)
        parts = [_combined(selects[at : at + _MOST_PARTS], operator) for at in groups]
        return _combined(parts, operator)
    sql = f" {operator} ".join(f"SELECT * FROM ({one.sql})" for one in selects)
    return Select(sql, tuple(binding for one in selects for binding in one.bindings))


def _flatten(condition: Condition) -> tuple[list[str], list[Rows]]:
    if isinstance(condition, Terms):
        return [condition.match], []
    if isinstance(condition, Rows):
        return [], [condition]
    pairs = [_flatten(part) for part in condition.parts]
    return [t for terms, _ in pairs for t in terms], [r for _, rows in pairs for r in rows]


def negated(condition: Condition) -> Condition:
    if isinstance(condition, Terms):
        return Terms(f"{quoted(postings.EVERY)} NOT ({condition.match})")
    if isinstance(condition, Rows):
        return Rows(condition.select, not condition.negated)
    return Rows(select(condition), True)


def any_of(conditions: Sequence[Condition]) -> Condition:
    if all(isinstance(condition, Terms) for condition in conditions):
        joined = " OR ".join(f"({c.match})" for c in conditions if isinstance(c, Terms))
        return Terms(joined)
    selects = [select(condition) for condition in conditions]
    sql = " UNION ".join(one.sql for one in selects)
    return Rows(Select(sql, tuple(b for one in selects for b in one.bindings)))


class Compiler:
    """Conditions of one query; guard says whether languages must be told apart.

    sets holds the article numbers behind is: and has:, by name.
    """

    def __init__(self, expand: Expand, guard: bool, sets: Mapping[str, Select]) -> None:
        self._expand = expand
        self._guard = guard
        self._sets = sets

    def condition(self, node: Node, tier: Tier, in_title: bool = False) -> Condition:
        """What an article must satisfy to match node at tier or better."""
        if isinstance(node, Words):
            return self._words(node, tier, in_title)
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Not):
            part = finished(node.part) or node.part
            return negated(self.condition(part, Tier.NEAR))
        parts = [self.condition(part, tier, in_title) for part in node.parts]
        return All(tuple(parts)) if isinstance(node, And) else any_of(parts)

    def _words(self, node: Words, tier: Tier, in_title: bool) -> Condition:
        if len(node.tokens) > 1:
            return self._several(node, tier, in_title)
        if node.scope in ("text", "notes"):
            return _ordered(self._in_column(_COLUMNS[node.scope], node, tier))
        return Terms(self._one(node, tier, in_title or node.scope == "title"))

    def _one(self, node: Words, tier: Tier, in_title: bool) -> str:
        mark = postings.TITLE if in_title else ""
        token = node.tokens[0]
        if node.exact:
            return quoted(mark + token) if not node.prefix else _beginning(token, mark)
        expansion = self._expand(token)
        found = self._whole_words(expansion, tier, mark)
        if node.prefix and (tier >= Tier.PREFIX or not node.typed):
            found.append(_beginning(token, mark))
        if tier >= Tier.PART:
            kind = postings.TITLE_PART if in_title else postings.PART
            found += _part_terms(expansion.parts, kind)
        if tier >= Tier.FOLD and expansion.bare:
            kind = postings.TITLE_PART if in_title else postings.PART
            found += _part_terms(expansion.fold_parts, kind)
            if not in_title:
                found += _unmarked(expansion.bare, node.prefix)
        return either(found)

    def _whole_words(
        self, expansion: Expansion, tier: Tier, mark: str = "", column: str = ""
    ) -> list[str]:
        """The quoted words; a column filter has no room for the term of the language."""
        guarded = expansion.shared if self._guard and not column else frozenset()
        found = [quoted(mark + expansion.token)]
        found += _by_language(expansion.spellings, mark, guarded)
        if tier >= Tier.NEAR:
            found += _by_language(expansion.near, mark, guarded)
        if tier >= Tier.FOLD:
            found += _by_language(expansion.fold_near, mark, guarded)
            if expansion.unaccented:
                found.append(quoted(mark + expansion.unaccented))
        return found

    def _several(self, node: Words, tier: Tier, in_title: bool) -> Condition:
        column = "title" if in_title else _COLUMNS[node.scope]
        ordered = _ordered(self._in_column(column, node, tier))
        if node.exact or column in ("body", "notes"):
            return ordered
        others = self._together(node, tier, column == "title")
        return any_of([ordered, *others]) if others else ordered

    def _in_column(self, column: str, node: Words, tier: Tier) -> str:
        match = self._ranked_words(node, tier, column)
        return f"{{{column}}} : ({match})" if column else match

    def _together(self, node: Words, tier: Tier, in_title: bool) -> list[Condition]:
        """A word with hyphens as one word, and as words that all stand somewhere."""
        if not all(map(str.isalpha, node.tokens)) or node.tokens[0][0] > "\u0fff":
            return []
        joined = Words(
            ("".join(node.tokens),), node.text, node.span, "", False, node.prefix, node.typed
        )
        found: list[Condition] = [Terms(self._one(joined, tier, in_title))]
        if tier >= Tier.PART and min(map(len, node.tokens)) >= compounds.LEAST_PART:
            words = [Words((token,), token, node.span) for token in node.tokens]
            found.append(Terms(" AND ".join(f"({self._one(w, tier, in_title)})" for w in words)))
        return found

    def _field(self, node: Field) -> Condition:
        if node.name in ("is", "has"):
            return self._set(node)
        if node.name in ("before", "after"):
            return _dated(node)
        if node.name == "lang":
            unknown = node.value in ("unknown", "?", "und", "none")
            return Terms(quoted(postings.language_term("" if unknown else node.value)))
        if node.name == "tag":
            return Terms(quoted(postings.facet_term(postings.TAG, node.value)) + " *")
        mark = postings.AUTHOR if node.name == "author" else postings.SOURCE
        words = [quoted(mark + word) + " *" for word in node.value.split()]
        return Terms(" AND ".join(words))

    def _set(self, node: Field) -> Condition:
        name = node.value
        if name == "read" and "read" not in self._sets and "unread" in self._sets:
            return Rows(self._sets["unread"], negated=True)
        if name == "unread" and "unread" not in self._sets and "read" in self._sets:
            return Rows(self._sets["read"], negated=True)
        if name not in self._sets:
            raise SearchQueryError(f"{node.name}:{name} cannot be answered here.", node.span[0])
        return Rows(self._sets[name])

    def ranked(self, node: Node, tier: Tier) -> str:
        """The words of node as an expression on f, which ranks; "" where it cannot be one."""
        if isinstance(node, Words):
            return self._in_column(_COLUMNS[node.scope], node, tier)
        if isinstance(node, (Field, Not)):
            return ""
        parts = [self.ranked(part, tier) for part in node.parts]
        if isinstance(node, Or) and not all(parts):
            return ""
        joiner = " OR " if isinstance(node, Or) else " AND "
        return joiner.join(f"({part})" for part in parts if part)

    def _ranked_words(self, node: Words, tier: Tier, column: str) -> str:
        """The words as an expression on f; it knows no compound parts."""
        goes_on = node.prefix and (tier >= Tier.PREFIX or not node.typed)
        if len(node.tokens) == 1:
            token = node.tokens[0]
            expansion = Expansion(token) if node.exact else self._expand(token)
            found = self._whole_words(expansion, tier, column=column)
            return either([*found, *([quoted(token) + " *"] if goes_on else [])])
        phrases = [quoted(" ".join(tokens)) for tokens in self._phrases(node, tier)]
        if goes_on:
            phrases.append(quoted(" ".join(node.tokens)) + " *")
        if not node.exact and all(map(str.isalpha, node.tokens)):
            joined = self._expand("".join(node.tokens))
            phrases += self._whole_words(joined, tier, column=column)
        return either(phrases)

    def _phrases(self, node: Words, tier: Tier) -> list[tuple[str, ...]]:
        if node.exact or tier < Tier.NEAR:
            return [node.tokens]
        last = sorted(self._expand(node.tokens[-1]).forms())[:_MOST_PHRASES]
        return list(dict.fromkeys([node.tokens, *((*node.tokens[:-1], form) for form in last)]))


def _by_language(
    groups: Mapping[str, Collection[str]], mark: str, guarded: Collection[str]
) -> list[str]:
    """The words of each language; those of others too beside the term of theirs, which is slow."""
    found = []
    for language, words in groups.items():
        found += [quoted(mark + word) for word in sorted(words) if word not in guarded]
        shared = [quoted(mark + word) for word in sorted(words) if word in guarded]
        if shared:
            found.append(f"({either(shared)} AND {quoted(postings.LANGUAGE + language)})")
    return found


def _beginning(token: str, mark: str) -> str:
    """What begins with token: one term where it is short, a range of terms where it is long."""
    if not mark and len(token) <= postings.LONGEST_BEGINNING:
        return quoted(postings.BEGINNING + token)
    return quoted(mark + token) + " *"


def _unmarked(bare: str, prefix: bool) -> list[str]:
    if not prefix:
        return [quoted(postings.UNMARKED + bare)]
    if len(bare) <= postings.LONGEST_BEGINNING:
        return [quoted(postings.UNMARKED_BEGINNING + bare)]
    return [quoted(postings.UNMARKED + bare) + " *"]


def _part_terms(groups: Mapping[str, Collection[str]], kind: str) -> list[str]:
    pairs = itertools.chain.from_iterable(
        ((language, key) for key in sorted(keys)) for language, keys in groups.items()
    )
    return [quoted(postings.part_term(key, language, kind)) for language, key in pairs]


def _ordered(match: str) -> Rows:
    return Rows(Select("SELECT rowid FROM f WHERE f MATCH ?", (match,)))


def _dated(node: Field) -> Rows:
    if node.name == "before":
        return Rows(Select("SELECT number FROM docs WHERE date<>'' AND date<?", (node.value,)))
    sql = "SELECT number FROM docs WHERE substr(date,1,?)>?"
    return Rows(Select(sql, (len(node.value), node.value)))
