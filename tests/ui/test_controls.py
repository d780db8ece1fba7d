"""The painted controls: they behave as what they look like."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.ui.controls import TARGET, Button, Segmented, Switch, Text
from reader.ui.fields import ComboBox, Stepper
from reader.ui.theme import Theme, choose

OPTIONS = [(1.45, "Tight"), (1.58, "Normal"), (1.75, "Loose")]


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_enter_presses_a_button(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme)
    button.set_label("Save & close")
    shown(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert button.accessibleName() == "Save & close"


def test_a_compact_button_says_its_name_in_the_tooltip(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "flat", "copy")
    qtbot.addWidget(button)
    button.set_label("Copy")
    button.set_compact(True)
    assert button.toolTip() == "Copy"
    assert button.sizeHint().width() >= TARGET


def test_a_click_anywhere_on_a_switch_turns_it(qtbot: QtBot, theme: Theme) -> None:
    switch = Switch(theme)
    shown(qtbot, switch)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert switch.isChecked()
    assert role(switch) in (QAccessible.Role.CheckBox, QAccessible.Role.Switch)


@pytest.fixture
def segmented(qtbot: QtBot, theme: Theme) -> Segmented:
    made = Segmented(theme)
    made.set_options(OPTIONS)
    made.set_value(1.58)
    shown(qtbot, made)
    return made


def test_arrow_keys_move_the_choice(qtbot: QtBot, segmented: Segmented) -> None:
    segment = segmented.findChild(QWidget, "segment_1")
    assert segment is not None
    segment.setFocus()
    with qtbot.waitSignal(segmented.chosen) as chosen:
        qtbot.keyClick(segment, Qt.Key.Key_Right)
    assert chosen.args == [1.75]


def test_setting_a_value_sends_no_signal(qtbot: QtBot, segmented: Segmented) -> None:
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.set_value(1.45)
    assert segmented.value() == 1.45


def test_new_labels_keep_the_choice(segmented: Segmented) -> None:
    segmented.set_options([(1.45, "Eng"), (1.58, "Normal"), (1.75, "Weit")])
    assert segmented.value() == 1.58


def test_an_unknown_value_changes_nothing(segmented: Segmented) -> None:
    segmented.set_value(9.0)
    assert segmented.value() == 1.58


def test_a_stepper_steps_within_its_bounds(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, 14, 16)
    stepper.set_value(15)
    shown(qtbot, stepper)
    qtbot.keyClick(stepper, Qt.Key.Key_Up)
    qtbot.keyClick(stepper, Qt.Key.Key_Up)
    assert stepper.value() == 16
    assert role(stepper) == QAccessible.Role.SpinBox


def test_a_stepper_set_from_outside_sends_no_signal(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, 14, 32)
    qtbot.addWidget(stepper)
    with qtbot.assertNotEmitted(stepper.valueChanged):
        stepper.set_value(20)


def test_a_box_sends_the_value_and_not_the_label(qtbot: QtBot, theme: Theme) -> None:
    box = ComboBox(theme)
    box.set_options([("", "System"), ("sv", "Svenska")])
    shown(qtbot, box)
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Down)
        box.activated.emit(box.currentIndex())
    assert chosen.args == ["sv"]


def test_text_is_never_markup(qtbot: QtBot, theme: Theme) -> None:
    text = Text(theme)
    qtbot.addWidget(text)
    text.setText("<b>x</b>")
    assert text.textFormat() == Qt.TextFormat.PlainText


def test_a_control_takes_another_theme(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "accent")
    shown(qtbot, button)
    button.clearFocus()
    button.set_theme(choose("dark"))
    center = button.rect().center()
    assert button.grab().toImage().pixelColor(center) == choose("dark")["accent"]
