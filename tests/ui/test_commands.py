"""What the commands do: in sight, undone by Escape, or with a word on why nothing can be done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader import settings
from reader.indexing import index_library
from reader.resources import collection
from reader.store import Store
from reader.ui.app import Program
from reader.ui.records import KeysDialog, ProblemsDialog
from reader.ui.spoken import SPOKEN
from reader.ui.window import Window
from tests.ui.desk import Desk, titles, write_articles

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def program(desk: Desk) -> Program:
    return desk.start()


@pytest.fixture
def window(program: Program) -> Window:
    return program.session.window


# --- the menu bar -------------------------------------------------------------------------------


def press_alt(widget: QWidget) -> None:
    QTest.keyPress(widget, Qt.Key.Key_Alt, NONE)


def release_alt(widget: QWidget) -> None:
    QTest.keyRelease(widget, Qt.Key.Key_Alt, NONE)


def test_alt_alone_opens_the_menu_and_escape_gives_the_focus_back(
    window: Window, qtbot: QtBot
) -> None:
    pane = window.reader.pane
    pane.setFocus()
    press_alt(pane)
    release_alt(pane)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.parent() is window.menuBar()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.menuBar().isVisible())
    assert window.focusWidget() is pane


def test_the_menu_bar_goes_when_a_command_is_chosen_in_it(window: Window, qtbot: QtBot) -> None:
    window.actions_["menu"].trigger()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Right)  # from File to Edit
    assert window.menuBar().isVisible()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(window.actions_["search"])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.menuBar().isVisible())
    assert window.focusWidget() is window.sidebar.search


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Shift])
def test_alt_with_another_key_opens_no_menu(window: Window, key: Qt.Key) -> None:
    pane = window.reader.pane
    pane.setFocus()
    press_alt(pane)
    QTest.keyPress(pane, key, ALT)
    QTest.keyRelease(pane, key, ALT)
    release_alt(pane)
    assert QApplication.activePopupWidget() is None and not window.menuBar().isVisible()


def test_alt_with_the_mouse_opens_no_menu(window: Window) -> None:
    pane = window.reader.pane
    pane.setFocus()
    press_alt(pane)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, ALT, QPoint(5, 5))
    release_alt(pane)
    assert QApplication.activePopupWidget() is None


def test_alt_that_leaves_the_window_opens_no_menu(window: Window, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    window.reader.pane.setFocus()
    press_alt(window.reader.pane)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    with qtbot.waitActive(window):
        window.activateWindow()
    release_alt(window.reader.pane)
    assert QApplication.activePopupWidget() is None


# --- the hits in the text -----------------------------------------------------------------------


def hits(program: Program) -> int:
    """How many matches are marked in the open article."""
    return len(program.session.window.reader.find_bar._hits)


def search_for(program: Program, qtbot: QtBot, query: str) -> None:
    with qtbot.waitSignal(program.session.listing.listed):
        program.session.window.sidebar.search.setText(query)


def click_row(program: Program, number: int) -> None:
    """Click the row of an article."""
    view, model = program.session.window.sidebar.list, program.session.model
    place = view.visualRect(model.index(model.position(number), 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)


TEXT = "The shops close in a recession and open again after it, as shops have always done. " * 6
ARTICLES = {
    f"{name}.md": f"---\nid: {name}\nlang: {language}\n---\n# {name.title()}\n\n{TEXT}{more}\n"
    for name, language, more in (
        ("lean", "en", "Lean times are for free goods."),
        ("plenty", "en", "Free goods are for times of plenty."),
        ("mager", "de", "Im Englischen sagt man recession."),
    )
}


@pytest.fixture
def lean(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Program:
    """A program on three articles that can be searched; "lean" is open."""
    folder = write_articles(tmp_path / "library", ARTICLES)
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    index_library(session.parts.library, desk.paths.search_index, workers=0)
    open_article(program, qtbot, "lean")
    return program


def open_article(program: Program, qtbot: QtBot, name: str) -> None:
    article = program.session.parts.library.by_id(name)
    assert article is not None
    program.session.open_article(article)
    qtbot.waitUntil(lambda: program.session.window.reader.opened is not None)
    qtbot.waitUntil(lambda: program.session.marking.article == article)


def test_hits_are_marked_in_the_article_that_is_open_already(lean: Program, qtbot: QtBot) -> None:
    search_for(lean, qtbot, "recession")
    article = lean.session.visits.article
    assert article is not None and hits(lean) == 0
    click_row(lean, article.number)
    qtbot.waitUntil(lambda: hits(lean) > 0)


def test_hits_go_with_the_search(lean: Program, qtbot: QtBot) -> None:
    search_for(lean, qtbot, "recession")
    article = lean.session.visits.article
    assert article is not None
    click_row(lean, article.number)
    qtbot.waitUntil(lambda: hits(lean) > 0)
    search_for(lean, qtbot, "")
    assert hits(lean) == 0


def test_enter_on_the_open_article_marks_its_hits_too(lean: Program, qtbot: QtBot) -> None:
    search_for(lean, qtbot, "recession")
    sidebar = lean.session.window.sidebar
    assert sidebar.list.currentIndex().isValid()
    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)
    QTest.keyClick(sidebar.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hits(lean) > 0)
    assert lean.session.window.focusWidget() is lean.session.window.reader.pane


def test_what_is_found_in_the_article_outlives_the_search_of_all(
    lean: Program, qtbot: QtBot
) -> None:
    search_for(lean, qtbot, "recession")
    lean.session.window.reader.find_bar.open("free")
    found = hits(lean)
    assert found > 0
    search_for(lean, qtbot, "")
    assert hits(lean) == found


# --- what the list leaves out -------------------------------------------------------------------


def offered(program: Program) -> list[str]:
    """The buttons of the empty state."""
    empty = program.session.window.sidebar.empty
    return [b.text() for b in empty.findChildren(QPushButton) if b.isVisible()]


def press(program: Program, text: str) -> None:
    empty = program.session.window.sidebar.empty
    next(b for b in empty.findChildren(QPushButton) if b.text() == text).click()


def test_a_view_that_hides_every_hit_says_so_and_is_left(lean: Program, qtbot: QtBot) -> None:
    sidebar = lean.session.window.sidebar
    lean.session.finding.show_view("bookmarked")
    search_for(lean, qtbot, "recession")
    assert sidebar.empty.title.text() == "Nothing for “recession” in “Bookmarked”"
    assert sidebar.hint.text() == "3 more outside “Bookmarked” – show"
    with qtbot.waitSignal(lean.session.listing.listed):
        press(lean, "Search all articles")
    assert len(titles(lean)) == 3 and not sidebar.hint.isVisible()


def test_a_view_that_hides_some_hits_shows_them_at_a_click(lean: Program, qtbot: QtBot) -> None:
    sidebar = lean.session.window.sidebar
    lean.session.toggle_bookmark()
    lean.session.finding.show_view("bookmarked")
    search_for(lean, qtbot, "recession")
    assert titles(lean) == ["Lean"] and sidebar.hint.text().startswith("2 more outside")
    with qtbot.waitSignal(lean.session.listing.listed):
        sidebar.hint.click()
    assert sorted(titles(lean)) == ["Lean", "Mager", "Plenty"]


def test_view_and_languages_that_hide_hits_are_left_together(lean: Program, qtbot: QtBot) -> None:
    sidebar = lean.session.window.sidebar
    lean.session.toggle_bookmark()
    lean.session.finding.show_view("bookmarked")
    lean.session.finding.filter_languages(("de",))
    search_for(lean, qtbot, "recession")
    assert sidebar.empty.title.text() == "Nothing for “recession” in “Bookmarked” (Deutsch)"
    assert sidebar.hint.text() == "3 more in other views and languages – show"
    sidebar.hint.click()
    qtbot.waitUntil(lambda: len(titles(lean)) == 3)
    assert not sidebar.hint.isVisible()


# --- what is like the open article --------------------------------------------------------------


def show_like(program: Program, qtbot: QtBot) -> None:
    with qtbot.waitSignal(program.session.listing.listed):
        program.session.window.actions_["more_like"].trigger()
    assert sorted(titles(program)) == ["Mager", "Plenty"]


@pytest.mark.parametrize("part", ["search", "list"])
def test_escape_leaves_what_is_like_the_article(lean: Program, qtbot: QtBot, part: str) -> None:
    sidebar = lean.session.window.sidebar
    search_for(lean, qtbot, "free")
    before = titles(lean)
    show_like(lean, qtbot)
    with qtbot.waitSignal(lean.session.listing.listed):
        QTest.keyClick(getattr(sidebar, part), Qt.Key.Key_Escape)
    assert titles(lean) == before and sidebar.search.text() == "free"
    assert not sidebar.hint.isVisible()


def test_a_line_leaves_what_is_like_the_article(lean: Program, qtbot: QtBot) -> None:
    sidebar = lean.session.window.sidebar
    show_like(lean, qtbot)
    assert sidebar.hint.text() == "Like “Lean” – show all"
    with qtbot.waitSignal(lean.session.listing.listed):
        sidebar.hint.click()
    assert len(titles(lean)) == 3 and not sidebar.hint.isVisible()
    qtbot.waitUntil(lambda: sidebar.count_label.text() == "3 unread")


def test_what_is_like_the_article_stays_while_the_library_changes(
    lean: Program, qtbot: QtBot
) -> None:
    show_like(lean, qtbot)
    before = titles(lean)
    lean.session.finding.refresh()
    assert titles(lean) == before


# --- settings -----------------------------------------------------------------------------------


def test_the_switch_for_translations_acts_on_the_list(program: Program) -> None:
    program.errands.show_settings("interface")
    preferencing = program.errands._preferencing
    assert preferencing is not None
    switch = preferencing.dialog.switches["group_translations"]
    before = len(titles(program))
    switch.click()
    assert len(titles(program)) == before // 3
    program.session.window.actions_["group_translations"].trigger()
    assert len(titles(program)) == before
    assert not program.session.window.settings.group_translations
    preferencing.dialog.close()


def test_a_folder_can_have_every_language_that_an_article_can(lean: Program, qtbot: QtBot) -> None:
    lean.errands.show_folders()
    preferencing = lean.errands._preferencing
    assert preferencing is not None
    chooser = preferencing.dialog.folders.language
    offered = {chooser.itemData(row) for row in range(chooser.count())}
    assert offered >= {*SPOKEN, None} and len(offered) == chooser.count()
    preferencing.dialog.close()


def test_welcome_shows_the_hidden_collection_and_its_article(lean: Program, qtbot: QtBot) -> None:
    window = lean.session.window
    window.change_settings(show_collection=False)
    window.actions_["welcome"].trigger()

    def is_open() -> bool:
        article = lean.session.visits.article
        return article is not None and article.id == "welcome-en"

    qtbot.waitUntil(is_open)
    assert window.settings.show_collection
    assert "Lean" in titles(lean) and "Welcome to Lesesal" in titles(lean)


# --- in sight -----------------------------------------------------------------------------------


def trigger(program: Program, name: str) -> None:
    program.session.window.actions_[name].trigger()


@pytest.mark.parametrize("name", ["search", "recent_searches", "more_like", "language_1", "list"])
def test_what_acts_on_the_list_leaves_the_focus_mode(
    lean: Program, qtbot: QtBot, name: str
) -> None:
    window = lean.session.window
    qtbot.waitUntil(lambda: bool(window.sidebar.chips.languages()))
    trigger(lean, "focus_mode")
    assert not window.sidebar.isVisible()
    trigger(lean, name)
    close_popup()
    assert window.sidebar.isVisible() and window.reader.bar.isVisible()
    assert window.settings.list_shown


def close_popup() -> None:
    if (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@pytest.mark.parametrize("name", ["search", "find", "list", "next_unread", "focus_mode", "back"])
def test_what_acts_below_all_marks_leaves_them(lean: Program, qtbot: QtBot, name: str) -> None:
    window = lean.session.window
    open_article(lean, qtbot, "plenty")
    trigger(lean, "all_marks")
    assert lean.errands._all_marks is not None
    trigger(lean, name)
    assert not lean.errands._all_marks.view.isVisible()
    assert window.settings.list_shown


def test_the_next_pane_of_all_marks_is_in_them(lean: Program) -> None:
    lean.session.toggle_bookmark()
    trigger(lean, "all_marks")
    assert lean.errands._all_marks is not None
    view = lean.errands._all_marks.view
    for part in (view.list, view.search):
        trigger(lean, "next_pane")
        assert lean.session.window.focusWidget() is part


@pytest.mark.parametrize(
    "name", ["find", "article_note", "contents", "highlight", "notes", "page_down", "next_unread"]
)
def test_what_acts_on_the_text_shows_it_in_a_narrow_window(
    lean: Program, qtbot: QtBot, name: str
) -> None:
    window = lean.session.window
    window.resize(700, 600)
    window.show_pane("list")
    assert not window.reader.isVisible()
    trigger(lean, name)
    close_popup()
    assert window.reader.isVisible() and not window.sidebar.isVisible()
    if name in ("article_note", "notes"):
        assert window.reader.notes.note.editor.isVisible()


def test_space_in_a_narrow_list_shows_the_article_from_where_it_was(lean: Program) -> None:
    window = lean.session.window
    window.resize(500, 400)
    window.show_pane("list")
    before = window.reader.pane.verticalScrollBar().value()
    trigger(lean, "page_down")
    assert window.reader.pane.verticalScrollBar().value() == before


def test_back_leads_to_the_list_of_a_window_made_narrow(desk: Desk) -> None:
    program = desk.start()
    window = program.session.window
    assert not window.actions_["back"].isEnabled()
    window.resize(700, 600)
    window.show_pane("reader")
    assert window.actions_["back"].isEnabled()
    trigger(program, "back")
    assert window.sidebar.isVisible()


# --- a word where nothing can be done -----------------------------------------------------------


def toast_text(program: Program) -> str:
    toast = program.session.window.toast
    return toast._label.text() if toast.isVisible() else ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("highlight", "Select the passage in the text first."),
        ("blue", "Select the passage in the text first."),
        ("note", "Select the passage in the text first."),
        ("copy_quote", "Select the passage in the text first."),
        ("next_mark", "No highlight follows."),
        ("previous_mark", "No highlight comes before."),
    ],
)
def test_a_command_without_its_passage_says_what_is_missing(
    lean: Program, name: str, text: str
) -> None:
    lean.session.window.sidebar.list.setFocus()
    trigger(lean, name)
    assert toast_text(lean) == text
    assert not lean.session.window.toast._action.isVisible()


def test_contents_without_headings_say_so(lean: Program) -> None:
    lean.session.outline = ()
    trigger(lean, "contents")
    assert toast_text(lean) == "This article has no headings."


NEED_NOTHING = {
    *("open_folder", "add_articles", "add_from_web", "paste", "folders", "import_marks", "export"),
    *("backups", "quit", "copy", "search", "recent_searches", "settings", "palette", "all_marks"),
    *("problems", "list", "notes", "focus_mode", "larger", "smaller", "normal_size", "next_theme"),
    *("group_translations", "keys", "welcome", "data_folder", "erase", "about"),
    *("next_pane", "menu", *(f"language_{n}" for n in range(1, 10))),
}


def test_an_empty_library_offers_only_what_can_be_done(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    desk.scan(folder)
    program = desk.launch(folder)
    actions = program.session.window.actions_
    assert {spec.name for spec, action in actions.items() if action.isEnabled()} == NEED_NOTHING


def test_an_unreadable_article_offers_its_file_and_the_others(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", ARTICLES)
    desk.scan(folder)
    program = desk.start(folder)
    open_article(program, qtbot, "lean")
    (folder / "plenty.md").unlink()
    article = program.session.parts.library.by_id("plenty")
    assert article is not None
    actions = program.session.window.actions_
    with qtbot.waitSignal(program.session.visits.failed):
        program.session.open_article(article)
    for name in ("show_file", "back", "next_article"):
        assert actions[name].isEnabled(), name
    for name in ("highlight", "find", "print", "bookmark"):
        assert not actions[name].isEnabled(), name
    trigger(program, "back")
    qtbot.waitUntil(lambda: program.session.window.reader.opened is not None)
    assert actions["highlight"].isEnabled() and actions["bookmark"].isEnabled()


# --- beside another program ---------------------------------------------------------------------


def come_to_the_front(program: Program) -> None:
    program._application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


@pytest.fixture
def alone(desk: Desk) -> Program:
    """A program on the user's own library, which is the collection."""
    return desk.start()


def test_a_folder_that_a_verb_has_added_is_listed(
    alone: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", ARTICLES)
    store = Store(alone.session.parts.paths.marks)
    store.add_folder(folder)
    store.close()
    come_to_the_front(alone)
    qtbot.waitUntil(lambda: "Lean" in titles(alone))
    assert alone.session.listing.folders == [folder, collection()]


def test_a_first_import_beside_the_window_is_listed(alone: Program, qtbot: QtBot) -> None:
    write_articles(alone.session.parts.paths.imported, ARTICLES)
    come_to_the_front(alone)
    qtbot.waitUntil(lambda: "Lean" in titles(alone))


def test_folders_of_the_window_stay_while_nobody_changes_them(alone: Program) -> None:
    session = alone.session
    alone.errands.apply(replace(session.window.settings, show_collection=False))
    come_to_the_front(alone)
    assert session.listing.folders == []


def test_settings_that_another_program_has_changed_are_taken(alone: Program) -> None:
    window, path = alone.session.window, alone.session.parts.paths.settings
    window.change_settings(type_size=22)
    settings.save(path, replace(window.settings, theme="sepia", group_translations=True))
    window.change_settings(leading=1.75)
    assert settings.load(path).settings.theme == "sepia"
    come_to_the_front(alone)
    assert window.theme.key == "sepia" and len(titles(alone)) == 6
    shown = window.settings
    assert (shown.type_size, shown.leading, shown.theme) == (22, 1.75, "sepia")


def test_a_new_folder_is_listed_before_the_indexing_goes_on(
    alone: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs: list[bool] = []

    def run(*_: object, is_pressing: bool = False) -> None:
        runs.append(is_pressing)

    monkeypatch.setattr(alone.session.background.indexer, "run", run)
    alone.errands.arrivals.add_folder(write_articles(tmp_path / "library", ARTICLES))
    assert runs == [True]


# --- problems -----------------------------------------------------------------------------------


def test_a_file_that_was_mended_is_tried_again_from_the_problems(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", {**ARTICLES, "mended.md": "", "empty.md": ""})
    desk.scan(folder)
    program = desk.launch(folder)
    trigger(program, "problems")
    dialog = program.session.window.findChild(ProblemsDialog)
    assert dialog is not None
    assert [row.path.name for row in dialog.model.rows] == ["empty.md", "mended.md"]
    (folder / "mended.md").write_text("# Mended\n\nIt can be read.\n", "utf-8")
    dialog.view.selectRow(1)
    dialog.retry_button.click()
    qtbot.waitUntil(lambda: [row.path.name for row in dialog.model.rows] == ["empty.md"])
    assert "Mended" in titles(program)
    dialog.close()


def test_the_page_of_keys_leads_to_where_they_are_changed(program: Program) -> None:
    trigger(program, "keys")
    dialog = program.session.window.findChild(KeysDialog)
    assert dialog is not None
    dialog.change_button.click()
    preferencing = program.errands._preferencing
    assert preferencing is not None
    assert preferencing.dialog.isVisible() and preferencing.dialog.sections.value() == "keys"
    preferencing.dialog.close()


# --- the focus ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(700, 600), (1280, 800)])
def test_the_focus_leaves_a_list_that_is_hidden(lean: Program, size: tuple[int, int]) -> None:
    window = lean.session.window
    window.resize(*size)
    window.show_pane("list")
    window.sidebar.search.setFocus()
    trigger(lean, "list")
    assert not window.sidebar.isVisible() and window.focusWidget() is window.reader.pane


def test_the_focus_goes_to_the_list_that_hides_the_text(lean: Program) -> None:
    window = lean.session.window
    window.resize(700, 600)
    window.show_pane("reader")
    window.reader.pane.setFocus()
    trigger(lean, "list")
    assert window.focusWidget() is window.sidebar.list
