"""Tells a paragraph that is a quotation as a whole from one that quotes in passing."""

from __future__ import annotations

_CLOSERS = {
    "“": "”“", "”": "”", "„": "“”„", "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    '"': '"', "「": "」", "『": "』",
}  # fmt: skip
MIN_LENGTH = 30


def is_quotation(paragraph: str) -> bool:
    """True where the quotation mark opened by the first character closes at the last one only."""
    text = paragraph.strip()
    if len(text) < MIN_LENGTH or text[0] not in _CLOSERS:
        return False
    end = text.rstrip(".,;! ")
    closers = _CLOSERS[text[0]]
    return end[-1:] in closers and not _closes_within(text[1 : len(end) - 1], text[0], closers)


def _closes_within(inner: str, opener: str, closers: str) -> bool:
    depth = 1
    for before, character in zip(" " + inner, inner, strict=False):
        opens_again = character == opener and (opener not in closers or before.isspace())
        if opens_again:
            depth += 1
        elif character in closers:
            depth -= 1
        if depth == 0:
            return True
    return False
