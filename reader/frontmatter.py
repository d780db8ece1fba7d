"""Front matter: YAML, TOML or JSON before the body of an article; never raises."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

LIMIT = 65_536
"""Front matter longer than this many characters is text."""

_MAX_DEPTH = 12
_MAX_NODES = 4_000

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:yaml|toml)?[ \t]*\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$\n?", re.MULTILINE),
}
_SIMPLE_LINE = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]+(.*))?", re.ASCII)
_SIMPLE_ITEM = re.compile(r"[ ]{0,8}-[ ]+(.+)")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<\\][^#:\[\]{}]*(?::[^\s#:\[\]{}][^#:\[\]{}]*)*")
_LOOSE_LINE = re.compile(r"[ \t]{0,3}([^\s:#\-\[{][^:\n]{0,63}?)[ \t]*:(?:[ \t]+|$)(.*)")
_LOOSE_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")

Fields = dict[str, object]
"""Keys to values that are a str, a list or a dict of such values."""


def split(text: str) -> tuple[Fields, str]:
    """The fields of a text's front matter and the body after it.

    Every scalar is a str as written ("no", "0123", "2014-03-24"). Aliases are empty, of duplicate
    keys the last one counts. Text without front matter, with an unclosed one or one above LIMIT
    comes back whole with no fields. Newlines must be "\\n".
    """
    start = 1 if text.startswith("\ufeff") else 0
    if text.startswith("{", start):
        return _split_json(text, start)
    opening = _FENCE.match(text, start)
    if opening is None:
        return {}, text[start:]
    closing = _CLOSING[opening[1]].search(text, opening.end(), opening.end() + LIMIT)
    if closing is None:
        return {}, text[start:]
    block = text[opening.end() : closing.start()]
    fields = _from_toml(block) if opening[1] == "+++" else _from_yaml(block)
    if fields is None:
        return {}, text[start:]
    return fields, text[closing.end() :]


def _split_json(text: str, start: int) -> tuple[Fields, str]:
    try:
        value, end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(
            text[start : start + LIMIT]
        )
    except (ValueError, RecursionError):
        return {}, text[start:]
    rest = text[start + end :]
    if not isinstance(value, dict) or not value or not re.match(r"[ \t]*(\n|$)", rest):
        return {}, text[start:]
    return _plain_fields(value), rest.partition("\n")[2]


def _from_toml(block: str) -> Fields | None:
    import tomllib  # only the articles of Hugo and Zola need it

    try:
        return _plain_fields(tomllib.loads(block))
    except (ValueError, RecursionError):
        return _from_lines(line.replace("=", ": ", 1) for line in block.split("\n"))


def _from_yaml(block: str) -> Fields | None:
    """The mapping of a YAML block; None where the block is no mapping, but prose."""
    simple = _from_simple_yaml(block)
    if simple is not None:
        return simple
    try:
        return _from_yaml_events(block)
    except Exception as error:
        if not _is_bad_yaml(error):
            raise
        return _from_lines(block.split("\n"))


def _is_bad_yaml(error: Exception) -> bool:
    import yaml  # 40 ms that front matter of plain lines need not pay

    return isinstance(error, (yaml.YAMLError, ValueError, RecursionError))


def _from_simple_yaml(block: str) -> Fields | None:
    """What YAML says of plain `key: value` lines and lists of words; None where it takes YAML."""
    fields: Fields = {}
    items: list[object] | None = None
    for line in block.split("\n"):
        if not line or line.isspace():
            continue
        item = _SIMPLE_ITEM.fullmatch(line) if items is not None else None
        value: object
        if item and items is not None:
            value = _simple_scalar(item[1])
            if value is None:
                return None
            items.append(value)
            continue
        match = _SIMPLE_LINE.fullmatch(line)
        if match is None or _is_open(fields, items):
            return None
        items, value = _simple_value((match[2] or "").rstrip(" \t"))
        if value is None:
            return None
        fields[match[1]] = value
    return None if _is_open(fields, items) else fields


def _is_open(fields: Fields, items: list[object] | None) -> bool:
    """Whether the last key has neither value nor items yet: a null that YAML spells ""."""
    return bool(fields) and items is not None and not items


def _simple_value(text: str) -> tuple[list[object] | None, object]:
    """The list that following items belong to, and the value; both None where it takes YAML."""
    if not text:
        items: list[object] = []
        return items, items
    if text[0] == "[" and text[-1] == "]":
        parts = [part.strip(" \t") for part in text[1:-1].split(",")]
        scalars = [_simple_scalar(part) for part in parts]
        return None, None if None in scalars or '"' in text or "'" in text else scalars
    return None, _simple_scalar(text)


def _simple_scalar(text: str) -> str | None:
    text = text.rstrip(" \t")
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        inner = text[1:-1]
        return None if text[0] in inner or "\\" in inner else inner
    return text if _PLAIN.fullmatch(text) and text.isprintable() else None


def _from_yaml_events(block: str) -> Fields | None:
    """Build the value from libyaml's events: no constructors, no aliases, no recursion."""
    import yaml

    loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _Builder()
    for event in yaml.parse(block, Loader=loader):
        match event:
            case yaml.ScalarEvent():
                builder.add(event.value)
            case yaml.AliasEvent():
                builder.add("")
            case yaml.MappingStartEvent():
                builder.open({})
            case yaml.SequenceStartEvent():
                builder.open([])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                builder.close()
            case yaml.DocumentEndEvent():
                break
    return builder.root if isinstance(builder.root, dict) else None


class _Builder:
    """Puts a stream of scalars and brackets together, up to a depth and a number of nodes."""

    def __init__(self) -> None:
        self.root: object = None
        self._stack: list[tuple[Fields | list[object], Callable[[object], None]]] = []
        self._count = 0

    def add(self, value: object) -> None:
        """Take the next value, or the next key of a mapping."""
        self._count += 1
        if self._count > _MAX_NODES or len(self._stack) > _MAX_DEPTH:
            raise ValueError("front matter too large")
        if self._stack:
            self._stack[-1][1](value)
        else:
            self.root = value

    def open(self, container: Fields | list[object]) -> None:
        """Begin a mapping or a list."""
        self.add(container)
        taker = container.append if isinstance(container, list) else _pair_taker(container)
        self._stack.append((container, taker))

    def close(self) -> None:
        """End the innermost mapping or list."""
        self._stack.pop()


def _pair_taker(mapping: Fields) -> Callable[[object], None]:
    """A function that takes keys and values in turn."""
    pending: list[str] = []

    def take(value: object) -> None:
        if pending:
            mapping[pending.pop()] = value
        else:
            pending.append(value if isinstance(value, str) else "")

    return take


def _from_lines(lines: Iterable[str]) -> Fields | None:
    """The `key: value` lines of a block that no parser takes; None where it starts as prose."""
    fields: Fields = {}
    key = ""
    for line in lines:
        item = _LOOSE_ITEM.fullmatch(line)
        match = _LOOSE_LINE.fullmatch(line)
        if item and key:
            value = fields[key]
            items = value if isinstance(value, list) else [value] if value else []
            fields[key] = [*items, _unquoted(item[1])] if len(items) < _MAX_NODES // 8 else items
        elif match:
            key = match[1].strip("\"'")
            fields[key] = _loose_value(match[2])
        elif not fields and line.strip() and not line.lstrip().startswith("#"):
            return None
    return fields or None


def _loose_value(text: str) -> object:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _plain_fields(mapping: dict[str, object]) -> Fields:
    return {str(key): _plain(value, 0) for key, value in mapping.items()}


def _plain(value: object, depth: int) -> object:
    """A TOML or JSON value with every scalar as text."""
    if depth > _MAX_DEPTH or value is None:
        return ""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return {str(key): _plain(item, depth + 1) for key, item in value.items()}
        case list():
            return [_plain(item, depth + 1) for item in value]
    return str(value)
