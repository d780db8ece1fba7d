"""The folded form in which anchors compare texts, and the way back; hides what counts as equal.

Case, kind of quotation mark, of dash and of space, and the normalisation form do not count. Letters
and accents do. Folding keeps one character for one character of the NFC form, so that offsets only
need a map where the text is not in NFC.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_ALIKE = {
    "'": '"‘’‚‛“”„‟«»‹›`´′″「」『』＂＇',
    "-": "‐‑‒–—―−",
    " ": "\n\t\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u0085\x1c\x1d\x1e\x1f",
    "i": "İ",  # the one character that lower() makes longer
}
_FINAL_SIGMA = "ς"  # lower() chooses it by the neighbours: a quote and its text would differ
_DENSE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_SEPARATING = r"\s!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u206f\u3000-\u303f"
_TOKEN = re.compile(rf"([^{_SEPARATING}{_UNSPACED}]+|[{_UNSPACED}]|\S)")
# A stretch that normalises by itself: what follows it composes with nothing before. Where there is
# no such place for long, it ends anywhere.
_STRETCH = re.compile(
    r"(?s).{200,2000}?(?=[\n -~\u0430-\u044f\u0621-\u064a\u0905-\u0939\u3041-\u3096\u30a1-\u30fa"
    r"\u3400-\u9fff\uac00-\ud7a3\u1100-\u1112])|.{1,2000}"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; where the raw text is not in NFC, the stretches that both are made of.

    folded_starts and raw_starts are where each stretch begins, and last where the last one ends.
    """

    text: str
    raw: str
    folded_starts: Sequence[int] = ()
    raw_starts: Sequence[int] = ()

    def to_raw(self, offset: int) -> int:
        """The raw offset of the character at a folded offset (0 to the length)."""
        if not self.folded_starts:
            return offset
        index = min(bisect_right(self.folded_starts, offset), len(self.folded_starts) - 1) - 1
        stretch = self._stretch(index)
        inside = offset - self.folded_starts[index]
        return self.raw_starts[index] + _composed_offset(stretch, inside)

    def from_raw(self, offset: int) -> int:
        """The folded offset of the character that holds the raw offset."""
        if not self.raw_starts:
            return offset
        index = min(bisect_right(self.raw_starts, offset), len(self.raw_starts) - 1) - 1
        inside = self._stretch(index)[: offset - self.raw_starts[index]]
        length = len(unicodedata.normalize("NFC", inside))
        return min(self.folded_starts[index] + length, self.folded_starts[index + 1])

    def _stretch(self, index: int) -> str:
        return self.raw[self.raw_starts[index] : self.raw_starts[index + 1]]


def _composed_offset(stretch: str, count: int) -> int:
    """Where in a raw stretch the character with this number of its NFC form begins."""
    low, high = 0, len(stretch)
    while low < high:
        middle = (low + high + 1) // 2
        if len(unicodedata.normalize("NFC", stretch[:middle])) <= count:
            low = middle
        else:
            high = middle - 1
    return low


def fold(text: str) -> Folded:
    """Fold a text of any form; linear in its length."""
    if text.isascii():
        return Folded(fold_characters(text), text)
    stretches = _STRETCH.findall(text)
    composed = [unicodedata.normalize("NFC", stretch) for stretch in stretches]
    if composed == stretches:
        return Folded(fold_characters(text), text)
    return Folded(
        fold_characters("".join(composed)),
        text,
        list(accumulate(map(len, composed), initial=0)),
        list(accumulate(map(len, stretches), initial=0)),
    )


def fold_characters(text: str) -> str:
    """Make characters alike that should compare equal; the length stays."""
    for plain, variants in _ALIKE.items():
        for variant in variants:
            text = text.replace(variant, plain)
    return text.lower().replace(_FINAL_SIGMA, "σ")


def fold_quote(text: str) -> str:
    """The folded form of a short text whose offsets do not matter."""
    return fold_characters(unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of a stretch of a folded text; offsets are those of the whole text.

    Where no spaces part words, each character is a token. low and high are the stretch's ends.
    """

    text: str
    low: int
    high: int
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]

    @staticmethod
    def of(text: str, low: int = 0, high: int | None = None) -> Tokens:
        """The tokens of text[low:high]."""
        high = len(text) if high is None else high
        parts = _TOKEN.split(text[low:high])  # spaces and tokens in turn: no Python code a token
        offsets = list(accumulate(map(len, parts), initial=low))
        return Tokens(text, low, high, offsets[1:-1:2], offsets[2::2], parts[1::2])

    def part(self, low: int, high: int) -> Tokens:
        """The tokens that lie wholly in text[low:high]."""
        first, last = bisect_left(self.starts, low), bisect_right(self.ends, high)
        part = slice(first, max(first, last))
        return Tokens(self.text, low, high, self.starts[part], self.ends[part], self.words[part])


def is_dense(text: str) -> bool:
    """Whether a few characters say as much as many do in an alphabet (Chinese, Korean, Thai)."""
    sample = text[:1000] + text[len(text) // 2 :][:1000]
    return len(_DENSE.findall(sample)) * 3 > len(sample)
