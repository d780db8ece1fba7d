"""Looks for a quote with its context in a text that changed; hides candidates and their rating.

Candidates come from a map of the differences to the text as it was, from verbatim repetitions of
the quote, and from rare character sequences of the quote and its context. Each is aligned word by
word, and rated by how much of the quote and of its context stands there. All offsets are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reader import anchor_text
from reader.anchor_text import Folded, Tokens
from reader.diffmap import Alignment
from reader.wordmatch import common_head, shared

_MAP_LIMIT = 100_000  # characters up to which the differences of two texts are mapped
_WHOLE_LIMIT = 1_000_000_000  # product of the lengths up to which quote and text are aligned
_TOKENS_LIMIT = 200_000  # ... up to which all words of a text are listed once
_SMALL = 2_500  # ... up to which a whole text is one candidate
_REPEATS = 64  # verbatim repetitions of a quote that are looked at
_KEPT = 4  # candidates of each sort that are rated
_OF_PARTS = 120  # characters from which parts of a quote may have changed places
_SLACK = 48  # characters by which a passage may have grown
_PROBED_FROM = 200_000  # characters from which a text is only indexed ...
_PROBED_TIMES = 12  # ... when it is asked that often
_PROBE = 14  # characters of a sequence that is looked for
_PROBES = 24
_APART = 400  # characters between two shifts from which they are two candidates

# Tuned with the training seeds of benchmarks/bench_anchors.py.
_MIN_QUOTE = 0.55  # similarity of the quote below which it is gone
_MIN_BETWEEN = 0.8  # context on both sides from which ...
_MIN_MAPPED_BETWEEN = 0.65  # ... where the wider context of a map is known, ...
_MIN_REPLACED = 0.65  # context on both sides of what stands there instead of a quote ...
_BETTER = 0.15  # ... by which it leads
_MIN_REWORDED = 0.45  # ... the quote may be less similar
_MIN_CONTEXT = 0.3
_VERBATIM = 0.97
_ALIKE = 0.85
_LONG = 36  # characters from which a quote need be only _ALIKE where its context is gone
_TELLING = 24  # characters from which a quote may do without context
_MIN_SCORE = 0.55
_MIN_SHORT_SCORE = 0.6  # ... of a quote shorter than _TELLING, unless ...
_ONE_CONTEXT = 0.7  # ... this much of one context is there
_MIN_VERBATIM_SCORE = 0.5  # ... of other quotes that stand there word for word
_MOST_KEPT = 0.75  # share of the quote that the map must have found ...
_MIN_MAPPED_SCORE = 0.45  # ... so that this score suffices
_MARGIN = 10.0  # characters of evidence by which the best candidate must lead
_WIDER = 6.0  # ... by which a narrower candidate at the same place may lead
_GROWN = 16  # characters by which the wider one may be longer than the quote
_SURE_CONTEXT = 0.7
_SURE = 0.85  # ... where there is no map of the differences
_SURE_QUOTE = 0.75
_TOUCHING = 16  # characters of context right at an end that count for its being there
_NEAR = 32  # characters of context that count as much as all of it
_MOST_FOREIGN = 0.5  # share of a candidate that may be something else's, by the map
_MIN_KEPT = 0.5  # share of the quote that suffices where the map has found it
_MAPPED = 24.0  # what the map's word for a candidate is worth, in characters of evidence


@dataclass(frozen=True, slots=True)
class Quote:
    """A folded quote with as much of its context as is known.

    start guesses its offset in the text. mapped is its offset in the folded text as it was, or in
    the part of that which a map was made of; None where there is no map. Where has_doubles is set,
    copies of it stood elsewhere, and what the map does not find counts as gone.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    mapped: int | None = None
    has_doubles: bool = False

    @property
    def old(self) -> tuple[int, int]:
        """Its range in the text as it was."""
        start = self.mapped or 0
        return start, start + len(self.exact)

    @property
    def pattern(self) -> str:
        return self.prefix + self.exact + self.suffix


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: how much of the quote and of the contexts stands there (0-1).

    score (0-1) says how convincing it is, evidence (in characters) how it compares with others.
    """

    start: int
    end: int
    quote: float
    left: float
    right: float
    score: float
    evidence: float


class Text:
    """A text to search in; what several searches need is made once, when the first needs it."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.length = len(raw)
        self._asked = 0

    @cached_property
    def folded(self) -> Folded:
        return anchor_text.fold(self._raw)

    @cached_property
    def _seeds(self) -> Seeds:
        return Seeds(self.folded.text)

    def shifts(self, pattern: str, part: tuple[int, int]) -> list[tuple[int, int]]:
        """The shifts from pattern to text that most character sequences of the part agree on.

        Each is a pair of the least and the greatest: words come and go within a passage. A long
        text is only indexed when it is asked for a few times.
        """
        self._asked += 1
        if self.length <= _PROBED_FROM or self._asked > _PROBED_TIMES:
            return _grouped(self._seeds.hits(pattern, *part))
        return _grouped(_probed(self.folded.text, pattern, *part))

    @cached_property
    def all_tokens(self) -> Tokens:
        return Tokens.of(self.folded.text)

    def tokens(self, low: int, high: int) -> Tokens:
        """The tokens of a part, ends beyond the text's allowed."""
        low, high = max(0, low), min(high, len(self.folded.text))
        if len(self.folded.text) > _TOKENS_LIMIT:
            return Tokens.of(self.folded.text, low, high)
        return self.all_tokens.part(low, high)


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


def is_repeated(text: str, passage: str) -> bool:
    """Whether most of the passage stands in its text more than once."""
    size = min(_PROBE, len(passage))
    step = max(1, size // 2, (len(passage) - size) // _PROBES)
    grams = [passage[at : at + size] for at in range(0, len(passage) - size + 1, step)]
    return 2 * sum(text.find(gram) != text.rfind(gram) for gram in grams) >= len(grams)


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
    """One quote, its candidates so far and the contexts compared so far."""

    def __init__(self, quote: Quote, text: Text, mapped: Alignment | None) -> None:
        self._quote, self._text, self._mapped = quote, text, mapped
        self._found: dict[tuple[int, int], Found] = {}
        self._contexts: dict[tuple[int, bool], float] = {}
        self._is_sure = False
        self._exact = Tokens.of(quote.exact)
        self._prefix, self._suffix = Tokens.of(quote.prefix), Tokens.of(quote.suffix)

    def best(self) -> Found | None:
        for span in self._mapped_span():
            self._rate(span)
            if self._kept(*span) >= _MIN_KEPT:
                return self._chosen()
        if self._quote.has_doubles:
            return self._chosen()
        for span in self._repeats():
            self._rate(span)
        for span in self._aligned():
            if self._is_sure:
                break
            self._rate(span)
        return self._chosen()

    def _rate(self, span: tuple[int, int]) -> None:
        span = self._trimmed(*span)
        if span not in self._found:
            self._found[span] = self._rated(*span)
            self._is_sure |= self._is_certain(self._found[span])

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without the spaces at the ends that the quote does not have."""
        exact, text = self._quote.exact, self._text.folded.text
        while start < end - 1 and text[start] == " " != exact[:1]:
            start += 1
        while start < end - 1 and text[end - 1] == " " != exact[-1:]:
            end -= 1
        return start, end

    def _is_certain(self, one: Found) -> bool:
        """Whether no other candidate could be better: a copy of a passage has much of its context,
        too, so that less tells where there is no map."""
        exact, least = self._quote.exact, _SURE if self._mapped is None else _SURE_CONTEXT
        same = one.quote >= _SURE_QUOTE or not exact
        return same and min(one.left, one.right) >= least

    def _chosen(self) -> Found | None:
        found = sorted(self._found.values(), key=lambda one: (-one.evidence, one.start, one.end))
        ranked = [one for one in found if self._is_possible(one)]
        if not ranked:
            return None
        best = ranked[0]
        if best.score < self._least_score(best):
            return None
        if any(self._replaces(one, best) for one in found if one not in ranked):
            return None
        for other in ranked[1:]:
            close = other.evidence > best.evidence - _MARGIN and not self._is_certain(best)
            if close and self._is_rival(best, other):
                return None
        return self._widest(best, ranked)

    def _least_score(self, one: Found) -> float:
        """The score from which a candidate is believed."""
        length = len(self._quote.exact)
        if self._kept(one.start, one.end) >= _MOST_KEPT:
            return _MIN_MAPPED_SCORE
        tells = length >= _TELLING or max(one.left, one.right) >= _ONE_CONTEXT
        if not tells:
            return _MIN_SHORT_SCORE
        return _MIN_VERBATIM_SCORE if one.quote >= _VERBATIM else _MIN_SCORE

    def _replaces(self, one: Found, best: Found) -> bool:
        """Whether other words stand where the context says that the quote was, so that what was
        found elsewhere is a copy; a long quote that is there word for word was rather moved."""
        length = len(self._quote.exact)
        if self._mapped is not None or (length >= _LONG and best.quote >= _VERBATIM):
            return False
        apart = one.end <= best.start or one.start >= best.end
        return (
            apart
            and min(one.left, one.right) >= _MIN_REPLACED
            and one.left + one.right > best.left + best.right + _BETTER
            and 3 * (one.end - one.start) >= length
        )

    def _is_rival(self, best: Found, other: Found) -> bool:
        """Whether another candidate stands elsewhere, and not for another part of the quote."""
        if other.end > best.start and best.end > other.start:
            return False
        words = self._text.tokens(best.start, best.end).words
        others = self._text.tokens(other.start, other.end).words
        least = min(sum(map(len, words)), sum(map(len, others)))
        return 3 * shared(words, others) >= least

    def _widest(self, best: Found, ranked: list[Found]) -> Found:
        """Of the candidates at one place the widest that is about as good: words written in place
        of the first or last ones of a passage make it less like itself, and belong to it."""
        room = max(best.end - best.start, len(self._quote.exact) + _GROWN)
        for other in ranked:
            holds = other.start <= best.start and best.end <= other.end
            if holds and other.evidence > best.evidence - _WIDER:
                best = other if other.end - other.start <= room else best
        return best

    def _is_possible(self, one: Found) -> bool:
        """Whether enough of the quote is there; all of it where nothing of its context is."""
        if not self._quote.exact:
            return True
        if self._foreign(one.start, one.end) > _MOST_FOREIGN:
            return False
        if self._kept(one.start, one.end) >= _MIN_KEPT:
            return True
        if one.quote < _ALIKE and self._is_context(one):
            return False
        if max(one.left, one.right) < _MIN_CONTEXT:
            length = len(self._quote.exact)
            return length >= _TELLING and one.quote >= (_ALIKE if length >= _LONG else _VERBATIM)
        least = _MIN_BETWEEN if self._mapped is None else _MIN_MAPPED_BETWEEN
        is_between = min(one.left, one.right) >= least and len(self._exact.words) > 1
        return one.quote >= (_MIN_REWORDED if is_between else _MIN_QUOTE)

    def _is_context(self, one: Found) -> bool:
        """Whether more of a candidate is the quote's context than is the quote."""
        words = self._text.tokens(one.start, one.end).words
        around = max(shared(self._prefix.words, words), shared(self._suffix.words, words))
        return around > shared(self._exact.words, words)

    # candidates

    def _mapped_span(self) -> Iterator[tuple[int, int]]:
        span = self._mapped.range(*self._quote.old) if self._mapped is not None else None
        if span and (span[0] < span[1] or not self._quote.exact):
            yield span

    def _aligned(self) -> Iterator[tuple[int, int]]:
        """Where the quote, with its context or alone, aligns with a likely stretch of the text."""
        quote = self._quote
        start = len(quote.prefix)
        whole, alone = Tokens.of(quote.pattern), self._exact
        looked_at: list[tuple[int, int]] = []
        for low, high, is_alone in self._windows():
            if not is_alone and any(a <= low and high <= b for a, b in looked_at):
                continue
            looked_at += [] if is_alone else [(low, high)]
            window = self._text.tokens(low, high)
            first = 0 if is_alone else start
            for in_order in (True, False) if len(quote.exact) >= _OF_PARTS else (True,):
                alignment = Alignment(alone if is_alone else whole, window, in_order=in_order)
                span = alignment.range(first, first + len(quote.exact))
                if span and (span[0] < span[1] or not quote.exact):
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
        found.sort(key=lambda at: (-sum(self._agreement(at, at + length)), abs(at - quote.start)))
        yield from ((at, at + length) for at in found[:_KEPT])

    def _agreement(self, start: int, end: int) -> tuple[int, int]:
        """How many characters right before and after a candidate are those around the quote."""
        quote, text = self._quote, self._text.folded.text
        left = common_head(
            quote.prefix[::-1], text[max(0, start - len(quote.prefix)) : start][::-1]
        )
        return left, common_head(quote.suffix, text[end : end + len(quote.suffix)])

    def _windows(self) -> Iterator[tuple[int, int, bool]]:
        """Stretches that may hold the quote, and whether to look there without its context."""
        quote, length = self._quote, len(self._text.folded.text)
        context, shifts = len(quote.prefix), self._text.shifts
        slack = _SLACK + len(quote.pattern) // 8
        exact = (context, context + len(quote.exact))
        for low, high in shifts(quote.pattern, (0, len(quote.pattern))):
            yield low - slack, high + len(quote.pattern) + slack, False
        if length <= _SMALL:
            yield 0, length, False
        low = quote.start - context
        yield low - slack, low + len(quote.pattern) + slack, False
        if len(quote.exact) >= 8:
            for low, high in shifts(quote.pattern, exact):
                yield low + exact[0] - slack, high + exact[1] + slack, True

    # rating

    def _rated(self, start: int, end: int) -> Found:
        exact = self._quote.exact
        same = max(self._similarity(start, end), self._kept(start, end))
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
        words, others = self._exact.words, self._text.tokens(start, end).words
        weight = min(0.5, max(0, len(words) - 1) / 10)
        total = sum(map(len, words)) + sum(map(len, others))
        return (1 - weight) * letters + weight * 2 * shared(words, others) / max(1, total)

    def _evidence(self, start: int, end: int, same: float, left: float, right: float) -> float:
        quote = self._quote
        evidence = min(400, len(quote.exact)) * same
        evidence += left * len(quote.prefix) + right * len(quote.suffix)
        evidence += sum(min(_TOUCHING, same) for same in self._agreement(start, end)) / 2
        evidence += 8 / (1 + abs(start - quote.start) / 200)
        if self._mapped is None:
            return evidence
        return evidence + _MAPPED * (self._kept(start, end) - self._foreign(start, end))

    def _kept(self, start: int, end: int) -> float:
        """The share of the quote that the map says a stretch holds."""
        return 0.0 if self._mapped is None else self._mapped.kept(self._quote.old, (start, end))

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


class Seeds:
    """Where sequences of a few characters stand in a text: sampled, first and last of each."""

    def __init__(self, text: str) -> None:
        self._size = size = (12 if len(text) > 200_000 else 8) // (1 + anchor_text.is_dense(text))
        grams = re.findall(f"(?s:.{{{size}}})", text)
        places = range(0, len(grams) * size, size)
        self._last = dict(zip(grams, places, strict=True))
        self._first = dict(zip(reversed(grams), reversed(places), strict=True))

    def hits(self, pattern: str, start: int, end: int) -> Iterator[tuple[int, float]]:
        """The shifts of the sequences in pattern[start:end] that the text has, and their weights:
        little where it has several."""
        for offset in range(start, end - self._size + 1):
            gram = pattern[offset : offset + self._size]
            last = self._last.get(gram)
            if last is None:
                continue
            first = self._first[gram]
            if first == last:
                yield first - offset, 1.0
            else:
                yield first - offset, 0.3
                yield last - offset, 0.3


def _probed(text: str, pattern: str, start: int, end: int) -> Iterator[tuple[int, float]]:
    """As Seeds.hits, without an index: some sequences are looked for in the whole text."""
    size = _PROBE // (1 + anchor_text.is_dense(pattern))
    step = max(size // 2, (end - start) // _PROBES)
    for offset in range(start, end - size + 1, step):
        gram = pattern[offset : offset + size]
        first = text.find(gram)
        if first < 0:
            continue
        last = text.rfind(gram)
        yield first - offset, 1.0 if first == last else 0.3
        if first != last:
            yield last - offset, 0.3


def _grouped(hits: Iterable[tuple[int, float]]) -> list[tuple[int, int]]:
    """The best groups of shifts that lie close together."""
    groups: list[list[float]] = []
    for shift, weight in sorted(hits):
        if not groups or shift - groups[-1][1] > _APART:
            groups.append([shift, shift, 0.0])
        groups[-1][1] = shift
        groups[-1][2] += weight
    groups.sort(key=lambda group: -group[2])
    return [(int(low), int(high)) for low, high, _ in groups[:_KEPT]]
