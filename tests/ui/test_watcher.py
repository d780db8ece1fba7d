"""What changes in the folders of the library is told within a second, and shown."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.ui import watcher as watching
from reader.ui.watcher import Watcher, folders_below, is_network_folder
from reader.ui.writes import Writes
from tests.ui.desk import Desk, titles, write_articles

SOON_MS = 15_000


@pytest.fixture
def watcher(qtbot: QtBot) -> Iterator[Watcher]:
    made = Watcher()
    yield made
    made.close()


def ready(qtbot: QtBot, watcher: Watcher) -> None:
    """Wait until every folder is watched."""
    qtbot.waitUntil(lambda: not watcher._adder.isActive())


def _add(folder: Path) -> Path:
    (folder / "new.md").write_text("new", "utf-8")
    return folder


def _edit(folder: Path) -> Path:
    with (folder / "old.md").open("a", encoding="utf-8") as file:
        file.write("more")
    return folder / "old.md"


def _replace(folder: Path) -> Path:
    (folder / ".part").write_text("other", "utf-8")
    os.replace(folder / ".part", folder / "old.md")
    return folder


def _rename(folder: Path) -> Path:
    (folder / "old.md").rename(folder / "newer.md")
    return folder


def _move_down(folder: Path) -> Path:
    (folder / "old.md").rename(folder / "below" / "old.md")
    return folder / "below"


def _delete(folder: Path) -> Path:
    (folder / "old.md").unlink()
    return folder


def _delete_folder(folder: Path) -> Path:
    shutil.rmtree(folder / "below")
    return folder


CHANGES: list[Callable[[Path], Path]] = [
    *(_add, _edit, _replace, _rename, _move_down, _delete, _delete_folder)
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__[1:])
def test_a_change_is_told(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path, change: Callable[[Path], Path]
) -> None:
    write_articles(tmp_path, {"old.md": "old", "below/kept.md": "kept"})
    watcher.watch([tmp_path])
    ready(qtbot, watcher)
    told: list[Path] = []
    watcher.changed.connect(told.extend)
    place = change(tmp_path)
    qtbot.waitUntil(lambda: place in told, timeout=SOON_MS)


def test_a_new_folder_is_watched_from_then_on(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path
) -> None:
    watcher.watch([tmp_path])
    ready(qtbot, watcher)
    told: list[Path] = []
    watcher.changed.connect(told.extend)
    (tmp_path / "a" / "b").mkdir(parents=True)
    qtbot.waitUntil(lambda: tmp_path in told, timeout=SOON_MS)
    ready(qtbot, watcher)
    told.clear()
    (tmp_path / "a" / "b" / "deep.md").write_text("deep", "utf-8")
    qtbot.waitUntil(lambda: tmp_path / "a" / "b" in told, timeout=SOON_MS)


def test_the_open_file_stays_watched_through_replacements(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writes, "watch", lambda self, folder: False)  # as outside Linux
    file = write_articles(tmp_path, {"open.md": "one"}) / "open.md"
    watcher.watch_file(file)
    watcher.watch([tmp_path])
    ready(qtbot, watcher)
    told: list[Path] = []
    watcher.changed.connect(told.extend)
    for number in range(3):
        (tmp_path / ".part").write_text(f"{number}", "utf-8")
        os.replace(tmp_path / ".part", file)
        qtbot.waitUntil(lambda: tmp_path in told, timeout=SOON_MS)
        qtbot.waitUntil(lambda: str(file) in watcher._watcher.files(), timeout=SOON_MS)
        told.clear()
    file.write_text("in place", "utf-8")
    qtbot.waitUntil(lambda: file in told, timeout=SOON_MS)


def test_a_root_that_returns_is_watched_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "POLL_MS", 40)
    watcher, root = Watcher(), write_articles(tmp_path / "root", {"a.md": "a"})
    watcher.watch([root])
    ready(qtbot, watcher)
    assert not watcher._poll.isActive()
    shutil.rmtree(root)
    qtbot.waitUntil(watcher._poll.isActive, timeout=SOON_MS)
    write_articles(root, {"a.md": "a"})
    qtbot.waitUntil(lambda: str(root) in watcher._watcher.directories(), timeout=SOON_MS)
    qtbot.waitUntil(lambda: not watcher._poll.isActive(), timeout=SOON_MS)
    watcher.close()


def test_too_many_folders_are_polled_and_told_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "POLL_MS", 40)
    for number in range(1100):
        (tmp_path / str(number)).mkdir()
    watcher, told, polled = Watcher(), [], []
    watcher.limited.connect(lambda: told.append(1))
    watcher.poll_due.connect(lambda: polled.append(1))
    watcher.watch([tmp_path])
    qtbot.waitUntil(lambda: len(polled) > 2, timeout=SOON_MS)
    assert told == [1]
    assert len(watcher._watcher.directories()) == watching.MOST_WATCHED
    watcher.close()


def test_a_network_folder_is_polled(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "is_network_folder", lambda path: True)
    with qtbot.waitSignal(watcher.limited):
        watcher.watch([tmp_path])
    assert watcher._poll.isActive()


def test_a_network_folder_is_known_by_its_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = "disk / ext4 rw 0 0\nserver:/x /home/me/far\\040away nfs4 rw 0 0\n"
    monkeypatch.setattr(Path, "read_text", lambda *_: mounts)
    assert is_network_folder(Path("/home/me/far away/library"))
    assert not is_network_folder(Path("/home/me/near"))


def test_a_folder_of_many_files_lets_the_window_breathe(tmp_path: Path) -> None:
    for number in range(1600):
        (tmp_path / f"{number}.md").touch()
    (tmp_path / "below").mkdir()
    found = list(folders_below([str(tmp_path)]))
    assert [folder for folder in found if folder] == [str(tmp_path), str(tmp_path / "below")]
    assert found.count("") >= 3


def test_what_is_known_is_not_walked_again(tmp_path: Path) -> None:
    (tmp_path / "known" / "deep").mkdir(parents=True)
    (tmp_path / "new").mkdir()
    found = folders_below([str(tmp_path)], {str(tmp_path / "known")})
    assert list(found) == [str(tmp_path), str(tmp_path / "new")]


# --- the whole window ---------------------------------------------------------------------------

TEXT = "---\nid: {0}\nlang: en\n---\n# Title {0}\n\n" + "The lamp was lit again that night. " * 40


def test_the_list_follows_the_disk(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    texts = {f"{n}.md": TEXT.format(n) for n in ("one", "two", "three")}
    folder = write_articles(tmp_path / "library", texts)
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    session.background.begin()
    ready(qtbot, session.background.watcher)

    def listed(*names: str) -> None:
        wanted = [f"Title {name}" for name in sorted(names)]
        qtbot.waitUntil(lambda: sorted(titles(program)) == wanted, timeout=SOON_MS)

    write_articles(folder, {"below/four.md": TEXT.format("four")})
    listed("one", "two", "three", "four")
    (folder / "two.md").write_text(TEXT.format("two").replace("Title two", "Title 2"), "utf-8")
    listed("one", "2", "three", "four")
    (folder / "three.md").unlink()
    listed("one", "2", "four")
    (folder / "one.md").rename(folder / "below" / "moved.md")
    qtbot.waitUntil(
        lambda: session.parts.library.by_path(folder / "below" / "moved.md") is not None,
        timeout=SOON_MS,
    )
    listed("one", "2", "four")


def test_a_moved_article_is_still_followed(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "library", {"one.md": TEXT.format("one")})
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    session.background.begin()
    ready(qtbot, session.background.watcher)
    there = folder / "renamed.md"
    (folder / "one.md").rename(there)
    qtbot.waitUntil(lambda: session.visits.article.path == there, timeout=SOON_MS)
    there.write_text(TEXT.format("one").replace("lit again", "put out"), "utf-8")
    qtbot.waitUntil(lambda: "put out" in session.marking.text, timeout=SOON_MS)


def test_an_edit_keeps_the_note_that_is_being_written(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", {"one.md": TEXT.format("one")})
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    session.background.begin()
    ready(qtbot, session.background.watcher)
    editor = session.window.reader.notes.note.editor
    editor.setFocus()
    (folder / "one.md").write_text(TEXT.format("one").replace("lit again", "put out"), "utf-8")
    typed = ""

    def keep_typing() -> bool:
        nonlocal typed
        qtbot.keyClicks(editor, "x")
        typed += "x"
        return "put out" in session.marking.text

    qtbot.waitUntil(keep_typing, timeout=SOON_MS)
    qtbot.keyClicks(editor, "!")
    assert editor.toPlainText() == typed + "!"
    session.keeping.save_all()
    assert session.parts.store.article_note("one").note == typed + "!"


def test_a_library_folder_that_goes_away_loses_no_row_and_no_mark(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", {"one.md": TEXT.format("one")})
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    mark = session.marking.highlight(0, 9, "blue")
    session.background.begin()
    ready(qtbot, session.background.watcher)
    shutil.rmtree(folder)
    qtbot.waitUntil(session.background.watcher._poll.isActive, timeout=SOON_MS)
    library = session.parts.library
    qtbot.waitUntil(lambda: folder in [problem.path for problem in library.problems()])
    assert [m.id for m in session.parts.store.marks("one")] == [mark.id]
    assert library.by_id("one") is not None
