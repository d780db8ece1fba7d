"""Looks for a quote with its context in a text that changed; hides where it looks.

Candidates come from a map of the differences to the text as it was, from verbatim repetitions of
the quote, and from rare character sequences of the quote and its context. Each is aligned word by
word; anchor_rating rates them. All offsets are folded.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.anchor_rating import MIN_KEPT, Candidates, Found, Quote
from reader.anchor_seeds import Text
from reader.anchor_text import Tokens
from reader.diffmap import Alignment

_MAP_LIMIT = 100_000  # characters up to which the differences of two texts are mapped
_WHOLE_LIMIT = 1_000_000_000  # product of the lengths up to which quote and text are aligned
_SMALL = 2_500  # ... up to which a whole text is one candidate
_REPEATS = 64  # verbatim repetitions of a quote that are looked at
_KEPT = 4  # verbatim repetitions that are rated
_OF_PARTS = 120  # characters from which parts of a quote may have changed places
_ENTIRE = 0.95  # similarity from which no part of a quote is missing
_PART = 60  # characters from which a part of a quote may stand for it ...
_MIN_PART = 0.45  # ... if it is this much of it ...
_PART_COUNTS = 0.8  # ... at this much of its likeness
_SLACK = 48  # characters by which a passage may have grown


def changes(before: Text, after: Text) -> Alignment | None:
    """The map of the differences of two texts; None where they are too long for one."""
    if max(before.length, after.length) > _MAP_LIMIT:
        return None
    return Alignment(before.all_tokens, after.all_tokens)


def local_changes(old: str, pattern: str, text: Text) -> Alignment | None:
    """The map from a part of a text as it was to the stretch of a long text that is most like it.

    The pattern, which the part holds, says where to look; None where nothing of it is found.
    """
    shifts = text.shifts(pattern, (0, len(pattern)))
    if not shifts:
        return None
    reach = len(old) - len(pattern) + _SLACK
    low, high = shifts[0]
    return Alignment(Tokens.of(old), text.tokens(low - reach, high + len(pattern) + reach))


def search(quote: Quote, text: Text, mapped: Alignment | None) -> Found | None:
    """The one convincing place of a quote; None where there is none, or more than one."""
    return _Search(quote, text, mapped if quote.mapped is not None else None).best()


def align(exact: str, text: Text) -> tuple[int, int, float] | None:
    """Where a long quote aligns with the text as a whole, and the share of it that is found.

    None where it does not, or where quote and text are too long to look.
    """
    if len(exact) * text.length > _WHOLE_LIMIT:
        return None
    alignment = Alignment(Tokens.of(exact), text.all_tokens)
    span = alignment.range(0, len(exact))
    return (*span, alignment.share) if span else None


class _Search:
    """One quote and its candidates so far."""

    def __init__(self, quote: Quote, text: Text, mapped: Alignment | None) -> None:
        self._quote, self._text, self._mapped = quote, text, mapped
        self._candidates = Candidates(quote, text, mapped)

    def best(self) -> Found | None:
        candidates = self._candidates
        for span in self._mapped_span():
            candidates.rate(span)
            if candidates.kept(*span) >= MIN_KEPT:
                return candidates.chosen()
        if self._quote.has_doubles:
            return candidates.chosen()
        for span in self._repeats():
            candidates.rate(span)
        for window in self._windows():
            if candidates.is_sure:
                break
            self._align(*window)
        return candidates.chosen()

    def _mapped_span(self) -> Iterator[tuple[int, int]]:
        span = self._mapped.range(*self._quote.old) if self._mapped is not None else None
        if span and (span[0] < span[1] or not self._quote.exact):
            yield span

    def _repeats(self) -> Iterator[tuple[int, int]]:
        """Verbatim occurrences of the quote, those in the most similar surroundings first."""
        quote, text = self._quote, self._text.folded.text
        length = len(quote.exact)
        if length < 2:
            return
        found: list[int] = []
        place = text.find(quote.exact)
        while place >= 0 and len(found) < _REPEATS:
            found.append(place)
            place = text.find(quote.exact, place + 1)
        near = text.find(quote.exact, max(0, quote.start - length))
        found += [near] if near >= 0 else []
        agreement = self._candidates.agreement
        found.sort(key=lambda at: (-sum(agreement(at, at + length)), abs(at - quote.start)))
        yield from ((at, at + length) for at in found[:_KEPT])

    def _windows(self) -> Iterator[tuple[int, int, bool]]:
        """Stretches that may hold the quote, and whether to look there without its context."""
        quote, length = self._quote, len(self._text.folded.text)
        context, shifts = len(quote.prefix), self._text.shifts
        slack = _SLACK + len(quote.pattern) // 8
        exact = (context, context + len(quote.exact))
        whole = [
            (low - slack, high + len(quote.pattern) + slack)
            for low, high in shifts(quote.pattern, (0, len(quote.pattern)))
        ]
        whole += [(0, length)] if length <= _SMALL else []
        low = quote.start - context
        whole.append((low - slack, low + len(quote.pattern) + slack))
        for index, (low, high) in enumerate(whole):
            if not any(a <= low and high <= b for a, b in whole[:index]):
                yield low, high, False
        if len(quote.exact) >= 8:
            for low, high in shifts(quote.pattern, exact):
                yield low + exact[0] - slack, high + exact[1] + slack, True

    def _align(self, low: int, high: int, is_alone: bool) -> None:
        """Rate where the quote, with its context or alone, aligns with a stretch of the text: in
        its order and, where a part of it is missing then, in any order."""
        quote = self._quote
        pattern = quote.tokens if is_alone else quote.pattern_tokens
        start = 0 if is_alone else len(quote.prefix)
        old = start, start + len(quote.exact)
        window = self._text.tokens(low, high)
        for in_order in (True, False):
            if not in_order and (len(quote.exact) < _OF_PARTS or self._candidates.most >= _ENTIRE):
                break
            alignment = Alignment(pattern, window, in_order=in_order)
            span = alignment.range(*old)
            if span and (span[0] < span[1] or not quote.exact):
                same = alignment.likeness(old, span)
                self._candidates.rate(span, max(same, self._part(alignment, old, span)))

    def _part(self, alignment: Alignment, old: tuple[int, int], new: tuple[int, int]) -> float:
        """How much of a candidate is a large part of the quote, where the rest stands elsewhere."""
        low, high = alignment.origin(old, new)
        if high - low < max(_PART, _MIN_PART * (old[1] - old[0])):
            return 0.0
        return _PART_COUNTS * alignment.likeness((low, high), new)
