"""Writes plain text into Markdown so that a reader sees the same characters again.

The escapes are those of both Python-Markdown and CommonMark; "<" and "&" become entities, since
Python-Markdown knows no backslash before them.
"""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*_{}\[\]<&~]")
_ENTITY = re.compile(r"&(?=[#\w])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ESCAPABLE = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!|])")
_EMPHASIS = re.compile(r"(?<![^\W_])[*_]+(?=\S)|(?<=\S)[*_]+(?![^\W_])|\*+(?=\S)|(?<=\S)\*+")
_BRACKET = re.compile(r"\[(?=[^\]\n]{0,999}\](?:[(\[:])|\^|TOC\])|(?<=!)\[")
_ATTRIBUTES = re.compile(r"\{(?=[:#.\w])")
_LINE_START = re.compile(r"(#|>|[-+*](?=\s|$)|!!!|\?\?\?|\||([-_*] *){3,}$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_ENTITY_START = re.compile(r"(=+\s*$|~{3,}|:(?=\s))")


def escape(text: str) -> str:
    """text as inline Markdown: nothing in it is markup; newlines stay."""
    if not _INLINE.search(text):
        return text
    text = _ESCAPABLE.sub(r"\\\\", text)
    text = _ENTITY.sub("&amp;", text)
    text = _TAG.sub("&lt;", text)
    text = text.replace("`", "\\`")
    text = _EMPHASIS.sub(_backslashed, text)
    text = text.replace("[", "\\[") if text.count("[") > 200 else _BRACKET.sub(r"\\[", text)
    return _ATTRIBUTES.sub(r"\\{", text)


def _backslashed(found: re.Match[str]) -> str:
    return "".join("\\" + character for character in found[0])


def escape_line(text: str) -> str:
    """escape(text), and nothing at its start opens a heading, list, quotation or rule."""
    return _guard(escape(text).lstrip())


def indent(text: str, spaces: int = 4, first: str = "") -> str:
    """text with every line but the first indented, the first after the marker first."""
    pad = " " * spaces
    lines = text.split("\n")
    rest = [pad + line if line.strip() else "" for line in lines[1:]]
    return "\n".join([(first.ljust(spaces) if first else pad) + lines[0], *rest])


def quote(text: str) -> str:
    """text as a block quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def fence(code: str, language: str = "") -> str:
    """code between fences longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    ticks = "`" * max(3, longest + 1)
    word = re.sub(r"[^\w+#.-]", "", language)[:30]
    return f"{ticks}{word}\n{code.strip(chr(10))}\n{ticks}"


def code_span(code: str) -> str:
    """code between backticks longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if longest or code != code.strip() else ""
    return f"{ticks}{pad}{' '.join(code.split())}{pad}{ticks}"


def guard_lines(text: str) -> str:
    """Inline Markdown as a paragraph: no line of it opens a heading, list, quotation or rule."""
    return "\n".join(_guard(line) for line in text.split("\n"))


def _guard(line: str) -> str:
    if _LINE_START.match(line):
        return "\\" + line
    if found := _NUMBER.match(line):
        return f"{found[1]}\\{found[2]}{line[found.end() :]}"
    if _ENTITY_START.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return line
