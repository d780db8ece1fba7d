"""Web addresses as people may safely read them; pure."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_TOGETHER = (frozenset({"CJK", "HIRAGANA", "KATAKANA"}), frozenset({"CJK", "HANGUL"}))
MOST = 2000


def scripts_of(label: str) -> frozenset[str]:
    """The scripts of the letters in a label, by the first word of their Unicode names."""
    return frozenset(
        unicodedata.name(letter, "UNKNOWN").split()[0] for letter in label if letter.isalpha()
    )


def mixes_scripts(label: str) -> bool:
    """Whether letters of several scripts stand together that no language writes together."""
    scripts = scripts_of(label)
    return len(scripts) > 1 and not any(scripts <= usual for usual in _TOGETHER)


def shown_host(host: str) -> str:
    """The host for reading; in Punycode where a label mixes scripts or is wholly of lookalikes.

    A label without a Latin letter below a Latin top-level domain ("аррӏе.com") is shown in
    Punycode too (UTS 39, whole-script confusables).
    """
    labels = [_from_punycode(label) for label in host.rstrip(".").split(".")]
    foreign_top = bool(scripts_of(labels[-1]) - {"LATIN"})
    shown = []
    for label in labels:
        scripts = scripts_of(label)
        lookalike = bool(scripts & {"CYRILLIC", "GREEK"}) and not foreign_top
        shown.append(_to_punycode(label) if mixes_scripts(label) or lookalike else label)
    return ".".join(shown)


def _from_punycode(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _to_punycode(label: str) -> str:
    return label if label.isascii() else "xn--" + label.lower().encode("punycode").decode("ascii")


def host_of(url: str) -> str:
    """The host of an address for reading, "" where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return shown_host(host) if host else ""


def shown_address(url: str) -> str:
    """The address as plain text: no control characters, no direction marks, not endlessly long."""
    kept = "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp") else "\ufffd"
        for letter in url[:MOST]
    )
    return kept + ("…" if len(url) > MOST else "")
