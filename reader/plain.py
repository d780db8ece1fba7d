"""Marks as plain values for JSON, and back with every field checked: nothing is trusted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from reader.model import COLOURS, Anchor, Colour, Mark, MarkKind
from reader.tables import storable

KINDS: tuple[MarkKind, ...] = ("bookmark", "highlight", "note")
_LARGEST = 2**62
_LONGEST = 10_000_000


def anchor_plain(anchor: Anchor) -> dict[str, Any]:
    """An anchor as a JSON object."""
    return {
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": anchor.start,
        "end": anchor.end,
        "text_hash": anchor.text_hash,
    }


def mark_plain(mark: Mark) -> dict[str, Any]:
    """A mark as a JSON object: its fields under their own names."""
    return {
        "id": mark.id,
        "kind": mark.kind,
        "article_id": mark.article_id,
        "anchor": None if mark.anchor is None else anchor_plain(mark.anchor),
        "colour": mark.colour,
        "note": mark.note,
        "tags": list(mark.tags),
        "created": mark.created,
        "modified": mark.modified,
        "counter": mark.counter,
        "deleted": mark.deleted,
    }


def mark_from_plain(data: object) -> Mark:
    """The mark of such an object. ValueError with the reason where it cannot be one."""
    fields = mapping(data, "a mark")
    anchor = fields.get("anchor")
    return Mark(
        text_of(fields, "id", needed=True),
        cast(MarkKind, one_of(fields, "kind", KINDS)),
        text_of(fields, "article_id", needed=True),
        None if anchor is None else anchor_from_plain(anchor),
        None if fields.get("colour") is None else cast(Colour, one_of(fields, "colour", COLOURS)),
        text_of(fields, "note"),
        tags_of(fields.get("tags", [])),
        text_of(fields, "created"),
        text_of(fields, "modified"),
        number_of(fields, "counter"),
        bool(fields.get("deleted", False)),
    )


def anchor_from_plain(data: object) -> Anchor:
    """The anchor of a JSON object. ValueError where it cannot be one."""
    fields = mapping(data, "an anchor")
    return Anchor(
        text_of(fields, "exact"),
        text_of(fields, "prefix"),
        text_of(fields, "suffix"),
        number_of(fields, "start"),
        number_of(fields, "end"),
        text_of(fields, "text_hash"),
    )


def mapping(data: object, what: str) -> Mapping[str, Any]:
    """data as a JSON object; ValueError otherwise."""
    if isinstance(data, Mapping):
        return data
    raise ValueError(f"not {what}")


def text_of(fields: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    """The text of a field, "" where it is absent."""
    value = fields.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or (needed and not value):
        raise ValueError(f"no usable {name}")
    return storable(value)


def number_of(fields: Mapping[str, Any], name: str) -> int:
    """The whole number of a field, 0 where it is absent; 0 to 2**62."""
    value = fields.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise ValueError(f"no usable {name}")
    return value


def one_of(fields: Mapping[str, Any], name: str, allowed: Collection[str]) -> str:
    """The text of a field that has a few allowed values."""
    value = fields.get(name)
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"unknown {name}")
    return value


def tags_of(value: object) -> tuple[str, ...]:
    """A list of texts as tags; ValueError otherwise."""
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError("no usable tags")
    return tuple(storable(tag) for tag in value)
