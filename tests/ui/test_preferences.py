"""The settings dialog: every change is sent at once, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.settings import Settings
from reader.ui.actions import SPECS
from reader.ui.folderspage import Folder
from reader.ui.keyspage import KeysPage, clashing, key_rows, keys_of
from reader.ui.preferences import SECTIONS, PreferencesDialog
from reader.ui.theme import Theme, choose

FACES = [("literata", "Literata"), ("other", "Other Face")]
FOLDERS = [Folder(Path("/a/Artiklar"), 12, "sv"), Folder(Path("/a/Blog"), 3)]


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> PreferencesDialog:
    made = PreferencesDialog(Settings(theme="sepia"), theme, FACES)
    made.set_folders(FOLDERS, ["sv", "de"])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_switch_is_sent_at_once(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    with qtbot.waitSignal(dialog.changed) as changed:
        dialog.switches["hyphenate"].click()
    assert changed.args[0] == Settings(theme="sepia", hyphenate=False)


def test_changes_add_up(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    dialog.switches["letter_keys"].click()
    with qtbot.waitSignal(dialog.changed) as changed:
        dialog.type_size.stepUp()
    assert changed.args[0] == Settings(theme="sepia", letter_keys=False, type_size=20)


def test_showing_settings_sends_nothing(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    wanted = Settings(theme="dark", type_size=25, leading=1.45, ui_language="de", face="other")
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.set_settings(wanted)
    assert dialog.language.value() == "de"
    assert dialog.face.value() == "other"


def test_it_opens_with_the_focus_on_the_section(dialog: PreferencesDialog) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert dialog.sections.isAncestorOf(focus)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_can_be_shown(dialog: PreferencesDialog, section: str) -> None:
    dialog.show_section(section)  # type: ignore[arg-type]
    assert dialog.pages.currentIndex() == SECTIONS.index(section)  # type: ignore[arg-type]


def test_another_language_keeps_values_and_section(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    dialog.show_section("folders")
    with qtbot.assertNotEmitted(dialog.changed):
        QApplication.sendEvent(dialog, QEvent(QEvent.Type.LanguageChange))
    assert dialog.sections.value() == "folders"


def test_every_control_has_a_name(dialog: PreferencesDialog) -> None:
    parts = [dialog.face, dialog.type_size, dialog.leading, dialog.measure, dialog.language]
    assert all(part.accessibleName() for part in [*parts, *dialog.switches.values()])


def test_it_takes_another_theme(dialog: PreferencesDialog) -> None:
    dialog.set_theme(choose("dark"))
    assert dialog.palette().window().color() == choose("dark")["side"]


def test_removing_a_folder_says_which(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    dialog.folders.view.selectRow(1)
    with qtbot.waitSignal(dialog.folder_remove_wanted) as wanted:
        dialog.folders.remove_button.click()
    assert wanted.args == [Path("/a/Blog")]


def test_the_language_of_the_selected_folder_is_shown(dialog: PreferencesDialog) -> None:
    dialog.folders.view.selectRow(0)
    assert dialog.folders.language.value() == "sv"
    dialog.folders.view.selectRow(1)
    assert dialog.folders.language.value() is None


def test_choosing_a_folders_language_sends_both(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    dialog.folders.language.set_value("de")
    with qtbot.waitSignal(dialog.folder_language_chosen) as chosen:
        dialog.folders.language.activated.emit(0)
    assert chosen.args == [Path("/a/Artiklar"), "de"]


def test_without_folders_nothing_can_be_removed(dialog: PreferencesDialog) -> None:
    dialog.set_folders([], [])
    assert not dialog.folders.remove_button.isEnabled()


# --- keys ---------------------------------------------------------------------------------------


@pytest.fixture
def keys(window: QMainWindow, theme: Theme) -> KeysPage:
    page = KeysPage(theme, {})
    QAbstractItemModelTester(page.list.model, page)
    window.setCentralWidget(page)
    page.list.field.setText("next theme")
    return page


def test_the_table_of_actions_has_no_clash() -> None:
    assert clashing({}) == {}


def test_every_action_is_listed() -> None:
    assert {row.name for row in key_rows({}, titles=False)} == {spec.name for spec in SPECS}


def test_an_empty_shortcut_takes_the_key_away() -> None:
    spec = next(spec for spec in SPECS if spec.name == "palette")
    assert keys_of(spec, {"palette": ""}) == ()


def test_pressing_keys_assigns_them(qtbot: QtBot, keys: KeysPage) -> None:
    keys.edit.setFocus()
    with qtbot.waitSignal(keys.changed) as changed:
        qtbot.keyClick(keys.edit, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert changed.args[0] == {"next_theme": "Ctrl+Y"}


def test_a_clash_is_told_at_once(qtbot: QtBot, keys: KeysPage) -> None:
    keys.edit.setFocus()
    qtbot.keyClick(keys.edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Command palette" in keys.warning.text())
    assert keys.list.model.rows[0].clashes


def test_backspace_takes_a_key_away(qtbot: QtBot, keys: KeysPage) -> None:
    keys.edit.setFocus()
    with qtbot.waitSignal(keys.changed) as changed:
        qtbot.keyClick(keys.edit, Qt.Key.Key_Backspace)
    assert changed.args[0] == {"next_theme": ""}


def test_escape_leaves_a_key_as_it_was(qtbot: QtBot, keys: KeysPage) -> None:
    keys.edit.setFocus()
    with qtbot.assertNotEmitted(keys.changed):
        qtbot.keyClick(keys.edit, Qt.Key.Key_Escape)
    assert keys.edit.keySequence() == QKeySequence("Ctrl+Shift+T")


def test_reset_brings_one_key_back(qtbot: QtBot, keys: KeysPage) -> None:
    keys.set_shortcuts({"next_theme": "Ctrl+Y", "notes": "F7"})
    with qtbot.waitSignal(keys.changed) as changed:
        keys.reset_button.click()
    assert changed.args[0] == {"notes": "F7"}


def test_reset_all_brings_all_keys_back(qtbot: QtBot, keys: KeysPage) -> None:
    keys.set_shortcuts({"next_theme": "Ctrl+Y", "notes": "F7"})
    with qtbot.waitSignal(keys.changed) as changed:
        keys.reset_all_button.click()
    assert changed.args[0] == {}


def test_an_action_is_found_by_its_key(keys: KeysPage) -> None:
    keys.list.field.setText("ctrl+k")
    assert [row.name for row in keys.list.model.rows] == ["palette"]
