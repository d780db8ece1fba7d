"""Writes lists the way Python-Markdown reads them, and takes fenced code out of its way.

Python-Markdown nests a list only by four spaces, wants a blank line before it, knows no "1)", and
sees a fence only at the start of a line. Most Markdown is written to CommonMark (0.31, chapters 4.5
and 5.2), where an item's content sets the indent: this reads lists so, and indents them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TAB = 4
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|(?P<number>[0-9]{1,9})[.)])(?P<gap> +|$)")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_FENCE = re.compile(r"(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)")
_INFO = re.compile(r"\s*\{?\s*\.?([\w+#.-]+)")
_ENDS_LIST = re.compile(r" {0,3}(?:#{1,6} |>)")
_QUOTED = re.compile(r"(?P<indent> *)> ?(?P<content>.*)")
_QUOTED_FENCE = re.compile(r" *>[ >]*(?:`{3}|~{3})")
_MOST_NESTED = 16


@dataclass(slots=True)
class _Fence:
    """Fenced code being collected; column is where its lines begin, owner the list item's."""

    marks: str
    column: int
    owner: int
    language: str
    lines: list[str]


class Indents:
    """One pass over the lines of a Markdown body.

    code turns fenced code and its language into what stands for it in the text. lists says whether
    lists are indented anew; otherwise only fences are dealt with.
    """

    def __init__(self, code: Callable[[str, str], str], *, lists: bool, depth: int = 0) -> None:
        self._code = code
        self._lists = lists
        self._depth = depth  # of the quotation that the body stands in
        self._out: list[str] = []
        self._columns: list[int] = []  # of the content of each open list item
        self._fence: _Fence | None = None
        self._after_blank = True
        self._is_loose = False  # a blank line has stood since the last item began

    def run(self, body: str) -> str:
        quoted: list[str] = []
        for line in body.split("\n"):
            if self._lists and self._fence is None and line.lstrip(" ").startswith(">"):
                quoted.append(line)
                continue
            if quoted:
                self._quotation(quoted)
                quoted = []
            self._line(line)
        self._quotation(quoted)
        if self._fence is not None:
            self._end_fence(self._fence)
        return "\n".join(self._out)

    def _line(self, line: str) -> None:
        if self._fence is not None and self._in_fence(line, self._fence):
            return
        if not line.strip():
            self._out.append("")
            self._after_blank = self._is_loose = True
            return
        expanded = line.expandtabs(_TAB) if "\t" in line[:40] else line
        indent = len(expanded) - len(expanded.lstrip(" "))
        if not self._start_fence(expanded, indent):
            self._text(line, expanded, indent)
        self._after_blank = False

    # quotations

    def _quotation(self, lines: list[str]) -> None:
        """Take the lines of a quotation: one with fenced code in it is a body of its own."""
        found = [match for line in lines if (match := _QUOTED.fullmatch(line))]
        has_code = self._depth < _MOST_NESTED and any(map(_QUOTED_FENCE.match, lines))
        if not has_code or len(found) < len(lines):
            for line in lines:
                self._line(line)
            return
        indent = len(found[0]["indent"])
        if indent > 3 and not self._columns:
            self._out += lines
            return
        self._leave(indent)
        if not self._columns and not self._after_blank:
            self._out.append("")
        inner = Indents(self._code, lists=True, depth=self._depth + 1)
        body = inner.run("\n".join(match["content"] for match in found))
        prefix = self._prefix(0)
        self._out += [f"{prefix}> {line}".rstrip(" ") for line in body.rstrip("\n").split("\n")]
        self._out.append("")
        self._after_blank = self._is_loose = True

    # fences

    def _start_fence(self, line: str, indent: int) -> bool:
        match = _FENCE.fullmatch(line)
        if match is None or (indent > 3 and not self._columns):
            return False
        self._leave(indent)
        owner = self._columns[-1] if self._columns else 0
        language = _INFO.match(match["info"])
        marks, name = match["marks"], language[1] if language else ""
        self._fence = _Fence(marks, indent, owner, name, [])
        return True

    def _in_fence(self, line: str, fence: _Fence) -> bool:
        """Take a line of the open fence; False where the fence has ended before it."""
        stripped = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if stripped and indent < fence.owner and not line.startswith("\t"):
            self._end_fence(fence)
            return False
        is_end = stripped.startswith(fence.marks) and not stripped.strip(fence.marks[0])
        if is_end:
            self._end_fence(fence)
        else:
            fence.lines.append(line[min(indent, fence.column) :])
        return True

    def _end_fence(self, fence: _Fence) -> None:
        self._fence = None
        prefix = self._prefix(fence.column)
        standing_for = self._code("\n".join(fence.lines), fence.language)
        self._out += ["", prefix + standing_for, ""]
        self._after_blank = self._is_loose = True

    def _prefix(self, column: int) -> str:
        if not self._lists:
            return " " * column
        return " " * _TAB * len(self._columns)

    # lists

    def _text(self, line: str, expanded: str, indent: int) -> None:
        if not self._lists:
            self._leave(indent)
            self._track(expanded)
            self._out.append(line)
            return
        item = _ITEM.match(expanded)
        if item is not None and not _RULE.fullmatch(expanded) and self._may_begin(item, indent):
            self._item(expanded, item, indent)
        else:
            self._other(line, expanded, indent)

    def _track(self, line: str) -> None:
        """Follow the list items of a body that is not indented anew."""
        item = _ITEM.match(line)
        if item is not None and not _RULE.fullmatch(line):
            self._columns.append(_content_column(item))

    def _may_begin(self, item: re.Match[str], indent: int) -> bool:
        """Whether a marker begins an item here: not in indented code, nor inside a paragraph."""
        if self._columns:
            return True
        if indent > 3:
            return False
        if self._after_blank:
            return True
        return bool(item["gap"]) and item["number"] in (None, "1")

    def _item(self, line: str, item: re.Match[str], indent: int) -> None:
        if not self._after_blank and (self._is_loose or not self._columns):
            self._out.append("")
        self._is_loose = False
        self._leave(indent)
        marker = item["number"] + "." if item["number"] else item["marker"]
        rest = line[item.end() :] if len(item["gap"]) <= _TAB else line[item.end("marker") + 1 :]
        self._out.append(f"{self._prefix(0)}{marker} {rest}")
        self._columns.append(_content_column(item))

    def _other(self, line: str, expanded: str, indent: int) -> None:
        """A line that begins no item: it goes on with one, or ends the lists."""
        if self._columns and (self._after_blank or _ENDS_LIST.match(expanded)):
            self._leave(indent)
            if not self._columns and not self._after_blank:
                self._out.append("")
        if not self._columns:
            self._out.append(line)
            return
        column = min(indent, self._columns[-1])
        self._out.append(self._prefix(0) + expanded[column:])

    def _leave(self, indent: int) -> None:
        """Close the items whose content begins further right than indent."""
        while self._columns and indent < self._columns[-1]:
            self._columns.pop()


def _content_column(item: re.Match[str]) -> int:
    """Where an item's content begins: after the gap, or one space where that is wide or missing."""
    gap = len(item["gap"])
    return item.end("marker") + (gap if 1 <= gap <= _TAB else 1)
