"""Finds which words of two texts correspond, in passages that were moved, too; hides how.

What stayed in its order comes first, in most texts nearly all: the long runs of a longest common
subsequence (rapidfuzz, bit-parallel) that neither text has twice. Then runs around words that what
is left of both texts has once, wherever they stand (after P. Heckel, A technique for isolating
differences between files, 1978). What lies between two runs is compared by a longest common
subsequence again. What is left is looked through once more, since runs that stood there twice may
now be unique. No word corresponds to two others. Short runs that stand alone between unrelated
words are not believed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from reader.anchor_text import Tokens

_STRONG = 6  # characters in a run that is believed between two others
_FREE = 16  # ... where only one of its neighbours is known
_MOVED = 24  # ... in a run and those near it that are believed by themselves
_EAST_ASIAN = "\u2e80"  # from here on a character says as much as two letters
_NEAR = 3  # words within which a weaker run is believed next to a believed one
_AROUND = 40  # words within which two runs are of one passage
_ROUNDS = 3
_CELLS = 350_000_000  # token pairs a comparison may cost: 130 ms and 45 MB


class Run(NamedTuple):
    """A run of equal words: where it begins in the two texts, counted in words."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


def correspondence(
    old: Tokens, new: Tokens, *, in_order: bool = False
) -> tuple[list[int], list[int]]:
    """For each old word its new one, and for each new word its old one; -1 for none.

    Where they are to stand in order, moved passages do not count.
    """
    matcher = _Matcher(old.words, new.words)
    matcher.match(in_order=in_order)
    return matcher.to_new, matcher.to_old


def shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many characters of the old words are found in the same order among the new ones."""
    from rapidfuzz.distance import LCSseq  # 30 ms that the verbs without marks need not pay

    if len(old) * len(new) > _CELLS:
        return 0
    blocks = LCSseq.editops(old, new).as_matching_blocks()
    return sum(len(word) for block in blocks for word in old[block.a : block.a + block.size])


def common_head(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    return _alike(first, 0, second, 0, min(len(first), len(second)))


def _alike(first: str, at: int, second: str, other: int, most: int) -> int:
    """How many characters are the same from the two places on, most at most."""
    count, step = 0, 8
    while step <= most - count:
        if first[at + count : at + count + step] != second[other + count : other + count + step]:
            break
        count, step = count + step, 2 * step
    high = min(most, count + step)
    while count < high:
        middle = (count + high + 1) // 2
        if first[at + count : at + middle] == second[other + count : other + middle]:
            count = middle
        else:
            high = middle - 1
    return count


def _alike_back(first: str, at: int, second: str, other: int, most: int) -> int:
    """How many characters are the same right before the two places, most at most."""
    count, step = 0, 8
    while step <= most - count:
        low, low_other = at - count - step, other - count - step
        if first[low : at - count] != second[low_other : other - count]:
            break
        count, step = count + step, 2 * step
    high = min(most, count + step)
    while count < high:
        middle = (count + high + 1) // 2
        if first[at - middle : at - count] == second[other - middle : other - count]:
            count = middle
        else:
            high = middle - 1
    return count


class _Matcher:
    """Two lists of words with what is known of their correspondence so far.

    Each word is written as one character, so that runs of words are compared as strings.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old_words = old
        words = dict.fromkeys(chain(old, new))
        letters = dict(zip(words, map(chr, range(len(words))), strict=True))
        self._old = "".join(map(letters.__getitem__, old))
        self._new = "".join(map(letters.__getitem__, new))
        self._runs: list[Run] = []
        self._old_taken, self._new_taken = bytearray(len(old)), bytearray(len(new))
        self._cells = _CELLS
        self.to_new, self.to_old = [-1] * len(old), [-1] * len(new)

    def match(self, *, in_order: bool) -> None:
        old, new = self._old, self._new
        most = min(len(old), len(new))
        head = _alike(old, 0, new, 0, most)
        self._claim(Run(0, 0, head))
        tail = _alike_back(old, len(old), new, len(new), most - head)
        self._claim(Run(len(old) - tail, len(new) - tail, tail))
        if in_order:
            self._fill()
            return
        size = _gram_size(self._old_words)
        self._match_in_order(size, head, tail)
        self._match_unique(size)
        self._fill()
        for _ in range(_ROUNDS - 1):
            if not self._match_unique(size):
                break
            self._fill()

    def _claim(self, run: Run) -> None:
        old, new, length = run
        if length:
            self._runs.append(run)
            end, new_end = old + length, new + length
            self._old_taken[old:end] = self._new_taken[new:new_end] = b"\1" * length
            self.to_new[old:end], self.to_old[new:new_end] = range(new, new_end), range(old, end)

    def _disclaim(self, run: Run) -> None:
        old, new, length = run
        end, new_end = old + length, new + length
        self._old_taken[old:end] = self._new_taken[new:new_end] = bytes(length)
        self.to_new[old:end] = self.to_old[new:new_end] = [-1] * length

    # runs that the texts have once

    def _match_in_order(self, size: int, head: int, tail: int) -> None:
        """Match what stayed in its order: most of it in most texts, at a fraction of the cost."""
        known = len(self._runs)
        high, new_high = len(self._old) - tail, len(self._new) - tail
        for run in self._common(head, high, head, new_high):
            if run.length >= size and self._is_single(run):
                self._claim(run)
        self._keep_supported(known)

    def _is_single(self, run: Run) -> bool:
        words = self._old[run.old : run.old_end]
        return self._old.find(words) == run.old == self._old.rfind(words) and self._new.find(
            words
        ) == run.new == self._new.rfind(words)

    def _match_unique(self, size: int) -> bool:
        """Match the runs around sequences that are once in what is left of either text."""
        known = len(self._runs)
        middle = size // 2
        for old_at, new_at in self._unique(size):
            if not self._old_taken[old_at + middle]:
                self._claim(self._extended(old_at + middle, new_at + middle))
        return self._keep_supported(known)

    def _unique(self, size: int) -> Iterator[tuple[int, int]]:
        """Where those sequences stand in either text, in the order of the old one."""
        old, old_first = _sequences(self._old, self._old_taken, size)
        new, new_first = _sequences(self._new, self._new_taken, size)
        common = old.keys() & new.keys()
        if old_first is not old:
            common = {gram for gram in common if old_first[gram] == old[gram]}
        if new_first is not new:
            common = {gram for gram in common if new_first[gram] == new[gram]}
        places = sorted(map(old.__getitem__, common))
        grams = (self._old[at : at + size] for at in places)
        return zip(places, map(new.__getitem__, grams), strict=True)

    def _extended(self, old: int, new: int) -> Run:
        """The longest run of equal unmatched words around old and new."""
        most = min(len(self._old) - old, len(self._new) - new)
        high = _alike(self._old, old, self._new, new, most)
        for taken, at in ((self._old_taken, old), (self._new_taken, new)):
            end = taken.find(1, at, at + high)
            high = end - at if end >= 0 else high
        low = _alike_back(self._old, old, self._new, new, min(old, new))
        for taken, at in ((self._old_taken, old), (self._new_taken, new)):
            start = taken.rfind(1, at - low, at)
            low = at - start - 1 if start >= 0 else low
        return Run(old - low, new - low, low + high)

    def _keep_supported(self, known: int) -> bool:
        """Undo the new runs that neither they nor those near them in both texts make believable."""
        new = set(self._runs[known:])
        runs = sorted(self._runs)
        weights = [self._weight(run) for run in runs]
        del self._runs[known:]
        for index, run in enumerate(runs):
            if run not in new:
                continue
            support = weights[index]
            for other in (index - 1, index + 1):
                if support < _MOVED and 0 <= other < len(runs) and _are_around(run, runs[other]):
                    support += weights[other]
            if support >= _MOVED:
                self._runs.append(run)
            else:
                self._disclaim(run)
        return len(self._runs) > known

    # what lies between

    def _fill(self) -> None:
        ends = Run(0, 0, 0), Run(len(self.to_new), len(self.to_old), 0)
        for left, right in pairwise([ends[0], *sorted(self._runs), ends[1]]):
            if left.old_end == right.old:
                continue
            high = self._new_taken.find(1, left.new_end)
            high = len(self.to_old) if high < 0 else high
            if high == right.new:
                if high > left.new_end:
                    self._fill_closed(left, right)
            else:
                self._fill_open(left, right, high)

    def _fill_closed(self, left: Run, right: Run) -> None:
        inner = self._common(left.old_end, right.old, left.new_end, right.new)
        if not inner:
            return
        ends = Run(left.old_end, left.new_end, 0), Run(right.old, right.new, 0)
        runs = [ends[0], *inner, ends[1]]
        believed = [True, *(self._weight(run) >= _STRONG for run in inner), True]
        for order in (range(1, len(runs)), range(len(runs) - 2, -1, -1)):
            step = -1 if order.step > 0 else 1
            for index in order:
                if believed[index + step] and not believed[index]:
                    first, second = sorted((index, index + step))
                    believed[index] = _are_near(runs[first], runs[second])
        for run, keep in zip(runs, believed, strict=True):
            if keep:
                self._claim(run)

    def _fill_open(self, left: Run, right: Run, high: int) -> None:
        """Fill a gap between two runs that stand apart in the new text: its beginning goes on after
        the first, its end comes before the second."""
        low = self._new_taken.rfind(1, 0, right.new) + 1
        after = self._common(left.old_end, right.old, left.new_end, high)
        before = self._common(left.old_end, right.old, low, right.new)
        last = Run(left.old_end, left.new_end, 0)
        kept: list[Run] = []
        for run in after:
            if self._weight(run) >= _FREE or _are_near(last, run):
                kept.append(run)
                last = run
        following = Run(right.old, right.new, 0)
        others: list[Run] = []
        for run in reversed(before):
            if self._weight(run) >= _FREE or _are_near(run, following):
                others.append(run)
                following = run
        for run in _best_split(kept, others[::-1]):
            if self._new_taken.find(1, run.new, run.new_end) < 0:
                self._claim(run)

    def _common(self, old_low: int, old_high: int, new_low: int, new_high: int) -> list[Run]:
        """The runs of a longest common subsequence of two stretches, while that is affordable."""
        from rapidfuzz.distance import LCSseq

        cells = (old_high - old_low) * (new_high - new_low)
        if old_low >= old_high or new_low >= new_high or cells > self._cells:
            return []
        old, new = self._old[old_low:old_high], self._new[new_low:new_high]
        if set(old).isdisjoint(new):
            return []
        self._cells -= cells
        blocks = LCSseq.editops(old, new).as_matching_blocks()
        return [Run(old_low + b.a, new_low + b.b, b.size) for b in blocks if b.size]

    def _weight(self, run: Run) -> int:
        """How many characters the words of a run have, East Asian ones twice: of a long one, that
        it is enough."""
        if run.length >= _MOVED:
            return run.length
        return self._weights[run.old + run.length] - self._weights[run.old]

    @cached_property
    def _weights(self) -> list[int]:
        """The characters of the old words up to each."""
        words = self._old_words
        sizes = (len(word) if word < _EAST_ASIAN else 2 * len(word) for word in words)
        return list(accumulate(sizes, initial=0))


def _best_split(after: list[Run], before: list[Run]) -> list[Run]:
    """The first runs of one list and the last ones of the other that together match most."""
    firsts = [0, *accumulate(run.length for run in after)]
    lasts = [0, *accumulate(run.length for run in reversed(before))]
    starts = [run.old for run in before]
    best, most = (0, 0), -1
    for count, first in enumerate(firsts):
        end = after[count - 1].old_end if count else 0
        skipped = bisect_left(starts, end)
        total = first + lasts[len(before) - skipped]
        if total > most:
            best, most = (count, skipped), total
    return after[: best[0]] + before[best[1] :]


def _gram_size(words: Sequence[str]) -> int:
    """How many words in a row tell a place: characters of East Asian scripts tell less."""
    sample = words[:: max(1, len(words) // 200)]
    short = sum(len(word) == 1 and word >= "\u0e00" for word in sample)
    return 6 if 2 * short > len(sample) else 3


def _sequences(words: str, taken: bytearray, size: int) -> tuple[dict[str, int], dict[str, int]]:
    """Where each sequence of so many unmatched words stands last, and where first."""
    grams: list[str] = []
    places: list[int] = []
    for low, high in _open_stretches(taken, size):
        grams += [words[at : at + size] for at in range(low, high - size + 1)]
        places += range(low, high - size + 1)
    last = dict(zip(grams, places, strict=True))
    if len(last) == len(grams):
        return last, last
    return last, dict(zip(reversed(grams), reversed(places), strict=True))


def _open_stretches(taken: bytearray, least: int) -> Iterator[tuple[int, int]]:
    """Where at least so many words in a row are unmatched."""
    low = taken.find(0)
    while low >= 0:
        high = taken.find(1, low)
        high = len(taken) if high < 0 else high
        if high - low >= least:
            yield low, high
        low = taken.find(0, high)


def _are_near(left: Run, right: Run) -> bool:
    return max(right.old - left.old_end, right.new - left.new_end) <= _NEAR


def _are_around(one: Run, other: Run) -> bool:
    first, second = (one, other) if one.old <= other.old else (other, one)
    return second.old - first.old_end <= _AROUND and -1 < second.new - first.new_end <= _AROUND
