"""Writes the front matter of imported articles, and finds it again quickly.

Every value is written as JSON, which is YAML too, so that no title can be read as something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HEAD = 16_384
_LINE = re.compile(
    r'^(id|url|imported_from|original_hash|body_hash): *(".*"|[^"\s].*?)\s*$', re.MULTILINE
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Record:
    """What the front matter of an article in the target folder says of its origin."""

    path: Path
    id: str
    url: str = ""
    imported_from: str = ""
    original_hash: str = ""
    body_hash: str = ""


def compose(meta: Mapping[str, object], body: str) -> str:
    """A Markdown file with meta as its front matter; empty values are left out."""
    lines = [f"{_key(key)}: {_value(value)}" for key, value in meta.items() if value]
    return "\n".join(["---", *lines, "---", "", body.strip("\n"), ""])


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_][\w-]*", key) else json.dumps(clean(key))


def _value(value: object) -> str:
    return json.dumps(_cleaned(value), ensure_ascii=False)


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return clean(str(value))


def clean(text: str) -> str:
    """text without the control characters and lone surrogates that YAML and terminals trip over."""
    return _CONTROL.sub("", text).replace("\t", " ") if text else text


def one_line(text: str, limit: int = 500) -> str:
    """text as a title: one line, no control characters, at most limit code points."""
    return " ".join(clean(text).split())[:limit].strip()


def read(path: Path) -> Record | None:
    """The record of one article; None where its front matter has no id, or it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD).decode("utf-8", "replace")
    except OSError:
        return None
    end = head.find("\n---", 3)
    if not head.startswith("---") or end < 0:
        return None
    found = {key: _plain(value) for key, value in _LINE.findall(head[: end + 1])}
    return Record(path, **found) if found.get("id") else None


def _plain(value: str) -> str:
    if not value.startswith('"'):
        return value.strip("'")
    try:
        return str(json.loads(value))
    except ValueError:
        return value.strip('"')


def body_of(text: str) -> str:
    """What stands below the front matter that `compose` wrote."""
    end = text.find("\n---\n", 3)
    return text[end + 5 :].strip("\n") if text.startswith("---\n") and end >= 0 else text
