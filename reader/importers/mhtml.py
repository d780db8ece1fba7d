"""Reads web archives (.mht, .mhtml): a page and its pictures in one MIME message (RFC 2557)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message
from typing import cast
from urllib.parse import urljoin

from reader import encoding
from reader.errors import FormatError
from reader.importers import webpage
from reader.importers.articles import page_draft
from reader.importers.context import Context, Entry
from reader.importers.values import Piece

MAX_PARTS = 2_000
MAX_DEPTH = 6


def read(entry: Entry, context: Context) -> Iterator[Piece]:
    """The article of a web archive, with the pictures in it."""
    if len(entry.data) > 60_000_000:
        raise FormatError("Too large for a page: more than 60 MB", entry.path)
    message = email.message_from_bytes(entry.data, policy=email.policy.compat32)
    parts = list(_parts(message))
    page = next(
        (
            part
            for part in parts
            if part.get_content_type() in ("text/html", "application/xhtml+xml")
        ),
        None,
    )
    if page is None:
        raise FormatError("There is no page in the archive", entry.path)
    place = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    files = {name: part for part in parts if part is not page for name in _names(part, place)}

    def load(address: str) -> bytes | None:
        part = files.get(_joined(place, address)) or files.get(address)
        return _content(part) if part is not None else None

    result = webpage.read(_html(page), context.rules, load, place, simply=context.simply)
    yield page_draft(result, entry, context)


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that are no containers, up to the limits of depth and number."""
    stack, count = [(message, depth)], 0
    while stack and count < MAX_PARTS:
        part, level = stack.pop()
        count += 1
        if not part.is_multipart():  # its text is not asked for: a wrong charset would raise
            yield part
        elif level < MAX_DEPTH:
            inside = cast(list[object], part.get_payload())
            stack += [(one, level + 1) for one in reversed(inside) if isinstance(one, Message)]


def _names(part: Message, base: str) -> Iterator[str]:
    if location := part.get("Content-Location"):
        yield _joined(base, str(location).strip())
    if identifier := part.get("Content-ID"):
        yield "cid:" + str(identifier).strip("<> ")


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _html(page: Message) -> str:
    data, charset = _content(page), page.get_content_charset()
    try:
        return data.decode(charset) if charset else encoding.decode(data, html=True)[0]
    except encoding.BinaryError:
        return ""
    except (LookupError, ValueError):  # the name of the charset, or the bytes, are wrong
        return data.decode("utf-8", "replace")
