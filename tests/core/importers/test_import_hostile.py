"""Bad input: a reason for each file, the rest imported, nothing outside the target touched."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.importers import ImportResult, import_paths
from reader.importers import trees as limits

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
STORY = "The lamp was lit before the fog came in from the sea that evening. " * 8


def _zip(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _text(number: int) -> tuple[str, bytes]:
    return f"{number}.txt", f"Title {number}\n\n{STORY}{number}".encode()


def test_names_that_leave_the_archive_are_refused_and_the_rest_comes(
    bring: Bring, write: Write, tmp_path: Path
) -> None:
    names = ["../evil.txt", "/abs.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"]
    result = bring(write("a.zip", _zip(_text(1), *((name, b"x") for name in names))))
    assert (len(result.imported), len(result.skipped)) == (1, len(names))
    assert not list(tmp_path.rglob("evil*"))


def test_a_symbolic_link_in_an_archive_is_refused(bring: Bring, write: Write) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    result = bring(write("a.zip", _zip((link, b"/etc/passwd"), _text(1))))
    assert [one.reason for one in result.skipped] == ["A symbolic link"]
    assert len(result.imported) == 1


def test_an_entry_that_unpacks_too_far_is_refused(bring: Bring, write: Write) -> None:
    result = bring(write("a.zip", _zip(("bomb.txt", bytes(5_000_000)), _text(1))))
    assert "times its size" in result.skipped[0].reason
    assert len(result.imported) == 1


def test_an_archive_that_unpacks_to_too_much_stops(
    bring: Bring, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TOTAL", 3_000)
    result = bring(write("a.zip", _zip(*map(_text, range(9)))))
    assert 0 < len(result.imported) < 9
    assert len(result.imported) + len(result.skipped) == 9


def test_an_archive_of_very_many_entries_is_refused_unread(
    bring: Bring, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 5)
    result = bring(write("a.zip", _zip(*map(_text, range(9)))))
    assert "entries" in result.skipped[0].reason


def test_a_lie_about_a_size_does_not_get_past_the_limits(bring: Bring, write: Write) -> None:
    data = bytearray(_zip(("bomb.txt", bytes(5_000_000)), _text(1)))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)
    result = bring(write("a.zip", bytes(data)))
    assert len(result.imported) == 1
    assert len(result.skipped) == 1


def test_an_archive_within_an_archive_is_not_opened(bring: Bring, write: Write) -> None:
    result = bring(write("a.zip", _zip(("b.zip", _zip(_text(1))))))
    assert "within an archive" in result.skipped[0].reason


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_an_archive_cut_short_brings_its_whole_files(
    bring: Bring, write: Write, part: float
) -> None:
    stories = [
        (f"{n}.txt", f"Title {n}\n\n{STORY}{n}{os.urandom(300).hex()}".encode()) for n in range(10)
    ]
    data = _zip(*stories)
    result = bring(write("a.zip", data[: int(len(data) * part)]))
    assert 10 * part - 2 <= len(result.imported) <= 10 * part + 1
    assert "cut short" in result.skipped[0].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n ", "empty"),
        ("zeros.txt", bytes(100), "empty"),
        ("a.pdf", b"%PDF-1.4 x", "Not a format"),
        ("a.docx", b"\xd0\xcf\x11\xe0 x", "Not a format"),
        ("binary.txt", bytes(range(32)) * 50, "binary"),
        ("a.html", b"<html><body><script>x</script></body></html>", "No text"),
        ("a.epub", b"PK\x03\x04 nothing", "no text|damaged"),
        ("a.json", b'{"annotations": [', "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_has_a_clear_reason(
    bring: Bring, write: Write, name: str, content: bytes, reason: str
) -> None:
    if name == "a.json":
        content = b'{"client_version": "1", "annotations": [{"id": "1"}, {"i'
    result = bring(write(name, content), write("good.txt", f"T\n\n{STORY}"))
    assert len(result.imported) == 1
    assert any(
        part in one.reason.lower() for one in result.skipped for part in reason.lower().split("|")
    )


def test_a_file_of_200_megabytes_is_refused(bring: Bring, write: Write) -> None:
    path = write("large.txt", b"")
    os.truncate(path, 200_000_000)
    assert "Too large" in bring(path).skipped[0].reason


def test_links_and_pipes_in_a_folder_are_not_followed(
    bring: Bring, write: Write, tmp_path: Path
) -> None:
    write("good.txt", f"T\n\n{STORY}")
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret\n\n" + STORY)
    (tmp_path / "from" / "link.txt").symlink_to(secret)
    os.mkfifo(tmp_path / "from" / "pipe.txt")
    result = bring(tmp_path / "from")
    assert [one.title for one in result.imported] == ["T"]
    assert len(result.skipped) == 2


def test_a_picture_outside_the_folder_is_not_taken(
    bring: Bring, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    page = f'<title>T</title><article><p>{STORY}</p><img src="../secret.png"><img src="file:///etc/passwd"></article>'
    (one,) = bring(write("p.html", page)).imported
    assert not one.path.with_name(f"{one.path.stem}_files").exists()


def test_what_is_named_a_picture_and_is_none_is_not_taken(bring: Bring, write: Write) -> None:
    write("a.png", b"#!/bin/sh")
    (one,) = bring(
        write("p.html", f'<title>T</title><article><p>{STORY}</p><img src="a.png"></article>')
    ).imported
    assert not one.path.with_name(f"{one.path.stem}_files").exists()


def test_garbled_letters_are_mended_and_reported(bring: Bring, write: Write) -> None:
    good = "Färjan går över sundet varje dag, även när isen ligger. " * 6
    garbled = good.encode("utf-8").decode("cp1252")
    (one,) = bring(write("a.txt", f"Färjan\n\n{garbled}")).imported
    assert "Färjan går över sundet" in one.path.read_text("utf-8")
    assert any("Mended" in note for note in one.notes)


def test_quotation_marks_are_not_straightened(bring: Bring, write: Write) -> None:
    (one,) = bring(write("a.txt", f"Färjan\n\nHon sade “nej” – och gick. {STORY}")).imported
    assert "“nej” –" in one.path.read_text("utf-8")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1252"])
def test_a_text_in_any_usual_encoding_is_read_right(
    bring: Bring, write: Write, charset: str
) -> None:
    text = "Färjan\n\n" + "Färjan går över sundet varje dag, även när isen ligger tjock. " * 6
    (one,) = bring(write("a.txt", text.encode(charset))).imported
    assert (one.title, one.language) == ("Färjan", "sv")


@pytest.mark.parametrize(
    "body",
    ["<div>" * 50_000, "<b>" * 40_000, "<a " * 40_000, "<table><tr><td>" * 3_000, "<ul><li>" * 3_000, "<!--" * 50_000, "&" * 100_000, "<blockquote>" * 5_000, "<p>" + "[" * 50_000],
    ids=["div", "b", "a", "table", "list", "comment", "entity", "quote", "bracket"],
)  # fmt: skip
def test_pathological_markup_ends_soon(bring: Bring, write: Write, body: str) -> None:
    result = bring(
        write("p.html", f"<html><title>T</title><body><article><p>{STORY}</p>{body}<p>end</p>")
    )
    assert len(result.imported) == 1


@pytest.mark.parametrize("text", ["“" * 60_000, "1) a\n" * 6_000, "a " * 100_000, "\n\n#\n\n" * 6_000, "* " * 50_000, "[" * 50_000, "_a" * 50_000], ids=range(7))  # fmt: skip
def test_pathological_text_ends_soon(bring: Bring, write: Write, text: str) -> None:
    result = bring(write("p.txt", f"Title\n\n{text}"))
    assert len(result.imported) == 1


_NAMES = ["a.html", "a.txt", "a.md", "a.epub", "a.zip", "a.mhtml", "a.csv", "a.json", "a.xml", "a"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.binary(max_size=400), st.sampled_from(_NAMES)), max_size=8))
def test_any_bytes_are_imported_or_skipped_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[bytes, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for number, (data, name) in enumerate(found):
        (folder / f"{number}{name}").write_bytes(data)
    paths = sorted(folder.iterdir())
    result = import_paths(paths, folder / "out")
    assert all(one.reason for one in result.skipped)
    assert len(result.imported) + len(result.skipped) >= len(paths)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 3), st.floats(0, 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_archive_never_ends_an_import(
    tmp_path_factory: pytest.TempPathFactory, cuts: int, place: float, noise: bytes
) -> None:
    data = bytearray(_zip(_text(1), _text(2), _text(3)))
    for number in range(cuts + 1):
        at = int((place + number * 0.37) % 1 * (len(data) - len(noise)))
        data[at : at + len(noise)] = noise
    folder = tmp_path_factory.mktemp("zip")
    (folder / "a.zip").write_bytes(data)
    (folder / "good.txt").write_text(f"T\n\n{STORY}")
    result = import_paths([folder / "a.zip", folder / "good.txt"], folder / "out")
    assert any(one.title == "T" for one in result.imported)
