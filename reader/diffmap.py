"""Aligns two folded texts word by word and carries offsets over; hides how differences are found.

Words are aligned by their longest common subsequence (rapidfuzz, bit-parallel): deterministic, and
ten times faster than a character diff of the same text. Matches that stand alone between unrelated
words are not believed. An offset between two believed words is carried over by the cut that costs
the fewest edits on its two sides, which keeps the ends of a passage on words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reader.anchor_text import Tokens

Side = Literal["start", "end"]
_STRONG = 6  # characters in a run of equal words that is believed by itself
_EAST_ASIAN = "\u2e80"  # from here on a character says as much as two letters
_NEAR = 3  # words on either side within which a weaker run is believed next to a believed one
_GAP = 120  # characters of a changed stretch that are looked at for a cut
_SPREAD = 40  # new characters between two parts of a passage that do not part them
_FINE_GAP = 80  # ... for a cut within a word
_CELLS = 350_000_000  # token pairs an alignment may cost: 130 ms and 45 MB


@dataclass(frozen=True, slots=True)
class Run:
    """A run of equal tokens: where it begins in the two texts, counted in tokens."""

    old: int
    new: int
    length: int


class Alignment:
    """Two folded texts with the runs of words that correspond; all offsets are folded ones."""

    def __init__(self, old: Tokens, new: Tokens) -> None:
        self.old, self.new = old, new
        self.runs = self._believed(_equal_runs(old.words, new.words))
        self._old_firsts = [run.old for run in self.runs]
        self._new_firsts = [run.new for run in self.runs]

    def _believed(self, runs: list[Run]) -> list[Run]:
        believed = [self._weight(run) >= _STRONG for run in runs]
        for order in (range(1, len(runs)), range(len(runs) - 2, -1, -1)):
            step = -1 if order.step > 0 else 1
            for index in order:
                if believed[index + step] and not believed[index]:
                    pair = sorted((index, index + step))
                    believed[index] = _are_near(runs[pair[0]], runs[pair[1]])
        return [run for run, keep in zip(runs, believed, strict=True) if keep]

    def _weight(self, run: Run) -> int:
        total = 0
        for word in self.old.words[run.old : run.old + run.length]:
            total += len(word) if word < _EAST_ASIAN else 2 * len(word)
            if total >= _STRONG:
                break
        return total

    @property
    def share(self) -> float:
        """The share of the old words, by their characters, that were found again."""
        found = (word for r in self.runs for word in self.old.words[r.old : r.old + r.length])
        return sum(map(len, found)) / max(1, sum(map(len, self.old.words)))

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """The old range whose words stand in new[start:end]; None where there are none."""
        first = bisect_right(self.new.ends, start)
        last = bisect_left(self.new.starts, end) - 1
        low = max(0, bisect_right(self._new_firsts, first) - 1)
        tokens: list[int] = []
        for run in self.runs[low:]:
            if run.new > last:
                break
            inside = range(max(first, run.new), min(last + 1, run.new + run.length))
            tokens += [run.old + token - run.new for token in inside]
        return (self.old.starts[tokens[0]], self.old.ends[tokens[-1]]) if tokens else None

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """Where old[start:end] stands in the new text; None where nothing around it was found.

        Where much was put in between its parts, or they were moved apart, that is the larger part.
        """
        start, end = self._largest_part(start, end)
        new_start = self.boundary(start, "start")
        new_end = new_start if start == end else self.boundary(end, "end")
        if new_start is None or new_end is None or new_end < new_start:
            return None
        return new_start, new_end

    def _largest_part(self, start: int, end: int) -> tuple[int, int]:
        """The part of old[start:end] with the most words of all that are not far apart in new."""
        spread = max(_SPREAD, end - start)
        parts: list[tuple[int, int, int]] = []  # characters, first and last token
        last_end = 0
        for run in self._runs_within(start, end):
            low, high = self.new.starts[run.new], self.new.ends[run.new + run.length - 1]
            if parts and low - last_end <= spread:
                parts[-1] = parts[-1][0] + high - low, parts[-1][1], run.old + run.length - 1
            else:
                parts.append((high - low, run.old, run.old + run.length - 1))
            last_end = high
        if len(parts) < 2:
            return start, end
        best = max(parts)
        is_first, is_last = best == parts[0], best == parts[-1]
        return (
            start if is_first else self.old.starts[best[1]],
            end if is_last else self.old.ends[best[2]],
        )

    def _runs_within(self, start: int, end: int) -> Iterator[Run]:
        """The believed runs, as far as their tokens lie in old[start:end]."""
        first, last = bisect_left(self.old.starts, start), bisect_right(self.old.ends, end)
        for run in self.runs[max(0, bisect_right(self._old_firsts, first) - 1) :]:
            low, high = max(first, run.old), min(last, run.old + run.length)
            if run.old >= last:
                break
            if low < high:
                yield Run(low, run.new + low - run.old, high - low)

    def boundary(self, offset: int, side: Side) -> int | None:
        """Carry an offset over; a start holds on to what follows it, an end to what precedes it."""
        if not self.runs:
            return None
        token = bisect_right(self.old.ends, offset)
        inside = token < len(self.old.starts) and self.old.starts[token] < offset
        if inside:
            return self._within_word(token, offset, side)
        if side == "start":
            match = self._match_before_next(token)
            if match is not None:
                return self._spaces_back(match, offset, token)
        else:
            match = self._match_after_previous(token - 1)
            if match is not None:
                return self._spaces_on(match, offset, token - 1)
        return self._cut(token, offset, side, fine=False)

    def _match(self, token: int) -> int | None:
        """The new token that an old token corresponds to."""
        index = bisect_right(self._old_firsts, token) - 1
        if index < 0 or token - self.runs[index].old >= self.runs[index].length:
            return None
        return self.runs[index].new + token - self.runs[index].old

    def _match_before_next(self, token: int) -> int | None:
        """As _match; where the same tokens also stand right before the next run, those: of a full
        stop with a section put in before it, the one that its sentence begins or ends with."""
        index = bisect_right(self._old_firsts, token) - 1
        match = self._match(token)
        if match is None or index + 1 == len(self.runs):
            return match
        after, following = self.runs[index].old + self.runs[index].length, self.runs[index + 1]
        place = following.new - (after - token)
        words = self.old.words[token:after]
        slides = following.old == after and self.new.words[place : following.new] == words
        return place if slides else match

    def _match_after_previous(self, token: int) -> int | None:
        """As _match_before_next, for the end of a passage."""
        index = bisect_right(self._old_firsts, token) - 1
        match = self._match(token)
        if match is None or index < 1:
            return match
        first, previous = self.runs[index].old, self.runs[index - 1]
        place = previous.new + previous.length
        words = self.old.words[first : token + 1]
        slides = previous.old + previous.length == first and (
            self.new.words[place : place + len(words)] == words
        )
        return place + len(words) - 1 if slides else match

    def _within_word(self, token: int, offset: int, side: Side) -> int | None:
        match = self._match(token)
        if match is not None:
            return self.new.starts[match] + offset - self.old.starts[token]
        return self._cut(token + 1, offset, side, fine=True)

    def _spaces_back(self, match: int, offset: int, token: int) -> int:
        """The start of a matched token, less the spaces that the old passage began with."""
        place = self.new.starts[match]
        for _ in range(self.old.starts[token] - offset):
            place -= place > self.new.low and self.new.text[place - 1] == " "
        return place

    def _spaces_on(self, match: int, offset: int, token: int) -> int:
        place = self.new.ends[match]
        for _ in range(offset - self.old.ends[token]):
            place += place < self.new.high and self.new.text[place] == " "
        return place

    def _cut(self, token: int, offset: int, side: Side, *, fine: bool) -> int:
        """Part the changed stretch around an offset; token is the first old one after it."""
        index = bisect_left(self._old_firsts, token)
        left = self.runs[index - 1] if index else None
        right = self.runs[index] if index < len(self.runs) else None
        gap = self._gap(left, right, offset, side)
        if not fine and gap.is_one_sided(side):
            return gap.high if side == "end" else gap.low
        places = self._places(gap.low, gap.high, fine=fine)
        return gap.best_cut(self.new.text, places if side == "end" else places[::-1])

    def _gap(self, left: Run | None, right: Run | None, offset: int, side: Side) -> _Gap:
        old_low, low = self.old.low, self.new.low
        old_high, high = self.old.high, self.new.high
        if left:
            old_low = self.old.ends[left.old + left.length - 1]
            low = self.new.ends[left.new + left.length - 1]
        if right:
            old_high, high = self.old.starts[right.old], self.new.starts[right.new]
        if left is None or (side == "start" and right):
            low = max(low, high - 2 * _GAP)
        else:
            high = min(high, low + 2 * _GAP)
        text = self.old.text
        return _Gap(
            text[max(old_low, offset - _GAP) : offset].strip(),
            text[offset : min(old_high, offset + _GAP)].strip(),
            low,
            high,
            left is not None,
            right is not None,
        )

    def _places(self, low: int, high: int, *, fine: bool) -> list[int]:
        """Where a changed stretch may be cut, in order."""
        if fine and high - low <= _FINE_GAP:
            return list(range(low, high + 1))
        inside = slice(bisect_left(self.new.starts, low), bisect_left(self.new.starts, high))
        return sorted({low, high, *self.new.starts[inside], *self.new.ends[inside]})


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch without believed words: what was left and right of the offset, and new[low:high].

    is_closed_left and is_closed_right say whether believed words end the stretch there.
    """

    left: str
    right: str
    low: int
    high: int
    is_closed_left: bool
    is_closed_right: bool

    def is_one_sided(self, side: Side) -> bool:
        """Whether all that changed belongs to the passage, so that all that came does, too."""
        closed = self.is_closed_left and self.is_closed_right
        inner, outer = (self.left, self.right) if side == "end" else (self.right, self.left)
        return (
            closed and not outer and bool(inner) and self.high - self.low <= 1.4 * len(inner) + 12
        )

    def best_cut(self, text: str, places: list[int]) -> int:
        """The first of the places where the two sides cost the fewest edits.

        Between believed words, words may stand for others (Levenshtein), most likely as many for as
        many; at an open side only what is similar draws the cut outwards (Indel), and what lies
        beyond the passage is free.
        """
        from rapidfuzz.distance import Indel, Levenshtein

        closed = self.is_closed_left and self.is_closed_right
        distance = Levenshtein.distance if closed else Indel.distance
        best, least = places[0], 1 << 30
        both = closed and self.left and self.right
        even = self.low + (self.high - self.low) * len(self.left) // max(
            1, len(self.left + self.right)
        )
        for place in places:
            cost = 0
            if self.is_closed_left:
                cost = distance(self.left, text[self.low : place].strip(), score_cutoff=least)
            if self.is_closed_right and cost < least:
                cost += distance(self.right, text[place : self.high].strip(), score_cutoff=least)
            cost += abs(place - even) // 3 if both else 0
            if cost < least:
                best, least = place, cost
        return best


def _equal_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The runs of a longest common subsequence; of too long texts the common ends alone."""
    from rapidfuzz.distance import Indel  # 30 ms that the verbs without marks need not pay

    head = _common_head(old, new)
    tail = _common_head(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [Run(0, 0, head)] if head else []
    if len(old_middle) * len(new_middle) <= _CELLS:
        runs += [
            Run(head + op.src_start, head + op.dest_start, op.src_end - op.src_start)
            for op in Indel.opcodes(old_middle, new_middle)
            if op.tag == "equal"
        ]
    if tail:
        runs.append(Run(len(old) - tail, len(new) - tail, tail))
    return runs


def shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many characters of the old words are found in the same order among the new ones."""
    return sum(len(word) for run in _equal_runs(old, new) for word in old[run.old :][: run.length])


def _common_head(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _are_near(left: Run, right: Run) -> bool:
    old_gap = right.old - left.old - left.length
    new_gap = right.new - left.new - left.length
    return max(old_gap, new_gap) <= _NEAR
