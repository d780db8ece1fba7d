"""Backups: whole when made, rotated without losing the newest, restored, damage repaired."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import backup
from reader.backup import Backup
from reader.db import StoreBusyError
from reader.errors import DamagedStoreError, StoreError
from reader.model import Mark
from reader.store import Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path):
    store = Store(tmp_path / "marks.db", backups=tmp_path / "backups")
    for number in range(5):
        store.add(Mark("", "note", f"a{number}", note=f"note {number} " + "x" * 200))
    yield store
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[: 4096 * 2] = b"\x55" * 4096 * 2
    path.write_bytes(data)


# --- making -------------------------------------------------------------------------------------


def test_a_backup_is_a_whole_store(store, folder):
    made = backup.make(store.path, folder, "test", now=NOON)
    assert made.file.name == "marks-20260301-120000.db"
    assert (made.ok, made.marks, made.reason) == (True, 5, "test")
    copy = Store.open_read_only(made.file)
    assert copy.marks() == store.marks()
    copy.close()


def test_making_a_backup_leaves_nothing_else(store, folder):
    backup.make(store.path, folder, now=NOON)
    assert [file.name for file in folder.iterdir()] == ["marks-20260301-120000.db"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_backup_is_private(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_backups_in_a_second_are_both_kept_until_rotation(store, folder):
    backup.make(store.path, folder, now=NOON)
    second = backup.make(store.path, folder, now=NOON)
    assert second.file.exists()


def test_no_backup_is_made_of_a_damaged_store_and_none_deleted(store, folder):
    good = backup.make(store.path, folder, now=NOON)
    connection = apsw.Connection(str(store.path))
    connection.execute("UPDATE marks SET note = 'changed from outside'")
    connection.close()
    with pytest.raises(DamagedStoreError, match="no backup was made"):
        backup.make(store.path, folder, now=NOON + timedelta(days=1))
    assert [file.name for file in folder.iterdir()] == [good.file.name]


def test_a_backup_works_beside_an_open_transaction(store, folder):
    store._database.connection.execute("BEGIN IMMEDIATE")
    assert backup.make(store.path, folder, now=NOON).marks == 5
    store._database.connection.execute("ROLLBACK")


def test_a_folder_that_cannot_be_made_is_told(store, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        backup.make(store.path, tmp_path / "file" / "backups", now=NOON)


@pytest.mark.parametrize(
    ("hours", "changed", "due"),
    [(1, True, False), (24, True, True), (24, False, False), (-24 * 400, True, True)],
)
def test_a_backup_is_due_once_a_day_when_something_changed(store, folder, hours, changed, due):
    backup.make(store.path, folder, now=NOON)
    if changed:
        store.set_read("a", True)
    assert backup.due(store.counter(), folder, now=NOON + timedelta(hours=hours)) is due


def test_the_first_change_makes_a_backup_due(tmp_path):
    assert not backup.due(0, tmp_path / "backups")
    assert backup.due(1, tmp_path / "backups")


# --- listing and rotating -----------------------------------------------------------------------


def test_backups_are_listed_newest_first_damaged_ones_last(store, folder):
    first = backup.make(store.path, folder, now=NOON)
    store.set_read("a", True)
    second = backup.make(store.path, folder, now=NOON - timedelta(days=9))
    (folder / "marks-20270101-000000.db").write_bytes(b"damaged")
    listed = backup.list_backups(folder)
    assert [item.file for item in listed[:2]] == [second.file, first.file]
    assert [item.ok for item in listed] == [True, True, False]


def test_a_changed_row_in_a_backup_is_found_by_the_thorough_look(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    data = made.file.read_bytes()
    made.file.write_bytes(data.replace(b"note 3", b"note 4", 1))
    assert backup.list_backups(folder)[0].ok
    assert not backup.list_backups(folder, thorough=True)[0].ok
    assert backup.newest_good(folder) is None


def test_there_are_no_backups_in_a_folder_that_is_not_there(folder):
    assert backup.list_backups(folder) == []
    assert not backup.has_backups(folder)


def day_backups(days: list[date]) -> list[Backup]:
    return [
        Backup(Path(f"{number}-{day}"), f"{day}T00:00:00Z", ok=True, counter=number)
        for number, day in enumerate(days, start=1)
    ]


def test_a_rotation_keeps_12_days_10_weeks_and_9_months():
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(800)]
    kept = sorted(
        day for _, _, day in (str(p).partition("-") for p in backup.kept(day_backups(days)))
    )
    assert kept[-12:] == [str(day) for day in days[-12:]]
    assert len({day[:7] for day in kept}) == 9
    assert 12 + 8 <= len(kept) <= 12 + 10 + 9


@given(st.lists(st.dates(date(1970, 1, 1), date(2090, 1, 1)), min_size=1, max_size=60))
@settings(deadline=None)
def test_a_rotation_keeps_the_newest_whatever_the_clock_said(days):
    backups = day_backups(days)
    kept = backup.kept(backups)
    assert backups[-1].file in kept
    assert len(kept) >= min(backup.DAYS, len(set(days)))


@given(st.lists(st.dates(date(1970, 1, 1), date(2090, 1, 1)), min_size=1, max_size=60))
@settings(deadline=None)
def test_a_rotation_is_stable(days):
    kept = backup.kept(day_backups(days))
    assert backup.kept([item for item in day_backups(days) if item.file in kept]) == kept


def test_a_rotation_deletes_what_is_too_much_and_no_damaged_file(store, folder):
    folder.mkdir()
    (folder / "marks-20200101-000000.db").write_bytes(b"damaged")
    for hour in range(3):
        backup.make(store.path, folder, now=NOON + timedelta(hours=hour))
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["marks-20200101-000000.db", "marks-20260301-140000.db"]


# --- restoring ----------------------------------------------------------------------------------


def test_a_restored_backup_replaces_the_store_and_sets_it_aside(store, folder):
    marks = store.marks()
    made = backup.make(store.path, folder, now=NOON)
    store.add(Mark("", "note", "later", note="later"))
    store.close()
    done = backup.restore(store.path, made.file, now=NOON)
    assert (done.before.notes, done.now.notes) == (6, 5)
    assert done.set_aside.name == "marks.db.before-restore-20260301-120000"
    again = Store(store.path)
    assert again.marks() == marks
    again.close()
    aside = Store.open_read_only(done.set_aside)
    assert len(aside.marks()) == 6
    aside.close()


def test_nothing_set_aside_is_ever_overwritten(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    asides = {backup.restore(store.path, made.file, now=NOON).set_aside for _ in range(3)}
    assert len(asides) == 3
    assert set(backup.set_aside_files(store.path)) == asides


def test_a_store_open_during_a_restore_does_not_write_into_the_old_file(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    backup.restore(store.path, made.file, now=NOON)
    with pytest.raises(StoreError, match="replaced"):
        store.add(Mark("", "note", "a", note="lost?"))


def test_a_restore_waits_for_no_writer_but_says_so(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    store._database.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError):
        backup.restore(store.path, made.file)
    store._database.connection.execute("ROLLBACK")
    assert len(store.marks()) == 5
    assert backup.set_aside_files(store.path) == []


def test_a_damaged_backup_is_not_restored(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    damage(made.file)
    before = store.path.read_bytes()
    with pytest.raises(DamagedStoreError, match="cannot be restored"):
        backup.restore(store.path, made.file)
    assert store.path.read_bytes() == before
    assert sorted(file.name for file in store.path.parent.iterdir()) == [
        "backups",
        "marks.db",
        "marks.db-journal",
    ]


def test_a_missing_store_is_restored(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    store.close()
    store.path.unlink()
    done = backup.restore(store.path, made.file)
    assert (done.before, done.set_aside, done.now.notes) == (None, None, 5)


def test_an_emptied_store_is_set_aside_with_its_journal(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    store.close()
    store.path.write_bytes(b"")
    journal = store.path.with_name("marks.db-journal")
    journal.write_bytes(b"a journal that belongs to the old file")
    done = backup.restore(store.path, made.file, now=NOON)
    assert done.set_aside.name == "marks.db.damaged-20260301-120000"
    assert Path(f"{done.set_aside}-journal").read_bytes().startswith(b"a journal")
    assert not (journal.exists() and journal.stat().st_size)
    assert done.now.ok


def test_after_a_restore_new_changes_are_newer_than_every_backup(store, folder):
    old = backup.make(store.path, folder, now=NOON)
    for _ in range(5):
        store.add(Mark("", "note", "a", note="later"))
    newer = backup.make(store.path, folder, now=NOON + timedelta(days=1))
    backup.restore(store.path, old.file, folder)
    again = Store(store.path)
    assert again.add(Mark("", "note", "a", note="x")).counter > newer.counter
    again.close()


def test_salvage_finds_the_marks_of_a_damaged_file(store):
    marks = store.marks()
    store.close()
    damage(store.path)
    assert sorted(backup.salvage(store.path), key=lambda mark: mark.counter) == marks


def test_a_rebuilt_store_has_the_backup_and_what_is_newer(store, folder):
    backup.make(store.path, folder, now=NOON)
    store.change(store.marks()[0].id, note="changed after the backup")
    store.add(Mark("", "note", "later", note="added after the backup"))
    marks = store.marks()
    store.close()
    damage(store.path)
    done = backup.rebuild(store.path, folder, now=NOON)
    assert (done.now.ok, done.now.notes, done.salvaged) == (True, 6, 2)
    again = Store(store.path)
    assert again.marks() == marks
    again.close()


def test_a_store_is_rebuilt_without_any_backup(store, folder):
    marks = store.marks()
    store.close()
    damage(store.path)
    done = backup.rebuild(store.path, folder, now=NOON)
    assert (done.backup, done.salvaged, done.now.ok) == (None, 5, True)
    again = Store(store.path)
    assert again.marks() == marks
    again.close()


def test_a_missing_store_is_rebuilt_from_the_backup_alone(store, folder):
    backup.make(store.path, folder, now=NOON)
    store.close()
    store.path.unlink()
    assert backup.rebuild(store.path, folder).now.notes == 5


def test_starting_anew_sets_everything_aside(store, folder):
    backup.make(store.path, folder, now=NOON)
    store.close()
    done = backup.start_anew(store.path, folder)
    assert (done.now.marks, done.before.notes) == (0, 5)
    again = Store(store.path, backups=folder)
    assert again.marks() == []
    again.close()


def test_what_a_killed_run_left_is_swept_after_a_day(store, folder):
    folder.mkdir()
    old, fresh = folder / ".marks-20200101-000000-aa.new", folder / ".marks-20260301-000000-bb.new"
    for file in (old, fresh):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    backup.make(store.path, folder, now=NOON)
    assert not old.exists()
    assert fresh.exists()


def test_a_backup_whose_name_is_no_time_is_the_oldest(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    odd = made.file.rename(folder / "marks-20269999-999999.db")
    (listed,) = backup.list_backups(folder)
    assert (listed.file, listed.created[:4]) == (odd, "0001")


def test_a_backup_that_lost_its_facts_is_not_good(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    connection = apsw.Connection(str(made.file))
    connection.execute("DELETE FROM meta")
    connection.close()
    assert not backup.list_backups(folder)[0].ok


def test_a_file_of_a_newer_version_is_set_aside_as_sound(store, folder):
    made = backup.make(store.path, folder, now=NOON)
    store.close()
    connection = apsw.Connection(str(store.path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    done = backup.restore(store.path, made.file, now=NOON)
    assert done.set_aside.name.startswith("marks.db.before-restore-")
    assert done.now.notes == 5


def test_salvage_takes_the_newest_of_each_mark(store):
    for text in ("second", "third " + "y" * 9000, "fourth"):
        changed = store.change(store.marks()[0].id, note=text)
    store.close()
    found = {mark.id: mark for mark in backup.salvage(store.path)}
    assert len(found) == 5
    assert found[changed.id] == changed
