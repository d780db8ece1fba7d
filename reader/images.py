"""Opens the images of articles: the one resolver between an article's references and the disk.

Nothing is opened but regular files below the library folder, by real paths; their kind, size and
dimensions are read from their first bytes, before anything decodes them.
"""

from __future__ import annotations

import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from reader.model import Image

MAX_BYTES = 20_000_000
MAX_PIXELS = 16_000_000


class ImageRefused(Exception):  # noqa: N818  an answer, not an error: the text stands in for it
    """An image that is not shown; its text is the reason, one sentence."""


@dataclass(frozen=True, slots=True)
class ImageData:
    """The bytes of a PNG, JPEG, GIF, WebP or BMP file, and its size in pixels."""

    bytes: bytes
    width: int
    height: int


def load(folder: Path, article: Path, image: Image) -> ImageData:
    """The image that an article below a library folder refers to.

    ImageRefused where it may not be shown or cannot be read.
    """
    data = _read(resolve(folder, article, image))
    width, height = dimensions(data)
    if width * height > MAX_PIXELS:
        raise ImageRefused(f"The image is too large ({width} × {height} pixels).")
    return ImageData(data, width, height)


def resolve(folder: Path, article: Path, image: Image) -> Path:
    """The real path of an image's file, below the real path of folder; it may not exist."""
    if not image.path:
        raise ImageRefused("Only images beside the article are shown.")
    try:
        root = folder.resolve(strict=True)
        path = (article.resolve().parent / image.path).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise ImageRefused("The image was not found.") from error
    if not path.is_relative_to(root):
        raise ImageRefused("The image is outside the library folder.")
    return path


def _read(path: Path) -> bytes:
    """The bytes of a regular file that is not too large."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        _check(os.stat(path, follow_symlinks=False))  # opening a device may already do something
        with open(os.open(path, flags), "rb") as file:
            _check(os.fstat(file.fileno()))
            return file.read(MAX_BYTES)
    except FileNotFoundError as error:
        raise ImageRefused("The image was not found.") from error
    except OSError as error:
        raise ImageRefused("The image cannot be read.") from error


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ImageRefused("The image is not a file.")
    if status.st_size > MAX_BYTES:
        raise ImageRefused("The image file is too large.")


# --- sizes --------------------------------------------------------------------------------------

_UNKNOWN = "The image is of a kind that is not shown."
_BROKEN = "The image is damaged."


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height in pixels from the header; ImageRefused for other kinds and damage."""
    try:
        width, height = _size(data)
    except (struct.error, IndexError) as error:
        raise ImageRefused(_BROKEN) from error
    if width <= 0 or height <= 0:
        raise ImageRefused(_BROKEN)
    return width, height


def _size(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png_size(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg_size(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _gif_size(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp_size(data)
    if data.startswith(b"BM"):
        return _bmp_size(data)
    raise ImageRefused(_UNKNOWN)


def _png_size(data: bytes) -> tuple[int, int]:
    """Width and height of the IHDR chunk, which comes first (PNG 3rd edition, 11.2.1)."""
    if data[12:16] != b"IHDR":
        raise ImageRefused(_BROKEN)
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Samples a line and lines of the first frame header (ITU-T T.81, B.2.2)."""
    position = 2
    while True:
        while data[position] == 0xFF and data[position + 1] == 0xFF:
            position += 1
        if data[position] != 0xFF:
            raise ImageRefused(_BROKEN)
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        (length,) = struct.unpack_from(">H", data, position + 2)
        if length < 2:
            raise ImageRefused(_BROKEN)
        position += 2 + length


def _gif_size(data: bytes) -> tuple[int, int]:
    """The logical screen (GIF89a, 18), or the largest frame where one is larger than it."""
    width, height = struct.unpack_from("<HH", data, 6)
    position = 13 + _gif_table(data[10])
    frames = 0
    while position < len(data) and frames < 1000:
        kind = data[position]
        if kind == 0x3B:
            break
        if kind == 0x2C:
            left, top, across, down = struct.unpack_from("<HHHH", data, position + 1)
            width, height = max(width, left + across), max(height, top + down)
            position += 11 + _gif_table(data[position + 9])
            frames += 1
        elif kind == 0x21:
            position += 2
        else:
            break
        position = _gif_blocks_end(data, position)
    return width, height


def _gif_table(flags: int) -> int:
    """Bytes of the colour table that a packed field announces."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(data: bytes, position: int) -> int:
    while position < len(data) and data[position]:
        position += data[position] + 1
    return position + 1


def _webp_size(data: bytes) -> tuple[int, int]:
    """The canvas or frame size of the first chunk (RFC 9649, 2.5 to 2.7)."""
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[i : i + 3], "little") + 1 for i in (24, 27))
        if len(data) < 30:
            raise ImageRefused(_BROKEN)
        return width, height
    if kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ImageRefused(_BROKEN)


def _bmp_size(data: bytes) -> tuple[int, int]:
    """Width and height of the info header; a negative height means top-down rows."""
    (header,) = struct.unpack_from("<I", data, 14)
    form = "<HH" if header == 12 else "<ii"
    width, height = struct.unpack_from(form, data, 18)
    return abs(width), abs(height)
