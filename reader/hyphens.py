"""Where words may be broken, by the rules of their language; the only user of Pyphen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyphen

MIN_LETTERS = 3
"""How many letters stay on each side of a break."""

_SHORTEST = 2 * MIN_LETTERS
_LONGEST = 64  # longer ones are no words of a language
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"(?:[^\W\d_][{_MARKS}]*+){{{_SHORTEST},}}+")
_CLUSTER = re.compile(rf"[^\W\d_][{_MARKS}]*+")
_JOINED_BEFORE = re.compile(rf"[\w@#$%&+=~^./\\{_MARKS}]")
_JOINED_AFTER = re.compile(r"[\w@#$%&+=~^/\\]|[.:](?=[\w/])")

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
        start, end = match.span()
        if end - start <= _LONGEST and _is_alone(text, start, end):
            breaks.extend(start + offset for offset in _breaks(name, match[0]))
    return breaks


@lru_cache(maxsize=64)
def dictionary(language: str) -> str | None:
    """The name of Pyphen's dictionary for a tag; None where it has none."""
    import pyphen  # 10 ms that only the reading pane needs

    tag = language.replace("_", "-").lower()
    base = tag.split("-", 1)[0]
    known = {name.lower().replace("_", "-"): name for name in sorted(pyphen.LANGUAGES)}
    known.update(_PREFERRED)
    return known.get(tag) or known.get(base)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether letters are a word of their own, not a part of an address, name or number."""
    before = _JOINED_BEFORE.match(text, start - 1) if start else None
    return not (before or _JOINED_AFTER.match(text, end))


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


@lru_cache(maxsize=8)
def _patterns(name: str) -> pyphen.Pyphen:
    import pyphen

    return pyphen.Pyphen(lang=name, left=MIN_LETTERS, right=MIN_LETTERS)
