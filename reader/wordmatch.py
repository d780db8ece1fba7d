"""Finds which words of two texts correspond, in passages that were moved, too; hides how.

Runs of words that both texts have once come first, wherever they stand (after P. Heckel, A
technique for isolating differences between files, 1978). What lies between two runs is compared by
a longest common subsequence (rapidfuzz, bit-parallel). What is left is looked through again, since
runs that stood there twice may now be unique. No word corresponds to two others. Short runs that
stand alone between unrelated words are not believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.anchor_text import Tokens

_STRONG = 6  # characters in a run that is believed between two others
_FREE = 16  # ... where only one of its neighbours is known
_MOVED = 24  # ... in a run and those near it that are believed by themselves
_EAST_ASIAN = "\u2e80"  # from here on a character says as much as two letters
_NEAR = 3  # words within which a weaker run is believed next to a believed one
_AROUND = 40  # words within which two runs are of one passage
_ROUNDS = 3
_CELLS = 350_000_000  # token pairs a comparison may cost: 130 ms and 45 MB


@dataclass(frozen=True, slots=True)
class Run:
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
    matcher = _Matcher(old, new)
    matcher.match(in_order=in_order)
    return matcher.to_new, matcher.to_old


def equal_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The runs of a longest common subsequence; of too long texts the common ends alone."""
    from rapidfuzz.distance import Indel  # 30 ms that the verbs without marks need not pay

    head = common_head(old, new)
    tail = common_head(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [Run(0, 0, head)] if head else []
    if old_middle and new_middle and len(old_middle) * len(new_middle) <= _CELLS:
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
    return sum(len(word) for run in equal_runs(old, new) for word in old[run.old :][: run.length])


def common_head(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words, or characters, two texts begin with alike."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


class _Matcher:
    """Two lists of words with what is known of their correspondence so far."""

    def __init__(self, old: Tokens, new: Tokens) -> None:
        self._old_tokens, self._new_tokens = old, new
        self._old, self._new = old.words, new.words
        self.to_new, self.to_old = [-1] * len(old.words), [-1] * len(new.words)

    def match(self, *, in_order: bool) -> None:
        old, new = self._old, self._new
        head = common_head(old, new)
        self._claim(Run(0, 0, head))
        tail = common_head(old[head:][::-1], new[head:][::-1])
        self._claim(Run(len(old) - tail, len(new) - tail, tail))
        if in_order:
            self._fill()
            return
        size = _gram_size(old)
        self._match_unique(size)
        self._fill()
        for _ in range(_ROUNDS - 1):
            if not self._match_unique(size):
                break
            self._fill()

    def _claim(self, run: Run) -> None:
        self.to_new[run.old : run.old_end] = range(run.new, run.new_end)
        self.to_old[run.new : run.new_end] = range(run.old, run.old_end)

    def _disclaim(self, run: Run) -> None:
        self.to_new[run.old : run.old_end] = [-1] * run.length
        self.to_old[run.new : run.new_end] = [-1] * run.length

    # unique runs

    def _match_unique(self, size: int) -> bool:
        """Match the runs around sequences that are once in what is left of either text."""
        old = _once(self._old_tokens, self.to_new, size)
        new = _once(self._new_tokens, self.to_old, size)
        runs: list[Run] = []
        for old_at, new_at in sorted((old[gram], new[gram]) for gram in old.keys() & new.keys()):
            if self.to_new[old_at + size // 2] < 0:
                run = self._extended(old_at + size // 2, new_at + size // 2)
                if run.length:
                    self._claim(run)
                    runs.append(run)
        return self._keep_supported(runs)

    def _extended(self, old: int, new: int) -> Run:
        """The longest run of equal unmatched words around old and new."""
        words, others, to_new, to_old = self._old, self._new, self.to_new, self.to_old
        most = min(len(words) - old, len(others) - new)
        high = 0
        while (
            high < most
            and words[old + high] == others[new + high]
            and to_new[old + high] < 0
            and to_old[new + high] < 0
        ):
            high += 1
        most = min(old, new)
        low = 0
        while (
            high
            and low < most
            and words[old - low - 1] == others[new - low - 1]
            and to_new[old - low - 1] < 0
            and to_old[new - low - 1] < 0
        ):
            low += 1
        return Run(old - low, new - low, low + high)

    def _keep_supported(self, runs: list[Run]) -> bool:
        """Undo the runs that neither they nor those near them in both texts make believable."""
        weights = [weight(self._old[run.old : run.old_end], _MOVED) for run in runs]
        kept = 0
        for index, run in enumerate(runs):
            support = weights[index]
            for other in (index - 1, index + 1):
                if support < _MOVED and 0 <= other < len(runs) and _are_around(run, runs[other]):
                    support += weights[other]
            if support >= _MOVED:
                kept += 1
            else:
                self._disclaim(run)
        return kept > 0

    # what lies between

    def _runs(self) -> list[Run]:
        """What is matched so far, in the order of the old text, with its two ends."""
        runs = [Run(0, 0, 0)]
        to_new, count = self.to_new, len(self.to_new)
        at = 0
        while at < count:
            if to_new[at] < 0:
                at += 1
                continue
            start = at
            while at + 1 < count and to_new[at + 1] == to_new[at] + 1:
                at += 1
            at += 1
            runs.append(Run(start, to_new[start], at - start))
        return [*runs, Run(count, len(self.to_old), 0)]

    def _fill(self) -> None:
        runs = self._runs()
        for left, right in pairwise(runs):
            if left.old_end == right.old:
                continue
            high = self._open_until(left.new_end)
            if high == right.new:
                if high > left.new_end:
                    self._fill_closed(left, right)
            else:
                self._fill_open(left, right, high)

    def _open_until(self, new: int) -> int:
        while new < len(self.to_old) and self.to_old[new] < 0:
            new += 1
        return new

    def _open_from(self, new: int) -> int:
        while new > 0 and self.to_old[new - 1] < 0:
            new -= 1
        return new

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
        low = self._open_from(right.new)
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
                others.insert(0, run)
                following = run
        for run in self._best_split(kept, others):
            if self._is_free(run):
                self._claim(run)

    def _is_free(self, run: Run) -> bool:
        return not any(value >= 0 for value in self.to_old[run.new : run.new_end])

    def _best_split(self, after: list[Run], before: list[Run]) -> list[Run]:
        """The first runs of one list and the last ones of the other that together match most."""
        best: list[Run] = []
        most = -1
        for count in range(len(after) + 1):
            end = after[count - 1].old_end if count else 0
            chosen = after[:count] + [run for run in before if run.old >= end]
            total = sum(run.length for run in chosen)
            if total > most:
                best, most = chosen, total
        return best

    def _common(self, old_low: int, old_high: int, new_low: int, new_high: int) -> list[Run]:
        if old_low >= old_high or new_low >= new_high:
            return []
        old, new = self._old[old_low:old_high], self._new[new_low:new_high]
        if set(old).isdisjoint(new):
            return []
        runs = equal_runs(old, new)
        return [Run(old_low + run.old, new_low + run.new, run.length) for run in runs]

    def _weight(self, run: Run) -> int:
        return weight(self._old[run.old : run.old_end], _FREE)


def weight(words: Sequence[str], enough: int) -> int:
    """How many characters words have, East Asian ones twice; counted until that is enough."""
    total = 0
    for word in words:
        total += len(word) if word < _EAST_ASIAN else 2 * len(word)
        if total >= enough:
            break
    return total


def _gram_size(words: Sequence[str]) -> int:
    """How many words in a row tell a place: characters of East Asian scripts tell less."""
    sample = words[:: max(1, len(words) // 200)]
    short = sum(len(word) == 1 and word >= "\u0e00" for word in sample)
    return 6 if 2 * short > len(sample) else 3


def _once(tokens: Tokens, matches: list[int], size: int) -> dict[str, int]:
    """Where each sequence of so many unmatched words stands that stands there once."""
    text = tokens.text
    grams: list[str] = []
    places: list[int] = []
    for low, high in _open_stretches(matches, size):
        ends = tokens.ends[low + size - 1 : high]
        grams += [text[a:b] for a, b in zip(tokens.starts[low:high], ends, strict=False)]
        places += range(low, high - size + 1)
    found = dict(zip(grams, places, strict=True))
    if len(found) < len(grams):
        for gram, count in Counter(grams).items():
            if count > 1:
                del found[gram]
    return found


def _open_stretches(matches: list[int], least: int) -> Iterator[tuple[int, int]]:
    """Where at least so many words in a row are unmatched."""
    low, count = 0, len(matches)
    while low < count:
        if matches[low] >= 0:
            low += 1
            continue
        high = low + 1
        while high < count and matches[high] < 0:
            high += 1
        if high - low >= least:
            yield low, high
        low = high + 1


def _are_near(left: Run, right: Run) -> bool:
    return max(right.old - left.old_end, right.new - left.new_end) <= _NEAR


def _are_around(one: Run, other: Run) -> bool:
    first, second = (one, other) if one.old <= other.old else (other, one)
    return second.old - first.old_end <= _AROUND and -1 < second.new - first.new_end <= _AROUND
