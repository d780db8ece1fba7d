"""The Markdown of notes: emphasis, code, bullets, headings; as HTML, and as plain text."""

from __future__ import annotations

import html
import re

_BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])[*_](?=\S)([^*_]{1,500}?)(?<=\S)[*_](?![\w*])")
_CODE = re.compile(r"`([^`]{1,500})`")
_INLINE = ((_BOLD, "b"), (_ITALIC, "i"), (_CODE, "code"))
_BULLET = re.compile(r"^\s{0,3}[-*+] +")
_HEADING = re.compile(r"^#{1,6} +(.*)$")
_MOST = 20_000


def note_html(text: str) -> str:
    """HTML that can load nothing: all is escaped first, so that tags of the text stay text."""
    return "<br>".join(_line_html(line) for line in text[:_MOST].split("\n"))


def _line_html(line: str) -> str:
    shown = html.escape(_BULLET.sub("•\u00a0", line))
    if heading := _HEADING.match(shown):
        shown = f"<b>{heading[1]}</b>"
    for pattern, tag in _INLINE:
        shown = pattern.sub(rf"<{tag}>\1</{tag}>", shown)
    return shown


def note_plain(text: str) -> str:
    """The words alone, for a line in a list and for a screen reader."""
    return "\n".join(_line_plain(line) for line in text[:_MOST].split("\n"))


def _line_plain(line: str) -> str:
    shown = _HEADING.sub(r"\1", _BULLET.sub("• ", line))
    for pattern, _ in _INLINE:
        shown = pattern.sub(r"\1", shown)
    return shown
