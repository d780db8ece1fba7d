"""Carries the ranges of a text over to a later version of it; hides where its words went.

Which words correspond is wordmatch's to say. A range goes where most of its words went: where much
was put in between its parts, or they were moved apart, that is the larger part. An offset between
two words that were found is carried over by the cut that costs the fewest edits on its two sides,
which keeps the ends of a passage on words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from reader import wordmatch
from reader.anchor_text import Tokens

Side = Literal["start", "end"]
Part = list[tuple[int, int]]  # new words that stand together, and the old ones they were
_GAP = 120  # characters of a changed stretch that are looked at for a cut
_SPREAD = 40  # new characters between two parts of a passage that do not part them
_LOOSE = 60  # ... from which on words at the ends of a passage must be ...
_SPARSE = 3  # ... a third of what was there
_FINE_GAP = 80  # ... for a cut within a word
_FARTHER = 0.6  # edits that a cut away from an open side's matched words costs, a character
_UNLIKE = 4  # ... that a cut after a sentence's end costs where the old one was not, or the reverse
_SENTENCE_ENDS = frozenset(".?!…。？！")
_ALIKE = 0.4  # similarity of a sentence with what may stand for it: others have 0.2 to 0.3
_MORE_WORDS = 2  # by which a wording may be longer than the one it replaces


class Alignment:
    """Two folded texts with the words that correspond; all offsets are folded ones."""

    def __init__(self, old: Tokens, new: Tokens, *, in_order: bool = False) -> None:
        self.old, self.new = old, new
        self._to_new, self._to_old = wordmatch.correspondence(old, new, in_order=in_order)

    @property
    def share(self) -> float:
        """The share of the old words, by their characters, that were found again."""
        words = self.old.words
        found = sum(len(word) for word, new in zip(words, self._to_new, strict=True) if new >= 0)
        return found / max(1, sum(map(len, words)))

    def keeps(self, start: int, end: int) -> bool:
        """Whether at least half of old[start:end], by its characters, was found again."""
        return self.kept((start, end), (self.new.low, self.new.high)) >= 0.5

    def kept(self, old: tuple[int, int], new: tuple[int, int]) -> float:
        """The share of the words in a range, by their characters, that stand in a new range."""
        total = found = 0
        first, last = self._touched(self.new, *new)
        for token in range(*self._touched(self.old, *old)):
            total += len(self.old.words[token])
            if first <= self._to_new[token] < last:
                found += len(self.old.words[token])
        return found / max(1, total)

    def foreign(self, old: tuple[int, int], new: tuple[int, int]) -> float:
        """The share of the words in a new range, by their characters, that came from elsewhere."""
        total = found = 0
        for token in range(*self._touched(self.new, *new)):
            total += len(self.new.words[token])
            origin = self._to_old[token]
            if origin >= 0 and not (
                self.old.starts[origin] < old[1] and self.old.ends[origin] > old[0]
            ):
                found += len(self.new.words[token])
        return found / max(1, total)

    def likeness(self, old: tuple[int, int], new: tuple[int, int]) -> float:
        """How much two ranges have in common, 0-1: twice the characters of the words of the one
        that stand in the other, by those of both (Sørensen and Dice)."""
        words, others = range(*self._touched(self.old, *old)), range(*self._touched(self.new, *new))
        both = [token for token in words if others.start <= self._to_new[token] < others.stop]
        total = sum(len(self.old.words[token]) for token in words)
        total += sum(len(self.new.words[token]) for token in others)
        return 2 * sum(len(self.old.words[token]) for token in both) / max(1, total)

    def origin(self, old: tuple[int, int], new: tuple[int, int]) -> tuple[int, int]:
        """The part of an old range, from its first to its last word, that stands in a new range."""
        first, last = self._touched(self.new, *new)
        inside = [
            token
            for token in range(*self._touched(self.old, *old))
            if first <= self._to_new[token] < last
        ]
        if not inside:
            return old[0], old[0]
        return max(old[0], self.old.starts[inside[0]]), min(old[1], self.old.ends[inside[-1]])

    @staticmethod
    def _within(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
        """The tokens that lie wholly in a range, as first and last + 1."""
        return bisect_left(tokens.starts, start), bisect_right(tokens.ends, end)

    @staticmethod
    def _touched(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
        return bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """Where old[start:end] stands in the new text; None where nothing around it was found."""
        parts = self._parts(start, end)
        if not parts:
            new_start = self.boundary(start, "start")
            new_end = new_start if start == end else self.boundary(end, "end")
            if new_start is None or new_end is None or new_end < new_start:
                return None
            return new_start, new_end
        best = self._dense(max(parts, key=self._weight), start, end)
        new_start, new_end = self.new.starts[best[0][0]], self.new.ends[best[-1][0]]
        inner_start = self.new.starts[best[1][0]] if len(best) > 1 else new_end - 1
        inner_end = self.new.ends[best[-2][0]] if len(best) > 1 else new_start + 1
        tokens = [token for part in parts for _, token in part]
        if best[0][1] == min(tokens):
            edge = self.boundary(start, "start")
            room = 2 * (self.old.starts[best[0][1]] - start) + _GAP
            if edge is not None and new_start - room <= edge <= inner_start:
                new_start = edge
        if best[-1][1] == max(tokens):
            edge = self.boundary(end, "end")
            room = 2 * (end - self.old.ends[best[-1][1]]) + _GAP
            if edge is not None and inner_end <= edge <= new_end + room:
                new_end = edge
        return (new_start, new_end) if new_start < new_end else None

    def _parts(self, start: int, end: int) -> list[Part]:
        """The words of old[start:end] that were found, parted where they stand far apart."""
        spread = max(_SPREAD, end - start)
        parts: list[Part] = []
        found = [
            (self._to_new[token], token)
            for token in range(*self._within(self.old, start, end))
            if self._to_new[token] >= 0
        ]
        for new, token in sorted(found):
            if not parts or self.new.starts[new] - self.new.ends[parts[-1][-1][0]] > spread:
                parts.append([])
            parts[-1].append((new, token))
        return parts

    def _dense(self, part: Part, start: int, end: int) -> Part:
        """A part without the few words at its ends that stand there by chance: much else parts them
        from the rest, and most of what was around them in the passage old[start:end] is gone."""
        groups: list[Part] = []
        for new, token in part:
            if not groups or self.new.starts[new] - self.new.ends[groups[-1][-1][0]] > _LOOSE:
                groups.append([])
            groups[-1].append((new, token))
        while len(groups) > 1:
            first = self.old.starts[groups[1][0][1]] - start
            last = end - self.old.ends[groups[-2][-1][1]]
            if _SPARSE * self._weight(groups[0]) < first:
                del groups[0]
            elif _SPARSE * self._weight(groups[-1]) < last:
                del groups[-1]
            else:
                break
        return [pair for group in groups for pair in group]

    def _weight(self, part: Part) -> int:
        return sum(len(self.new.words[new]) for new, _ in part)

    def boundary(self, offset: int, side: Side) -> int | None:
        """Carry an offset over; a start holds on to what follows it, an end to what precedes it."""
        token = bisect_right(self.old.ends, offset)
        if token < len(self.old.starts) and self.old.starts[token] < offset:
            if self._to_new[token] >= 0:
                place = self.new.starts[self._to_new[token]]
                return place + offset - self.old.starts[token]
            return self._cut(token + 1, offset, side, fine=True)
        if side == "start":
            if token < len(self._to_new) and self._to_new[token] >= 0:
                return self._spaces_back(self._slid_on(token), offset, token)
        elif token and self._to_new[token - 1] >= 0:
            return self._spaces_on(self._slid_back(token - 1), offset, token - 1)
        return self._cut(token, offset, side, fine=False)

    def _slid_on(self, token: int) -> int:
        """The new token of an old one; where the same tokens also stand right before those that
        follow it, but it stands elsewhere, those: of a full stop with a section put in before it,
        the one that its sentence begins or ends with."""
        match = after = self._to_new[token]
        end = token
        while end < len(self._to_new) and self._to_new[end] == after:
            end, after = end + 1, after + 1
        if end == len(self._to_new) or self._to_new[end] < 0:
            return match
        place = self._to_new[end] - (end - token)
        slides = (
            place >= 0
            and self.new.words[place : place + end - token] == (self.old.words[token:end])
        )
        return place if slides else match

    def _slid_back(self, token: int) -> int:
        """As _slid_on, for the end of a passage."""
        match = before = self._to_new[token]
        start = token
        while start >= 0 and self._to_new[start] == before:
            start, before = start - 1, before - 1
        if start < 0 or self._to_new[start] < 0:
            return match
        place = self._to_new[start] + token - start
        words = self.old.words[start + 1 : token + 1]
        return place if self.new.words[place - len(words) + 1 : place + 1] == words else match

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

    def _cut(self, token: int, offset: int, side: Side, *, fine: bool) -> int | None:
        """Part the changed stretch around an offset; token is the first old one after it."""
        gap = self._gap(token, offset, side)
        if gap is None:
            return None
        if not fine and gap.is_one_sided(side):
            return gap.high if side == "end" else gap.low
        places = self._places(gap.low, gap.high, side, fine=fine)
        cut = gap.best_cut(self.new.text, places if side == "end" else places[::-1])
        return cut if fine else gap.without_others(self.new.text, cut, side)

    def _gap(self, token: int, offset: int, side: Side) -> _Gap | None:
        """The stretch of unmatched words around an offset, in both texts."""
        left, right = self._matched_before(token), self._matched_from(token)
        if left is None and right is None:
            return None
        new_left = -1 if left is None else self._to_new[left]
        new_right = len(self._to_old) if right is None else self._to_new[right]
        before = new_right - 1  # the last word that was found before the one on the right
        while before >= 0 and self._to_old[before] < 0:
            before -= 1
        is_whole = before == new_left
        if not is_whole and right is not None and (side == "start" or left is None):
            new_left, left = before, None if before != new_left else left
        elif not is_whole:
            new_right, right = self._next_found(new_left), None
        low = self.new.ends[new_left] if new_left >= 0 else self.new.low
        high = self.new.starts[new_right] if new_right < len(self._to_old) else self.new.high
        if left is None or (side == "start" and right is not None):
            low = max(low, high - 2 * _GAP)
        else:
            high = min(high, low + 2 * _GAP)
        old_low = self.old.low if left is None else self.old.ends[left]
        old_high = self.old.high if right is None else self.old.starts[right]
        first = bisect_left(self.new.starts, low)
        text = self.old.text
        return _Gap(
            text[max(old_low, offset - _GAP) : offset].strip(),
            text[offset : min(old_high, offset + _GAP)].strip(),
            low,
            high,
            left is not None,
            right is not None,
            bisect_left(self.new.starts, high) - first,
        )

    def _matched_before(self, token: int) -> int | None:
        return next((at for at in range(token - 1, -1, -1) if self._to_new[at] >= 0), None)

    def _matched_from(self, token: int) -> int | None:
        return next((at for at in range(token, len(self._to_new)) if self._to_new[at] >= 0), None)

    def _next_found(self, new: int) -> int:
        places = range(new + 1, len(self._to_old))
        return next((at for at in places if self._to_old[at] >= 0), len(self._to_old))

    def _places(self, low: int, high: int, side: Side, *, fine: bool) -> list[int]:
        """Where a changed stretch may be cut, in order."""
        if fine and high - low <= _FINE_GAP:
            return list(range(low, high + 1))
        inside = slice(bisect_left(self.new.starts, low), bisect_left(self.new.starts, high))
        words = self.new.starts[inside] if side == "start" else self.new.ends[inside]
        return sorted({low, high, *words})


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch without matched words: what was left and right of the offset, and new[low:high].

    is_closed_left and is_closed_right say whether matched words end the stretch there, words how
    many it has in the new text.
    """

    left: str
    right: str
    low: int
    high: int
    is_closed_left: bool
    is_closed_right: bool
    words: int

    def is_one_sided(self, side: Side) -> bool:
        """Whether all that changed belongs to the passage, so that all that came does, too."""
        closed = self.is_closed_left and self.is_closed_right
        inner, outer = (self.left, self.right) if side == "end" else (self.right, self.left)
        if not closed or outer or not inner:
            return False
        few = self.words <= len(inner.split()) + _MORE_WORDS
        return few or self.high - self.low <= 1.4 * len(inner) + 12

    def without_others(self, text: str, cut: int, side: Side) -> int:
        """The cut, but at the matched words where these end a sentence (or begin one), and nothing
        like what followed them (or preceded them) in the passage stands there."""
        from rapidfuzz.distance import Levenshtein

        edge = self.low if side == "end" else self.high
        inner = self.left if side == "end" else self.right
        now = text[self.low : cut] if side == "end" else text[cut : self.high]
        if not now.strip() or not (len(inner) > _LOOSE or _ends_sentence(text, edge)):
            return cut
        return edge if Levenshtein.normalized_similarity(inner, now.strip()) < _ALIKE else cut

    def best_cut(self, text: str, places: list[int]) -> int:
        """The first of the places where the two sides cost the fewest edits.

        Between matched words, words may stand for others (Levenshtein), most likely as many for as
        many; at an open side only what is similar draws the cut outwards (Indel), and what lies
        beyond the passage is free.
        """
        from rapidfuzz.distance import Indel, Levenshtein

        closed = self.is_closed_left and self.is_closed_right
        distance = Levenshtein.distance if closed else Indel.distance
        best, least = places[0], float(1 << 30)
        both = closed and self.left and self.right
        even = self.low + (self.high - self.low) * len(self.left) // max(
            1, len(self.left + self.right)
        )
        for place in places:
            cost = 0.0
            if self.is_closed_left:
                cost = distance(self.left, text[self.low : place].strip(), score_cutoff=int(least))
            if self.is_closed_right and cost < least:
                cost += distance(
                    self.right, text[place : self.high].strip(), score_cutoff=int(least)
                )
            cost += abs(place - even) // 3 if both else 0
            if self.left and _ends_sentence(text, place) != (self.left[-1] in _SENTENCE_ENDS):
                cost += _UNLIKE
            if not closed:
                cost += _FARTHER * (place - self.low if self.is_closed_left else self.high - place)
            if cost < least:
                best, least = place, cost
        return best


def _ends_sentence(text: str, place: int) -> bool:
    """Whether a sentence, and the space after it, ends there."""
    last = place - 1 - (place > 1 and text[place - 1] == " ")
    return last >= 0 and text[last] in _SENTENCE_ENDS
