"""Opening, creating and refusing database files; what a transaction promises; every released schema."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import carve, db, files, tables, verify
from reader.errors import DamagedStoreError, NewerSchemaError, StoreError
from reader.model import Mark
from reader.store import Store
from reader.tables import MARKS, checksum

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "marks.db"
    db.create(path)
    return path


def execute(path: Path, *statements: str) -> None:
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_new_database_is_whole(path):
    assert verify.verify_file(path).ok


def test_creating_leaves_nothing_beside(path):
    assert {file.name for file in path.parent.iterdir()} == {"marks.db"}


def test_creating_leaves_an_existing_file_alone(path):
    before = path.read_bytes()
    db.create(path)
    assert path.read_bytes() == before


def test_the_modes_are_those_that_lost_nothing(path):
    connection = db.connect(path)
    assert connection.pragma("journal_mode") == "truncate"
    assert connection.pragma("synchronous") == 2
    connection.close()


def test_a_file_somebody_made_a_wal_is_turned_back(path):
    execute(path, "PRAGMA journal_mode = WAL")
    database = db.Database.open(path)
    assert database.connection.pragma("journal_mode") == "truncate"
    database.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 4096, "checks"),
        (b"SQLite format 3\0" + b"\0" * 84, "damaged"),
        (b"some text that is no database at all" * 200, "checks"),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_left(tmp_path, content, reason):
    path = tmp_path / "marks.db"
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError, match=reason):
        Store(path)
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_refused(tmp_path):
    (tmp_path / "marks.db").mkdir()
    with pytest.raises(DamagedStoreError, match="not a file"):
        Store(tmp_path / "marks.db")


def test_another_programs_database_is_refused_and_left(tmp_path):
    path = tmp_path / "marks.db"
    execute(path, "CREATE TABLE bookmarks (id, title)")
    before = path.read_bytes()
    with pytest.raises(DamagedStoreError, match="not written by this program"):
        Store(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_and_left(path):
    execute(path, f"PRAGMA user_version = {db.SCHEMA + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerSchemaError, match="newer version"):
        Store(path)
    assert path.read_bytes() == before


def test_a_newer_schema_opens_read_only(tmp_path):
    path = tmp_path / "marks.db"
    store = Store(path)
    store.add(Mark("m", "note", "a", note="text"))
    store.close()
    execute(
        path,
        "ALTER TABLE marks ADD COLUMN shape TEXT",
        "UPDATE marks SET checksum = 0",
        "PRAGMA user_version = 99",
    )
    store = Store.open_read_only(path)
    assert store.marks("a")[0].note == "text"
    with pytest.raises(StoreError, match="cannot be written"):
        store.add(Mark("", "note", "a"))
    store.close()


def test_a_truncated_file_is_refused(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedStoreError):
        Store(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE folders",
        "DROP INDEX marks_with_tags",
        "CREATE TRIGGER t AFTER INSERT ON marks BEGIN DELETE FROM marks; END",
    ],
)
def test_tables_that_are_not_ours_are_refused(path, statement):
    execute(path, statement)
    with pytest.raises(DamagedStoreError, match="tables are not as they should be"):
        Store(path)


def test_marks_that_vanished_are_seen_at_opening(tmp_path):
    store = Store(tmp_path / "marks.db")
    store.add(Mark("", "note", "a", note="text"))
    store.close()
    execute(store.path, "DELETE FROM marks")
    with pytest.raises(DamagedStoreError, match="missing"):
        Store(store.path)


def test_a_changed_row_is_seen_when_it_is_read_and_by_the_check(tmp_path):
    store = Store(tmp_path / "marks.db")
    mark = store.add(Mark("", "note", "a", note="text"))
    execute(store.path, "UPDATE marks SET note = 'tent'")
    with pytest.raises(DamagedStoreError, match="changed from outside"):
        store.marks("a")
    report = store.verify()
    assert report.bad_marks == (mark.id,)
    store.close()


def test_a_row_put_in_from_outside_is_seen(tmp_path):
    store = Store(tmp_path / "marks.db")
    store.add(Mark("", "note", "a", note="text"))
    execute(store.path, "INSERT INTO folders VALUES (x'41', 1, 0, '', 1, 1)")
    assert not store.verify().ok
    store.close()


def test_text_that_is_not_utf8_is_damage(tmp_path):
    store = Store(tmp_path / "marks.db")
    store.add(Mark("", "note", "a", note="text"))
    execute(store.path, "UPDATE marks SET note = CAST(x'ff' AS TEXT)")
    with pytest.raises(DamagedStoreError):
        store.marks()
    store.close()


def test_a_failed_transaction_leaves_nothing(path):
    database = db.Database.open(path)
    with pytest.raises(ZeroDivisionError), database.writing() as writer:
        writer.put(tables.LANGUAGES, ("article", b"a", "sv", "", writer.tick()))
        raise ZeroDivisionError
    assert database.read(tables.LANGUAGES) == []
    assert database.meta("counter") == "0"
    database.close()


def test_a_step_of_a_migration_that_fails_leaves_the_version_before_it(path):
    connection = db.connect(path)
    steps = (*tables.SCHEMA_STEPS, "CREATE TABLE extra (x) STRICT", "not sql at all")
    with pytest.raises(apsw.Error):
        db.migrate(connection, 1, steps)
    assert connection.pragma("user_version") == 1
    connection.close()


def test_the_steps_of_a_migration_are_taken_in_order(path):
    connection = db.connect(path)
    steps = (
        *tables.SCHEMA_STEPS,
        "CREATE TABLE extra (x)",
        "ALTER TABLE extra ADD COLUMN y",
    )
    db.migrate(connection, 1, steps)
    assert connection.pragma("user_version") == 3
    assert connection.execute("SELECT x, y FROM extra").fetchall() == []
    connection.close()


def test_an_older_file_is_backed_up_and_then_migrated(tmp_path, monkeypatch):
    path, backups = tmp_path / "marks.db", tmp_path / "backups"
    store = Store(path)
    mark = store.add(Mark("", "note", "a", note="text"))
    store.close()
    steps = (*tables.SCHEMA_STEPS, "CREATE TABLE extra (x TEXT) STRICT")
    monkeypatch.setattr(db, "SCHEMA", 2)
    monkeypatch.setattr(db, "SCHEMA_STEPS", steps)
    monkeypatch.setattr(db.migrate, "__defaults__", (steps,))
    db._expected_schema.cache_clear()
    store = Store(path, backups=backups, now=lambda: datetime(2026, 5, 1, tzinfo=UTC))
    assert store.marks() == [mark]
    store.close()
    connection = apsw.Connection(str(backups / "marks-20260501-000000.db"))
    assert connection.pragma("user_version") == 1
    connection.close()
    db._expected_schema.cache_clear()


@pytest.mark.parametrize("fixture", sorted(SCHEMAS.glob("*.db")), ids=lambda file: file.stem)
def test_every_released_schema_opens_with_its_marks(tmp_path, fixture):
    path = tmp_path / "marks.db"
    shutil.copyfile(fixture, path)
    store = Store(path, backups=tmp_path / "backups")
    report = store.verify()
    assert report.ok
    assert (report.bookmarks, report.highlights, report.notes, report.deleted) == (
        1,
        2,
        2,
        1,
    )
    assert store.article_note("welcome").note == "Ett välkomnande ord 🙂"
    assert store.folders() == [Path("/library")]
    store.close()


values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary()
rows = st.lists(values, max_size=6)


@given(rows, rows)
@settings(deadline=None)
def test_different_rows_have_different_checksums(first, second):
    try:
        same = checksum("marks", first) == checksum("marks", second)
    except UnicodeEncodeError:
        return
    assert same == (first == second)


def test_the_checksum_of_a_row_is_what_it_was_in_schema_1():
    assert checksum("marks", ("a", 1, None, b"\0", "ö")) == 386520558440075431


def test_all_rows_are_carved_out_of_a_whole_file(tmp_path):
    store = Store(tmp_path / "marks.db")
    marks = [
        store.add(Mark("", "note", "a", note="x" * length)) for length in (0, 100, 5000, 90_000)
    ]
    store.close()
    found = {tables.mark_from(row) for table, row in carve.carve(store.path) if table is MARKS}
    assert found == set(marks)


def test_rows_are_carved_out_of_a_page_whose_directory_is_lost(tmp_path):
    store = Store(tmp_path / "marks.db")
    marks = {store.add(Mark("", "note", "a", note=f"note {n}")) for n in range(5)}
    store.close()
    data = bytearray(store.path.read_bytes())
    at = data.index(b"note 3") // carve.PAGE * carve.PAGE
    data[at : at + 20] = b"\xee" * 20
    store.path.write_bytes(data)
    found = {tables.mark_from(row) for table, row in carve.carve(store.path) if table is MARKS}
    assert found == marks


def test_a_row_with_a_wrong_checksum_is_not_carved(tmp_path):
    store = Store(tmp_path / "marks.db")
    store.add(Mark("", "note", "a", note="some text"))
    store.close()
    store.path.write_bytes(store.path.read_bytes().replace(b"some text", b"some tent"))
    assert [found for found in carve.carve(store.path) if found.table is MARKS] == []


def test_a_mark_as_a_row_and_back_is_equal():
    mark = Mark("i", "bookmark", "a", None, None, "n", ("t", "ü"), "c", "m", 3, True)
    assert tables.mark_from(tables.mark_row(mark)) == mark
    assert replace(mark, tags=()) == tables.mark_from(tables.mark_row(replace(mark, tags=())))


def test_a_file_that_goes_away_in_the_middle_of_a_transaction_is_told(path):
    database = db.Database.open(path)
    with pytest.raises(StoreError, match="replaced"), database.writing() as writer:
        writer.put(tables.LANGUAGES, ("article", b"a", "sv", "", writer.tick()))
        path.rename(path.with_name("elsewhere.db"))
    database.close()


def test_a_database_without_its_counter_is_damaged(path):
    execute(path, "DELETE FROM meta")
    database = db.Database.open(path)
    with pytest.raises(DamagedStoreError, match="does not know its counter"):
        database.meta("counter")
    assert not verify.verify(database).ok
    database.close()


def test_what_a_system_without_links_does(tmp_path, monkeypatch):
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    db.create(tmp_path / "marks.db")
    db.create(tmp_path / "marks.db")
    files.second_name(tmp_path / "marks.db", tmp_path / "copy.db")
    assert verify.verify_file(tmp_path / "copy.db").ok
    assert {file.name for file in tmp_path.iterdir()} == {"marks.db", "copy.db"}


def test_a_second_name_never_overwrites(path):
    (path.parent / "taken").write_text("mine")
    with pytest.raises(FileExistsError):
        files.second_name(path, path.parent / "taken")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (apsw.FullError("full"), "no space left"),
        (apsw.IOError("io"), "disk reported an error"),
        (apsw.ReadOnlyError("ro"), "cannot be written"),
        (apsw.PermissionsError("no"), "permission denied"),
        (apsw.CantOpenError("no"), "cannot be opened"),
        (apsw.BusyError("busy"), "try again"),
        (apsw.TooBigError("big"), "damaged"),
        (apsw.NoMemError("no memory"), "damaged"),
        (apsw.SQLError("no such table: marks"), "damaged"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
    ],
)
def test_what_the_machine_refuses_is_told_in_words(tmp_path, error, told):
    with pytest.raises(StoreError, match=told) as caught, db.wrapped(tmp_path / "marks.db"):
        raise error
    assert caught.value.path == tmp_path / "marks.db"


@pytest.mark.parametrize("bug", [apsw.SQLError("syntax error"), apsw.MisuseError("misuse")])
def test_a_bug_escapes(tmp_path, bug):
    with pytest.raises(type(bug)), db.wrapped(tmp_path):
        raise bug


def test_a_float_has_a_checksum_of_its_own():
    assert checksum("states", (1.0,)) != checksum("states", (1,))


def test_rows_are_carved_out_of_a_journal(tmp_path):
    store = Store(tmp_path / "marks.db")
    mark = store.add(Mark("", "note", "a", note="before"))
    connection = store._database.connection
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE marks SET note = 'half written'")
    connection.execute("INSERT INTO languages VALUES ('x', randomblob(90000), '', '', 1, 1)")
    copy = tmp_path / "cut" / "marks.db"
    copy.parent.mkdir()
    for name in ("marks.db", "marks.db-journal"):
        shutil.copyfile(tmp_path / name, copy.with_name(name))
    connection.execute("ROLLBACK")
    store.close()
    found = [tables.mark_from(row) for table, row in carve.carve(copy) if table is MARKS]
    assert found == [mark]
