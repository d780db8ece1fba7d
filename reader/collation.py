"""Sort keys for titles: plain bytes that compare as a language sorts its words.

A small subset of the Unicode collation algorithm (UTS #10) with the order of CLDR's root and the
tailorings of the Nordic languages, so that the core sorts without Qt and SQLite sorts by memcmp.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

Tailoring = Literal["root", "sv", "da"]

TAILORINGS: tuple[Tailoring, ...] = ("root", "sv", "da")
"""The orders that differ from each other: å ä ö after z in Swedish, æ ø å in Danish."""

_LOCALES: dict[str, Tailoring] = {
    "sv": "sv",
    "fi": "sv",
    "da": "da",
    "nb": "da",
    "nn": "da",
    "no": "da",
}

_PUNCTUATION = " _-,;:!?.'\"()[]{}@*/\\&#%"
_SYMBOLS = "`^+<=>|~$"
_ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
_OTHER_PUNCTUATION, _OTHER_SYMBOL, _OTHER_LETTER = b"\x20", b"\x2f", b"\x7e"
_PLAIN_WEIGHT, _UPPER_WEIGHT = 2, 3
_LETTER, _AFTER_Z = 0x40, 0x76
_LIMIT = 80

_EXPANDED = {
    "æ": ("a\u0338e", "ä", "æ"),
    "œ": ("o\u0338e", "ö", "ø"),
    "ø": ("o\u0338", "ö", "ø"),
    "ð": ("d\u0338", "d\u0338", "d\u0338"),
    "đ": ("d\u0338", "d\u0338", "d\u0338"),
    "ł": ("l\u0338", "l\u0338", "l\u0338"),
    "ħ": ("h\u0338", "h\u0338", "h\u0338"),
    "ı": ("i\u0338", "i\u0338", "i\u0338"),
    "ü": ("ü", "y\u0308", "y\u0308"),
    "ű": ("ű", "y\u030b", "y\u030b"),
    "þ": ("þ", "th", "th"),
    "’": ("'", "'", "'"),
    "‘": ("'", "'", "'"),
    "“": ('"', '"', '"'),
    "”": ('"', '"', '"'),
    "„": ('"', '"', '"'),
    "–": ("-", "-", "-"),
    "—": ("-", "-", "-"),
}
_LAST_LETTERS: dict[Tailoring, dict[str, int]] = {
    "root": {"þ": 0},
    "sv": {"å": 0, "ä": 1, "ö": 2},
    "da": {"æ": 0, "ä": 0, "ø": 1, "ö": 1, "å": 2},
}


def tailoring(locale: str) -> Tailoring:
    """The order that the language of a locale ("sv", "sv_SE", "de-DE") sorts by."""
    return _LOCALES.get(locale.replace("_", "-").partition("-")[0].lower(), "root")


def sort_key(text: str, locale: str) -> bytes:
    """The key by which text stands among others in locale; compare keys as bytes.

    Letters first, then accents, then case (small before capital, ss before ß). Only the first 80
    characters count.
    """
    text = text[:_LIMIT]
    if text.isascii():
        return _ascii_key(text.encode("ascii"))
    return _key(text, tailoring(locale))


def sort_keys(text: str) -> tuple[bytes, ...]:
    """The keys of text in all TAILORINGS; most texts have the same key in each."""
    if _TAILORED.isdisjoint(text.casefold()):
        return (sort_key(text, "root"),) * len(TAILORINGS)
    return tuple(sort_key(text, kind) for kind in TAILORINGS)


def fold(text: str) -> str:
    """A form for finding titles: no case, no accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _ascii_key(data: bytes) -> bytes:
    case = data.translate(_ASCII_CASE).rstrip(b"\x02")
    return data.lower().translate(_ASCII_PRIMARY) + b"\x01\x01" + case


def _key(text: str, kind: Tailoring) -> bytes:
    primary, secondary, tertiary = bytearray(), bytearray(), bytearray()
    for char in unicodedata.normalize("NFC", text):
        first, second, third = _levels(char, kind)
        primary += first
        secondary += second
        tertiary += third
    accents, case = bytes(secondary).rstrip(b"\x02"), bytes(tertiary).rstrip(b"\x02")
    return b"\x01".join((bytes(primary), accents, case))


@lru_cache(maxsize=8192)
def _levels(char: str, kind: Tailoring) -> tuple[bytes, bytes, bytes]:
    """The primary, secondary and tertiary weights of one character."""
    first, second, units = _weights(char.casefold(), kind)
    return first, second, (b"\x03" if char.isupper() or char == "ß" else b"\x02") * units


def _weights(folded: str, kind: Tailoring) -> tuple[bytes, bytes, int]:
    """The primary and secondary weights of one case-folded character, and its primary units."""
    last = _LAST_LETTERS[kind]
    if folded in last:
        accent = b"" if folded not in ("ä", "ö") or kind != "da" else _accent("\u0308")
        return bytes([_AFTER_Z + last[folded]]), b"\x02" + accent, 1
    expanded = "".join(
        _EXPANDED[char][TAILORINGS.index(kind)] if char in _EXPANDED else char for char in folded
    )
    if expanded != folded and expanded in last:
        return bytes([_AFTER_Z + last[expanded]]), b"\x02" + _accent("\u0338"), 1
    first, second, units = bytearray(), bytearray(), 0
    for char in unicodedata.normalize("NFKD", expanded):
        if unicodedata.combining(char):
            second += _accent(char)
        else:
            first += _primary(char)
            second.append(_PLAIN_WEIGHT)
            units += 1
    return bytes(first), bytes(second), units


def _accent(char: str) -> bytes:
    index = _ACCENTS.find(char)
    return bytes([4 + index]) if index >= 0 else b"\x20" + char.encode("utf-8", "replace")


def _primary(char: str) -> bytes:
    if char.isascii():
        return char.lower().encode("ascii").translate(_ASCII_PRIMARY)
    encoded = char.encode("utf-8", "replace")
    category = unicodedata.category(char)[0]
    if category == "N" and (value := unicodedata.decimal(char, -1)) >= 0:
        return bytes([0x30 + value])
    if category in "PZC":
        return _OTHER_PUNCTUATION + encoded
    if category == "S":
        return _OTHER_SYMBOL + encoded
    return (_OTHER_LETTER if char < "\u0370" else b"") + encoded


def _ascii_primary() -> bytes:
    table = bytearray([2] * 256)
    for index, char in enumerate(_PUNCTUATION):
        table[ord(char)] = 3 + index
    for index, char in enumerate(_SYMBOLS):
        table[ord(char)] = 0x22 + index
    for digit in b"0123456789":
        table[digit] = digit
    for index in range(26):
        table[ord("a") + index] = _LETTER + 2 * index
    return bytes(table)


_TAILORED = frozenset("åäöæøüűþœ\u0308\u030a\u030b")
_ASCII_PRIMARY = _ascii_primary()
_ASCII_CASE = bytes(_UPPER_WEIGHT if 65 <= code <= 90 else _PLAIN_WEIGHT for code in range(256))
