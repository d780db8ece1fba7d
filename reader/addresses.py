"""Which addresses an article's links and images may have; decided here for all that shows them."""

from __future__ import annotations

import re
from urllib.parse import unquote

_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f]+")
_WEB = re.compile(r"(?:https?://[^/\\@?#]|mailto:[^/\\])", re.IGNORECASE)
_ARTICLE_FILE = re.compile(r"[^?#]+\.(?:md|markdown|html?|txt)(?:#[^#]*)?", re.IGNORECASE)


def link_target(address: str) -> str:
    """address where a link may point at it, else "".

    Allowed are http, https and mailto, "#fragment", and a relative reference (still
    percent-encoded, as written) to an article file with or without a fragment.
    """
    address = address.strip()
    if _WEB.match(address) and not _IGNORED_IN_ADDRESSES.search(address):
        return address
    if address.startswith("#"):
        return address if len(address) > 1 else ""
    path, _ = split_reference(address)
    if _ARTICLE_FILE.fullmatch(address) and is_relative(path):
        return address
    return ""


def split_reference(address: str) -> tuple[str, str]:
    """The percent-decoded path and fragment of a relative reference."""
    path, _, fragment = address.partition("#")
    return unquote(path), unquote(fragment)


def image_path(source: str) -> str:
    """The percent-decoded POSIX path of a relative image reference; "" where it is anything else.

    Remote, absolute, file:, data: and UNC references are refused. ".." is left in: images.py opens
    nothing outside the library folder.
    """
    path = unquote(re.split("[?#]", source.strip(), maxsplit=1)[0]).replace("\\", "/")
    return path if is_relative(path) else ""


def is_relative(path: str) -> bool:
    """Whether a decoded path is relative: no scheme, drive, host, root or control character."""
    first = re.split(r"[/\\]", path, maxsplit=1)[0]
    return bool(first) and ":" not in first and path.isprintable()
