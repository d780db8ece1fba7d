"""Writes TOML 1.0 that tomllib reads back equal; the standard library only reads it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')


def dumps(data: Mapping[str, object]) -> str:
    """A TOML document of str, int, float, bool, date, time, list and mapping values.

    Lone surrogates become U+FFFD, None values are left out. TypeError for any other value.
    """
    return "".join(_table(data, ()))


def _table(data: Mapping[str, object], name: tuple[str, ...]) -> list[str]:
    """The lines of a table: its own keys first, then the tables in it."""
    values = [(key, value) for key, value in data.items() if value is not None]
    lines = [
        f"{_key(key)} = {_value(value)}\n"
        for key, value in values
        if not isinstance(value, Mapping)
    ]
    tables = [(key, value) for key, value in values if isinstance(value, Mapping)]
    if name and (lines or not tables):
        lines.insert(0, f"\n[{'.'.join(map(_key, name))}]\n")
    for key, value in tables:
        lines += _table(value, (*name, key))
    return lines


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value if item is not None) + "]"
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_value(item)}" for key, item in value.items() if item is not None)
        return "{" + ", ".join(pairs) + "}"
    raise TypeError(f"TOML has no place for {type(value).__name__}")


def _float(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")


def _string(text: str) -> str:
    readable = text.encode("utf-8", "replace").decode() if _has_surrogate(text) else text
    return '"' + _ESCAPED.sub(_escape, readable) + '"'


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character) or f"\\u{ord(character):04x}"
