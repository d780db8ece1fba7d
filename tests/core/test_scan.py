"""Scanning: what is found, what changes, what goes away, and what only seems to."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

import pytest

from reader import catalogue, detection, readers
from reader.library import Library
from reader.model import Article, Changes, Known, Memory
from reader.presence import Presence
from reader.scan import forget, scan
from reader.taken import Read, Task

TEXT = "\n\nThe librarian reads every letter twice, although no one had asked for it.\n"


class Shelf:
    """A folder of articles, its catalogue, and short ways to change and scan them."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "articles"
        self.folder.mkdir()
        self.library = Library(place / "cache" / "catalogue.db")

    def put(self, name: str, text: str = "# Title" + TEXT, lang: str = "en") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nlang: {lang}\n---\n{text}" if lang else text)
        return path

    def scan(self, memory: Memory | None = None, only: Sequence[Path] | None = None) -> Changes:
        return scan(self.library, [self.folder], memory or Memory(), only=only)

    def paths(self) -> list[str]:
        found = self.library.articles(self.library.numbers())
        return sorted(article.path.relative_to(self.folder).as_posix() for article in found)

    def at(self, name: str) -> Article:
        found = self.library.by_path(self.folder / name)
        assert found is not None
        return found


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_first_scan_finds_every_kind_of_article(shelf: Shelf) -> None:
    for name in ("a.md", "b.markdown", "c.txt", "d/e.html", "d/f.HTM"):
        shelf.put(name)
    shelf.put("g.py")
    changes = shelf.scan()
    assert shelf.paths() == ["a.md", "b.markdown", "c.txt", "d/e.html", "d/f.HTM"]
    assert len(changes.added) == 5


def test_a_second_scan_changes_nothing(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.scan()
    assert shelf.scan() == Changes()


def test_an_edited_file_keeps_its_number_and_id(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.scan()
    before = shelf.at("a.md")
    shelf.put("a.md", "# Other" + TEXT)
    assert shelf.scan().changed == (before.number,)
    after = shelf.at("a.md")
    assert (after.id, after.number, after.title) == (before.id, before.number, "Other")


def test_an_edit_that_keeps_size_and_time_is_seen(shelf: Shelf) -> None:
    file = shelf.put("a.md", "# One" + TEXT)
    shelf.scan()
    stamp = file.stat().st_mtime_ns
    shelf.put("a.md", "# Two" + TEXT)
    os.utime(file, ns=(stamp, stamp))
    shelf.scan()
    assert shelf.at("a.md").title == "Two"


def test_a_touched_file_is_not_a_change(shelf: Shelf) -> None:
    file = shelf.put("a.md")
    shelf.scan()
    os.utime(file, (1, 1))
    assert shelf.scan() == Changes()


def test_a_moved_file_keeps_its_number_and_id(shelf: Shelf) -> None:
    file = shelf.put("a.md")
    shelf.scan()
    before = shelf.at("a.md")
    (shelf.folder / "b").mkdir()
    file.rename(shelf.folder / "b" / "c.md")
    changes = shelf.scan()
    after = shelf.at("b/c.md")
    assert (after.id, after.number) == (before.id, before.number)
    assert (changes.added, changes.removed) == ((), ())


def test_a_deleted_file_is_removed(shelf: Shelf) -> None:
    shelf.put("b.md", "# B" + TEXT)
    file = shelf.put("a.md")
    shelf.scan()
    number = shelf.at("a.md").number
    file.unlink()
    assert shelf.scan().removed == (number,)
    assert shelf.paths() == ["b.md"]


def test_a_copy_is_another_article(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.put("b.md")
    shelf.scan()
    assert shelf.at("a.md").id != shelf.at("b.md").id


@pytest.mark.parametrize(
    "name",
    [".hidden/a.md", "node_modules/a.md", "__pycache__/a.md", "x/.git/a.md", ".a.md", "v/lib/a.md",
     "page_files/a.html", "skipped/a.md", "deep/skipped/a.md", "only.md"],
)  # fmt: skip
def test_what_is_not_for_reading_is_passed_over(shelf: Shelf, name: str) -> None:
    shelf.put("page.html")
    shelf.put("v/pyvenv.cfg")
    shelf.put(".ignore", "# names\nskipped/\n/only.md\n", lang="")
    file = shelf.put(name)
    shelf.scan()
    assert shelf.paths() == ["page.html"]
    shelf.scan(only=[file])
    assert shelf.paths() == ["page.html"]


def test_an_anchored_name_is_ignored_only_there(shelf: Shelf) -> None:
    shelf.put(".ignore", "/README.md\n", lang="")
    shelf.put("README.md")
    shelf.put("sub/README.md")
    shelf.scan()
    assert shelf.paths() == ["sub/README.md"]


def test_links_are_followed_inside_the_folder_and_loops_end(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("a/real.md")
    (tmp_path / "outside.md").write_text("# Out")
    shelf.put(".hidden/linked.md")
    (shelf.folder / "a" / "loop").symlink_to(shelf.folder)
    (shelf.folder / "again.md").symlink_to("a/real.md")
    (shelf.folder / "out.md").symlink_to(tmp_path / "outside.md")
    (shelf.folder / "shown.md").symlink_to(".hidden/linked.md")
    (shelf.folder / "broken.md").symlink_to("nowhere.md")
    shelf.scan()
    assert shelf.paths() == ["a/real.md", "shown.md"]


def test_a_folder_inside_another_lists_nothing_twice(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.put("b/c.md", "# C" + TEXT)
    inner = shelf.folder / "b"
    for folders in ([shelf.folder, inner], [inner], [inner, shelf.folder]):
        scan(shelf.library, folders, Memory())
        assert shelf.paths() == ["a.md", "b/c.md"]
    assert len(shelf.library.numbers(folders=[inner])) == 1


@pytest.mark.parametrize(
    "name",
    [b"new\nline.md", b"\xff\xfe.md", "u\u0308mlaut.md".encode(), "\u00fcmlaut.md".encode(),
     b"dots...md", b" blank .md", b"n" * 250 + b".md", b"-rf.md", b"%41.md"],
)  # fmt: skip
def test_any_file_name_is_an_article(shelf: Shelf, name: bytes) -> None:
    path = os.path.join(os.fsencode(shelf.folder), name)
    with open(path, "wb") as file:
        file.write(b"---\nlang: en\n---\n![](x.png)\n")
    shelf.scan()
    found = shelf.library.by_path(Path(os.fsdecode(path)))
    assert found is not None
    assert os.fsencode(found.path) == path
    assert found.title.isprintable()


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "empty"), (b"\0\1\2\3" * 99, "binary"), (b"%PDF-1.7", "binary")]
)
def test_a_file_that_is_no_text_is_a_row_with_a_reason(
    shelf: Shelf, data: bytes, reason: str
) -> None:
    shelf.put("good.md")
    (shelf.folder / "bad.md").write_bytes(data)
    changes = shelf.scan()
    assert reason in (shelf.at("bad.md").problem or "")
    assert [problem.path for problem in changes.problems] == [shelf.folder / "bad.md"]
    assert shelf.at("good.md").problem is None


def test_a_file_that_breaks_and_heals_keeps_its_id_and_title(shelf: Shelf) -> None:
    file = shelf.put("a.md", "# Good" + TEXT)
    shelf.scan()
    before = shelf.at("a.md")
    file.write_bytes(b"")
    shelf.scan()
    broken = shelf.at("a.md")
    assert (broken.id, broken.title) == (before.id, "Good")
    shelf.put("a.md", "# Good again" + TEXT)
    shelf.scan()
    healed = shelf.at("a.md")
    assert (healed.id, healed.title, healed.problem) == (before.id, "Good again", None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_a_problem_and_keeps_its_rows(shelf: Shelf) -> None:
    shelf.put("closed/a.md")
    shelf.scan()
    (shelf.folder / "closed").chmod(0)
    try:
        changes = shelf.scan()
    finally:
        (shelf.folder / "closed").chmod(0o700)
    assert changes.removed == ()
    assert "permission" in changes.problems[0].reason


def test_a_missing_folder_keeps_its_rows_and_says_so(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("a.md")
    shelf.scan()
    before = shelf.at("a.md")
    shelf.folder.rename(tmp_path / "away")
    changes = shelf.scan()
    assert changes.removed == ()
    assert {problem.path for problem in changes.problems} == {shelf.folder, before.path}
    assert shelf.at("a.md").problem is not None
    (tmp_path / "away").rename(shelf.folder)
    shelf.scan()
    assert shelf.at("a.md") == before


def test_a_folder_that_is_another_and_empty_keeps_its_rows(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("a.md")
    shelf.scan()
    shelf.folder.rename(tmp_path / "away")
    shelf.folder.mkdir()
    changes = shelf.scan()
    assert changes.removed == ()
    assert shelf.paths() == ["a.md"]


def test_a_file_told_of_in_a_missing_folder_keeps_its_row(shelf: Shelf, tmp_path: Path) -> None:
    file = shelf.put("a.md")
    shelf.scan()
    shelf.folder.rename(tmp_path / "away")
    assert shelf.scan(only=[file]).removed == ()
    assert shelf.paths() == ["a.md"]


def test_a_folder_that_was_emptied_is_empty(shelf: Shelf) -> None:
    shelf.put("a.md").unlink()
    shelf.put("b.md")
    shelf.scan()
    (shelf.folder / "b.md").unlink()
    assert len(shelf.scan().removed) == 1


def test_a_deleted_sub_folder_takes_its_articles_along(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.put("b/c/d.md", "# D" + TEXT)
    shelf.scan()
    shutil.rmtree(shelf.folder / "b")
    shelf.scan(only=[shelf.folder / "b"])
    assert shelf.paths() == ["a.md"]


def closed(monkeypatch: pytest.MonkeyPatch, function: str, place: Path) -> None:
    """Let a function of os refuse a place, as the system does to all but root."""
    allowed = getattr(os, function)

    def refuse(path: bytes | str | Path, *rest: int) -> object:
        if os.fsdecode(path) == str(place):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return allowed(path, *rest)

    monkeypatch.setattr(os, function, refuse)


def test_one_unreadable_file_among_many_is_a_row_with_a_reason(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(250):
        shelf.put(f"{number}.md", f"# {number}{TEXT}")
    closed(monkeypatch, "open", shelf.folder / "77.md")
    changes = shelf.scan()
    assert len(shelf.paths()) == 250
    assert [problem.path for problem in changes.problems] == [shelf.folder / "77.md"]
    assert "permission" in (shelf.at("77.md").problem or "")
    monkeypatch.undo()
    shelf.scan()
    assert (shelf.at("77.md").title, shelf.at("77.md").problem) == ("77", None)


def test_a_folder_that_may_not_be_listed_keeps_its_rows_and_ids(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("closed/a.md")
    shelf.put("open.md", "# Open" + TEXT)
    shelf.scan()
    before = shelf.at("closed/a.md").id
    closed(monkeypatch, "scandir", shelf.folder / "closed")
    changes = shelf.scan()
    assert changes.removed == ()
    assert "permission" in changes.problems[0].reason
    monkeypatch.undo()
    assert shelf.scan().problems == ()
    assert shelf.at("closed/a.md").id == before


@pytest.mark.parametrize("moment", ["walking", "listed", "reading"])
def test_a_disk_that_goes_away_while_scanning_loses_no_article(
    shelf: Shelf, tmp_path: Path, moment: str
) -> None:
    for number in range(40):
        shelf.put(f"old/{number}.md", f"# {number}{TEXT}")
    shelf.scan()
    before = {path: shelf.at(path).id for path in shelf.paths()}
    for number in range(40, 700):
        shelf.put(f"new/{number}.md", f"# {number}{TEXT}")
    away = tmp_path / "away"

    def unplug(now: bool) -> None:
        if now and not away.exists():
            shelf.folder.rename(away)

    changes = scan(
        shelf.library,
        [shelf.folder],
        Memory(),
        progress=lambda done, total: unplug(moment == ("reading" if total else "walking")),
        listed=lambda: unplug(moment == "listed"),
    )
    assert changes.removed == ()
    assert set(before) <= set(shelf.paths())
    away.rename(shelf.folder)
    shelf.scan()
    assert len(shelf.paths()) == 700
    assert {path: shelf.at(path).id for path in before} == before
    assert all(a.problem is None for a in shelf.library.articles(shelf.library.numbers()))


def test_names_that_only_look_alike_are_two_articles(shelf: Shelf) -> None:
    shelf.put("\u00fcber.md", "# Composed" + TEXT)
    shelf.put("u\u0308ber.md", "# Decomposed" + TEXT)
    shelf.scan()
    assert shelf.at("\u00fcber.md").title == "Composed"
    assert shelf.at("u\u0308ber.md").title == "Decomposed"


def test_thousands_of_files_in_one_folder_are_all_listed(shelf: Shelf) -> None:
    for number in range(2_500):
        shelf.put(f"{number}.txt", f"{number}{TEXT}", lang="")
    shelf.scan(only=[shelf.folder / "7.txt"])
    assert len(shelf.paths()) == 1
    shelf.scan(only=[shelf.folder])
    assert len(shelf.paths()) == 2_500
    assert shelf.library.language_counts() == {"en": 2_500}


# --- a few paths --------------------------------------------------------------------------------


def test_only_the_paths_named_are_looked_at(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.scan()
    new, other = shelf.put("b.md", "# B" + TEXT), shelf.put("c.md", "# C" + TEXT)
    assert len(shelf.scan(only=[new]).added) == 1
    assert shelf.paths() == ["a.md", "b.md"]
    assert len(shelf.scan(only=[other, shelf.folder / "nowhere.md"]).added) == 1


def test_only_a_folder_is_looked_at_with_what_is_below(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.scan()
    shelf.put("b/c/d.md", "# D" + TEXT)
    shelf.scan(only=[shelf.folder / "b"])
    assert shelf.paths() == ["a.md", "b/c/d.md"]


@pytest.mark.parametrize("told", ["both", "new"])
def test_a_move_told_by_a_watcher_keeps_the_id(shelf: Shelf, told: str) -> None:
    file = shelf.put("a.md")
    shelf.scan()
    before = shelf.at("a.md")
    moved = file.rename(shelf.folder / "b.md")
    shelf.scan(only=[moved] if told == "new" else [file, moved])
    assert shelf.at("b.md").id == before.id
    assert shelf.paths() == ["b.md"]


def test_paths_outside_the_folders_are_left_alone(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("a.md")
    (tmp_path / "x.md").write_text("# X")
    shelf.scan()
    assert shelf.scan(only=[tmp_path / "x.md", Path("/")]) == Changes()


# --- cancelling, progress, forgetting -----------------------------------------------------------


def test_a_cancelled_scan_removes_nothing(shelf: Shelf) -> None:
    shelf.put("a.md").unlink()
    shelf.put("b.md")
    shelf.scan()
    (shelf.folder / "b.md").unlink()
    changes = scan(shelf.library, [shelf.folder], Memory(), cancelled=lambda: True)
    assert changes.cancelled
    assert shelf.paths() == ["b.md"]


def test_a_scan_cancelled_while_reading_is_taken_up_again(shelf: Shelf) -> None:
    for number in range(240):
        shelf.put(f"{number}.md", f"# {number}{TEXT}")
    done: list[int] = []
    scan(
        shelf.library,
        [shelf.folder],
        Memory(),
        progress=lambda count, total: done.append(count) if total else None,
        cancelled=lambda: bool(done),
    )
    assert 0 < shelf.library.count() < 240
    shelf.scan()
    assert len(shelf.paths()) == 240


def test_the_first_files_are_listed_before_all_are_known(shelf: Shelf) -> None:
    for number in range(600):
        shelf.put(f"{number}.md", f"# {number}{TEXT}")
    events: list[tuple[str, int]] = []
    scan(
        shelf.library,
        [shelf.folder],
        Memory(),
        progress=lambda count, total: events.append(("read" if total else "walked", count)),
        listed=lambda: events.append(("listed", len(shelf.library.numbers()))),
    )
    assert events.index(("listed", 32)) < events.index(("walked", 500))
    assert ("read", 600) in events[-2:]
    assert len(shelf.library.numbers()) == 600


def test_a_language_that_takes_the_model_comes_after_the_first_list(shelf: Shelf) -> None:
    danish = "# Bogen" + "\n\nBogen lå på bordet, og ingen af os havde læst den endnu.\n" * 9
    shelf.put("a.md", danish, lang="")
    languages: list[str | None] = []
    scan(
        shelf.library,
        [shelf.folder],
        Memory(),
        listed=lambda: languages.append(shelf.at("a.md").language),
    )
    assert languages == [None]
    assert shelf.at("a.md").language == "da"


def test_a_remembered_article_keeps_its_id_among_the_first_files(shelf: Shelf) -> None:
    shelf.put("here.md")
    shelf.scan()
    known = shelf.at("here.md")
    catalogue.delete(shelf.library.path)
    gone = Known("a-marked", shelf.folder / "gone.md", known.content_hash)
    shelf.scan(Memory((gone,)))
    assert shelf.at("here.md").id == "a-marked"


def test_progress_ends_with_all_files(shelf: Shelf) -> None:
    for number in range(3):
        shelf.put(f"{number}.md", f"# {number}{TEXT}")
    calls: list[tuple[int, int]] = []
    scan(shelf.library, [shelf.folder], Memory(), progress=lambda *call: calls.append(call))
    assert calls[-1] == (3, 3)


def test_a_forgotten_folder_leaves_the_list_but_not_those_inside(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.put("b/c.md", "# C" + TEXT)
    inner = shelf.folder / "b"
    scan(shelf.library, [inner], Memory())
    shelf.scan()
    forget(shelf.library, shelf.folder)
    assert shelf.paths() == ["b/c.md"]
    assert shelf.library.folders() == [inner]


def test_many_files_are_read_by_workers_as_few_are(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "_FEW", 300)
    monkeypatch.setattr(readers, "_worker_count", lambda: 2)
    for number in range(310):
        shelf.put(f"{number % 7}/{number}.md", f"# {number}{TEXT}", lang="sv")
    shelf.scan()
    titles = [article.title for article in shelf.library.articles(shelf.library.numbers())]
    assert sorted(titles, key=int) == [str(number) for number in range(310)]
    assert shelf.library.language_counts() == {"sv": 310}


CLEAR = "\n\nThe clock which was on the wall and the chairs by the door were had from the sea.\n"
DANISH = "\n\nBogen lå på bordet, og ingen af os havde læst den endnu.\n" * 9


@pytest.mark.parametrize(("danish", "workers"), [(7, 1), (400, 2)])
def test_one_process_finds_the_few_languages_that_take_the_model(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, danish: int, workers: int
) -> None:
    asked: list[int] = []
    read_by = readers._read_by

    def noted(
        count: int, tasks: Sequence[Task], cancelled: Callable[[], bool]
    ) -> Generator[list[Read], None, None]:
        asked.append(count)
        return read_by(count, tasks, cancelled)

    monkeypatch.setattr(readers, "_FEW", 300)
    monkeypatch.setattr(readers, "_read_by", noted)
    monkeypatch.setattr(readers, "_worker_count", lambda: 2)
    for number in range(620):
        shelf.put(f"{number}.md", f"# {number}" + (CLEAR, DANISH)[number >= 620 - danish], lang="")
    shelf.scan()
    assert shelf.library.language_counts() == {"da": danish, "en": 620 - danish}
    assert asked[-2:] == [2, workers]
    assert not shelf.scan().changed


def test_a_quick_scan_keeps_the_language_until_the_next_one_finds_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("old.md", "# Old" + DANISH, lang="")
    shelf.scan()
    shelf.put("old.md", "# Other" + DANISH, lang="")
    shelf.put("new.md", "# New" + DANISH, lang="")
    loaded: list[bool] = []
    monkeypatch.setattr(detection, "_identifier", lambda: loaded.append(True))
    scan(shelf.library, [shelf.folder], Memory(), quickly=True)
    monkeypatch.undo()
    assert not loaded
    assert (shelf.at("old.md").title, shelf.at("old.md").language) == ("Other", "da")
    assert shelf.at("new.md").language is None
    shelf.scan()
    assert shelf.at("new.md").language == "da"


def test_the_model_is_let_go_after_a_scan(shelf: Shelf) -> None:
    shelf.put("a.md", "# A" + DANISH, lang="")
    shelf.scan()
    assert shelf.at("a.md").language == "da"
    assert not detection.is_loaded()


# --- the catalogue's file -----------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["delete", "garbage", "truncate", "version", "header"])
def test_a_damaged_catalogue_costs_only_time(shelf: Shelf, damage: str) -> None:
    shelf.put("a.md")
    shelf.scan()
    path = shelf.library.path
    before = shelf.at("a.md").id
    shelf.library.close()
    data = path.read_bytes()
    spoiled = {
        "delete": b"",
        "garbage": b"garbage" * 999,
        "truncate": data[: len(data) // 2],
        "version": data[:60] + b"\0\0\0\x63" + data[64:],
        "header": b"X" + data[1:],
    }[damage]
    path.write_bytes(spoiled)
    if damage == "delete":
        path.unlink()
    with Library(path) as library:
        scan(library, [shelf.folder], Memory())
        assert [article.id for article in library.articles(library.numbers())] == [before]


def test_a_catalogue_deleted_under_an_open_library_is_made_anew(shelf: Shelf) -> None:
    shelf.put("a.md")
    shelf.scan()
    old = shelf.library.uuid
    shutil.rmtree(shelf.library.path.parent)
    assert list(shelf.library.numbers()) == []
    shelf.scan()
    assert shelf.paths() == ["a.md"]
    assert shelf.library.uuid != old


def test_the_catalogue_is_private(shelf: Shelf) -> None:
    assert shelf.library.path.stat().st_mode & 0o777 == 0o600
    assert shelf.library.path.parent.stat().st_mode & 0o777 == 0o700


# --- the disk -----------------------------------------------------------------------------------


def test_a_pipe_named_like_an_article_is_a_row_with_a_reason(shelf: Shelf) -> None:
    os.mkfifo(shelf.folder / "pipe.md")
    shelf.scan()
    assert "regular" in (shelf.at("pipe.md").problem or "")


def test_a_disk_that_goes_away_while_it_is_read_loses_no_row(shelf: Shelf, tmp_path: Path) -> None:
    for number in range(80):
        shelf.put(f"{number}.md", f"# {number}{TEXT}")
    shelf.scan()
    for number in range(80):
        shelf.put(f"{number}.md", f"# Edited {number}{TEXT}")

    def unplug(done: int, total: int) -> None:
        if total and shelf.folder.exists():
            shelf.folder.rename(tmp_path / "away")

    scan(shelf.library, [shelf.folder], Memory(), progress=unplug)
    assert shelf.library.count() == 80
    (tmp_path / "away").rename(shelf.folder)
    shelf.scan()
    titles = [article.title for article in shelf.library.articles(shelf.library.numbers())]
    assert all(title.startswith("Edited") for title in titles)


def test_a_sub_folder_whose_device_changed_is_away(tmp_path: Path) -> None:
    presence = Presence({})
    path = os.fsencode(tmp_path / "mount" / "a.md")
    device = tmp_path.stat().st_dev
    assert presence.is_lost(path, device)
    assert not presence.is_lost(path, device + 1)


def test_a_disk_with_a_new_device_number_is_the_same(tmp_path: Path) -> None:
    presence = Presence({})
    root = os.fsencode(tmp_path)
    was = (tmp_path.stat().st_dev + 1, tmp_path.stat().st_ino)
    presence.met_root(root, was, has_articles=True)
    assert presence.is_lost(root + b"/gone.md", was[0])
