"""Where words may be broken, by the rules of their language; the only user of Pyphen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader.mixed import paragraph_languages
from reader.model import Block, Run

if TYPE_CHECKING:
    import pyphen

MIN_LETTERS = 3
"""How many letters stay on each side of a break."""

_PIECE = re.compile(r"(\d?)(\D?)")
_LEVEL = re.compile("[1-9]")
_NO_DIGITS = str.maketrans("", "", "0123456789")
_SHORTEST = 2 * MIN_LETTERS
_LONGEST = 64  # longer ones are no words of a language
_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(rf"[^\W\d_][{_MARKS}]*+")
# Letters that are a word of their own, not a part of an address, name or number.
_WORD = re.compile(
    rf"(?<![\w@#$%&+=~^./\\{_MARKS}])"
    rf"(?:[^\W\d_][{_MARKS}]*+){{{_SHORTEST},}}+"
    r"(?![\w@#$%&+=~^/\\]|[.:](?=[\w/]))"
)

# The dictionary of a language where Pyphen has several, or names it by a country alone.
_PREFERRED = {
    "de": "de_DE",
    "de-at": "de_AT",
    "de-ch": "de_CH",
    "de-li": "de_CH",
    "en": "en_US",
    "en-au": "en_GB",
    "en-gb": "en_GB",
    "en-ie": "en_GB",
    "en-in": "en_GB",
    "en-nz": "en_GB",
    "en-za": "en_GB",
    "no": "nb_NO",
    "pt": "pt_PT",
    "pt-br": "pt_BR",
}


def hyphenate(text: str, language: str | None) -> list[int]:
    """Offsets in text, in code points and rising, before which a soft hyphen may stand.

    language is a BCP 47 tag. Only words of letters alone are broken, with MIN_LETTERS on each side;
    a language without a dictionary (and None) has no breaks. The first call for a language takes up
    to a second: call it from a worker.
    """
    name = dictionary(language) if language else None
    if name is None:
        return []
    breaks: list[int] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) <= _LONGEST and (offsets := _breaks(name, word)):
            start = match.start()
            breaks += [start + offset for offset in offsets]
    return breaks


def hyphenate_blocks(blocks: Sequence[Block], language: str | None) -> dict[int, list[int]]:
    """What `hyphenate` says of an article, by the start of each block or cell that has breaks.

    The offsets count from that start. Each paragraph is broken by the rules of its own language;
    headings and code are left whole.
    """
    points: dict[int, list[int]] = {}
    languages = paragraph_languages([b for b in blocks if b.kind == "paragraph"], language)
    for block in blocks:
        if block.kind in ("code", "heading", "note_title"):
            continue
        own = block.language or languages.get(block.start, language)
        cells = [(cell.start, cell.runs) for row in block.rows for cell in row]
        for start, runs in cells or [(block.start, block.runs)]:
            points[start] = [
                offset + point
                for offset, text, spoken in _stretches(runs, own)
                for point in hyphenate(text, spoken)
            ]
    return {start: found for start, found in points.items() if found}


def _stretches(runs: Sequence[Run], language: str | None) -> Iterator[tuple[int, str, str | None]]:
    """Offset, text and language of the stretches of runs in one language."""
    offset = 0
    for spoken, group in groupby(runs, key=lambda run: run.language or language):
        text = "".join(run.text for run in group)
        yield offset, text, spoken
        offset += len(text)


@lru_cache(maxsize=64)
def dictionary(language: str) -> str | None:
    """The name of Pyphen's dictionary for a tag; None where it has none."""
    import pyphen  # 10 ms that only the reading pane needs

    tag = language.replace("_", "-").lower()
    base = tag.split("-", 1)[0]
    known = {name.lower().replace("_", "-"): name for name in sorted(pyphen.LANGUAGES)}
    known.update(_PREFERRED)
    return known.get(tag) or known.get(base)


@lru_cache(maxsize=20_000)
def _breaks(name: str, word: str) -> tuple[int, ...]:
    """The breaks of one word, without those that would leave a single letter between two."""
    clusters = _CLUSTER.findall(word)
    composed = "".join(unicodedata.normalize("NFC", cluster) for cluster in clusters)
    if len(composed) != len(clusters):
        return ()
    last = len(composed) - MIN_LETTERS
    places = [p for p in _patterns(name).positions(composed) if MIN_LETTERS <= p <= last]
    kept = [p for p, following in pairwise([*places, len(composed)]) if following - p > 1]
    ends = list(accumulate(map(len, clusters), initial=0))
    return tuple(ends[p] for p in kept)


@lru_cache(maxsize=3)  # up to 15 MB each
def _patterns(name: str) -> _Patterns | pyphen.HyphDict:
    import pyphen

    path: Path = pyphen.LANGUAGES[name]
    encoding, _, content = path.read_bytes().partition(b"\n")
    known = encoding.strip().decode().lower()
    text = content.decode("cp1251" if known == "microsoft-cp1251" else known)
    if "=" in text or "^^" in text:  # spellings that change at a break
        return pyphen.HyphDict(path)
    return _Patterns(text, pyphen.ignored)


class _Patterns:
    """The patterns of a dictionary, each read when a word has it: German has 66,000.

    Liang's algorithm (Word Hy-phen-a-tion by Com-put-er, 1983): of the numbers that all patterns in
    a word give to a place the highest counts, and an odd one is a break.
    """

    def __init__(self, text: str, ignored: tuple[str, ...]) -> None:
        lines = [line for line in map(str.strip, text.split("\n")) if line]
        patterns = [line for line in lines if not line.startswith(ignored) and _LEVEL.search(line)]
        letters = "\n".join(patterns).translate(_NO_DIGITS).split("\n")
        self._lines = dict(zip(letters, patterns, strict=True))
        self._longest = max(map(len, self._lines))
        self._read: dict[str, list[tuple[int, int]]] = {}

    def positions(self, word: str) -> list[int]:
        """The offsets in a word before which it may be broken."""
        pointed = f".{word.lower()}."
        levels = [0] * (len(pointed) + self._longest + 1)  # a few patterns end beyond the word
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                letters = pointed[start:end]
                if letters in self._lines:
                    for offset, level in self._values(letters):
                        levels[start + offset] = max(level, levels[start + offset])
        return [at - 1 for at in range(len(pointed) + 1) if levels[at] % 2]

    def _values(self, letters: str) -> list[tuple[int, int]]:
        """The numbers of a pattern that are not 0, and before which letter each stands."""
        if letters not in self._read:
            pieces = enumerate(_PIECE.findall(self._lines[letters]))
            self._read[letters] = [(at, int(digit)) for at, (digit, _) in pieces if digit > "0"]
        return self._read[letters]
