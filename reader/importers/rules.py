"""Reads the rules of resources/import: what residue looks like in each language.

The rules are data: a new language is a new file, and no code here knows a word of any.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader import resources
from reader.model import MarkKind

MAX_LINE = 400
"""A longer line is prose: no rule is tried on it, which bounds the cost of every pattern."""

_KINDS: tuple[MarkKind, ...] = ("highlight", "note", "bookmark")


@dataclass(frozen=True, slots=True)
class WebRules:
    """Words found in the id or class of elements; see resources/import/common.toml."""

    drop: frozenset[str]
    drop_parts: frozenset[str]
    comments: frozenset[str]
    comment: frozenset[str]
    comment_author: frozenset[str]
    comment_text: frozenset[str]
    comment_drop: frozenset[str]
    body: tuple[str, ...]
    byline: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All languages' rules at once, since a page's residue may be in another than its text."""

    residue_pattern: re.Pattern[str]
    tag_patterns: tuple[re.Pattern[str], ...]
    comment_start_pattern: re.Pattern[str]
    comment_author_patterns: tuple[re.Pattern[str], ...]
    byline_patterns: tuple[re.Pattern[str], ...]
    error_pattern: re.Pattern[str]
    anonymous: frozenset[str]
    comment_headings: Mapping[str, str]
    clipping_kinds: Mapping[MarkKind, re.Pattern[str]]
    months: Mapping[str, int]
    web: WebRules

    def is_residue(self, line: str) -> bool:
        return len(line) <= MAX_LINE and bool(self.residue_pattern.fullmatch(_plain(line)))

    def starts_comments(self, line: str) -> bool:
        return len(line) <= MAX_LINE and bool(self.comment_start_pattern.fullmatch(_plain(line)))

    def tags_of(self, line: str) -> tuple[str, ...] | None:
        """The tags a tag line still names, None where it is no tag line."""
        found = _first_match(self.tag_patterns, line)
        if found is None:
            return None
        parts = (part.strip(" #\t") for part in re.split(r"[,;#]", found["tags"]))
        return tuple(part for part in parts if 0 < len(part) <= 60)

    def comment_author(self, line: str) -> str | None:
        found = _first_match(self.comment_author_patterns, line)
        return found["author"].strip() if found else None

    def byline(self, line: str) -> tuple[str, str | None] | None:
        """(author, date as written) of a byline; the author is "" on an anonymous one."""
        if _plain(line).casefold() in self.anonymous:
            return line.strip(), None
        found = _first_match(self.byline_patterns, line)
        if found is None or not _is_name(found["author"]):
            return None
        return found["author"].strip(), found.groupdict().get("date")

    def is_error_title(self, title: str) -> bool:
        return len(title) <= MAX_LINE and bool(self.error_pattern.fullmatch(_plain(title)))

    def comments_heading(self, language: str | None) -> str:
        """ "Comments" in the language of the article, in English where no rules know it."""
        base = (language or "").split("-")[0].lower()
        return self.comment_headings.get(base) or self.comment_headings["en"]


def _plain(line: str) -> str:
    return " ".join(line.replace("’", "'").split())


def _first_match(patterns: Iterable[re.Pattern[str]], line: str) -> re.Match[str] | None:
    if len(line) > MAX_LINE:
        return None
    text = _plain(line)
    return next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)


def _is_name(text: str) -> bool:
    """A person's name as bylines have it: two to six words or one, each with a capital."""
    words = text.split()
    capitals = [word for word in words if word[:1].isupper()]
    return (
        1 <= len(words) <= 6
        and bool(capitals)
        and words[0][:1].isupper()
        and (len(words) - len(capitals) <= 2 and words[-1][:1].isupper())
    )


@cache
def load(folder: Path | None = None) -> Rules:
    """The rules of every file in folder, resources/import where none is given."""
    place = folder or resources.resource("import")
    files = sorted(place.glob("*.toml"))
    return _combined([tomllib.loads(file.read_text("utf-8")) for file in files])


def _combined(tables: list[dict[str, object]]) -> Rules:
    web = next((table["web"] for table in tables if "web" in table), {})
    return Rules(
        residue_pattern=_any_of(_collect(tables, "residue", "patterns")),
        tag_patterns=_each(_collect(tables, "tags", "patterns")),
        comment_start_pattern=_any_of(_collect(tables, "comments", "starts")),
        comment_author_patterns=_each(_collect(tables, "comments", "authors")),
        byline_patterns=_each(_collect(tables, "byline", "patterns")),
        error_pattern=_any_of(_collect(tables, "error_page", "titles")),
        anonymous=frozenset(_collect(tables, "byline", "anonymous")),
        comment_headings={
            str(table["language"]): str(table["comments_heading"])
            for table in tables
            if "comments_heading" in table
        },
        clipping_kinds={kind: _any_of(_collect(tables, "kindle", kind)) for kind in _KINDS},
        months={
            month: number
            for table in tables
            for number, month in enumerate(_collect([table], "kindle", "months"), 1)
        },
        web=_web_rules(web),
    )


def _web_rules(table: object) -> WebRules:
    assert isinstance(table, dict)
    words = {key: frozenset(value) for key, value in table.items() if key != "body"}
    return WebRules(body=tuple(table.get("body", ())), **words)


def _collect(tables: list[dict[str, object]], section: str, key: str) -> list[str]:
    found: list[str] = []
    for table in tables:
        part = table.get(section)
        if isinstance(part, dict):
            found += part.get(key, [])
    return found


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


def _each(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
