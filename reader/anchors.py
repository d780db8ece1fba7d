"""Makes anchors and finds them again in a text that changed; pure, and bounded in its work.

An anchor is a quote with its context, its position and the hash of its text (the W3C text quote and
text position selectors). Finding goes from the certain to the likely: the same text; the quote with
its context, verbatim; then the candidates of anchor_search. A mark without a convincing place, or
with two equally convincing ones, is an orphan.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from reader import anchor_search, anchor_seeds, anchor_text
from reader.anchor_rating import Found, Quote
from reader.anchor_seeds import Text
from reader.diffmap import Alignment
from reader.model import Anchor, Place

CONTEXT = 128  # characters of prefix and suffix that an anchor keeps
_NEAR_CONTEXT = 64  # ... that tell a place where the text has no copy of them
_WIDE_CONTEXT = 160  # ... that are looked at where the text as it was is known
_FAR_CONTEXT = 700  # ... that are mapped where that text is long
_COPY = 0.25  # share of a passage and _FAR_CONTEXT below which what is found may be its copy
_KEPT_LENGTH = 3_000_000  # characters of both texts up to which what was prepared is kept
_ENOUGH = 40  # characters of quote and context that are not there twice by chance
_LONG = 1_600  # characters from which a quote is looked for by its pieces
_PIECE = 400
_PIECES = 12  # pieces of a long quote that are looked for
_ORPHAN = Place(0, 0, "orphan", 0.0)


# --- making -------------------------------------------------------------------------------------


def make(text: str, start: int, end: int) -> Anchor:
    """Anchor text[start:end]; start == end anchors a place. ValueError outside the text."""
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"range {start}-{end} outside a text of {len(text)} characters")
    return Anchor(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
        text_hash=_digest(text),
    )


def find_quote(text: str, quote: str, near: int | None = None) -> Anchor | None:
    """Anchor the passage that a person typed or another program exported, None where it is not.

    Spaces, kinds of quotation marks and dashes, case and normalisation form may differ. Of several
    occurrences the one that begins nearest to the offset near is taken, else the first.
    """
    pattern = _quote_pattern(quote)
    if pattern is None:
        return None
    folded = anchor_text.fold(text)
    spans = (match.span() for match in pattern.finditer(folded.text))
    span = next(spans, None) if near is None else _nearest(spans, folded.from_raw(near))
    return make(text, folded.to_raw(span[0]), folded.to_raw(span[1])) if span else None


def _nearest(spans: Iterator[tuple[int, int]], near: int) -> tuple[int, int] | None:
    return min(spans, key=lambda span: abs(span[0] - near), default=None)


def _quote_pattern(quote: str) -> re.Pattern[str] | None:
    """What matches a quote in a folded text: as in the text, but for spaces, dashes, ellipses."""
    plain = " ".join(anchor_text.fold_quote(quote.replace("\u00ad", "")).split())
    if not plain:
        return None
    pattern = re.escape(plain.replace("...", "…"))
    for written, meant in (
        (r"\ ", " +"),
        (r"\-\-", "-{1,2}"),
        (r"\-", "-{1,2}"),
        ("…", r"(?:…|\.{3})"),
    ):
        pattern = pattern.replace(written, meant)
    return re.compile(pattern)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- finding ------------------------------------------------------------------------------------


def find(anchor: Anchor, text: str, before: str | None = None) -> Place:
    """Where an anchor stands in text; before is the text that it was made in, where it is known.

    "exact" is the same passage in the same words, "moved" one whose words or surroundings changed
    so much that the reader should look at it, "orphan" no place. Any anchor is bearable, also one
    whose offsets or hash mean nothing in this text; a before that it was not made in is ignored.
    """
    small = len(text) + len(before or "") <= _KEPT_LENGTH
    return (_kept_finder if small else _Finder)(text, before).place(anchor)


def find_all(anchors: Sequence[Anchor], text: str, before: str | None = None) -> list[Place]:
    """As find for each of the anchors, sharing the work that concerns the texts alone."""
    finder = _Finder(text, before)
    return [finder.place(anchor) for anchor in anchors]


class _Finder:
    """Finds anchors in one text."""

    def __init__(self, text: str, before: str | None) -> None:
        self._raw, self._before_raw = text, before
        self._text, self._before = Text(text), Text(before or "")

    @cached_property
    def _hash(self) -> str:
        return _digest(self._raw)

    @cached_property
    def _changes(self) -> Alignment | None:
        return anchor_search.changes(self._before, self._text)

    def place(self, anchor: Anchor) -> Place:
        if self._stands_at_its_place(anchor) and anchor.text_hash == self._hash:
            return Place(anchor.start, anchor.end, "exact")
        start = self._verbatim(anchor)
        if start is not None:
            return Place(start, start + len(anchor.exact), "exact")
        if len(anchor.exact) > _LONG:
            return self._place_long(anchor)
        quote, changes = self._quote(anchor)
        if not quote.pattern.strip() or not self._raw:
            return _ORPHAN
        found = anchor_search.search(quote, self._text, changes)
        return _ORPHAN if found is None else self._placed(anchor, found)

    def _stands_at_its_place(self, anchor: Anchor) -> bool:
        inside = 0 <= anchor.start <= anchor.end <= len(self._raw)
        return inside and self._raw[anchor.start : anchor.end] == anchor.exact

    def _verbatim(self, anchor: Anchor) -> int | None:
        """Where the quote stands with its near context, if that is one place only; of several the
        one with all of its context."""
        if len(anchor.prefix + anchor.suffix) < min(32, len(anchor.exact)):
            return None
        for width in (_NEAR_CONTEXT, CONTEXT):
            prefix, suffix = anchor.prefix[-width:], anchor.suffix[:width]
            whole = prefix + anchor.exact + suffix
            first = self._raw.find(whole) if len(whole) >= _ENOUGH else -1
            if first < 0:
                return None
            if self._raw.find(whole, first + 1) < 0:
                return None if self._was_repeated(anchor, whole) else first + len(prefix)
        same = anchor.start - len(prefix)
        return anchor.start if same >= 0 and self._raw.startswith(whole, same) else None

    def _was_repeated(self, anchor: Anchor, whole: str) -> bool:
        """Whether the one copy that is left need not be the one that was marked."""
        if self._before_raw is None or not self._was_made_in_before(anchor):
            return False
        return self._before_raw.find(whole, self._before_raw.find(whole) + 1) >= 0

    def _was_made_in_before(self, anchor: Anchor) -> bool:
        before = self._before_raw
        return before is not None and (
            0 <= anchor.start <= anchor.end <= len(before)
            and before[anchor.start : anchor.end] == anchor.exact
            and before.endswith(anchor.prefix, 0, anchor.start)
            and before.startswith(anchor.suffix, anchor.end)
        )

    def _quote(self, anchor: Anchor) -> tuple[Quote, Alignment | None]:
        """What to look for, and the map of the differences to the text that it was made in."""
        fold, before = anchor_text.fold_quote, self._before_raw
        exact = fold(anchor.exact)
        if before is None or not self._was_made_in_before(anchor):
            prefix, suffix = fold(anchor.prefix), fold(anchor.suffix)
            return Quote(exact, prefix, suffix, anchor.start, line=_line(anchor)), None
        prefix = fold(before[max(0, anchor.start - _FAR_CONTEXT) : anchor.start])
        suffix = fold(before[anchor.end : anchor.end + _FAR_CONTEXT])
        near = prefix[-_WIDE_CONTEXT:], suffix[:_WIDE_CONTEXT]
        if self._changes is not None:
            start = self._before.folded.from_raw(anchor.start)
            return Quote(exact, *near, start, start), self._changes
        quote = Quote(exact, *near, anchor.start, len(prefix))
        old = prefix + exact + suffix
        changes = anchor_search.local_changes(old, quote.pattern, self._text)
        is_elsewhere = changes is not None and changes.share < _COPY
        if exact and (changes is None or is_elsewhere or not changes.keeps(*quote.old)):
            quote = replace(quote, has_doubles=anchor_seeds.is_repeated(before, anchor.exact))
            changes = None if is_elsewhere and quote.has_doubles else changes
        return quote, changes

    def _placed(self, anchor: Anchor, found: Found) -> Place:
        folded = self._text.folded
        start, end = self._trimmed(anchor, folded.to_raw(found.start), folded.to_raw(found.end))
        verbatim = self._raw[start:end] == anchor.exact
        sure = verbatim and max(found.left, found.right) >= 0.5 and not found.is_doubtful
        return Place(start, end, "exact" if sure else "moved", round(found.score, 4))

    def _trimmed(self, anchor: Anchor, start: int, end: int) -> tuple[int, int]:
        """Without the spaces at the ends that the quote does not have."""
        while start < end and self._raw[start].isspace() and not anchor.exact[:1].isspace():
            start += 1
        while start < end and self._raw[end - 1].isspace() and not anchor.exact[-1:].isspace():
            end -= 1
        return start, end

    def _place_long(self, anchor: Anchor) -> Place:
        length = len(anchor.exact)
        found = self._mapped(anchor) or anchor_search.align(
            anchor_text.fold_quote(anchor.exact), self._text
        )
        if found is None or found[2] < 0.5 or found[1] - found[0] > 2 * length:
            return self._place_pieces(anchor)
        to_raw = self._text.folded.to_raw
        return self._long_place(anchor, to_raw(found[0]), to_raw(found[1]), found[2])

    def _mapped(self, anchor: Anchor) -> tuple[int, int, float] | None:
        """Where the map says that a long quote stands, and the share of it that is found there."""
        if not self._was_made_in_before(anchor) or self._changes is None:
            return None
        from_raw = self._before.folded.from_raw
        old = from_raw(anchor.start), from_raw(anchor.end)
        span = self._changes.range(*old)
        return (*span, self._changes.kept(old, span)) if span else None

    def _long_place(self, anchor: Anchor, start: int, end: int, score: float) -> Place:
        start, end = self._trimmed(anchor, start, end)
        is_verbatim = self._raw[start:end] == anchor.exact
        return Place(start, end, "exact" if is_verbatim else "moved", round(score, 4))

    def _place_pieces(self, anchor: Anchor) -> Place:
        """Find a long quote by pieces of it, its ends or else most of which must stand together."""
        length = len(anchor.exact)
        count = min(_PIECES, -(-length // _PIECE))
        lows = [(length - _PIECE) * k // (count - 1) for k in range(count)]
        found = self._pieces(anchor, (lows[0], lows[-1]))
        if len(found) == 2 and length / 2 < found[1][1] - found[0][0] < 2 * length:
            return self._long_place(anchor, found[0][0], found[1][1], 0.9)
        found = sorted(found + self._pieces(anchor, lows[1:-1]))
        best: list[tuple[int, int]] = []
        for index, (start, _) in enumerate(found):
            group = [span for span in found[index:] if span[1] <= start + 2 * length]
            best = max(best, group, key=len)
        if 2 * len(best) < count:
            return _ORPHAN
        return self._long_place(anchor, best[0][0], max(e for _, e in best), len(best) / count)

    def _pieces(self, anchor: Anchor, lows: Sequence[int]) -> list[tuple[int, int]]:
        places = [self.place(_piece(anchor, low)) for low in lows]
        return [(place.start, place.end) for place in places if place.status != "orphan"]


@lru_cache(maxsize=1)
def _kept_finder(text: str, before: str | None) -> _Finder:
    """A finder for several calls: the marks of an open article are often found one by one."""
    return _Finder(text, before)


def _line(anchor: Anchor) -> tuple[int, int]:
    """How many folded characters of the context are of the passage's line; none of two lines'."""
    fold = anchor_text.fold_quote
    if "\n" in anchor.exact:
        return 0, 0
    left, right = anchor.prefix.rpartition("\n")[2], anchor.suffix.partition("\n")[0]
    return len(fold(left)), len(fold(right))


def _piece(anchor: Anchor, low: int) -> Anchor:
    """The anchor of a piece of a long quote."""
    exact, high = anchor.exact, low + _PIECE
    return Anchor(
        exact=exact[low:high],
        prefix=exact[max(0, low - CONTEXT) : low] or anchor.prefix,
        suffix=exact[high : high + CONTEXT] or anchor.suffix,
        start=anchor.start + low,
        end=anchor.start + high,
        text_hash="",
    )
