"""The user's own data: what a method returned from is there afterwards, and nothing else changes."""

from __future__ import annotations

import os
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import backup, db
from reader.db import StoreBusyError, patiently
from reader.errors import DamagedStoreError, FormatError, StoreError
from reader.model import Anchor, Article, Mark
from reader.store import Store
from reader.tables import Snapshot

ANCHOR = Anchor("quote", "before ", " after", 7, 12, "hash")


class Clock:
    """A clock that moves a minute at each look, and where it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock):
    store = Store(tmp_path / "data" / "marks.db", now=clock)
    yield store
    store.close()


def reopened(store: Store) -> Store:
    store.close()
    return Store(store.path)


def an_article(id_: str = "a", **fields: object) -> Article:
    article = Article(1, id_, Path(f"/library/{id_}.md"), Path("/library"), "Title", "markdown")
    return replace(article, **fields)


def note(text: str, article_id: str = "a", **fields: object) -> Mark:
    return replace(Mark("", "note", article_id, note=text), **fields)


# --- marks --------------------------------------------------------------------------------------


def test_an_added_mark_is_there_after_opening_again(store):
    added = store.add(Mark("", "highlight", "a", ANCHOR, "green", "Ünïcode 🙂", ("x", "å")))
    again = reopened(store)
    assert again.marks("a") == [added]
    again.close()


def test_adding_fills_in_what_is_empty(store):
    mark = store.add(note("text"))
    assert len(mark.id) == 36
    assert mark.created == mark.modified == "2026-03-01T12:01:00.000Z"
    assert mark.counter == 1


def test_adding_keeps_what_is_given(store):
    given = note("text", id="my-id", created="then", modified="later", counter=40)
    assert store.add(given) == given
    assert store.add(note("next")).counter == 41


def test_a_change_has_a_new_counter_and_time(store):
    mark = store.add(note("text"))
    changed = store.change(mark.id, colour="blue")
    assert changed == replace(mark, colour="blue", modified=changed.modified, counter=2)
    assert changed.modified > mark.modified


def test_a_change_that_changes_nothing_writes_nothing(store):
    mark = store.add(note("text"))
    assert store.change(mark.id, note="text") == mark
    assert store.counter() == mark.counter


def test_changing_an_unknown_mark_is_refused(store):
    with pytest.raises(StoreError, match=r"not in marks\.db"):
        store.change("nowhere", note="x")


def test_a_deleted_mark_is_a_tombstone_that_keeps_its_words(store):
    mark = store.add(note("text"))
    store.delete(mark.id)
    assert store.marks("a") == []
    (tombstone,) = store.marks("a", deleted=True)
    assert tombstone.note == "text"


def test_a_deleted_mark_can_be_restored(store):
    mark = store.add(note("text"))
    store.delete(mark.id)
    restored = store.restore(mark.id)
    assert store.marks() == [restored]
    assert replace(restored, modified=mark.modified, counter=mark.counter) == mark


def test_extending_a_highlight_keeps_its_note(store):
    mark = store.add(Mark("", "highlight", "a", ANCHOR, "pink", "my words"))
    store.change(mark.id, anchor=replace(ANCHOR, end=20, exact="quote and more"))
    assert store.mark(mark.id).note == "my words"


def test_several_changes_are_one_transaction(store):
    first, second = store.add(note("one")), store.add(note("two"))
    with pytest.raises(ValueError, match="no kind"):
        store.apply([replace(first, note="changed"), replace(second, kind="scribble")])
    assert [mark.note for mark in store.marks()] == ["one", "two"]


def test_undo_brings_back_earlier_values_as_new_changes(store):
    first, second = store.add(note("one")), store.add(note("two"))
    store.delete(first.id)
    store.change(second.id, note="changed")
    store.apply([first, second])
    assert [mark.note for mark in store.marks()] == ["one", "two"]
    assert min(mark.counter for mark in store.marks()) == 5


def test_marks_of_an_article_come_in_the_order_of_its_text(store):
    late = store.add(Mark("", "highlight", "a", replace(ANCHOR, start=90, end=95), "blue"))
    early = store.add(Mark("", "highlight", "a", ANCHOR, "blue"))
    whole = store.add(Mark("", "bookmark", "a"))
    store.add(Mark("", "bookmark", "other"))
    assert store.marks("a") == [whole, early, late]


def test_lone_surrogates_are_replaced_and_nothing_else(store):
    assert store.add(note("a\ud800b\x00c")).note == "a\ufffdb\x00c"


def test_the_bookmark_on_the_article_is_not_the_one_on_a_place(store):
    store.add(Mark("", "bookmark", "a", ANCHOR))
    assert store.bookmark("a") is None
    whole = store.add(Mark("", "bookmark", "a"))
    assert store.bookmark("a") == whole


# --- the note on the article --------------------------------------------------------------------


def test_the_article_note_is_one_mark_however_often_it_is_set(store):
    first = store.set_article_note("a", "draft")
    second = store.set_article_note("a", "draft and more")
    assert first.id == second.id
    assert store.article_note("a") == second


def test_a_blank_article_note_is_a_tombstone(store):
    store.set_article_note("a", "text")
    tombstone = store.set_article_note("a", "  \n")
    assert tombstone.deleted
    assert tombstone.note == "text"
    assert store.article_note("a") is None


def test_a_blank_article_note_without_one_is_nothing(store):
    assert store.set_article_note("a", "") is None


def test_writing_again_after_clearing_keeps_the_cleared_text_as_a_revision(store):
    first = store.set_article_note("a", "a thought")
    store.set_article_note("a", "")
    again = store.set_article_note("a", "quite another")
    assert again.id == first.id
    assert [text for _, text in store.revisions(again.id)] == ["a thought"]


def test_setting_the_same_article_note_writes_nothing(store):
    mark = store.set_article_note("a", "text")
    assert store.set_article_note("a", "text") == mark
    assert store.counter() == 1


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("A", "A", "A more", "A more"),
        ("A", "A\n\nT", "A more", "A more\n\nT"),
        ("", "T", "O", "O\n\nT"),
        ("A", "T", "A more", "A more\n\nT"),
        ("A", "A\n\nT", "", "T"),
        ("A", "A more", "A more", "A more"),
        ("A", "", "A more", "A more"),
    ],
)
def test_a_note_written_from_an_older_text_keeps_what_others_wrote(
    store: Store, base: str, theirs: str, ours: str, both: str
) -> None:
    mark = store.add(Mark("", "note", "b", ANCHOR, note=theirs))
    assert store.write_note(mark.id, ours, base).note == both
    store.set_article_note("a", base or "before")
    store.set_article_note("a", theirs)
    written = store.set_article_note("a", ours, base)
    assert written is not None and written.note == both and not written.deleted


def test_a_deleted_mark_comes_back_with_what_is_written_on_it(store: Store) -> None:
    mark = store.add(Mark("", "note", "a", ANCHOR, note="text"))
    store.delete(mark.id)
    assert store.write_note(mark.id, "", "text").deleted
    assert not store.write_note(mark.id, "text and more", "text").deleted


# --- revisions ----------------------------------------------------------------------------------


def test_overwriting_a_note_keeps_the_earlier_text(store):
    mark = store.add(note("the first thought"))
    store.change(mark.id, note="something else")
    assert store.revisions(mark.id) == [(mark.modified, "the first thought")]


def test_typing_on_does_not_make_a_revision_at_each_autosave(store):
    mark = store.add(note("a"))
    for end in range(2, 8):
        store.change(mark.id, note="abcdefgh"[:end])
    assert store.revisions(mark.id) == []


def test_typing_on_makes_a_revision_every_ten_minutes(store, clock):
    mark = store.add(note("a"))
    clock.time += timedelta(minutes=30)
    store.change(mark.id, note="ab")
    store.change(mark.id, note="abc")
    assert [text for _, text in store.revisions(mark.id)] == ["ab"]


# --- finding ------------------------------------------------------------------------------------


@pytest.fixture
def library(store):
    store.add(Mark("", "highlight", "a", ANCHOR, "green", "Über Bäume", ("trees", "x")))
    store.add(Mark("", "highlight", "b", ANCHOR, "blue", "", ("x",)))
    store.add(note("nothing", "b"))
    store.delete(store.add(note("gone", "c", tags=("gone",))).id)
    return store


@pytest.mark.parametrize(("word", "found"), [("often", 60), ("seldom", 3), ("never", 0)])
def test_a_rare_and_a_frequent_word_are_found_newest_first_by_pages(store, word, found):
    store.apply([note(f"often {'seldom' if n % 20 == 0 else ''} {n}") for n in range(60)])
    store.delete(store.add(note("often seldom")).id)
    pages = [store.find_marks(text=word, limit=25, offset=25 * page) for page in range(3)]
    counters = [mark.counter for page in pages for mark in page]
    assert counters == sorted(counters, reverse=True)
    assert len(counters) == store.count_marks(text=word).total == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["b", "b", "a"]),
        ({"kinds": ["highlight"]}, ["b", "a"]),
        ({"colours": ["blue"]}, ["b"]),
        ({"tags": ["trees"]}, ["a"]),
        ({"tags": ["trees", "x"]}, ["b", "a"]),
        ({"text": "BÄUME über"}, ["a"]),
        ({"text": "quote"}, ["b", "a"]),
        ({"article_ids": ["a", "c"]}, ["a"]),
        ({"article_ids": []}, []),
        ({"order": "article", "limit": 2}, ["a", "b"]),
        ({"limit": 1, "offset": 1}, ["b"]),
    ],
)
def test_marks_are_found_by(library, filters, found):
    assert [mark.article_id for mark in library.find_marks(**filters)] == found


def test_marks_are_counted_by_kind_and_colour(library):
    counts = library.count_marks()
    assert counts.total == 3
    assert counts.kinds == {"highlight": 2, "note": 1}
    assert counts.colours == {"green": 1, "blue": 1}


def test_tags_are_counted_without_those_of_tombstones(library):
    assert library.all_tags() == {"trees": 1, "x": 2}


# --- states -------------------------------------------------------------------------------------


def test_an_article_never_seen_has_the_default_state(store):
    assert store.state("a").opened is None
    assert not store.state("a").read


def test_a_state_counts_the_marks(library):
    library.add(Mark("", "bookmark", "a"))
    state = library.state("a")
    assert (state.bookmarked, state.note_count, state.highlight_count) == (True, 1, 1)


def test_states_come_for_every_id_asked_for(library):
    assert set(library.states(["a", "b", "new"])) == {"a", "b", "new"}


def test_reading_states_are_there_after_opening_again(store):
    store.mark_opened("a")
    store.set_progress("a", 0.25, 100)
    store.set_read("b", True)
    again = reopened(store)
    assert (again.state("a").progress, again.state("a").position) == (0.25, 100)
    assert again.read_ids() == {"b"}
    assert again.ids("in_progress") == {"a"}
    again.close()


@pytest.mark.parametrize("progress", [float("nan"), -1.0, float("-inf")])
def test_a_progress_that_is_none_is_zero(store, progress):
    store.set_progress("a", progress, -5)
    assert (store.state("a").progress, store.state("a").position) == (0.0, 0)


def test_the_order_of_opening_does_not_depend_on_the_clock(store, clock):
    store.mark_opened("first")
    clock.time -= timedelta(days=400)
    store.mark_opened("second")
    assert store.recently_opened() == ["second", "first"]
    assert store.recently_opened(1) == ["second"]


def test_the_pace_is_measured_from_plausible_reading_alone(store):
    store.set_progress("a", 0.1, 0, seconds_read=60, words_read=200)
    assert store.reading_pace() is None
    store.set_progress("a", 0.2, 0, seconds_read=60, words_read=220)
    store.set_progress("a", 0.9, 0, seconds_read=1, words_read=5000)
    assert store.reading_pace() == 210


def test_the_views_that_are_sets(library):
    library.add(Mark("", "bookmark", "c"))
    assert library.ids("bookmarked") == {"c"}
    assert library.ids("with_notes") == {"a", "b"}
    assert library.ids_with_marks() == {"a", "b", "c"}


@given(jumps=st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=8))
@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counters_grow_whatever_the_clock_does(store, clock, jumps):
    counters = []
    for jump in jumps:
        clock.time = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=jump)
        counters.append(store.add(note("x")).counter)
    assert counters == sorted(set(counters))


# --- articles, languages, folders ---------------------------------------------------------------


def test_a_snapshot_outlives_its_article(store):
    store.remember(an_article(language="sv", url="https://example.org/"), "the text")
    again = reopened(store)
    snapshot = again.snapshot("a")
    assert (snapshot.title, snapshot.language, snapshot.text) == (
        "Title",
        "sv",
        "the text",
    )
    again.close()


def test_a_long_text_is_not_kept(store):
    store.remember(an_article(), "ä" * 60_000)
    assert store.snapshot("a").text is None


def test_remembering_what_is_known_writes_nothing(store):
    store.remember(an_article(), "text")
    counter = store.counter()
    store.remember(an_article(), "text")
    assert store.counter() == counter


def test_the_text_of_a_mark_is_kept_when_the_article_changes(store):
    store.remember(an_article(), "old text")
    old = store.snapshot("a").text_hash
    store.add(Mark("", "highlight", "a", replace(ANCHOR, text_hash=old), "green"))
    store.remember(an_article(content_hash="2"), "new text")
    assert store.text(old) == "old text"
    assert store.snapshot("a").text == "new text"


def test_a_text_no_mark_was_made_in_is_let_go(store):
    store.remember(an_article(), "old text")
    old = store.snapshot("a").text_hash
    store.remember(an_article(content_hash="2"), "new text")
    assert store.text(old) is None


def test_a_missing_text_does_not_replace_the_one_there_is(store):
    store.remember(an_article(), "text")
    store.remember(an_article(title="New"), None)
    assert (store.snapshot("a").title, store.snapshot("a").text) == ("New", "text")


def test_a_path_need_not_be_utf8(store):
    path = Path(os.fsdecode(b"/library/\xff.md"))
    store.remember(an_article(path=path), None)
    assert store.memory().known[0].path == path


def test_memory_tells_identities_and_languages(store):
    store.remember(an_article(content_hash="h"), None)
    store.set_language("a", "sv")
    store.set_language("b", "de")
    store.set_language("b", None)
    store.set_folder_language(Path("/library/de"), "de")
    memory = store.memory()
    assert (memory.known[0].id, memory.known[0].content_hash) == ("a", "h")
    assert memory.languages == {"a": "sv"}
    assert memory.folder_languages == {Path("/library/de"): "de"}


def test_folders_keep_the_order_they_were_added_in(store):
    for name in ("/z", "/a", "/m"):
        store.add_folder(Path(name))
    store.remove_folder(Path("/z"))
    store.add_folder(Path("/z"))
    assert store.folders() == [Path("/a"), Path("/m"), Path("/z")]


def test_adding_a_folder_twice_writes_nothing(store):
    store.add_folder(Path("/a"))
    store.add_folder(Path("/a"))
    store.remove_folder(Path("/never"))
    assert store.counter() == 1


# --- merging ------------------------------------------------------------------------------------


def test_marks_from_elsewhere_never_overwrite(store):
    mine = store.add(note("mine"))
    merged = store.add_missing([replace(mine, note="theirs", counter=99), note("new", id="n")])
    assert (merged.added, merged.kept) == (("n",), (mine.id,))
    assert store.mark(mine.id) == mine


def test_merging_takes_the_newer_and_keeps_the_losing_note(store):
    mine = store.add(note("mine"))
    theirs = replace(mine, note="theirs", counter=mine.counter + 1)
    assert store.merge([theirs]).updated == (mine.id,)
    assert store.mark(mine.id) == theirs
    assert [text for _, text in store.revisions(mine.id)] == ["mine"]


@given(counters=st.tuples(st.integers(1, 3), st.integers(1, 3)), data=st.data())
@settings(max_examples=9, deadline=None)
def test_merging_in_either_order_gives_the_same(tmp_path_factory, counters, data):
    notes = data.draw(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")))
    versions = [
        note(text, id="m", counter=counter, created="c", modified="m")
        for text, counter in zip(notes, counters, strict=True)
    ]
    results = []
    for order in (versions, versions[::-1]):
        store = Store(tmp_path_factory.mktemp("merge") / "marks.db")
        for version in order:
            store.merge([version])
        texts = {text for _, text in store.revisions("m")} | {store.mark("m").note}
        results.append((store.mark("m"), texts))
        store.close()
    assert results[0] == results[1]
    assert results[0][1] == set(notes)


# --- the file -----------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_file_is_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        Store(tmp_path / "data" / "marks.db").close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data" / "marks.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_file_that_was_readable_by_others_becomes_private(store):
    store.path.chmod(0o644)
    reopened(store).close()
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_two_stores_see_each_others_marks(store):
    other = Store(store.path)
    mark = other.add(note("text"))
    assert store.marks() == [mark]
    assert store.add(note("more")).counter == mark.counter + 1
    other.close()


def test_another_programs_transaction_is_told_and_changes_nothing(store):
    other = Store(store.path)
    other._database.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError, match="try again"):
        store.add(note("text"))
    other.close()
    assert store.marks() == []
    assert store.add(note("text")).note == "text"


def test_a_read_waits_for_the_commit_of_another_program(store):
    mark = store.add(note("text"))
    other = Store(store.path)
    other._database.connection.execute("BEGIN EXCLUSIVE")  # as while a commit goes to the disk
    ending = threading.Timer(0.5, other._database.connection.execute, ["COMMIT"])
    ending.start()
    assert store.marks() == [mark]
    ending.join()
    other.close()


def test_a_read_gives_up_on_a_database_that_stays_locked(store, monkeypatch):
    monkeypatch.setattr(db, "READ_SECONDS", 0.0)
    other = Store(store.path)
    other._database.connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusyError, match="try again"):
        store.marks()
    other.close()


def test_a_verb_waits_for_another_program(store):
    attempts = []

    def action() -> str:
        attempts.append(1)
        if len(attempts) < 3:
            raise StoreBusyError("busy")
        return "done"

    assert patiently(action) == "done"
    with pytest.raises(StoreBusyError):
        patiently(lambda: store.mark("x") or (_ for _ in ()).throw(StoreBusyError("busy")), 0)


def test_a_deleted_file_under_an_open_store_is_told(store):
    store.path.unlink()
    with pytest.raises(StoreError, match="replaced"):
        store.add(note("text"))


def test_a_replaced_file_under_an_open_store_is_told(store, tmp_path):
    other = Store(tmp_path / "other.db")
    other.close()
    os.replace(other.path, store.path)
    with pytest.raises(StoreError, match="replaced"):
        store.add(note("text"))


def test_a_missing_file_beside_backups_is_no_first_run(store):
    store.add(note("text"))
    backups = store.path.parent / "backups"
    backup.make(store.path, backups)
    store.close()
    store.path.unlink()
    with pytest.raises(DamagedStoreError, match="there are backups"):
        Store(store.path, backups=backups)


def test_a_missing_file_beside_one_set_aside_is_no_first_run(store):
    store.close()
    store.path.rename(store.path.with_name("marks.db.damaged-20260101-000000"))
    with pytest.raises(DamagedStoreError, match="set aside"):
        Store(store.path)


def test_a_symbolic_link_to_the_file_is_followed(store, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(store.path)
    other = Store(link)
    other.add(note("text"))
    other.close()
    assert len(store.marks()) == 1
    assert link.is_symlink()


# --- drafts -------------------------------------------------------------------------------------


def test_a_draft_is_there_until_it_is_cleared(store):
    store.put_draft("note:a", "unsaved ünïcode \ud800")
    store.put_draft("note:b", "other")
    assert store.drafts()["note:a"] == "unsaved ünïcode \ud800"
    store.clear_draft("note:a")
    store.clear_draft("never")
    assert store.drafts() == {"note:b": "other"}


def test_a_torn_draft_does_not_hide_the_others(store):
    store.put_draft("good", "text")
    (store.path.parent / "drafts" / "torn.json").write_bytes(b'{"key": "x", "te')
    assert store.drafts() == {"good": "text"}


# --- the whole ----------------------------------------------------------------------------------


def test_a_dump_loaded_into_a_fresh_store_gives_it_all_back(library, tmp_path):
    library.remember(an_article(path=Path(os.fsdecode(b"/x/\xff"))), "text")
    library.set_read("a", True)
    library.set_language("a", "sv")
    library.add_folder(Path("/library"))
    library.change(library.marks("a")[0].id, note="changed")
    fresh = Store(tmp_path / "fresh" / "marks.db")
    fresh.load_dump(library.dump())
    assert fresh.dump() == library.dump()
    assert fresh.verify().ok
    assert fresh.add(note("next")).counter == library.counter() + 1
    fresh.close()


def test_loading_a_dump_twice_adds_nothing(library):
    before = library.dump()
    loaded = library.load_dump(before)
    assert loaded.added == {}
    assert loaded.existing["marks"] == 4
    assert library.dump() == before


def test_a_check_counts_what_there_is(library):
    report = library.verify()
    assert report.ok
    assert (report.bookmarks, report.highlights, report.notes, report.deleted) == (
        0,
        2,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("STRASSE", {"ß", "ss"}),
        ("straße", {"ß", "ss"}),
        ("café", {"nfc", "nfd"}),
        ("100%", {"wild"}),
        ("1000", set()),
        ("a_b!", {"wild"}),
        ("ПРИВЕТ", {"cyrillic"}),
        ("einkauf tag", {"tagged"}),
    ],
)
def test_words_are_found_whatever_their_case_and_composition(store, text, found):
    notes = {
        "ß": "die Straße",
        "ss": "die Strasse",
        "nfc": "CAFÉ",
        "nfd": "cafe\u0301",
        "wild": "100% a_b!",
        "cyrillic": "привет",
    }
    store.apply([note(text_, id=name) for name, text_ in notes.items()])
    store.add(note("Einkauf", id="tagged", tags=("TAG",)))
    assert {mark.id for mark in store.find_marks(text=text)} == found


def test_changes_are_apart_as_far_as_times_can_be_read(store):
    mark = store.add(note("a thought", created="no time at all"))
    store.change(mark.id, note="a thought more")
    assert [text for _, text in store.revisions(mark.id)] == ["a thought"]


def test_an_unknown_article_has_no_snapshot(store):
    assert store.snapshot("nowhere") is None
    assert store.text("nowhere") is None


def test_snapshots_from_elsewhere_are_added_where_none_is(store):
    store.remember(an_article(title="Mine"), None)
    theirs = [replace(store.snapshot("a"), title="Theirs"), Snapshot("b", Path("b.md"), "", "B")]
    assert store.keep_snapshots([replace(theirs[0]), replace(theirs[1], text="its text")]) == 1
    assert (store.snapshot("a").title, store.snapshot("b").text) == ("Mine", "its text")


def test_setting_the_same_language_writes_nothing(store):
    store.set_language("a", "sv")
    store.set_language("a", "sv")
    assert store.counter() == 1


def test_a_note_that_loses_a_merge_is_kept_once(store):
    mine = store.add(note("mine", counter=9))
    older = replace(mine, note="theirs", counter=3)
    assert store.merge([older]).kept == (mine.id,)
    store.merge([older])
    assert store.revisions(mine.id) == [(mine.modified, "theirs")]


@pytest.mark.parametrize("data", [None, [], {}, {"format": "other"}])
def test_what_is_no_dump_is_refused(store, data):
    with pytest.raises(FormatError, match="not a dump"):
        store.load_dump(data)


@pytest.mark.parametrize(
    ("section", "content", "reason"),
    [
        ("marks", {}, "not a list"),
        ("marks", [{"id": "x"}], "unknown kind"),
        ("states", [{"article_id": "a", "read": "yes"}], "no usable read"),
        ("states", [{"article_id": 3}], "no usable article_id"),
        ("folders", [{"path": {"base64": "?"}}], "no usable base64"),
        ("folders", [{"path": 3}], "no usable name"),
        ("folders", ["x"], "not an entry of folders"),
    ],
)
def test_what_a_dump_says_wrongly_is_listed(store, section, content, reason):
    loaded = store.load_dump({"format": "lesesal-dump", "version": 1, section: content})
    assert [why for _, why in loaded.skipped] == [reason]
    assert store.verify().ok
