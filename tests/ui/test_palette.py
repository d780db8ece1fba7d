"""The command palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from reader.ui.palette import CommandPalette, key_caps
from reader.ui.popup import SHADOW
from reader.ui.theme import Theme

COMMANDS = [
    ("open_folder", "Open folder …", "Ctrl+O"),
    ("next_theme", "Next theme", "Ctrl+Shift+T"),
    ("notes", "Notes", "F8"),
]
ARTICLES = [(7, "Notes from the harbour", "en"), (8, "Fyren", "sv"), (9, "Ohne Titel", None)]


@pytest.fixture
def palette(window: QMainWindow, theme: Theme) -> CommandPalette:
    made = CommandPalette(theme, window)
    QAbstractItemModelTester(made.finder.model, made)
    made.set_commands(COMMANDS)
    made.set_article_source(lambda text: ARTICLES)
    made.open_palette()
    return made


def texts(palette: CommandPalette) -> list[str]:
    return [row.text for row in palette.results()]


def test_empty_it_lists_the_commands_without_articles(palette: CommandPalette) -> None:
    assert texts(palette) == ["Open folder", "Next theme", "Notes"]


def test_recent_commands_stand_first(palette: CommandPalette) -> None:
    palette.set_recent(["notes", "gone"])
    palette.open_palette()
    assert texts(palette)[0] == "Notes"


def test_commands_and_articles_are_mixed(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.finder.field, "notes")
    assert texts(palette) == ["Notes", "Notes from the harbour"]


def test_enter_runs_a_command_and_remembers_it(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.finder.field, "nt")
    with qtbot.waitSignal(palette.command_chosen) as chosen:
        qtbot.keyClick(palette.finder.field, Qt.Key.Key_Return)
    assert chosen.args == ["next_theme"]
    assert palette.recent() == ("next_theme",)
    assert not palette.isVisible()


def test_an_article_is_chosen_by_its_number(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.finder.field, "fyr")
    with qtbot.waitSignal(palette.article_chosen) as chosen:
        qtbot.keyClick(palette.finder.field, Qt.Key.Key_Return)
    assert chosen.args == [8]


def test_down_moves_and_the_row_is_said(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClick(palette.finder.field, Qt.Key.Key_Down)
    assert palette.finder.field.accessibleDescription() == "Next theme, Ctrl+Shift+T"


def test_escape_closes(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClick(palette.finder.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_it_stands_centred_64_pixels_down(window: QMainWindow, palette: CommandPalette) -> None:
    panel = palette.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert (panel.top(), panel.width()) == (64, 560)
    assert abs(panel.center().x() - window.rect().center().x()) <= 1


def test_it_follows_the_window_and_stays_inside(
    window: QMainWindow, palette: CommandPalette
) -> None:
    window.resize(480, 400)
    assert palette.isVisible()
    panel = palette.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert window.rect().contains(panel)


@pytest.mark.parametrize(
    ("shortcut", "caps"),
    [
        ("", []),
        ("F8", ["F8"]),
        ("Ctrl+Shift+T", ["Ctrl", "Shift", "T"]),
        ("Ctrl++", ["Ctrl", "+"]),
        ("+", ["+"]),
    ],
)
def test_a_shortcut_is_its_keys(shortcut: str, caps: list[str]) -> None:
    assert key_caps(shortcut) == caps
