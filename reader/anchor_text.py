"""The folded form in which anchors compare texts, and the way back; hides what counts as equal.

Case, kind of quotation mark, of dash and of space, and the normalisation form do not count. Letters
and accents do. Folding keeps one character for one character of the NFC form, so that offsets only
need a map where the text is not in NFC.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
_TOKEN = re.compile(rf"([{_UNSPACED}]|[^{_SEPARATING}{_UNSPACED}]+|\S)")
_WORD = re.compile(r"\S{1,120}")
_LINE = re.compile(r"[^\n]{1,500}")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; the lists hold the words whose NFC form is not what stands in the raw text.

    folded_starts and raw_starts are where each of those words begins, words what it is raw.
    """

    text: str
    raw_length: int
    folded_starts: tuple[int, ...] = ()
    raw_starts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    def to_raw(self, offset: int) -> int:
        """The raw offset of the character at a folded offset (0 to the length)."""
        index = bisect_right(self.folded_starts, offset) - 1
        if index < 0:
            return offset
        word = self.words[index]
        inside = offset - self.folded_starts[index]
        excess = inside - len(unicodedata.normalize("NFC", word))
        if excess >= 0:
            return self.raw_starts[index] + len(word) + excess
        return self.raw_starts[index] + _composed_offset(word, inside)

    def from_raw(self, offset: int) -> int:
        """The folded offset of the character that holds the raw offset."""
        index = bisect_right(self.raw_starts, offset) - 1
        if index < 0:
            return offset
        word = self.words[index]
        inside = offset - self.raw_starts[index]
        length = len(unicodedata.normalize("NFC", word[:inside]))
        return self.folded_starts[index] + length + max(0, inside - len(word))


def _composed_offset(word: str, count: int) -> int:
    """Where in a raw word the character with this number of its NFC form begins."""
    low, high = 0, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if len(unicodedata.normalize("NFC", word[:middle])) <= count:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(word) and unicodedata.combining(word[low]):
        low -= 1
    return low


def fold(text: str) -> Folded:
    """Fold a text of any form; linear in its length."""
    if unicodedata.is_normalized("NFC", text):
        return Folded(fold_characters(text), len(text))
    pieces: list[str] = []
    folded_starts: list[int] = []
    raw_starts: list[int] = []
    words: list[str] = []
    done = length = 0
    for match in _composable(text):
        word = match.group()
        pieces += (text[done : match.start()], unicodedata.normalize("NFC", word))
        folded_starts.append(length + match.start() - done)
        raw_starts.append(match.start())
        words.append(word)
        length += match.start() - done + len(pieces[-1])
        done = match.end()
    pieces.append(text[done:])
    folded = fold_characters("".join(pieces))
    return Folded(folded, len(text), tuple(folded_starts), tuple(raw_starts), tuple(words))


def _composable(text: str) -> Iterator[re.Match[str]]:
    """The words that are not in NFC; lines that are in it are passed over at once."""
    for line in _LINE.finditer(text):
        if not unicodedata.is_normalized("NFC", line.group()):
            for match in _WORD.finditer(text, *line.span()):
                if not unicodedata.is_normalized("NFC", match.group()):
                    yield match


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

    @staticmethod
    def joined(parts: Sequence[Tokens]) -> Tokens:
        """The tokens of some stretches of one text, in their order."""
        return Tokens(
            parts[0].text,
            parts[0].low,
            parts[-1].high,
            [start for part in parts for start in part.starts],
            [end for part in parts for end in part.ends],
            [word for part in parts for word in part.words],
        )

    def part(self, low: int, high: int) -> Tokens:
        """The tokens that lie wholly in text[low:high]."""
        first, last = bisect_left(self.starts, low), bisect_right(self.ends, high)
        part = slice(first, max(first, last))
        return Tokens(self.text, low, high, self.starts[part], self.ends[part], self.words[part])


def is_dense(text: str) -> bool:
    """Whether a few characters say as much as many do in an alphabet (Chinese, Korean, Thai)."""
    sample = text[:1000] + text[len(text) // 2 :][:1000]
    return len(_DENSE.findall(sample)) * 3 > len(sample)
