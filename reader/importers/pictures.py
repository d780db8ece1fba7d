"""Which bytes are a picture, and the pictures of one article: each once, named by its content."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from urllib.parse import unquote, unquote_to_bytes

from reader.importers.values import PICTURES

MAX_PICTURE = 5_000_000
MAX_PICTURES = 64
_DATA_URL = re.compile(r"data:([\w.+/-]*)((?:;[\w=.-]+)*),", re.IGNORECASE)


def kind(data: bytes) -> str | None:
    """The file extension of a picture's format, told by its first bytes; None where it is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis", b"mif1"):
        return "avif"
    if data.startswith(b"BM") and len(data) > 26:
        return "bmp"
    head = data[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    is_svg = (
        head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in data[:4000]
    )
    return "svg" if is_svg else None


def from_data_url(url: str) -> bytes | None:
    """The bytes in a data: URL; None where it is damaged or too large."""
    found = _DATA_URL.match(url)
    if not found or len(url) > 2 * MAX_PICTURE:
        return None
    content = url[found.end() :]
    try:
        if found[2].lower().endswith(";base64"):
            return base64.b64decode(re.sub(r"\s+", "", unquote(content)), validate=False)
        return unquote_to_bytes(content)
    except (binascii.Error, ValueError):
        return None


class Pictures:
    """The pictures of one article; load gives the bytes behind an address, None where it cannot."""

    def __init__(self, load: Callable[[str], bytes | None]) -> None:
        self._load = load
        self._names: dict[str, str | None] = {}
        self.files: dict[str, bytes] = {}
        self.missing = 0

    def place(self, address: str) -> str | None:
        """The address to write for a picture, None where its bytes are not to be had."""
        if address not in self._names:
            self._names[address] = self._keep(address)
        name = self._names[address]
        return PICTURES + name if name else None

    def _keep(self, address: str) -> str | None:
        if len(self.files) >= MAX_PICTURES:
            return None
        data = from_data_url(address) if address[:5].lower() == "data:" else self._load(address)
        extension = kind(data) if data and len(data) <= MAX_PICTURE else None
        if data is None or extension is None:
            self.missing += 1
            return None
        name = f"{hashlib.sha256(data).hexdigest()[:12]}.{extension}"
        self.files[name] = data
        return name
