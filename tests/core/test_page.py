"""The kept page: what comes back is what was shown, or nothing."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

import reader
from reader import page
from reader.model import Rendered
from reader.page import Page
from reader.render import render
from reader.resources import collection
from reader.source import parse, read

KEY = ("id", "hash", "sv", True)
RICH = """# Rubrik

Ett [stycke](https://example.org "titel") med *kursiv*, `kod` och ![bild](a.png "t"){width=3}.

| a | b |
|---|--:|
| *c* | 1 |

- [ ] punkt

> citat 😀

    kod
"""


def article() -> Rendered:
    return replace(render(parse(RICH.encode(), "a.md")), html="")


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = Page(KEY, article(), {3: [1, 2], 40: [7]})
    page.save(tmp_path / "page.json", kept)
    assert page.load(tmp_path / "page.json") == kept


@pytest.mark.parametrize("path", sorted(collection().glob("??/*.md")), ids=lambda path: path.stem)
def test_every_bundled_article_comes_back(path: Path, tmp_path: Path) -> None:
    kept = Page(("id", "hash", None, False), replace(render(read(path)), html=""), {})
    page.save(tmp_path / "page.json", kept)
    assert page.load(tmp_path / "page.json") == kept


def test_lone_surrogates_come_back(tmp_path: Path) -> None:
    kept = Page(("\udcff", "hash", "sv", True), article(), {})
    page.save(tmp_path / "page.json", kept)
    assert page.load(tmp_path / "page.json") == kept


def test_without_a_file_there_is_no_page(tmp_path: Path) -> None:
    assert page.load(tmp_path / "page.json") is None


def test_a_long_article_is_not_kept_and_takes_the_place_of_none(tmp_path: Path) -> None:
    file = tmp_path / "page.json"
    page.save(file, Page(KEY, article(), {}))
    page.save(file, Page(KEY, Rendered((), "x" * (page.MOST_CHARACTERS + 1), ""), {}))
    assert not file.exists()


def test_a_page_of_another_version_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.save(tmp_path / "page.json", Page(KEY, article(), {}))
    monkeypatch.setattr(reader, "__version__", "0.0.0")
    assert page.load(tmp_path / "page.json") is None


def test_any_changed_or_missing_byte_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "page.json"
    page.save(file, Page(KEY, article(), {}))
    whole, rng = file.read_bytes(), random.Random(1)
    for _ in range(200):
        at = rng.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert page.load(file) is None
        file.write_bytes(whole[:at])
        assert page.load(file) is None


def written(tmp_path: Path, content: object) -> Path:
    """A file with a right head and any content."""
    data = json.dumps(content).encode()
    head = f"lesesal page 1 {reader.__version__} {zlib.crc32(data):08x}\n".encode()
    (tmp_path / "page.json").write_bytes(head + data)
    return tmp_path / "page.json"


def contents(tmp_path: Path) -> dict[str, object]:
    page.save(tmp_path / "page.json", Page(KEY, article(), {3: [1]}))
    found: dict[str, object] = json.loads((tmp_path / "page.json").read_bytes().partition(b"\n")[2])
    return found


@pytest.mark.parametrize(
    "change",
    [
        {"key": ["id"]},
        {"key": [1, "hash", None, True]},
        {"text": 3},
        {"text": "another text"},
        {"blocks": [[]]},
        {"blocks": 1},
        {"outline": [["x", "y", 0, 0]]},
        {"hyphens": [[-1, [2]]]},
        {"hyphens": [[1, ["x"]]]},
        {"simplified": []},
    ],
    ids=str,
)
def test_foreign_content_is_no_page(tmp_path: Path, change: dict[str, object]) -> None:
    content = contents(tmp_path)
    assert page.load(written(tmp_path, content)) is not None
    assert page.load(written(tmp_path, {**content, **change})) is None


@pytest.mark.parametrize("content", [[], {}, None, 3, "x"], ids=str)
def test_what_is_no_page_at_all_is_none(tmp_path: Path, content: object) -> None:
    assert page.load(written(tmp_path, content)) is None


def test_deep_nesting_is_no_page(tmp_path: Path) -> None:
    data = b"[" * 100_000
    head = f"lesesal page 1 {reader.__version__} {zlib.crc32(data):08x}\n".encode()
    (tmp_path / "page.json").write_bytes(head + data)
    assert page.load(tmp_path / "page.json") is None
