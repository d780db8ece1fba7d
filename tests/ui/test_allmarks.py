"""The view of all marks in the window: what it gives out, and marks whose article is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reader.model import Mark
from reader.store import Store
from reader.ui import dialogs
from reader.ui.app import Program
from reader.ui.markpanel import MarkPanel
from reader.ui.marksview import MarksView
from tests.ui.desk import Desk, write_articles
from tests.ui.test_journeys import open_article

ARTICLE = "blacksmith-en"


@pytest.fixture
def program(desk: Desk, qtbot: QtBot) -> Program:
    """A program whose open article has a yellow, a green and a pink highlight."""
    made = desk.start()
    open_article(qtbot, made, ARTICLE)
    for number, colour in enumerate(("yellow", "green", "pink")):
        mark = made.session.marking.highlight(100 * number, 100 * number + 40, colour)  # type: ignore[arg-type]
        assert mark is not None
    return made


@pytest.fixture
def view(program: Program) -> MarksView:
    """The view, opened."""
    program.errands.show_all_marks()
    found = program.session.window.findChild(MarksView)
    assert isinstance(found, MarksView)
    return found


def quotes(program: Program, *colours: str) -> list[str]:
    marks = program.session.parts.store.marks(ARTICLE)
    return [m.anchor.exact for m in marks if m.anchor and (not colours or m.colour in colours)]


def export(view: MarksView, qtbot: QtBot, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(dialogs, "choose_export", lambda *_: (target, ""))
    view.export_button.click()
    qtbot.waitUntil(target.exists)
    return target.read_text("utf-8")


def copied(view: MarksView, qtbot: QtBot) -> str:
    QGuiApplication.clipboard().setText("")
    view.copy_button.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    return QGuiApplication.clipboard().text()


# --- giving out -----------------------------------------------------------------------------------


def test_what_the_filter_hides_is_not_exported(
    program: Program, view: MarksView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.dots["green"].click()
    text = export(view, qtbot, tmp_path / "marks.md", monkeypatch)
    assert text.count("> ") == 1
    assert " ".join(quotes(program, "green")[0].split()) in " ".join(text.split())


def test_all_rows_of_a_filter_are_those_it_shows(
    program: Program, view: MarksView, qtbot: QtBot
) -> None:
    view.dots["green"].click()
    view.list.selectAll()
    assert copied(view, qtbot).count("> ") == 1


def test_a_search_narrows_what_is_copied(program: Program, view: MarksView, qtbot: QtBot) -> None:
    wanted = quotes(program, "pink")[0]
    view.search.setText(max(wanted.split(), key=len))
    view.refresh()
    assert copied(view, qtbot).count("> ") == view.model.total < 3


def test_the_key_copies_the_selected_rows(program: Program, view: MarksView, qtbot: QtBot) -> None:
    program.session.window.reader.pane.select_range(0, 30)
    view.search.returnPressed.emit()
    QGuiApplication.clipboard().setText("")
    QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("> ") == 1)


def test_without_a_filter_everything_is_copied(
    program: Program, view: MarksView, qtbot: QtBot
) -> None:
    assert copied(view, qtbot).count("> ") == 3


def test_a_dump_of_some_marks_holds_them_alone_and_comes_back(
    program: Program, view: MarksView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = program.session
    session.keeping.save_note(view.model.row(1).id, "First.", "")  # type: ignore[union-attr]
    session.visits.set_read("lean-times-sv", True)
    view.refresh()
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.list.selectionModel().select(view.model.index(1, 0), flag)
    (chosen,) = view.selected_ids()
    data = json.loads(export(view, qtbot, tmp_path / "some.json", monkeypatch))
    assert [mark["id"] for mark in data["marks"]] == [chosen]
    assert [article["id"] for article in data["articles"]] == [ARTICLE]
    assert len(data["texts"]) == 1 and data["states"] == []
    store = Store(tmp_path / "fresh" / "marks.db")
    store.load_dump(data)
    assert [mark.note for mark in store.marks()] == ["First."]
    assert store.marks() == [session.parts.store.mark(chosen)]
    assert store.snapshot(ARTICLE) is not None
    store.close()


def test_a_dump_of_all_marks_is_whole(
    program: Program, view: MarksView, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.session.visits.set_read("lean-times-sv", True)
    data = json.loads(export(view, qtbot, tmp_path / "all.json", monkeypatch))
    assert len(data["marks"]) == 3
    assert "lean-times-sv" in [state["article_id"] for state in data["states"]]


# --- marks of articles that are gone --------------------------------------------------------------

LONG = "This is the beginning of a very long note. " + "and on " * 5000 + "THE END"
BODY = "The lamp was lit again in the evening. Nobody had counted the ropes before the winter came."


@pytest.fixture
def gone(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Program:
    """A program on two articles, the file of one of which is gone since a note was written on it."""
    folder = tmp_path / "library"
    for name in ("stays", "goes"):
        text = f"---\nid: {name}\nlang: en\n---\n\n# {name.title()}\n\n{BODY}\n"
        write_articles(folder, {f"{name}.md": text})
    desk.scan(folder)
    program = desk.start(folder)
    open_article(qtbot, program, "goes")
    text = program.session.marking.text
    start = text.index("Nobody")
    assert program.session.marking.note_on(start, start + 40, LONG) is not None
    desk.end()
    (folder / "goes.md").unlink()
    desk.scan(folder)
    program = desk.start(folder)
    qtbot.waitUntil(lambda: program.session.marking.article is not None)
    return program


def opened(program: Program) -> tuple[MarksView, MarkPanel]:
    """The view and the panel about its first row, as Enter opens it."""
    program.errands.show_all_marks()
    view = program.session.window.findChild(MarksView)
    assert isinstance(view, MarksView)
    view.search.returnPressed.emit()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    panel = program.session.window.findChild(MarkPanel)
    assert isinstance(panel, MarkPanel)
    return view, panel


def kept(program: Program) -> Mark:
    (mark,) = program.session.parts.store.marks()
    return mark


def test_a_mark_of_a_missing_article_can_be_read_in_full(gone: Program) -> None:
    view, panel = opened(gone)
    assert panel.isVisible() and view.isVisible()
    assert LONG in panel.text()
    assert kept(gone).anchor.exact in panel.text()  # type: ignore[union-attr]
    assert panel.about.text() == "This article is not in the library now."
    assert not panel.open_button.isVisible()


def test_a_mark_of_a_missing_article_is_deleted_and_comes_back(gone: Program, qtbot: QtBot) -> None:
    view, panel = opened(gone)
    panel.delete_button.click()
    assert gone.session.parts.store.marks() == []
    assert view.model.total == 0
    toast = gone.session.window.toast
    assert toast.accessibleName() == "1 mark deleted"
    action = toast.findChild(QPushButton, "toast_action")
    assert isinstance(action, QPushButton)
    action.click()
    assert kept(gone).note == LONG
    qtbot.waitUntil(lambda: view.model.total == 1)


def test_a_mark_of_a_missing_article_is_copied(gone: Program, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("")
    _, panel = opened(gone)
    panel.copy_button.click()
    qtbot.waitUntil(lambda: "THE END" in QGuiApplication.clipboard().text())


def test_a_mark_of_a_missing_article_is_attached_to_the_selection(
    gone: Program, qtbot: QtBot
) -> None:
    pane = gone.session.window.reader.pane
    start = pane.text.index("The lamp")
    pane.select_range(start, start + 8)
    view, panel = opened(gone)
    assert panel.attach_button.isEnabled()
    panel.attach_button.click()
    mark = kept(gone)
    assert (mark.article_id, mark.note) == ("stays", LONG)
    assert mark.anchor is not None and mark.anchor.exact == "The lamp"
    assert not view.isVisible()
    ((placed, place),) = gone.session.marking.placed()
    assert (placed.id, place.status) == (mark.id, "exact")
    gone.session.marking.undo()
    assert kept(gone).article_id == "goes"


def test_without_a_selection_the_panel_says_how_to_attach(gone: Program) -> None:
    _, panel = opened(gone)
    assert not panel.attach_button.isEnabled()
    assert panel.hint.isVisible()
    assert panel.hint.text() == "To attach it, select a passage in an article first."


def test_delete_in_the_list_deletes_all_that_is_selected_in_one_step(
    program: Program, view: MarksView, qtbot: QtBot
) -> None:
    view.list.selectAll()
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert quotes(program) == [] and view.model.total == 0
    program.session.marking.undo()
    assert len(quotes(program)) == 3
    qtbot.waitUntil(lambda: view.model.total == 3)


def test_deleting_a_row_goes_on_to_the_next(program: Program, view: MarksView) -> None:
    view.search.returnPressed.emit()
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert program.session.parts.store.count_marks().colours == {"yellow": 1, "pink": 1}
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert program.session.parts.store.count_marks().colours == {"yellow": 1}


def test_the_menu_of_a_row_shows_it_in_full(program: Program, view: MarksView) -> None:
    view.search.returnPressed.emit()
    menu = view.list.make_menu()
    assert [action.text() for action in menu.actions()] == ["Show in full", "Copy", "Delete"]
    menu.actions()[0].trigger()
    panel = program.session.window.findChild(MarkPanel)
    assert isinstance(panel, MarkPanel) and panel.isVisible()
    assert panel.open_button.isVisible() and not panel.attach_button.isVisible()
    panel.open_button.click()
    assert not view.isVisible()
    menu.deleteLater()


# --- marks whose passage is gone ------------------------------------------------------------------


def test_what_is_detached_in_an_article_that_is_not_open_is_known(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    page = "---\nid: {}\nlang: en\n---\n\n# A title\n\n{}\n"
    write_articles(folder, {f"{n}.md": page.format(n, BODY) for n in ("a", "b", "c")})
    desk.scan(folder)
    program = desk.start(folder)
    for name in ("a", "b"):
        open_article(qtbot, program, name)
        start = program.session.marking.text.index("Nobody")
        assert program.session.marking.highlight(start, start + 40, "blue") is not None
    open_article(qtbot, program, "c")
    desk.end()
    other = "Something else is written here today, about mountains and goats and the wide valley."
    write_articles(
        folder, {"a.md": page.format("a", other), "b.md": page.format("b", "New. " + BODY)}
    )
    desk.scan(folder)
    program = desk.start(folder)
    qtbot.waitUntil(lambda: program.session.marking.article is not None)
    program.errands.show_all_marks()
    view = program.session.window.findChild(MarksView)
    assert isinstance(view, MarksView)

    def detached() -> list[str]:
        rows = [view.model.row(number) for number in range(view.model.total)]
        return [row.article_id for row in rows if row is not None and row.is_orphan]

    view.list.selectAll()
    qtbot.waitUntil(lambda: detached() == ["a"])
    assert view.model.total == 2 and len(view.list.selectionModel().selectedRows()) == 2
    view.kind.set_value("orphan")
    view.refresh()
    assert view.model.total == 1 and detached() == ["a"]
    view.closed.emit()
    program.errands.show_all_marks()
    assert detached() == ["a"]  # known at once
