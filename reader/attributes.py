"""Reads the attributes of sanitised elements; anything malformed counts as absent."""

from __future__ import annotations

import html as entities
import re
from typing import Literal

from reader.model import Align

_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_NUMBER = re.compile(r"\s*(\d{1,6})(?:px)?\s*$", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_TEXT_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_CODE_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")
_NONE: dict[str, str] = {}


def parse(written: str) -> dict[str, str]:
    """The attributes of a tag that nh3 wrote. The answer is shared where there are none."""
    if not written:
        return _NONE
    return {name: entities.unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def one_line(text: str) -> str:
    """text with each stretch of white space as one space, none at the ends."""
    return " ".join(text.split())


def names(attributes: dict[str, str]) -> list[str]:
    """The ids that links may point at."""
    return [value for key in ("id", "name") if (value := attributes.get(key, "").strip())]


def number(written: str | None, default: int) -> int:
    """A whole number of at most six digits, as in width="640" or start="3"; else default."""
    found = _NUMBER.match(written) if written else None
    return int(found[1]) if found else default


def language(attributes: dict[str, str]) -> str | None:
    """The tag in lang, None where it is no tag."""
    written = attributes.get("lang", "").strip()
    return written if _LANGUAGE.fullmatch(written) else None


def direction(attributes: dict[str, str]) -> Literal["", "ltr", "rtl"]:
    """The direction in dir; "" for "auto" and where it is not declared."""
    match attributes.get("dir", "").strip().lower():
        case "rtl":
            return "rtl"
        case "ltr":
            return "ltr"
        case _:
            return ""


def align(attributes: dict[str, str]) -> Align:
    """The alignment in style or align."""
    found = _TEXT_ALIGN.search(attributes.get("style", ""))
    match found[1] if found else attributes.get("align", "").lower():
        case "left":
            return "left"
        case "center":
            return "center"
        case "right":
            return "right"
        case _:
            return ""


def code_language(attributes: dict[str, str]) -> str:
    """The language in a class such as "language-python"; "" where there is none."""
    found = _CODE_LANGUAGE.search(attributes.get("class", ""))
    return found[1] if found else ""
