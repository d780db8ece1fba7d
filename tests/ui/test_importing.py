"""Import dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.importers.values import Imported, ImportResult, Link, Skipped
from reader.ui.addweb import AddFromWebDialog
from reader.ui.importing import ImportProgress, ImportResultView
from reader.ui.theme import Theme

RESULT = ImportResult(
    imported=(
        Imported(Path("a.md"), "a", "Fyren", "sv", ("Lämna ett svar", "Andra bloggar om: , ,")),
        Imported(Path("b.md"), "b", "Bäcker", "de"),
    ),
    skipped=(
        Skipped(Path("empty.txt"), "The file is empty."),
        Skipped(Path("old.html"), "Already there.", "a"),
    ),
    to_fetch=(Link("https://example.org/a", "A"), Link("https://example.org/b", "")),
)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ImportResultView:
    made = ImportResultView(theme, RESULT)
    QAbstractItemModelTester(made.model, made)
    shown(qtbot, made)
    return made


def texts(view: ImportResultView) -> list[str]:
    return [line.title or line.second for line in view.model.rows]


def test_progress_says_count_and_rate(qtbot: QtBot, theme: Theme) -> None:
    progress = ImportProgress(theme)
    qtbot.addWidget(progress)
    progress.show_progress(12, 40, "a.md", 311.7)
    assert progress.count.text() == "12 of 40  ·  312 a second"


def test_escape_asks_to_cancel_once_and_stays(qtbot: QtBot, theme: Theme) -> None:
    progress = ImportProgress(theme)
    shown(qtbot, progress)
    with qtbot.waitSignal(progress.cancel_wanted):
        qtbot.keyClick(progress, Qt.Key.Key_Escape)
    assert progress.isVisible()
    assert not progress.cancel_button.isEnabled()


def test_finished_it_closes_without_cancelling(qtbot: QtBot, theme: Theme) -> None:
    progress = ImportProgress(theme)
    shown(qtbot, progress)
    with qtbot.assertNotEmitted(progress.cancel_wanted):
        progress.finish()
    assert not progress.isVisible()


def test_removed_lines_are_shown_on_demand(qtbot: QtBot, view: ImportResultView) -> None:
    assert texts(view) == ["Fyren", "Bäcker"]
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert texts(view) == ["Fyren", "Lämna ett svar", "Andra bloggar om: , ,", "Bäcker"]
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert texts(view) == ["Fyren", "Bäcker"]


def test_what_was_skipped_is_listed_with_its_reason(view: ImportResultView) -> None:
    view.show_part("skipped")
    assert view.model.rows[0].second == "The file is empty."


def test_an_article_that_was_there_already_can_be_opened(
    qtbot: QtBot, view: ImportResultView
) -> None:
    view.show_part("skipped")
    view.list.selectRow(1)
    with qtbot.waitSignal(view.article_wanted) as wanted:
        view.open_button.click()
    assert wanted.args == ["a"]


def test_only_checked_addresses_are_fetched(qtbot: QtBot, view: ImportResultView) -> None:
    view.show_part("to_fetch")
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.fetch_wanted) as wanted:
        view.fetch_button.click()
    assert wanted.args == [(RESULT.to_fetch[1],)]


def test_with_none_checked_nothing_can_be_fetched(view: ImportResultView) -> None:
    view.show_part("to_fetch")
    view.all_button.click()
    assert not view.fetch_button.isEnabled()


def test_a_result_of_addresses_alone_opens_on_them(qtbot: QtBot, theme: Theme) -> None:
    view = ImportResultView(theme, ImportResult(to_fetch=RESULT.to_fetch))
    qtbot.addWidget(view)
    assert view.parts.value() == "to_fetch"


def test_a_cancelled_import_says_so(qtbot: QtBot, theme: Theme) -> None:
    view = ImportResultView(theme, ImportResult(cancelled=True))
    qtbot.addWidget(view)
    assert "kept whole" in view.sentence.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keys_in_an_empty_result_do_nothing(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    view = ImportResultView(theme, ImportResult())
    shown(qtbot, view)
    with qtbot.assertNotEmitted(view.list.picked):
        qtbot.keyClick(view.list, key)


# --- from the web -------------------------------------------------------------------------------


@pytest.fixture
def web(qtbot: QtBot, theme: Theme) -> AddFromWebDialog:
    made = AddFromWebDialog(theme)
    shown(qtbot, made)
    return made


@pytest.mark.parametrize("text", ["", "   ", "ftp://a.example", "file:///etc/passwd", "two words"])
def test_what_is_no_address_of_the_web_cannot_be_fetched(web: AddFromWebDialog, text: str) -> None:
    web.field.setText(text)
    assert not web.fetch_button.isEnabled()


def test_enter_fetches_with_https_where_no_scheme_is_given(
    qtbot: QtBot, web: AddFromWebDialog
) -> None:
    qtbot.keyClicks(web.field, "kustbrev.example/fyren")
    with qtbot.waitSignal(web.fetch_wanted) as wanted:
        qtbot.keyClick(web.field, Qt.Key.Key_Return)
    assert wanted.args == ["https://kustbrev.example/fyren"]


def test_what_will_happen_names_the_host(web: AddFromWebDialog) -> None:
    web.field.setText("https://kustbrev.example/fyren")
    assert "kustbrev.example" in web.sentence.text()


def test_escape_stops_a_fetch_and_leaves_the_dialog(qtbot: QtBot, web: AddFromWebDialog) -> None:
    web.field.setText("kustbrev.example")
    web.show_progress("Fetching …")
    with qtbot.waitSignal(web.cancel_wanted):
        qtbot.keyClick(web, Qt.Key.Key_Escape)
    assert web.isVisible()
    assert web.field.isEnabled()


def test_a_failure_says_why_and_can_be_tried_again(web: AddFromWebDialog) -> None:
    web.field.setText("kustbrev.example")
    web.show_failure("The server answered 404.")
    assert web.state.text() == "The server answered 404."
    assert web.fetch_button.isEnabled()


def test_the_fetched_article_can_be_opened(qtbot: QtBot, web: AddFromWebDialog) -> None:
    web.field.setText("kustbrev.example")
    web.show_result(RESULT.imported[0], "När lotsen steg i land")
    with qtbot.waitSignal(web.article_wanted) as wanted:
        web.fetch_button.click()
    assert wanted.args == ["a"]
