"""The layout that wraps."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.ui.flow import FlowLayout


def laid_out(qtbot: QtBot, width: int, *, to_end: bool = False) -> list[QRect]:
    host = QWidget()
    qtbot.addWidget(host)
    layout = FlowLayout(host, gap=10, to_end=to_end)
    parts = [QWidget(host) for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        part.show()
        layout.addWidget(part)
    layout.setGeometry(QRect(0, 0, width, 200))
    return [part.geometry() for part in parts]


def test_parts_that_fit_stand_side_by_side(qtbot: QtBot) -> None:
    assert [rect.topLeft().toTuple() for rect in laid_out(qtbot, 320)] == [
        (0, 0),
        (110, 0),
        (220, 0),
    ]


def test_what_does_not_fit_begins_a_line(qtbot: QtBot) -> None:
    assert [rect.topLeft().toTuple() for rect in laid_out(qtbot, 319)] == [
        (0, 0),
        (110, 0),
        (0, 30),
    ]


def test_lines_can_stand_at_the_end(qtbot: QtBot) -> None:
    assert laid_out(qtbot, 250, to_end=True)[2].topLeft().toTuple() == (150, 30)


def test_the_height_follows_the_width(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    layout = FlowLayout(host, gap=10)
    for _ in range(3):
        part = QWidget(host)
        part.setFixedSize(100, 20)
        part.show()
        layout.addWidget(part)
    assert (layout.heightForWidth(320), layout.heightForWidth(100)) == (20, 80)
