"""What changes in the folders of the library is told within a second, and shown."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher
from pytestqt.qtbot import QtBot

from reader import detection
from reader.model import Memory
from reader.ui import watcher as watching
from reader.ui.background import scan_now
from reader.ui.entries import Entries
from reader.ui.watcher import Watcher, folders_below, is_network_folder
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


def _add(folder: Path) -> set[Path]:
    (folder / "new.md").write_text("new", "utf-8")
    return {folder / "new.md"}


def _edit(folder: Path) -> set[Path]:
    with (folder / "old.md").open("a", encoding="utf-8") as file:
        file.write("more")
    return {folder / "old.md"}


def _replace(folder: Path) -> set[Path]:
    (folder / ".part").write_text("other", "utf-8")
    os.replace(folder / ".part", folder / "old.md")
    return {folder / "old.md"}


def _rename(folder: Path) -> set[Path]:
    (folder / "old.md").rename(folder / "newer.md")
    return {folder / "old.md", folder / "newer.md"}


def _move_down(folder: Path) -> set[Path]:
    (folder / "old.md").rename(folder / "below" / "old.md")
    return {folder / "old.md", folder / "below" / "old.md"}


def _delete(folder: Path) -> set[Path]:
    (folder / "old.md").unlink()
    return {folder / "old.md"}


def _forbid(folder: Path) -> set[Path]:
    (folder / "old.md").chmod(0)
    return {folder / "old.md"}


def _link(folder: Path) -> set[Path]:
    (folder / "again.md").hardlink_to(folder / "old.md")
    (folder / "way").symlink_to(folder / "below")
    return {folder / "again.md", folder / "way"}


def _save_page(folder: Path) -> set[Path]:
    (folder / "page.html").write_text("<p>Its parts are no articles", "utf-8")
    return {folder / "page.html", folder / "page_files"}


def _ignore(folder: Path) -> set[Path]:
    (folder / ".ignore").write_text("old.md", "utf-8")
    return {folder}


def _delete_folder(folder: Path) -> set[Path]:
    shutil.rmtree(folder / "below")
    return {folder / "below"}


def _move_folder(folder: Path) -> set[Path]:
    (folder / "below").rename(folder / "moved")
    return {folder / "below", folder / "moved"}


CHANGES: list[Callable[[Path], set[Path]]] = [
    *(_add, _edit, _replace, _rename, _move_down, _delete, _forbid, _link, _save_page, _ignore),
    *(_delete_folder, _move_folder),
]


@pytest.fixture
def told(watcher: Watcher, qtbot: QtBot, tmp_path: Path) -> list[Path]:
    """What is told of a folder that holds old.md, below/ and page_files/."""
    write_articles(tmp_path, {"old.md": "old", "below/kept.md": "kept", "page_files/a.md": "a"})
    watcher.watch([tmp_path])
    ready(qtbot, watcher)
    told: list[Path] = []
    watcher.changed.connect(told.extend)
    return told


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__[1:])
def test_a_change_is_told_by_name(
    told: list[Path], qtbot: QtBot, tmp_path: Path, change: Callable[[Path], set[Path]]
) -> None:
    places = change(tmp_path)
    qtbot.waitUntil(lambda: places <= set(told), timeout=SOON_MS)
    assert tmp_path not in set(told) - places  # for then all its files would be compared


@pytest.mark.parametrize("change", [_add, _replace, _delete, _delete_folder])
def test_elsewhere_a_change_is_told_by_its_folder(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], set[Path]],
) -> None:
    monkeypatch.setattr(Entries, "watch", lambda self, folder: False)
    write_articles(tmp_path, {"old.md": "old", "below/kept.md": "kept"})
    watcher = Watcher()
    watcher.watch([tmp_path])
    ready(qtbot, watcher)
    told: list[Path] = []
    watcher.changed.connect(told.extend)
    change(tmp_path)
    qtbot.waitUntil(lambda: tmp_path in told, timeout=SOON_MS)
    watcher.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify")
def test_a_folder_is_watched_once(
    watcher: Watcher, told: list[Path], qtbot: QtBot, tmp_path: Path
) -> None:
    below = {str(tmp_path), str(tmp_path / "below"), str(tmp_path / "page_files")}
    assert watcher.folders() == below
    assert not watcher._watcher.directories()
    shutil.rmtree(tmp_path / "below")
    qtbot.waitUntil(lambda: str(tmp_path / "below") not in watcher.folders(), timeout=SOON_MS)


def test_where_no_watch_is_left_folders_are_polled(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Entries, "watch", lambda self, folder: False)
    monkeypatch.setattr(QFileSystemWatcher, "addPath", lambda self, path: False)
    with qtbot.waitSignal(watcher.limited):
        watcher.watch([tmp_path])
    assert watcher._poll.isActive()


def test_what_is_no_article_is_not_told(told: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".hidden.md", "picture.png", "half.md.part"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "new.md").write_text("new", "utf-8")
    qtbot.waitUntil(lambda: tmp_path / "new.md" in told, timeout=SOON_MS)
    assert set(told) == {tmp_path / "new.md"}


def test_a_moved_folder_is_watched_under_its_new_name(
    watcher: Watcher, told: list[Path], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "below").rename(tmp_path / "moved")
    qtbot.waitUntil(lambda: tmp_path / "moved" in told, timeout=SOON_MS)
    ready(qtbot, watcher)
    told.clear()
    (tmp_path / "moved" / "kept.md").write_text("edited", "utf-8")
    qtbot.waitUntil(lambda: tmp_path / "moved" / "kept.md" in told, timeout=SOON_MS)


def test_a_new_folder_is_watched_from_then_on(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path
) -> None:
    watcher.watch([tmp_path])
    ready(qtbot, watcher)
    told: list[Path] = []
    watcher.changed.connect(told.extend)
    (tmp_path / "a" / "b").mkdir(parents=True)
    qtbot.waitUntil(lambda: tmp_path / "a" in told, timeout=SOON_MS)
    ready(qtbot, watcher)
    told.clear()
    (tmp_path / "a" / "b" / "deep.md").write_text("deep", "utf-8")
    qtbot.waitUntil(lambda: tmp_path / "a" / "b" / "deep.md" in told, timeout=SOON_MS)


def test_the_open_file_stays_watched_through_replacements(
    watcher: Watcher, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Entries, "watch", lambda self, folder: False)  # as outside Linux
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
    qtbot.waitUntil(lambda: str(root) in watcher.folders(), timeout=SOON_MS)
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
    assert len(watcher.folders()) == watching.MOST_WATCHED
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


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_thousands_of_changes_are_told_in_portions(tmp_path: Path) -> None:
    entries, told = Entries(), list[str]()
    entries.changed.connect(told.append)
    assert entries.watch(str(tmp_path))
    write_articles(tmp_path, {f"{number}.md": "" for number in range(2_000)})
    entries._read()
    first = len(told)
    for _ in range(20):
        entries._read()
    entries.clear()
    assert 0 < first < 600 and len(set(told)) == 2_000


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


def test_a_change_does_not_bring_the_language_model_into_the_window(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    danish = "# Bogen\n\n" + "Bogen lå på bordet, og ingen af os havde læst den endnu.\n" * 9
    folder = write_articles(tmp_path / "library", {"one.md": danish})
    loaded: list[bool] = []
    monkeypatch.setattr(detection, "_identifier", lambda: loaded.append(True))
    found = scan_now(desk.paths.catalogue, [folder], Memory(), [folder / "one.md"], lambda: False)
    assert len(found["added"]) == 1
    assert not loaded


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


def test_that_folders_are_polled_stays_in_the_status(desk: Desk, qtbot: QtBot) -> None:
    session = desk.start().session
    background, sidebar = session.background, session.window.sidebar
    qtbot.waitUntil(lambda: not background.is_working())
    background.watcher.limited.emit()
    assert "15" in sidebar.status.text() and sidebar.status.isVisible()
    background.indexer.progressed.emit("scan", 300, 1000)
    assert "300" in sidebar.status.text() and sidebar.cancel_button.isVisible()
    background.indexer.progressed.emit("scan", 1000, 1000)
    assert "15" in sidebar.status.text() and not sidebar.cancel_button.isVisible()
    session.set_folders(session.listing.folders)
    qtbot.waitUntil(lambda: not sidebar.status.isVisible())
