"""The one text of an article: which characters it may hold, and how others count and search in it.

Offsets are code points unless a name says otherwise; Qt counts UTF-16 units.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

# What no display needs and what breaks one: control characters, soft hyphens, byte order marks, the
# bidirectional overrides and isolates of UAX #9 (an article cannot reorder what stands around it),
# lone surrogates, noncharacters (Qt marks frames with U+FDD0 and U+FDD1) and U+FFFC (Qt's images).
_REMOVED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_FEW = 1_000


def clean(text: str) -> str:
    """text without the characters an article's text never holds, its line ends as "\\n"."""
    letters = "".join(set(text)) if len(text) > _FEW else text  # thrice as fast as looking at all
    if _REMOVED.search(letters):
        text = _REMOVED.sub("", text)
    return _LINE_ENDS.sub("\n", text) if _LINE_ENDS.search(letters) else text


class Utf16Map:
    """Converts offsets in one text between code points and UTF-16 units.

    An offset outside the text counts as its nearest end; a unit offset between the two halves of a
    surrogate pair counts as the one behind them. O(log n), O(1) where all is in the BMP.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"] if _has_wide(text) else []
        self._wide_units = [point + before for before, point in enumerate(self._wide)]

    def to_utf16(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        offset = min(max(offset, 0), self._length)
        return offset + bisect_right(self._wide, offset - 1)

    def to_code_points(self, offset: int) -> int:
        """The code point offset of a UTF-16 offset."""
        offset = min(max(offset, 0), self._length + len(self._wide))
        return offset - bisect_right(self._wide_units, offset - 2)


def _has_wide(text: str) -> bool:
    return bool(text) and max(text) > "\uffff"


# --- finding ------------------------------------------------------------------------------------

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′ʼ", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_STRETCH = re.compile(rf"(?:[^\s{_INVISIBLE}]| (?![\s{_INVISIBLE}])){{1,4000}}")
_WHITE_OR_INVISIBLE = re.compile(rf"[\s{_INVISIBLE}]+")


def fold_for_find(text: str) -> tuple[str, list[int]]:
    """text as it is compared in a search, and for each folded character its offset in text.

    Case, composed or decomposed letters, the shapes of quotation marks and dashes, and how much
    white space there is make no difference; ß is ss; soft hyphens and zero-width characters are not
    there. The offsets rise and end with one more: the length of text.
    """
    folded: list[str] = []
    offsets: list[int] = []
    position = 0
    while position < len(text):
        match = _STRETCH.match(text, position)
        if match is not None:
            _fold_stretch(match[0], position, folded, offsets)
            position = match.end()
            continue
        match = _WHITE_OR_INVISIBLE.match(text, position)
        end = match.end() if match is not None else position + 1
        if any(character.isspace() for character in text[position:end]):
            folded.append(" ")
            offsets.append(position)
        position = end
    offsets.append(len(text))
    return "".join(folded), offsets


def _fold_stretch(stretch: str, start: int, folded: list[str], offsets: list[int]) -> None:
    """Fold text without odd white space: at once where each character stays one, else singly."""
    if unicodedata.is_normalized("NFC", stretch):
        whole = stretch.casefold().translate(_SAME)
        if len(whole) == len(stretch) and unicodedata.is_normalized("NFC", whole):
            folded.append(whole)
            offsets.extend(range(start, start + len(stretch)))
            return
    for begin, end in _clusters(stretch):
        part = _folded_cluster(stretch[begin:end])
        folded.append(part)
        offsets.extend([start + begin] * len(part))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that normalise on their own: a character and the marks that follow it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _continues(text[index]):
            yield start, index
            start = index


def _continues(character: str) -> bool:
    """Whether a character may be composed with the one before it."""
    if character < "\u0300":
        return False
    return unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"


@lru_cache(maxsize=16_384)
def _folded_cluster(cluster: str) -> str:
    folded = unicodedata.normalize("NFC", cluster).casefold().translate(_SAME)
    return unicodedata.normalize("NFC", folded)


@lru_cache(maxsize=2)
def _folded_article(text: str) -> tuple[str, list[int]]:
    """The folded text of the article in which somebody is typing a query."""
    return fold_for_find(text)


def find_all(text: str, query: str, whole_words: bool = False) -> list[tuple[int, int]]:
    """The places of query in text, start and end in code points, in order, none overlapping.

    Both are folded by fold_for_find. A query without anything in it is found nowhere.
    """
    wanted = fold_for_find(query)[0].strip()
    if not wanted:
        return []
    folded, offsets = _folded_article(text)
    found: list[tuple[int, int]] = []
    position = folded.find(wanted)
    while position >= 0:
        after = position + len(wanted)
        start, end = offsets[position], _end_of_cluster(text, offsets[after - 1])
        is_match = not _splits_character(offsets, position, after)
        if is_match and (not whole_words or _is_whole(text, start, end)):
            found.append((start, end))
            position = folded.find(wanted, after)
        else:
            position = folded.find(wanted, position + 1)
    return found


def _end_of_cluster(text: str, start: int) -> int:
    end = start + 1
    while end < len(text) and _continues(text[end]):
        end += 1
    return end


def _splits_character(offsets: list[int], position: int, after: int) -> bool:
    """Whether a match begins or ends inside what one character was folded to (one s of ß)."""
    begins_inside = position > 0 and offsets[position - 1] == offsets[position]
    return begins_inside or offsets[after - 1] == offsets[after]


# --- words --------------------------------------------------------------------------------------

_IN_WORDS = re.compile(r"[\w'’\u00ad\u0300-\u036f]")
# Written without spaces between words: kana, Han, Thai, Lao, Khmer.
_ALONE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff\u0e00-\u0eff\u1780-\u17ff]")


def words_at(text: str, start: int, end: int | None = None) -> tuple[int, int]:
    """The passage from start to end widened to whole words, without white space at its ends.

    Without end, the word that stands at start or ends there; (start, start) where none does.
    """
    length = len(text)
    if end is None:
        start = end = min(max(start, 0), length)
        return _back(text, start), _forth(text, end)
    start, end = min(max(start, 0), length), min(max(end, 0), length)
    passage = text[start:end]
    end -= len(passage) - len(passage.rstrip())
    start += len(passage) - len(passage.lstrip())
    if start >= end:
        return end, end
    if _is_in_word(text[start]):
        start = _back(text, start)
    return start, _forth(text, end) if _is_in_word(text[end - 1]) else end


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or after a passage."""
    return words_at(text, start, end) == (start, end)


def _back(text: str, offset: int) -> int:
    while offset > 0 and _is_in_word(text[offset - 1]):
        offset -= 1
    return offset


def _forth(text: str, offset: int) -> int:
    while offset < len(text) and _is_in_word(text[offset]):
        offset += 1
    return offset


def _is_in_word(character: str) -> bool:
    return _IN_WORDS.match(character) is not None and _ALONE.match(character) is None
