"""Memory that is free goes back to the system."""

from __future__ import annotations

import ctypes
import platform
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from reader.ui import memory


def _megabytes() -> float:
    """What this process holds that is no file's."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("RssAnon:"))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone keeps it")
def test_what_is_free_below_the_latest_block_is_given_back() -> None:
    blocks = [QByteArray(b"x" * 2_000) for _ in range(20_000)]
    full = _megabytes()
    kept = blocks[::100]
    blocks.clear()
    memory.trim()
    assert full - _megabytes() > 25
    assert all(block.size() == 2_000 for block in kept)


@pytest.mark.parametrize("library", [TypeError, OSError, object()])
def test_where_there_is_no_glibc_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    def load(_: object) -> object:
        if isinstance(library, type):
            raise library
        return library

    monkeypatch.setattr(ctypes, "CDLL", load)
    memory._glibc.cache_clear()
    memory.trim()
    memory._glibc.cache_clear()
