"""Reads what is typed into the search field: words, "phrases", -not, OR, prefix*, field:value.

Grammar, loosest first: `a OR b`, `a b` (both), `-a`, `(…)`, then a word, a phrase or a field. Field
names are understood in English, Swedish and German. Any text is either read or refused with a
SearchQueryError that carries the place; what is still being typed at the very end (an open quote or
bracket, `lang:`, a lone `-`, `OR`) is read as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from reader import analysis
from reader.errors import SearchQueryError

Scope = Literal["", "title", "text", "notes"]
FieldName = Literal["lang", "tag", "author", "source", "is", "has", "before", "after"]
Span = tuple[int, int]

_NAMES = {
    "lang": "lang", "language": "lang", "språk": "lang", "sprache": "lang",
    "tag": "tag", "tagg": "tag", "etikett": "tag", "schlagwort": "tag",
    "author": "author", "by": "author", "författare": "author", "av": "author",
    "autor": "author", "autorin": "author", "von": "author",
    "source": "source", "källa": "source", "quelle": "source",
    "title": "title", "titel": "title",
    "in": "in", "i": "in",
    "is": "is", "är": "is", "ist": "is",
    "has": "has", "har": "has", "hat": "has",
    "before": "before", "före": "before", "vor": "before",
    "after": "after", "efter": "after", "nach": "after",
}  # fmt: skip
_SCOPES: dict[str, Scope] = {
    "title": "title", "titel": "title", "titeln": "title", "text": "text", "texten": "text",
    "notes": "notes", "note": "notes", "anteckningar": "notes", "notizen": "notes",
}  # fmt: skip
_STATES = {
    "bookmarked": "bookmarked", "unread": "unread", "read": "read",
    "bokmärkt": "bookmarked", "oläst": "unread", "läst": "read",
    "gemerkt": "bookmarked", "ungelesen": "unread", "gelesen": "read",
}  # fmt: skip
_MARKS = {
    "note": "note", "notes": "note", "highlight": "highlight", "highlights": "highlight",
    "anteckning": "note", "anteckningar": "note", "överstrykning": "highlight",
    "notiz": "note", "notizen": "note", "markierung": "highlight",
}  # fmt: skip
_OR = frozenset({"OR", "ELLER", "ODER", "|"})
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LEXEME = re.compile(r'\s+|[()]|"|[^\s()"]+')
_MAX_LENGTH = 2_000
_MAX_DEPTH = 16  # SQLite takes an expression of at most 1,000 levels


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand side by side: one word, a quoted phrase, or one with hyphens in it.

    exact is set by quotes: only the words as they are. prefix says that the last one may go on;
    typed, that it may only because it is still being typed.
    """

    tokens: tuple[str, ...]
    text: str
    span: Span
    scope: Scope = ""
    exact: bool = False
    prefix: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on the article as a whole; value is folded, canonical for is, has and dates."""

    name: FieldName
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    part: Node
    span: Span


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node: TypeAlias = Words | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class Chip:
    """An operator of the query for the window: what it reads, and where it stands in the text."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood; root is None where it asks for nothing."""

    text: str
    root: Node | None = field(compare=False)

    def chips(self) -> list[Chip]:
        """The operators in reading order (plain words are none)."""
        found = [_chip(node, self.text) for node in _leaves(self.root) if _is_operator(node)]
        return sorted(found, key=lambda chip: chip.span)

    def words(self) -> list[Words]:
        """The words that an article should have, in order; those behind a minus left out."""
        return words(self.root)


def parse(text: str) -> Query:
    """The query that text asks. SearchQueryError, with the place, where it makes no sense."""
    if len(text) > _MAX_LENGTH:
        raise SearchQueryError("The query is too long.", _MAX_LENGTH)
    return Query(text, _Parser(text).parse())


def without(text: str, span: Span) -> str:
    """The query without the operator at span, nor an OR that would then join nothing."""
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    last, first = before.split(" ")[-1], after.split(" ")[0]
    if first in _OR and (not before or last in _OR or last.endswith("(")):
        after = after[len(first) :].lstrip()
    elif last in _OR and (not after or after.startswith(")")):
        before = before[: -len(last)].rstrip()
    if before.endswith("(") and after.startswith(")"):
        return without(before + after, (len(before) - 1, len(before) + 1))
    joined = "" if not before or not after or before.endswith("(") or after.startswith(")") else " "
    return f"{before}{joined}{after}"


def words(root: Node | None) -> list[Words]:
    """The words below a node, in order; those behind a minus left out."""
    return [leaf for leaf in _leaves(root) if isinstance(leaf, Words)]


def finished(node: Node | None) -> Node | None:
    """The tree when nothing is being typed any more: the last word does not go on."""
    if isinstance(node, Words) and node.typed:
        return replace(node, prefix=False, typed=False)
    if isinstance(node, Not):
        part = finished(node.part)
        return node if part is None else Not(part, node.span)
    if isinstance(node, (And, Or)):
        return type(node)(tuple(part for part in map(finished, node.parts) if part is not None))
    return node


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: Literal["(", ")", "or", "-", "leaf"]
    span: Span
    node: Node | None = None


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lexemes = list(_Lexer(text).lexemes())
        self._next = 0

    def parse(self) -> Node | None:
        root = self._either(0)
        if self._next < len(self._lexemes):
            place = self._lexemes[self._next].span[0]
            raise SearchQueryError("This bracket closes nothing.", place)
        return root

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else None

    def _either(self, depth: int) -> Node | None:
        before = self._next
        parts = [self._all(depth)]
        while (lexeme := self._peek()) and lexeme.kind == "or":
            is_bare, self._next = self._next == before, self._next + 1
            if is_bare:
                raise SearchQueryError("OR needs something before it.", lexeme.span[0])
            before = self._next
            following = self._all(depth)
            if following is None and self._peek() is not None:
                raise SearchQueryError("OR needs something after it.", lexeme.span[1])
            parts.append(following)
        return _joined(Or, [part for part in parts if part is not None])

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while (lexeme := self._peek()) and lexeme.kind in ("(", "-", "leaf"):
            part = self._one(depth)
            if part is not None:
                parts.append(part)
        return _joined(And, parts)

    def _one(self, depth: int) -> Node | None:
        lexeme = self._lexemes[self._next]
        self._next += 1
        if depth > _MAX_DEPTH:
            raise SearchQueryError("There are too many brackets in one another.", lexeme.span[0])
        if lexeme.kind == "-":
            return self._negated(lexeme, depth)
        if lexeme.kind == "(":
            return self._bracket(depth)
        return lexeme.node

    def _negated(self, minus: _Lexeme, depth: int) -> Node | None:
        following = self._peek()
        if following is None or following.kind not in ("(", "-", "leaf"):
            return None
        part = self._one(depth + 1)
        if part is None:
            return None
        if isinstance(part, Not):
            return part.part
        return Not(part, (minus.span[0], self._lexemes[self._next - 1].span[1]))

    def _bracket(self, depth: int) -> Node | None:
        inner = self._either(depth + 1)
        closing = self._peek()
        if closing is not None:
            self._next += 1  # only ")" can end _either
        return inner


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text

    def lexemes(self) -> Iterator[_Lexeme]:
        place = 0
        while match := _LEXEME.match(self._text, place):
            place = match.end()
            piece = match.group()
            if piece in "()":
                yield _Lexeme("(" if piece == "(" else ")", match.span())
            elif piece == '"':
                place = self._closing_quote(place)
                yield _Lexeme(
                    "leaf", (match.start(), place), self._phrase(match.start(), place, "")
                )
            elif piece in _OR:
                yield _Lexeme("or", match.span())
            elif not piece.isspace():
                for lexeme in self._word(piece, match.start()):
                    place = lexeme.span[1]
                    yield lexeme

    def _closing_quote(self, start: int) -> int:
        end = self._text.find('"', start)
        return len(self._text) if end < 0 else end + 1

    def _word(self, piece: str, start: int) -> Iterator[_Lexeme]:
        while piece[:1] in ("-", "\u2212") and (len(piece) > 1 or self._goes_on(start + 1)):
            yield _Lexeme("-", (start, start + 1))
            piece, start = piece[1:], start + 1
        if not piece:
            return
        name, colon, value = piece.partition(":")
        known = _NAMES.get(analysis.fold_case(name)) if colon else None
        end = start + len(piece)
        if known is None:
            yield _Lexeme("leaf", (start, end), self._plain(piece, start, ""))
        else:
            yield self._field(known, value, start, start + len(name) + 1, end)

    def _goes_on(self, place: int) -> bool:
        return place < len(self._text) and not self._text[place].isspace()

    def _plain(self, piece: str, start: int, scope: Scope) -> Words | None:
        tokens = tuple(analysis.tokens(piece))
        if not tokens:
            return None
        end = start + len(piece)
        typed = end == len(self._text) and piece[-1].isalnum()
        starred = piece.endswith("*")
        return Words(tokens, piece, (start, end), scope, False, starred or typed, typed)

    def _phrase(self, start: int, end: int, scope: Scope, quote: int | None = None) -> Words | None:
        quote = start if quote is None else quote
        closed = end - quote > 1 and self._text[end - 1] == '"'
        inside = self._text[quote + 1 : end - 1 if closed else end]
        tokens = tuple(analysis.tokens(inside))
        if not tokens:
            return None
        open_end = not closed and inside[-1:].isalnum()
        return Words(tokens, inside, (start, end), scope, True, open_end, open_end)

    def _field(self, name: str, value: str, start: int, value_start: int, end: int) -> _Lexeme:
        quoted = not value and self._text[end : end + 1] == '"'
        if quoted:
            end = self._closing_quote(end + 1)
            value = self._text[value_start + 1 : end].removesuffix('"')
        if not value.strip():
            if end < len(self._text):
                raise SearchQueryError(f"{name}: needs a value after the colon.", value_start)
            return _Lexeme("leaf", (start, end))
        if name == "title" and quoted:
            return _Lexeme("leaf", (start, end), self._phrase(start, end, "title", value_start))
        if name == "title":
            words = self._plain(value, value_start, "title")
            return _Lexeme("leaf", (start, end), words and _moved(words, start))
        if name == "in":
            return self._scoped(value, start, value_start, end)
        return _Lexeme("leaf", (start, end), self._condition(name, value, start, value_start, end))

    def _scoped(self, value: str, start: int, value_start: int, end: int) -> _Lexeme:
        """`in:notes:word` and `in:notes word`: the scope holds for the word that follows."""
        name, colon, rest = value.partition(":")
        scope = _SCOPES.get(analysis.fold_case(name))
        if scope is None:
            if end == len(self._text):
                return _Lexeme("leaf", (start, end))
            raise SearchQueryError("in: knows title, text and notes.", value_start)
        rest_start = value_start + len(name) + 1
        if not colon:
            following = re.compile(r"\s*").match(self._text, end)
            rest_start = following.end() if following else end
            found = re.compile(r'[^\s()"]+').match(self._text, rest_start)
            rest = found.group() if found else ""
        if not rest and self._text[rest_start : rest_start + 1] == '"':
            end = self._closing_quote(rest_start + 1)
            return _Lexeme("leaf", (start, end), self._phrase(start, end, scope, rest_start))
        if not rest:
            return _Lexeme("leaf", (start, end))
        words = self._plain(rest, rest_start, scope)
        span = (start, rest_start + len(rest))
        return _Lexeme("leaf", span, words and _moved(words, start))

    def _condition(
        self, name: str, value: str, start: int, value_start: int, end: int
    ) -> Field | None:
        span = (start, end)
        unfinished = end == len(self._text)
        if name in ("before", "after"):
            if _DATE.fullmatch(value):
                return Field("before" if name == "before" else "after", value, span)
            if unfinished and re.fullmatch(r"[\d-]{1,9}", value):
                return None
            raise SearchQueryError(f"{name}: takes a date such as 2024 or 2024-03-31.", value_start)
        if name in ("is", "has"):
            return self._state(name, value, span, value_start, unfinished)
        folded = " ".join(analysis.tokens(value)) if name != "lang" else value.strip().lower()
        return Field(name, folded, span) if folded else None  # type: ignore[arg-type]

    def _state(
        self, name: str, value: str, span: Span, value_start: int, unfinished: bool
    ) -> Field | None:
        table = _STATES if name == "is" else _MARKS
        folded = analysis.fold_case(value)
        if folded in table:
            return Field("is" if name == "is" else "has", table[folded], span)
        if unfinished and any(known.startswith(folded) for known in table):
            return None
        known = "bookmarked, unread and read" if name == "is" else "note and highlight"
        raise SearchQueryError(f"{name}: knows {known}.", value_start)


def _moved(words: Words, start: int) -> Words:
    return replace(words, span=(start, words.span[1]))


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _leaves(node: Node | None, inside_not: bool = False) -> Iterator[Words | Field | Not]:
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _leaves(part)
    elif node is not None:
        yield node


def _is_operator(node: Words | Field | Not) -> bool:
    if isinstance(node, Words):
        return node.exact or bool(node.scope) or (node.prefix and not node.typed)
    return True


def _chip(node: Words | Field | Not, text: str) -> Chip:
    return Chip(text[node.span[0] : node.span[1]].strip(), node.span)
