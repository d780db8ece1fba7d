"""What was searched before and what is kept: offered, searched again, and taken away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from reader.ui.sidebar import Sidebar
from tests.ui.desk import Desk


def opened_menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def search(sidebar: Sidebar, query: str) -> None:
    """Type a query and go to the list, as one who wants its hits does."""
    sidebar.search.setFocus()
    sidebar.search.setText(query)
    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)


def view_menu(sidebar: Sidebar) -> QMenu:
    menu = sidebar.view_button.menu()
    menu.aboutToShow.emit()
    return menu


def test_recent_searches_are_offered_newest_first(desk: Desk, qtbot: QtBot) -> None:
    sidebar = desk.start().session.window.sidebar
    for query in ("ett", "två", "ett"):
        search(sidebar, query)
    sidebar.search.setFocus()
    QTest.keyClick(sidebar.search, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    menu = opened_menu(qtbot)
    assert texts(menu)[:2] == ["ett", "två"]
    entry(menu, "två").trigger()
    menu.close()
    assert sidebar.search.text() == "två"


def test_the_magnifier_offers_them_too(desk: Desk, qtbot: QtBot) -> None:
    sidebar = desk.start().session.window.sidebar
    search(sidebar, "R & D\tÅ")
    sidebar.search.recent.click()
    menu = opened_menu(qtbot)
    assert texts(menu)[0] == "R && D Å"
    menu.actions()[0].trigger()
    menu.close()
    assert sidebar.search.text().split() == ["R", "&", "D", "Å"]


def test_recent_searches_outlive_the_window_until_they_are_forgotten(
    desk: Desk, qtbot: QtBot
) -> None:
    search(desk.start().session.window.sidebar, "hus")
    desk.end()
    window = desk.start().session.window
    window.actions_["recent_searches"].trigger()
    menu = opened_menu(qtbot)
    assert texts(menu)[0] == "hus"
    entry(menu, "Forget recent searches").trigger()
    menu.close()
    assert window.settings.recent_searches == ()
    window.sidebar.search.open_recent()
    menu = opened_menu(qtbot)
    assert texts(menu) == ["No recent searches"]
    menu.close()


def test_a_search_is_kept_in_the_view_menu_and_taken_out_again(desk: Desk, qtbot: QtBot) -> None:
    sidebar = desk.start().session.window.sidebar
    sidebar.search.setText("hus lang:sv")
    entry(view_menu(sidebar), "Save this search").trigger()
    sidebar.search.clear()
    kept = entry(view_menu(sidebar), "hus lang:sv")
    assert not kept.isChecked()
    kept.trigger()
    assert sidebar.search.text() == "hus lang:sv"
    menu = view_menu(sidebar)
    assert not entry(menu, "Saved searches").isEnabled()
    assert entry(menu, "hus lang:sv").isChecked()
    entry(menu, "Remove this search").trigger()
    assert "hus lang:sv" not in texts(view_menu(sidebar))
    assert sidebar.search.text() == "hus lang:sv"


def test_the_number_found_is_told_in_a_new_interface_language(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start()
    sidebar = program.session.window.sidebar
    sidebar.search.setText("zzzzqqqq")
    qtbot.waitUntil(lambda: sidebar.count_label.text() == "0 found")
    program.session.window.change_settings(ui_language="sv")
    qtbot.waitUntil(lambda: sidebar.count_label.text() == "0 träffar")
