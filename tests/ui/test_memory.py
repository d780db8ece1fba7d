"""Memory that is free goes back to the system."""

from __future__ import annotations

import ctypes
import platform
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from reader.model import Article, Rendered
from reader.ui import memory
from reader.ui.opening import MAX_TEXT_KEPT, Hyphens, Opener, Wanted
from reader.ui.tasks import Tasks


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


def test_a_neighbour_that_would_not_be_kept_is_not_made_ahead(qtbot: QtBot, tmp_path: Path) -> None:
    made: list[str] = []

    def render(article: Article, hyphenate: bool, begun: object) -> tuple[Rendered, Hyphens]:
        made.append(article.id)
        return Rendered((), "", "", (), None), {}

    def wanted(name: str, size: int) -> Wanted:
        path = tmp_path / f"{name}.md"
        return Wanted(Article(1, name, path, tmp_path, name, "markdown", size=size), {}, None, True)

    tasks = Tasks("test")
    opener = Opener(tasks, render, tmp_path / "page.json")
    opener.ahead([wanted("large", MAX_TEXT_KEPT), wanted("small", 5_000)])
    done: list[object] = []
    tasks.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    tasks.close()
    assert made == ["small"]
