"""Texts that a scan hands on to the index."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.packing import HandedOn, pack, unpack


def test_texts_are_handed_on_once_and_leave_nothing_behind(tmp_path: Path) -> None:
    with HandedOn(tmp_path) as texts:
        texts.put(b"a", pack("Första"))
        texts.put(b"b", pack("Zweiter"))
        assert unpack(texts.take(b"b") or b"") == "Zweiter"
        texts.put(b"c", pack("Third"))
        taken = [texts.take(path) for path in (b"a", b"c", b"b", b"d")]
    assert [packed and unpack(packed) for packed in taken] == ["Första", "Third", None, None]
    assert os.listdir(tmp_path) == []


def test_a_later_text_of_a_file_counts(tmp_path: Path) -> None:
    with HandedOn(tmp_path) as texts:
        for text in ("old", "new"):
            texts.put(b"a", pack(text))
        assert unpack(texts.take(b"a") or b"") == "new"


def test_what_is_too_much_is_not_kept(tmp_path: Path) -> None:
    packed = pack("one")
    with HandedOn(tmp_path, most=len(packed)) as texts:
        texts.put(b"a", packed)
        texts.put(b"b", packed)
        assert (texts.take(b"a"), texts.take(b"b")) == (packed, None)


def test_a_folder_that_cannot_be_written_hands_nothing_on(tmp_path: Path) -> None:
    with HandedOn(tmp_path / "absent") as texts:
        texts.put(b"a", pack("x"))
        assert texts.take(b"a") is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_full_disk_hands_nothing_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda dir: open("/dev/full", "w+b"))  # noqa: A006, SIM115
    with HandedOn(tmp_path) as texts:
        for number in range(100):
            texts.put(b"%d" % number, bytes(1000))
        assert [texts.take(b"%d" % number) for number in range(100)] == [None] * 100
