"""Questions, lists in dialogs, and how addresses are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader import __version__
from reader.model import Problem
from reader.ui import dialogs
from reader.ui.about import LICENCES, AboutDialog
from reader.ui.actions import Actions
from reader.ui.addresses import host_of, shown_address, shown_host
from reader.ui.question import LanguageQuestion, Question, Quoted
from reader.ui.records import (
    BackupRow,
    BackupsDialog,
    KeysDialog,
    ProblemsDialog,
    backup_row,
)
from reader.ui.sheet import Sheet
from reader.ui.theme import Theme


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.example.org", "www.example.org"),
        ("räksmörgås.example", "räksmörgås.example"),
        ("xn--rksmrgs-5wao1o.example", "räksmörgås.example"),
        ("пример.рф", "пример.рф"),
        ("例え.jp", "例え.jp"),
        ("p\u0430ypal.com", "xn--pypal-4ve.com"),
        ("xn--pypal-4ve.com", "xn--pypal-4ve.com"),
        ("\u0430\u0440\u0440\u04cf\u0435.com", "xn--80ak6aa92e.com"),
    ],
)
def test_a_host_that_could_deceive_is_shown_in_punycode(host: str, expected: str) -> None:
    assert shown_host(host) == expected


def test_the_user_part_of_an_address_is_not_its_host() -> None:
    assert host_of("https://www.bank.example@evil.example/login") == "evil.example"


@given(st.text())
def test_any_text_has_a_host_or_none(text: str) -> None:
    assert isinstance(host_of(text), str)


def test_what_turns_text_round_is_made_visible() -> None:
    assert shown_address("https://a.example/\u202egnp.exe") == "https://a.example/\ufffdgnp.exe"


# --- questions ----------------------------------------------------------------------------------


def test_a_button_answers_with_its_value(qtbot: QtBot, theme: Theme) -> None:
    question = Question(theme, None, "Heading", "<b>text</b>")
    qtbot.addWidget(question)
    question.choice("yes", "Yes", "accent").click()
    assert question.answer == "yes"


def test_escape_answers_nothing(qtbot: QtBot, theme: Theme) -> None:
    question = dialogs.link_question(None, theme, "https://example.org/a")
    shown(qtbot, question)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.answer == ""


def test_enter_never_does_a_dangerous_thing(qtbot: QtBot, theme: Theme) -> None:
    question = dialogs.confirm_question(None, theme, "Erase?", "All", "Erase", danger=True)
    shown(qtbot, question)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert question.answer == ""


def test_a_link_is_shown_as_plain_text_with_its_host(qtbot: QtBot, theme: Theme) -> None:
    question = dialogs.link_question(None, theme, "https://p\u0430ypal.com/<b>x</b>")
    qtbot.addWidget(question)
    assert "xn--pypal-4ve.com" in question.sentence.text()
    quoted = question.findChild(Quoted)
    assert quoted is not None
    assert quoted.label.textFormat() == Qt.TextFormat.PlainText
    assert "<b>x</b>" in quoted.label.text().replace("\u200b", "")


def test_a_language_is_found_by_typing_its_name(qtbot: QtBot, theme: Theme) -> None:
    question = LanguageQuestion(theme, None, "", ["sv", "de", "nb"])
    shown(qtbot, question)
    qtbot.keyClicks(question.finder.field, "bokmal")
    qtbot.keyClick(question.finder.field, Qt.Key.Key_Return)
    assert question.answer == "nb"


def test_the_article_itself_can_decide(qtbot: QtBot, theme: Theme) -> None:
    question = LanguageQuestion(theme, None, "", ["sv"])
    shown(qtbot, question)
    qtbot.keyClick(question.finder.field, Qt.Key.Key_Return)
    assert question.answer == ""


def test_a_cancelled_language_is_none(qtbot: QtBot, theme: Theme) -> None:
    question = LanguageQuestion(theme, None, "sv", ["sv"])
    shown(qtbot, question)
    qtbot.keyClick(question.finder.field, Qt.Key.Key_Escape)
    assert question.answer is None


# --- lists --------------------------------------------------------------------------------------

BACKUPS = [BackupRow(Path("a.db"), "today", 12), BackupRow(Path("b.db"), "before", 0, ok=False)]


def test_a_sound_backup_can_be_restored(qtbot: QtBot, theme: Theme) -> None:
    dialog = BackupsDialog(theme, BACKUPS)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.restore_wanted) as wanted:
        dialog.restore_button.click()
    assert wanted.args == [Path("a.db")]


def test_a_damaged_backup_cannot_be_restored(qtbot: QtBot, theme: Theme) -> None:
    dialog = BackupsDialog(theme, BACKUPS)
    qtbot.addWidget(dialog)
    dialog.view.selectRow(1)
    assert not dialog.restore_button.isEnabled()


def test_a_problem_is_shown_in_its_folder(qtbot: QtBot, theme: Theme) -> None:
    dialog = ProblemsDialog(theme, [Problem(Path("/a/b.md"), "The file is empty.")])
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.show_wanted) as wanted:
        dialog.show_button.click()
    assert wanted.args == [Path("/a/b.md")]


def test_without_problems_that_is_said(qtbot: QtBot, theme: Theme) -> None:
    dialog = ProblemsDialog(theme, [])
    qtbot.addWidget(dialog)
    assert dialog.sentence.text() == "Every file could be read."


def test_keys_are_grouped_by_menu(qtbot: QtBot, theme: Theme) -> None:
    dialog = KeysDialog(theme, {})
    qtbot.addWidget(dialog)
    titles = [row.text for row in dialog.keys.model.rows if not row.name]
    assert titles == ["File", "Edit", "View", "Article", "Help", "Elsewhere"]


def test_about_names_fonts_icons_and_libraries(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDialog(theme, "1.2.3")
    qtbot.addWidget(dialog)
    assert "1.2.3" in dialog.version.text()
    assert {"Literata", "Lucide", "Qt, Qt for Python"} <= {name for name, _ in LICENCES}


def test_the_keys_of_the_window_are_shown_as_they_are(window: QMainWindow, theme: Theme) -> None:
    actions = Actions(window, {"palette": "Ctrl+Y"})
    dialog = dialogs.show_keys(window, theme, actions, lambda: None)
    rows = {row.name: row for row in dialog.keys.model.rows}
    assert rows["palette"].keys == ("Ctrl+Y",)
    assert rows["bookmark"].keys == ("S", "Ctrl+D")
    dialog.close()


def test_unchanged_keys_need_no_entry(window: QMainWindow) -> None:
    assert dialogs.shortcuts_of(Actions(window)) == {}


def test_a_problem_can_be_tried_again(qtbot: QtBot, window: QMainWindow, theme: Theme) -> None:
    tried: list[Path] = []
    problem = Problem(Path("/a/b.md"), "The file is empty.")
    dialog = dialogs.show_problems(window, theme, [problem], tried.append)
    dialog.retry_button.click()
    dialog.set_problems([])
    assert not dialog.retry_button.isEnabled()
    dialog.close()
    assert tried == [problem.path]


def test_about_says_the_programs_version(window: QMainWindow, theme: Theme) -> None:
    dialog = dialogs.show_about(window, theme)
    assert __version__ in dialog.version.text()
    dialog.close()


@pytest.fixture
def swedish() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("sv"))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("swedish")
def test_a_backup_is_dated_in_the_persons_own_format(theme: Theme) -> None:
    row = backup_row(Path("a.db"), "2026-03-07T12:00:00Z", 3, 2_000_000)
    assert "7 mars 2026" in row.date
    assert row.size == "2,0 MB"


def test_a_backup_without_a_date_has_its_file_name(theme: Theme) -> None:
    assert backup_row(Path("a.db"), "", 3, 0).date == "a.db"


def test_choosing_no_folder_is_none(monkeypatch: pytest.MonkeyPatch, theme: Theme) -> None:
    monkeypatch.setattr(dialogs.QFileDialog, "getExistingDirectory", lambda *_: "")
    assert dialogs.choose_folder(None) is None


@pytest.mark.parametrize(
    "ask",
    [
        dialogs.ask_erase_all,
        lambda parent, theme: dialogs.ask_open_link(parent, theme, "https://example.org/a"),
        dialogs.ask_book,
        lambda parent, theme: dialogs.ask_language(parent, theme, "sv", ["sv", "de"]),
    ],
)
def test_a_question_is_gone_once_it_is_answered(
    qtbot: QtBot, theme: Theme, ask: Callable[[QWidget, Theme], object]
) -> None:
    window = QMainWindow()
    shown(qtbot, window)
    answer_soon = QTimer(window)
    answer_soon.timeout.connect(lambda: QApplication.activeModalWidget().reject())
    answer_soon.start(10)
    assert not ask(window, theme)
    answer_soon.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(Sheet) == []
