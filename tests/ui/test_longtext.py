"""Text of any length: what is in view is laid out, all of it is selected, copied and searched."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader.ui.longtext import KEPT_LAYOUTS, MARGIN, LongText

PIECES, LINES = 60, 50


def line(piece: int, number: int) -> str:
    tail = "long words and longer ones " * (30 if number % 10 == 0 else 2)
    return f"{piece}.{number} 🙂 {tail}"


TEXT = ["".join(f"{line(p, n)}\n" for n in range(LINES)) for p in range(PIECES)]


@pytest.fixture
def text(qtbot: QtBot) -> LongText:
    made = LongText()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    for piece in TEXT:
        made.append(piece)
    made.append("The last line")
    qtbot.waitExposed(made)
    return made


def shown(text: LongText) -> list[str]:
    """The first words of the lines in view."""
    text.grab()
    lines = [text._lines_of(place.piece)[place.line] for place, _ in text._in_view()]
    return [line.split(" ")[0] for line in lines]


def test_all_of_it_is_kept_and_little_laid_out(text: LongText) -> None:
    assert text.text() == "".join(TEXT) + "The last line"
    text.grab()
    assert 0 < len(text._layouts) < 100
    for value in range(0, text.verticalScrollBar().maximum(), 40):
        text.verticalScrollBar().setValue(value)
        text.grab()
    assert len(text._layouts) <= KEPT_LAYOUTS


def test_it_begins_with_the_first_line_and_ends_with_the_last(text: LongText) -> None:
    assert shown(text)[0] == "0.0"
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    place, y = list(text._in_view())[-1]
    assert shown(text)[-1] == "The"
    assert y + text._height(place) == text.viewport().height()
    text.verticalScrollBar().setValue(0)
    assert shown(text)[0] == "0.0"


def test_every_line_in_view_is_painted(text: LongText) -> None:
    text.verticalScrollBar().setValue(300)
    picture = text.viewport().grab().toImage()
    for place, y in text._in_view():
        top, bottom = max(0, y), min(picture.height(), y + text._height(place))
        colours = {
            picture.pixel(x, row)
            for row in range(top, bottom)
            for x in range(MARGIN, picture.width() - MARGIN)
        }
        assert len(colours) > 1 or bottom - top < 12, f"nothing at {y}"


def test_small_steps_pass_over_no_line(text: LongText) -> None:
    bar, seen = text.verticalScrollBar(), {}
    while bar.value() < bar.maximum() // 6:
        seen.update(dict.fromkeys(shown(text)))
        bar.setValue(bar.value() + bar.pageStep())
    wanted = [f"{p}.{n}" for p in range(PIECES) for n in range(LINES)][: len(seen)]
    assert list(seen) == wanted
    assert len(seen) > 2 * LINES


def test_a_jump_lands_about_as_far_as_the_bar_stands(text: LongText) -> None:
    bar = text.verticalScrollBar()
    for share in (0.25, 0.5, 0.75):
        bar.setValue(round(bar.maximum() * share))
        piece = float(shown(text)[0])
        assert piece / PIECES == pytest.approx(share, abs=0.03)
        bar.setValue(0)


def test_another_width_keeps_the_first_line(text: LongText) -> None:
    bar = text.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first = shown(text)[0]
    for width in (300, 900, 500):
        text.resize(width, 400)
        assert shown(text)[0] == first


def test_nothing_is_left_below_the_end_when_the_window_grows(text: LongText) -> None:
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    text.resize(900, 900)
    assert shown(text)[-1] == "The"
    assert list(text._in_view())[-1][1] > 800


def test_all_is_selected_and_copied(text: LongText, qtbot: QtBot) -> None:
    qtbot.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "".join(TEXT) + "The last line"


def test_the_mouse_selects_between_two_points(text: LongText, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(text.viewport(), left, pos=QPoint(0, 3))
    bar = text.verticalScrollBar()
    bar.setValue(bar.value() + bar.pageStep())
    qtbot.mouseClick(
        text.viewport(), left, Qt.KeyboardModifier.ShiftModifier, pos=QPoint(10_000, 200)
    )
    chosen = text.selected_text()
    assert "".join(TEXT).startswith(chosen)
    assert len(chosen) > 500
    assert text._selected_in(text._top)


def test_a_double_click_selects_a_word(text: LongText, qtbot: QtBot) -> None:
    layout = text._layout_of(0, 0)
    column = layout.text().encode("utf-16-le").index("words".encode("utf-16-le")) // 2
    x, _ = layout.lineAt(0).cursorToX(column + 1)
    qtbot.mouseDClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24 + round(x), 5))
    assert text.selected_text() == "words"


def test_finding_goes_on_round_the_end_whatever_the_case(text: LongText, qtbot: QtBot) -> None:
    for piece in (37, 37, 59):
        number = random.Random(piece).randrange(LINES)
        text.find_next(f"{piece}.{number} 🙂 LONG")
        qtbot.waitUntil(lambda p=piece, n=number: f"{p}.{n}" in shown(text))
        assert text.selected_text() == f"{piece}.{number} 🙂 long"
    text.find_next("0.1 ")
    assert text.selected_text() == "0.1 "
    text.find_next("not there at all")
    qtbot.waitUntil(lambda: not text._to_search)
    assert text.selected_text() == "0.1 "


def test_an_empty_one_does_nothing(qtbot: QtBot) -> None:
    text = LongText()
    qtbot.addWidget(text)
    text.show()
    text.find_next("x")
    text.select_all()
    text.copy()
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)
    text.verticalScrollBar().setValue(9)
    text.grab()
    assert text.selected_text() == text.text() == ""
