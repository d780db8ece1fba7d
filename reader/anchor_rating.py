"""Rates the places where a quote may stand, and chooses the convincing one; hides what convinces.

A candidate is rated by how much of the quote and of its context stands there, by characters (Indel
similarity), words (longest common subsequence; Sørensen and Dice) and what a map of the differences
says. It must be good enough and lead the others by a margin: an orphan is better than a wrong
place. All offsets are folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reader.anchor_seeds import Text
from reader.anchor_text import Tokens
from reader.diffmap import Alignment
from reader.wordmatch import common_head, shared

# Tuned with the training seeds of benchmarks/bench_anchors.py.
_MIN_QUOTE = 0.55  # similarity of the quote below which it is gone
_MIN_BETWEEN = 0.8  # context on both sides from which ...
_MIN_MAPPED_BETWEEN = 0.65  # ... where the wider context of a map is known, ...
_MIN_REPLACED = 0.65  # context on both sides of what stands there instead of a quote ...
_BETTER = 0.15  # ... by which it leads
_MIN_REWORDED = 0.45  # ... the quote may be less similar
_MIN_CONTEXT = 0.3
_NEAR_OLD_PLACE = 8.0  # what standing at the old offset is worth, in characters of evidence ...
_NEAR_CONTEXT = 24.0  # ... or at the place between the contexts ...
_HALF_AS_NEAR = 200  # ... and half of it so far away
_CONTEXT_COUNTS = 0.6  # what a character of context is worth, compared with one of the quote
_WORDS = 40  # characters of a quote's words, in their order, that are not there by chance
_MIN_ALONE = 0.6  # similarity of a quote with so many where its context is gone
_BOUND = 12  # characters of context right at both ends between which ...
_MIN_BOUND = 0.4  # ... this similarity suffices
_ALL = 0.9  # share of a quote's words from which other words between them do not count
_VERBATIM = 0.97
_ALIKE = 0.85
_LONG = 36  # characters from which a quote need be only _ALIKE where its context is gone
_TELLING = 24  # characters from which a quote may do without context
_MIN_SCORE = 0.55
_MIN_SHORT_SCORE = 0.6  # ... of a quote shorter than _TELLING, unless ...
_ONE_CONTEXT = 0.7  # ... this much of one context is there
_MIN_VERBATIM_SCORE = 0.5  # ... of other quotes that stand there word for word
_IN_A_ROW = 32  # characters of quote and context in a row that suffice where there is no map
_MOST_KEPT = 0.75  # share of the quote that the map must have found ...
_MIN_MAPPED_SCORE = 0.45  # ... so that this score suffices
_MARGIN = 10.0  # characters of evidence by which the best candidate must lead
_WIDER = 6.0  # ... by which a narrower candidate at the same place may lead
_WIDER_WITH_MORE = 10.0  # ... where it leaves out words of the quote
_GROWN = 16  # characters by which the wider one may be longer than the quote
_SURE_CONTEXT = 0.7
_SURE = 0.85  # ... where there is no map of the differences
_SURE_QUOTE = 0.75
_TOUCHING = 16  # characters of context right at an end that count for its being there
_NEAR = 32  # characters of context that count as much as all of it
_MOST_FOREIGN = 0.5  # share of a candidate that may be something else's, by the map
MIN_KEPT = 0.5  # share of the quote that suffices where the map has found it
_FAR = 400  # characters from the old place within which a sentence may change places
_TORN = 30.0  # characters of its line that a copy of a passage lacks, and that stand elsewhere ...
_TOLD = 24  # ... in so much of that line or more ...
_HELD = 0.6  # ... of which this much must be found ...
_NEARER = 0.7  # ... at less than this share of the candidate's distance from the old place
_MAPPED = 24.0  # what the map's word for a candidate is worth, in characters of evidence


@dataclass(frozen=True)
class Quote:
    """A folded quote with as much of its context as is known.

    start guesses its offset in the text. mapped is its offset in the folded text as it was, or in
    the part of that which a map was made of; None where there is no map. line tells how much of the
    prefix and of the suffix is of its line, where that is one. Where has_doubles is set, copies of
    it stood elsewhere, and what the map does not find counts as gone.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    mapped: int | None = None
    line: tuple[int, int] = (0, 0)
    has_doubles: bool = False

    @property
    def old(self) -> tuple[int, int]:
        """Its range in the text as it was."""
        start = self.mapped or 0
        return start, start + len(self.exact)

    @property
    def pattern(self) -> str:
        return self.prefix + self.exact + self.suffix

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens.of(self.exact)

    @cached_property
    def pattern_tokens(self) -> Tokens:
        return Tokens.of(self.pattern)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: how much of the quote and of the contexts stands there (0-1).

    score (0-1) says how convincing it is, evidence (in characters) how it compares with others,
    is_doubtful that it may be a copy of the passage.
    """

    start: int
    end: int
    quote: float
    left: float
    right: float
    score: float
    evidence: float
    is_doubtful: bool = False


class Candidates:
    """The rated places of one quote. is_sure says that no other could be better, most how much of
    the quote (0-1) the best of them has."""

    def __init__(self, quote: Quote, text: Text, mapped: Alignment | None) -> None:
        self._quote, self._text, self._mapped = quote, text, mapped
        self._found: dict[tuple[int, int], Found] = {}
        self._contexts: dict[tuple[int, bool], float] = {}
        self.is_sure = False
        self.most = 0.0
        self._words = quote.tokens.words
        self._prefix, self._suffix = Tokens.of(quote.prefix), Tokens.of(quote.suffix)
        self._length = sum(map(len, self._words))

    def rate(self, span: tuple[int, int], same: float = 0.0) -> None:
        """Rate a candidate; same is how much of the quote its alignment found there."""
        span = self._trimmed(*span)
        if span not in self._found or same > self._found[span].quote:
            self._found[span] = self._rated(*span, same)
            self.is_sure |= self._is_certain(self._found[span])
            self.most = max(self.most, self._found[span].quote)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without the spaces at the ends that the quote does not have."""
        exact, text = self._quote.exact, self._text.folded.text
        while start < end - 1 and text[start] == " " != exact[:1]:
            start += 1
        while start < end - 1 and text[end - 1] == " " != exact[-1:]:
            end -= 1
        return start, end

    def kept(self, start: int, end: int) -> float:
        """The share of the quote that the map says a stretch holds."""
        return 0.0 if self._mapped is None else self._mapped.kept(self._quote.old, (start, end))

    def agreement(self, start: int, end: int) -> tuple[int, int]:
        """How many characters right before and after a candidate are those around the quote."""
        quote, text = self._quote, self._text.folded.text
        left = common_head(
            quote.prefix[::-1], text[max(0, start - len(quote.prefix)) : start][::-1]
        )
        return left, common_head(quote.suffix, text[end : end + len(quote.suffix)])

    # choosing

    def chosen(self) -> Found | None:
        found = sorted(self._weighed(), key=lambda one: (-one.evidence, one.start, one.end))
        possible = [one for one in found if self._is_possible(one)]
        ranked = [one for one in possible if not self._is_torn(one)]
        if not ranked:
            ranked = [replace(one, is_doubtful=True) for one in possible if self._is_verbatim(one)]
        if not ranked:
            return None
        best = ranked[0]
        if best.score < self._least_score(best):
            return None
        if any(self._replaces(one, best) for one in found if one not in possible):
            return None
        best = self._largest(best, ranked)
        has_context = max(best.left, best.right) >= _SURE_CONTEXT
        for other in ranked if has_context else possible:
            close = other.evidence > best.evidence - _MARGIN and not self._is_certain(best)
            if close and self._is_rival(best, other):
                return None
        return self._widest(best, ranked)

    def _weighed(self) -> list[Found]:
        """The candidates with their nearness to where the quote is expected as evidence: what has
        both contexts shows that place, also where other words stand there now."""
        found = list(self._found.values())
        place, worth = self._quote.start, _NEAR_OLD_PLACE
        between = max(found, key=lambda one: min(one.left, one.right), default=None)
        if self._mapped is None and between and min(between.left, between.right) >= _MIN_REPLACED:
            place, worth = between.start, _NEAR_CONTEXT
        return [
            replace(
                one, evidence=one.evidence + worth / (1 + abs(one.start - place) / _HALF_AS_NEAR)
            )
            for one in found
        ]

    def _is_certain(self, one: Found) -> bool:
        """Whether no other candidate could be better: a copy of a passage has much of its context,
        too, so that less tells where there is no map."""
        exact, least = self._quote.exact, _SURE if self._mapped is None else _SURE_CONTEXT
        same = one.quote >= _SURE_QUOTE or not exact
        return same and min(one.left, one.right) >= least

    def _is_torn(self, one: Found) -> bool:
        """Whether the line of the quote stands where it did, and not around a candidate far from
        there, which then is a copy: a line is moved as a whole."""
        away = abs(one.start - self._quote.start)
        return away > _FAR and sum(self._lacks(one, away)) > _TORN

    def _lacks(self, one: Found, away: int) -> Iterator[float]:
        """How many characters of its line, before and after what is alike around it, stand near the
        old place rather than around a candidate so far away from that."""
        quote, (before, after) = self._quote, self.agreement(one.start, one.end)
        left = quote.prefix[len(quote.prefix) - quote.line[0] : len(quote.prefix) - before]
        right = quote.suffix[after : quote.line[1]]
        for part, place in ((left, -before - len(left)), (right, len(quote.exact) + after)):
            length, old = len(part), quote.start + place
            new = one.start + place if place < 0 else one.end + after
            shifts = self._text.shifts(part, (0, length)) if length >= _TOLD else []
            words = Tokens.of(part).words
            found = [
                self._held(words, low, high + length)
                for low, high in shifts
                if abs(low - new) > _FAR and abs(low - old) < _NEARER * away
            ]
            if found and max(found) >= _HELD:
                yield length * (max(found) - self._held(words, new, new + length))

    def _held(self, words: Sequence[str], low: int, high: int) -> float:
        """How much of some words stands in a stretch or right around it, 0-1."""
        others = self._text.tokens(low - _NEAR, high + _NEAR).words
        return shared(words, others) / max(1, sum(map(len, words)))

    def _least_score(self, one: Found) -> float:
        """The score from which a candidate is believed."""
        length = len(self._quote.exact)
        if self.kept(one.start, one.end) >= _MOST_KEPT:
            return _MIN_MAPPED_SCORE
        is_unchanged = self._mapped is None and one.quote >= _VERBATIM
        if is_unchanged and length + sum(self.agreement(one.start, one.end)) >= _IN_A_ROW:
            return 0.0
        tells = length >= _TELLING or max(one.left, one.right) >= _ONE_CONTEXT
        if not tells:
            return _MIN_SHORT_SCORE
        return _MIN_VERBATIM_SCORE if one.quote >= _VERBATIM else _MIN_SCORE

    def _replaces(self, one: Found, best: Found) -> bool:
        """Whether other words stand where the context says that the quote was, so that what was
        found elsewhere is a copy."""
        if self._mapped is not None or self._is_verbatim(best):
            return False
        apart = one.end <= best.start or one.start >= best.end
        return (
            apart
            and min(one.left, one.right) >= _MIN_REPLACED
            and one.left + one.right > best.left + best.right + _BETTER
            and 3 * (one.end - one.start) >= len(self._quote.exact)
        )

    def _is_verbatim(self, one: Found) -> bool:
        """Whether a long quote is there word for word, so that it was rather moved than copied."""
        return len(self._quote.exact) >= _LONG and one.quote >= _VERBATIM

    def _is_rival(self, best: Found, other: Found) -> bool:
        """Whether another candidate stands elsewhere, and not for another part of the quote."""
        if other.end > best.start and best.end > other.start:
            return False
        words = self._text.tokens(best.start, best.end).words
        others = self._text.tokens(other.start, other.end).words
        least = min(sum(map(len, words)), sum(map(len, others)))
        return 3 * shared(words, others) >= least

    def _largest(self, best: Found, ranked: list[Found]) -> Found:
        """Of candidates that are different parts of the quote, moved apart, the largest."""
        for other in ranked:
            is_apart = other.end <= best.start or best.end <= other.start
            is_larger = self._common(other) > max(_TELLING, self._common(best))
            is_believed = other.score >= self._least_score(other)
            if best.quote < _ALIKE and is_apart and is_larger and is_believed:
                best = best if self._is_rival(best, other) else other
        return best

    def _widest(self, best: Found, ranked: list[Found]) -> Found:
        """Of the candidates at one place the widest that is about as good: words written in place
        of the first or last ones of a passage make it less like itself, and belong to it."""
        length = len(self._quote.exact)
        for other in ranked:
            if not (other.start <= best.start and best.end <= other.end):
                continue
            gains = self._common(other) > self._common(best)
            room = 2 * length if gains else length + _GROWN
            is_near = other.evidence > best.evidence - (_WIDER_WITH_MORE if gains else _WIDER)
            if is_near and other.end - other.start <= max(best.end - best.start, room):
                best = other
        return best

    def _is_possible(self, one: Found) -> bool:
        """Whether enough of the quote is there; all of it where nothing of its context is."""
        if not self._quote.exact:
            return True
        if self._foreign(one.start, one.end) > _MOST_FOREIGN:
            return False
        if self.kept(one.start, one.end) >= MIN_KEPT:
            return True
        common = self._common(one)
        if one.quote < _ALIKE and common < _ALL * self._length and self._is_context(one):
            return False
        if max(one.left, one.right) < _MIN_CONTEXT:
            if common >= _WORDS and one.quote >= _MIN_ALONE:
                return True
            length = len(self._quote.exact)
            return length >= _TELLING and one.quote >= (_ALIKE if length >= _LONG else _VERBATIM)
        if (
            common >= _MIN_BOUND * self._length
            and min(self.agreement(one.start, one.end)) >= _BOUND
        ):
            return one.quote >= _MIN_BOUND
        least = _MIN_BETWEEN if self._mapped is None else _MIN_MAPPED_BETWEEN
        is_between = min(one.left, one.right) >= least and len(self._words) > 1
        return one.quote >= (_MIN_REWORDED if is_between else _MIN_QUOTE)

    def _common(self, one: Found) -> int:
        return shared(self._words, self._text.tokens(one.start, one.end).words)

    def _is_context(self, one: Found) -> bool:
        """Whether more of a candidate is the quote's context than is the quote."""
        words = self._text.tokens(one.start, one.end).words
        around = max(shared(self._prefix.words, words), shared(self._suffix.words, words))
        return around > shared(self._words, words)

    # rating

    def _rated(self, start: int, end: int, same: float) -> Found:
        exact = self._quote.exact
        same = max(same, self._similarity(start, end), self.kept(start, end))
        left, right = self._context(start, is_left=True), self._context(end, is_left=False)
        return Found(
            start,
            end,
            same,
            left,
            right,
            _score(len(exact), same, left, right),
            self._evidence(start, end, same, left, right),
        )

    def _similarity(self, start: int, end: int) -> float:
        """How much of the quote a stretch is, 0-1, by characters and, in longer quotes, by words:
        unrelated sentences share half of their characters, in order, but few words."""
        from rapidfuzz.distance import Indel

        exact, text = self._quote.exact, self._text.folded.text
        if text[start:end] == exact:
            return 1.0
        letters = Indel.normalized_similarity(exact, text[start:end])
        words, others = self._words, self._text.tokens(start, end).words
        weight = min(0.5, max(0, len(words) - 1) / 10)
        total = sum(map(len, words)) + sum(map(len, others))
        return (1 - weight) * letters + weight * 2 * shared(words, others) / max(1, total)

    def _evidence(self, start: int, end: int, same: float, left: float, right: float) -> float:
        quote = self._quote
        evidence = min(400, len(quote.exact)) * same
        evidence += _CONTEXT_COUNTS * (left * len(quote.prefix) + right * len(quote.suffix))
        evidence += sum(min(_TOUCHING, same) for same in self.agreement(start, end)) / 2
        if self._mapped is None:
            return evidence
        return evidence + _MAPPED * (self.kept(start, end) - self._foreign(start, end))

    def _foreign(self, start: int, end: int) -> float:
        """The share of a stretch that the map says is something else."""
        return 0.0 if self._mapped is None else self._mapped.foreign(self._quote.old, (start, end))

    def _context(self, at: int, *, is_left: bool) -> float:
        """How much of the context's words stands next to a candidate, 0-1."""
        if (at, is_left) not in self._contexts:
            self._contexts[at, is_left] = self._compared(at, is_left=is_left)
        return self._contexts[at, is_left]

    def _compared(self, at: int, *, is_left: bool) -> float:
        context = self._prefix if is_left else self._suffix
        reach = len(context.text) + 48
        window = self._text.tokens(at - reach, at) if is_left else self._text.tokens(at, at + reach)
        if not context.words:
            return 0.5 if window.words else 1.0
        words, others = context.words, window.words
        near, others_near = context, window
        if is_left:
            near, others_near = (
                context.part(reach - 48 - _NEAR, reach),
                window.part(at - 2 * _NEAR, at),
            )
        else:
            near, others_near = context.part(0, _NEAR), window.part(at, at + 2 * _NEAR)
        share = shared(words, others) / sum(map(len, words))
        if not near.words:
            return share
        return (share + shared(near.words, others_near.words) / sum(map(len, near.words))) / 2


def _score(length: int, same: float, left: float, right: float) -> float:
    """How convincing a candidate is, 0-1: the longer the quote, the less its context counts."""
    weight = length / (length + 24)
    return weight * same + (1 - weight) * (0.65 * max(left, right) + 0.35 * min(left, right))
