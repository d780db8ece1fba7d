"""Qt counts its texts in UTF-16 units, Python in code points; lone surrogates count in both."""

from __future__ import annotations


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def head(text: str, count: int) -> str:
    """The text's first count UTF-16 units."""
    data = text.encode("utf-16-le", "surrogatepass")[: 2 * count]
    return data.decode("utf-16-le", "surrogatepass")
