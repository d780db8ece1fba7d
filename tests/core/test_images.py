"""Which images are opened, and which are refused."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import images
from reader.model import Image

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
    )


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe\x00\x06text"
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03"
    return b"\xff\xd8\xff\xe0\x00\x04ab" + comment + b"\xff" + frame


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00;"


def gif_with_large_frame() -> bytes:
    frame = b"\x2c" + struct.pack("<HHHH", 1, 2, 300, 400) + b"\x00\x02\x01\x00\x00"
    return (
        b"GIF89a"
        + struct.pack("<HH", 5, 6)
        + b"\x80\x00\x00"
        + b"\x00" * 6
        + b"!\xf9\x01x\x00"
        + frame
        + b";"
    )


def webp(kind: bytes, payload: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + kind + struct.pack("<I", len(payload)) + payload


BITMAP = b"BM" + b"\x00" * 12 + struct.pack("<Iii", 40, 7, -9)
OLD_BITMAP = b"BM" + b"\x00" * 12 + struct.pack("<IHH", 12, 7, 9)
EXTENDED = webp(b"VP8X", b"\x00" * 4 + (6).to_bytes(3, "little") + (8).to_bytes(3, "little"))
LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", 6 | 8 << 14))
LOSSY = webp(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 7, 9))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    (folder / "sv").mkdir(parents=True)
    (folder / "sv" / "a.md").write_text("x")
    (folder / "pic.png").write_bytes(png(3, 4))
    (tmp_path / "secret.png").write_bytes(png(3, 4))
    return folder


def load(library: Path, path: str) -> images.ImageData:
    return images.load(library, library / "sv" / "a.md", Image(path))


def test_an_image_of_the_library_is_read_with_its_size(library: Path) -> None:
    assert load(library, "../pic.png") == images.ImageData(png(3, 4), 3, 4)


@pytest.mark.parametrize(
    "path",
    ["", "missing.png", "../../secret.png", "a.md", "../sv", "a.md/x.png", "x\x00.png", "y" * 5000],
)
def test_other_references_are_refused(library: Path, path: str) -> None:
    with pytest.raises(images.ImageRefused):
        load(library, path)


def test_absolute_paths_are_refused(library: Path) -> None:
    with pytest.raises(images.ImageRefused, match="outside"):
        load(library, str(library.parent / "secret.png"))


@POSIX
def test_a_link_that_leads_outside_is_refused(library: Path) -> None:
    (library / "sv" / "link.png").symlink_to(library.parent / "secret.png")
    with pytest.raises(images.ImageRefused, match="outside"):
        load(library, "link.png")


@POSIX
def test_a_linked_folder_that_leads_outside_is_refused(library: Path) -> None:
    (library / "sv" / "out").symlink_to(library.parent)
    with pytest.raises(images.ImageRefused, match="outside"):
        load(library, "out/secret.png")


@POSIX
def test_a_link_inside_the_library_is_followed(library: Path) -> None:
    (library / "sv" / "link.png").symlink_to(library / "pic.png")
    assert load(library, "link.png").width == 3


@POSIX
def test_a_circle_of_links_is_refused(library: Path) -> None:
    (library / "sv" / "loop.png").symlink_to(library / "sv" / "loop.png")
    with pytest.raises(images.ImageRefused):
        load(library, "loop.png")


@POSIX
def test_a_pipe_is_refused_at_once(library: Path) -> None:
    os.mkfifo(library / "sv" / "pipe.png")
    with pytest.raises(images.ImageRefused, match="not a file"):
        load(library, "pipe.png")


def test_a_library_that_is_gone_refuses(tmp_path: Path) -> None:
    with pytest.raises(images.ImageRefused, match="not found"):
        images.load(tmp_path / "gone", tmp_path / "gone" / "a.md", Image("x.png"))


def test_a_large_file_is_refused_unread(library: Path) -> None:
    with (library / "sv" / "large.png").open("wb") as file:
        file.truncate(images.MAX_BYTES + 1)
    with pytest.raises(images.ImageRefused, match="file is too large"):
        load(library, "large.png")


def test_a_bomb_is_refused_by_its_header(library: Path) -> None:
    (library / "sv" / "bomb.png").write_bytes(png(100_000, 100_000))
    with pytest.raises(images.ImageRefused, match="100000 × 100000"):
        load(library, "bomb.png")


@pytest.mark.parametrize(
    "data",
    [png(7, 9), jpeg(7, 9), gif(7, 9), EXTENDED, LOSSLESS, LOSSY, BITMAP, OLD_BITMAP],
    ids=["png", "jpeg", "gif", "webp", "lossless", "lossy", "bmp", "old bmp"],
)
def test_dimensions_are_read_from_the_header(data: bytes) -> None:
    assert images.dimensions(data) == (7, 9)


def test_a_frame_larger_than_its_gif_counts() -> None:
    assert images.dimensions(gif_with_large_frame()) == (301, 402)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<svg/>", b"\x00" * 64, png(0, 5), png(7, 9)[:20], jpeg(7, 9)[:14], b"\xff\xd8\xff\x00",
        b"\xff\xd8\xff\xe0\x00\x00", webp(b"VP8 ", b""), webp(b"VP8X", b"\x00"), webp(b"ABCD", b""),
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, b"GIF89a", b"BM",
    ],
)  # fmt: skip
def test_other_kinds_and_damage_are_refused(data: bytes) -> None:
    with pytest.raises(images.ImageRefused):
        images.dimensions(data)


@given(
    st.sampled_from(
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFFxxxxWEBP", b"BM", b""]
    ),
    st.binary(max_size=60),
)
def test_any_bytes_have_a_size_or_are_refused(magic: bytes, rest: bytes) -> None:
    try:
        width, height = images.dimensions(magic + rest)
    except images.ImageRefused:
        return
    assert width > 0
    assert height > 0
