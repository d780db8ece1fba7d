"""The addresses in a page: those of its pictures, and how they are written in Markdown."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from reader.importers.nodes import Node

_UNSAFE = re.compile(r"[ ()<>\"\\`*]")


def sources(node: Node) -> list[str]:
    """The addresses of an image, the real one before the placeholder of a lazy loader."""
    names = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")
    found = [node.get(name).strip() for name in names]
    around = node.parent.elements() if node.parent and node.parent.tag == "picture" else []
    sets = [part.get("srcset") or part.get("data-srcset") for part in (node, *around)]
    largest = [_largest(one) for one in sets if one]
    return [address for address in dict.fromkeys([*found[:4], *largest, found[4]]) if address]


def _largest(srcset: str) -> str:
    best, width = "", -1.0
    for part in re.split(r",\s+", srcset[:8000]):
        words = part.split()
        size = re.fullmatch(r"(\d{1,5}(?:\.\d{1,3})?)[wx]", words[1]) if len(words) > 1 else None
        value = float(size[1]) if size else 1.0
        if words and value > width:
            best, width = words[0], value
    return best


def is_beacon(node: Node) -> bool:
    return node.get("width") in ("0", "1") and node.get("height") in ("0", "1")


def escape(address: str) -> str:
    """address as the target of a Markdown link."""
    cleaned = re.sub(r"[\x00-\x1f\x7f]", "", address)
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", cleaned)


def join(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address)
    except ValueError:
        return ""
