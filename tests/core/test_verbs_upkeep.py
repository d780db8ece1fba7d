"""check, backup and restore: damage is told, nothing is touched that should not be."""

from __future__ import annotations

import os
from pathlib import Path

import apsw
import pytest

from tests.verbs import Shell


@pytest.fixture
def lesesal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell.fresh(tmp_path, capsys).with_library()


def damaged(path: Path) -> bytes:
    """Flip bytes in the middle of a file; its new content."""
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 3, len(data) // 3 + 3000):
        data[at] ^= 0x5A
    path.write_bytes(data)
    return bytes(data)


# --- check --------------------------------------------------------------------------------------


def test_check_has_exactly_the_agreed_keys(lesesal: Shell) -> None:
    lesesal("bookmark", "oak")
    lesesal("note", "oak", "--text", "Old.")
    lesesal("backup")
    answer = lesesal("check", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"ok", "problems", "marks", "backups"}
    assert answer.json["ok"] is True
    assert answer.json["marks"] == {"bookmarks": 1, "highlights": 0, "notes": 1, "orphans": 0}
    (backup,) = answer.json["backups"]
    assert set(backup) == {"file", "created", "ok"}
    assert backup["ok"] is True


def test_check_counts_orphans(lesesal: Shell) -> None:
    lesesal("highlight", "oak", "--quote", "four kings")
    (lesesal.library / "oak.md").unlink()
    answer = lesesal("check", "--json")
    assert answer.status == 0
    assert answer.json["marks"]["orphans"] == 1


def test_check_tells_of_damaged_marks_and_what_to_do(lesesal: Shell) -> None:
    lesesal("bookmark", "oak")
    data = damaged(lesesal.paths.marks)
    answer = lesesal("check", "--json")
    assert answer.status == 3
    assert answer.json["ok"] is False
    assert answer.json["problems"][0]["path"] == str(lesesal.paths.marks)
    assert "lesesal restore" in answer.err
    assert lesesal.paths.marks.read_bytes() == data


def test_check_tells_of_a_damaged_backup(lesesal: Shell) -> None:
    lesesal("backup")
    (file,) = lesesal.paths.backups.iterdir()
    damaged(file)
    answer = lesesal("check", "--json")
    assert answer.status == 3
    assert answer.json["backups"] == [{**answer.json["backups"][0], "file": str(file), "ok": False}]


@pytest.mark.parametrize("name", ["catalogue.db", "index.db"])
def test_check_sets_a_damaged_cache_up_anew(lesesal: Shell, name: str) -> None:
    (lesesal.paths.index / name).write_bytes(b"no database at all" * 500)
    answer = lesesal("check", "--json")
    assert answer.status == 3
    assert "set up anew" in answer.json["problems"][0]["reason"]
    assert lesesal("check").status == 0


# --- a store that cannot be used ----------------------------------------------------------------


@pytest.mark.parametrize("verb", [["list"], ["bookmark", "oak"], ["marks"], ["check"], ["backup"]])
def test_marks_of_a_newer_version_are_left_untouched(lesesal: Shell, verb: list[str]) -> None:
    connection = apsw.Connection(str(lesesal.paths.marks))
    connection.pragma("user_version", 99)
    connection.close()
    data = lesesal.paths.marks.read_bytes()
    answer = lesesal(*verb)
    assert answer.status == 3
    assert "newer version" in answer.err
    assert lesesal.paths.marks.read_bytes() == data


def test_damaged_marks_stop_a_verb_with_what_to_do(lesesal: Shell) -> None:
    lesesal.paths.marks.write_bytes(b"not a database")
    answer = lesesal("bookmark", "oak")
    assert answer.status == 3
    assert "lesesal restore FILE" in answer.err
    assert lesesal.paths.marks.read_bytes() == b"not a database"


def test_marks_that_vanished_beside_backups_are_no_first_run(lesesal: Shell) -> None:
    lesesal("backup")
    lesesal.paths.marks.unlink()
    assert lesesal("list").status == 3
    assert not lesesal.paths.marks.exists()


# --- backup, restore ----------------------------------------------------------------------------


def test_a_backup_brings_the_marks_back(lesesal: Shell) -> None:
    lesesal("note", "oak", "--text", "Old.")
    file = lesesal("backup").out.strip()
    lesesal("note", "oak", "--text", "New.")
    answer = lesesal("restore", file)
    assert answer.status == 0
    assert "1 marks are restored" in answer.out
    assert lesesal("note", "oak").out == "Old.\n"


def test_a_backup_heals_damaged_marks(lesesal: Shell) -> None:
    lesesal("bookmark", "oak")
    file = lesesal("backup").out.strip()
    damaged(lesesal.paths.marks)
    assert lesesal("restore", file).status == 0
    assert lesesal("check", "--json").json["marks"]["bookmarks"] == 1


def test_a_backup_is_copied_where_it_is_wanted(lesesal: Shell, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert lesesal("backup", "-o", target).out == f"{target}\n"
    assert lesesal("backup", "-o", tmp_path).out.startswith(f"{tmp_path}/marks-")
    assert lesesal("restore", target).status == 0


def test_restoring_what_is_no_backup_changes_nothing(lesesal: Shell, tmp_path: Path) -> None:
    lesesal("bookmark", "oak")
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"junk" * 4000)
    assert lesesal("restore", junk).status == 3
    assert lesesal("list", "--bookmarked", "--json").articles() == ["oak"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"junk" * 4000, "it fails its checks"),
        (b"", "it is empty"),
        ("foreign", "it was not written by this program"),
        ("newer", "a newer version"),
    ],
)
def test_what_cannot_be_restored_is_called_by_its_own_name(
    lesesal: Shell, tmp_path: Path, content: bytes | str, reason: str
) -> None:
    lesesal("bookmark", "oak")
    file = tmp_path / "mine.db"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        if content == "newer":
            lesesal("backup", "-o", file)
        connection = apsw.Connection(str(file))
        connection.execute("CREATE TABLE IF NOT EXISTS something (a)")
        connection.pragma("user_version", 99)
        connection.close()
    answer = lesesal("restore", file)
    assert (answer.status, answer.out, answer.err.count("\n")) == (3, "", 1)
    assert answer.err.startswith(f"lesesal: {file} ")
    assert reason in answer.err
    assert (
        ".new-" not in answer.err and "lesesal restore" not in answer.err and ".." not in answer.err
    )
    assert lesesal("list", "--bookmarked", "--json").articles() == ["oak"]


@pytest.mark.skipif(os.name == "nt", reason="the system keeps the lock file to the window itself")
def test_nothing_is_restored_beneath_an_open_window(lesesal: Shell) -> None:
    import fcntl

    file = lesesal("backup").out.strip()
    lesesal("bookmark", "oak")
    lock = (lesesal.paths.data / "window.lock").open("w")  # as QLockFile holds it
    fcntl.flock(lock, fcntl.LOCK_EX)
    answer = lesesal("restore", file)
    assert (answer.status, answer.out, answer.err.count("\n")) == (3, "", 1)
    assert "window" in answer.err
    lock.close()
    assert lesesal("list", "--bookmarked", "--json").articles() == ["oak"]
    assert lesesal("restore", file).status == 0  # the lock of a program that died holds nobody


def test_restoring_a_file_that_is_not_there_is_not_found(lesesal: Shell, tmp_path: Path) -> None:
    assert lesesal("restore", tmp_path / "nowhere.db").status == 1
