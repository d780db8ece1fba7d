"""The panel for type and theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.settings import Settings
from reader.ui.theme import Theme
from reader.ui.typepanel import TypePanel

FACES = [("literata", "Literata"), ("other", "Other Face")]


@pytest.fixture
def panel(window: QMainWindow, theme: Theme) -> TypePanel:
    made = TypePanel(Settings(theme="sepia"), theme, FACES, window)
    made.show_at(window.mapToGlobal(QPoint(700, 40)))
    return made


def test_a_larger_size_is_sent_at_once(qtbot: QtBot, panel: TypePanel) -> None:
    with qtbot.waitSignal(panel.changed) as changed:
        panel.type_size.stepUp()
    assert changed.args[0] == Settings(theme="sepia", type_size=20)


def test_changes_add_up(qtbot: QtBot, panel: TypePanel) -> None:
    panel.type_size.stepUp()
    with qtbot.waitSignal(panel.changed) as changed:
        panel.theme_picker.swatches[-1].click()
    assert changed.args[0].type_size == 20
    assert changed.args[0].theme == panel.theme_picker.value()


def test_showing_settings_sends_nothing(qtbot: QtBot, panel: TypePanel) -> None:
    with qtbot.assertNotEmitted(panel.changed):
        panel.set_settings(Settings(theme="dark", type_size=30, leading=1.75, face="other"))
    assert panel.theme_picker.value() == "dark"


def test_an_odd_width_shows_the_nearest(panel: TypePanel) -> None:
    panel.set_settings(Settings(width=33.5))
    assert panel.measure.value() == 34.5


def test_another_language_keeps_the_values(qtbot: QtBot, panel: TypePanel) -> None:
    with qtbot.assertNotEmitted(panel.changed):
        QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    assert panel.leading.value() == 1.58


def test_every_control_has_a_name(panel: TypePanel) -> None:
    parts = (panel.type_size, panel.leading, panel.measure, panel.face, panel.theme_picker)
    assert all(part.accessibleName() for part in parts)


def test_the_anchor_button_does_not_count_as_outside(
    qtbot: QtBot, window: QMainWindow, panel: TypePanel
) -> None:
    button = QWidget(window)
    button.show()
    panel.show_below(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.isVisible()
