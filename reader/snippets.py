"""Finds the places of a query's words in a text, and cuts the passage that shows them best."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice, product
from typing import NamedTuple

from reader import analysis
from reader.expansion import Expansion
from reader.query import Words

OPENING, CLOSING = "\u27e6", "\u27e7"
_MOST_PLACES = 40
_MOST_OF_ONE_WORD = 8
_MOST_LITERALS = 300
_WORD_CHARACTERS = re.compile(r"[\w\u00ad\u0300-\u036f]*")
_WORD_REST = r"[\w\xad]*"  # all but the marks, which make a pattern that takes long to compile
_BETWEEN = r"[\W_]{1,4}"

PartKeys = Callable[[str, str], Sequence[str]]  # (token, language) -> keys of its compound parts
MarkedForms = Callable[[str, bool], Collection[str]]
"""(letters of ASCII, whether more may follow) -> the same with the marks that words have there."""


class Place(NamedTuple):
    """A match: code points of the text, and which of the query's words it is."""

    start: int
    end: int
    which: int


class Finder:
    """The places of a query's words in texts of one language."""

    def __init__(
        self,
        words: Sequence[Words],
        expand: Callable[[str], Expansion],
        part_keys: PartKeys,
        language: str,
        marked_forms: MarkedForms = lambda bare, goes_on: (),
    ) -> None:
        self._words = words
        self._part_keys = part_keys
        self._marked_forms = marked_forms
        self._language = language
        self._expansions = [
            Expansion("".join(w.tokens)) if w.exact else expand("".join(w.tokens)) for w in words
        ]
        self._lasts = [Expansion(w.tokens[-1]) if w.exact else expand(w.tokens[-1]) for w in words]
        self._forms = [expansion.forms() for expansion in self._expansions]
        self._memo: dict[str, int | None] = {}

    def cut(self, text: str) -> str:
        """The passage of text that shows the words best, "" where none of them is in it."""
        return cut(text, self.quick_places(text), most=self._enough())

    def _enough(self) -> int:
        """So many places decide which passage is best: of a single word, one of the first."""
        return _MOST_OF_ONE_WORD if len(self._words) == 1 else _MOST_PLACES

    def all_places(self, text: str) -> list[Place]:
        """Every match in text, in order, by the same analysis that the index used."""
        spans = list(analysis.spans(text))
        found: list[Place] = []
        for place, (token, start, end) in enumerate(spans):
            if token not in self._memo:
                self._memo[token] = self._which(token)
            which = self._memo[token]
            if which is not None:
                found.append(Place(start, end, which))
            for which, words in enumerate(self._words):
                size = len(words.tokens)
                tokens = [span[0] for span in spans[place : place + size]] if size > 1 else []
                if tokens and self._goes_on(which, tokens):
                    found.append(Place(start, spans[place + size - 1][2], which))
        return _without_overlaps(found)

    def _goes_on(self, which: int, tokens: list[str]) -> bool:
        words, last = self._words[which], self._lasts[which]
        if tuple(tokens[:-1]) != words.tokens[:-1] or len(tokens) < len(words.tokens):
            return False
        return tokens[-1] in last.forms() or (words.prefix and tokens[-1].startswith(last.token))

    def quick_places(self, text: str) -> Iterator[Place]:
        """Matches in text, found by a search for the words' letters: fast enough for each hit."""
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        last = 0
        for match in self._quick.finditer(lowered):
            start, end = match.span()
            if start < last or start == end:
                continue
            if match.lastgroup:
                last = _word_end(lowered, end) if lowered[end - 1].isalpha() else end
                yield Place(start, end, int(match.lastgroup[1:]))
                continue
            if start and (lowered[start - 1].isalnum() or lowered[start - 1] == "\u00ad"):
                start = _word_start(lowered, start)
            if lowered[end : end + 1] >= "\u0300":
                end = _word_end(lowered, end)
            written = text[start:end]
            if written not in self._memo:
                self._memo[written] = self._which(analysis.fold_case(written))
            which = self._memo[written]
            if which is not None:
                yield Place(start, end, which)

    def _which(self, token: str) -> int | None:
        numbers = range(len(self._words))
        return next((n for n in numbers if self._matches(n, token)), None)

    def _matches(self, which: int, token: str) -> bool:
        words, expansion = self._words[which], self._expansions[which]
        if token in self._forms[which]:
            return True
        if len(words.tokens) > 1 and words.exact:
            return False
        if words.prefix and token.startswith(expansion.token):
            return True
        if words.exact:
            return False
        if expansion.bare and not token.isascii():
            bare = analysis.unmarked(token)
            if bare == expansion.bare or (words.prefix and bare.startswith(expansion.bare)):
                return True
        keys = expansion.part_keys(self._language)
        return (
            bool(keys)
            and len(token) > 4
            and not keys.isdisjoint(self._part_keys(token, self._language))
        )

    @cached_property
    def _quick(self) -> re.Pattern[str]:
        """A pattern of all that a match may contain: sequences in named groups, then letters.

        It is the same for each language, so that it is made once a query.
        """
        sequences = [
            f"(?P<w{n}>{_sequence(words)})"
            for n, words in enumerate(self._words)
            if len(words.tokens) > 1
        ]
        pairs = list(zip(self._words, self._expansions, strict=True))
        single = [pair for pair in pairs if len(pair[0].tokens) == 1 or not pair[0].exact]
        parts = {_bare_key(key) for _, one in single for key in one.all_part_keys()}
        forms = {form for words, one in single for form in (*one.forms(), *self._marked(words))}
        inside = _shortest(parts | {form for form in forms if analysis.is_single(form[0])})
        at_start = [form for form in _shortest(forms) if not form.startswith(tuple(inside))]
        letters = "|".join([*map(_written, inside), *map(_at_start, at_start)])
        wanted = [*sequences, *([f"(?:{letters}){_WORD_REST}"] if letters else [])]
        return re.compile("|".join(wanted) or "(?!)")

    def _marked(self, words: Words) -> Collection[str]:
        """What may stand with marks where words were typed without them."""
        bare = "".join(words.tokens)
        if words.exact or not bare.isascii():
            return ()
        return self._marked_forms(bare, words.prefix)


def _bare_key(key: str) -> str:
    return key.lstrip("\ue010\ue011")


def _shortest(words: Collection[str]) -> list[str]:
    """The words that begin with no other of them, the shorter ones where they are many."""
    kept: list[str] = []
    for word in sorted(sorted(words, key=len)[:_MOST_LITERALS]):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return kept


def _sequence(words: Words) -> str:
    singles = all(map(analysis.is_single, words.tokens))
    between = r"\W{0,3}" if singles else _BETWEEN
    return between.join(map(re.escape, words.tokens))


def _written(word: str) -> str:
    return re.escape(word).replace("ss", "(?:ss|ß)")


def _at_start(word: str) -> str:
    """A word where one begins; that is asked last, since `re` scans for plain letters fast."""
    return _written(word) + ("" if "ss" in word else rf"(?<![^\W_].{{{len(word)}}})")


_MARKED = {
    "a": "àáâãäå", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôõöø", "u": "ùúûü",
    "y": "ýÿ",
}  # fmt: skip


def with_marks(bare: str) -> list[str]:
    """A few letters of ASCII with every mark that Western languages have."""
    letters = (letter + _MARKED.get(letter, "") for letter in bare)
    return ["".join(chosen) for chosen in product(*letters)]


def _word_start(text: str, place: int) -> int:
    while place and (text[place - 1].isalnum() or text[place - 1] == "\u00ad"):
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    match = _WORD_CHARACTERS.match(text, place)
    return match.end() if match else place


def _without_overlaps(places: list[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def cut(text: str, places: Iterator[Place], width: int = 180, most: int = _MOST_PLACES) -> str:
    """About width characters of text with each match in brackets, "" where nothing matches.

    The passage with the most different words of the query is taken, the first of equals; only the
    first places, so many as most, are looked at.
    """
    found = list(islice(places, most))
    if not found:
        return ""
    start = _best_start(found, width)
    return _dressed(text, found, start, width)


def lead(text: str, width: int = 180) -> str:
    """The start of a text, for a hit without a place to show."""
    return _dressed(text, [], 0, width)


def _best_start(places: list[Place], width: int) -> int:
    best, best_worth = places[0].start, 0
    starts = [place.start for place in places]
    for number, start in enumerate(starts):
        after = bisect_left(starts, start + width * 2 // 3)
        words = {place.which for place in places[number:after]}
        worth = len(words) * 100 + min(after - number, 5)
        if worth > best_worth:
            best, best_worth = start, worth
    return best


def _dressed(text: str, places: list[Place], start: int, width: int) -> str:
    first = _word_border(text, max(0, start - width // 4), start)
    last = min(len(text), first + width)
    if last < len(text):
        space = text.rfind(" ", first + width * 3 // 4, last)
        last = space if space > 0 else last
    pieces, place = [], first
    for match in places:
        if match.start >= place and match.end <= last:
            pieces += [text[place : match.start], OPENING, text[match.start : match.end], CLOSING]
            place = match.end
    pieces.append(text[place:last])
    inner = " ".join("".join(pieces).split())
    return ("… " if first else "") + inner + (" …" if last < len(text.rstrip()) else "")


def _word_border(text: str, wanted: int, latest: int) -> int:
    """The start of a sentence or word at or after wanted, no later than latest."""
    if wanted == 0:
        return 0
    for border in ("\n", " "):
        place = text.find(border, wanted, latest)
        if place >= 0:
            return place + 1
    return wanted
