"""JSON that may end too early: what stands whole before the break is still given."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any, NamedTuple

from reader.errors import FormatError

_SCALAR = re.compile(r'"(format|version|type)"\s*:\s*("[^"\\]*"|(?:0|[1-9][0-9]{0,8})(?![0-9]))')


class PartialJson(NamedTuple):
    """A document's value, and what is wrong with its end ("" where it is whole)."""

    value: Any
    problem: str = ""


def parse(text: str, lists: Collection[str]) -> PartialJson:
    """The document; of a truncated one, the whole elements of the named lists and of a top list.

    FormatError where nothing of it can be read.
    """
    try:
        return PartialJson(json.loads(text))
    except (ValueError, RecursionError) as error:
        found = _elements(text, lists)
        if not found:
            raise FormatError("This file is not JSON, or it is damaged from its start.") from error
        return PartialJson(found, "the file breaks off or is damaged there")


def _elements(text: str, lists: Collection[str]) -> Any:
    if text.lstrip("\ufeff \t\r\n").startswith("["):
        return _read_list(text, text.index("[") + 1)
    found: dict[str, Any] = {}
    names = "|".join(map(re.escape, lists))
    for match in re.finditer(rf'"({names})"\s*:\s*\[', text):
        elements = _read_list(text, match.end())
        if elements and match.group(1) not in found:
            found[match.group(1)] = elements
    if found:
        found |= _scalars(text)
    return found


def _scalars(text: str) -> dict[str, Any]:
    """The document's own format and version, which stand before its lists."""
    facts: dict[str, Any] = {}
    for name, value in _SCALAR.findall(text[:2000]):
        facts.setdefault(name, json.loads(value, strict=False))  # the text may be damaged
    return facts


def _read_list(text: str, at: int) -> list[Any]:
    decoder = json.JSONDecoder()
    elements: list[Any] = []
    while True:
        at = _past_space(text, at)
        try:
            element, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return elements
        elements.append(element)
        at = _past_space(text, at)
        if text[at : at + 1] != ",":
            return elements
        at += 1


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
