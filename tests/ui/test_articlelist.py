"""The list's rows look as Qt says they are, and the window makes no classes of Qt for nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reader.ui.articlerow import RowLook
from reader.ui.articles import ArticleDelegate, Index
from tests.ui.desk import Desk, write_articles

ROOT = Path(__file__).resolve().parents[2]
START = """
import linecache, sys
from pathlib import Path
from PySide6 import QtWidgets
from reader import paths
from reader.ui.app import Program
from reader.ui.instance import Instance
from reader.ui.lifeline import Lifeline
loaded = {"_hashlib", "concurrent.futures", "reader.scan"} & sys.modules.keys()
application = QtWidgets.QApplication([])
places = paths.find(sys.argv[1])
places.create()
lifeline, instance = Lifeline(), Instance(places.data)
program = Program(application, places, [Path(sys.argv[1])], lifeline, instance)
program.show()
application.processEvents()
made = {name for name in ("QStyle", "QWizard") if name in vars(QtWidgets)}
program.delete()
lifeline.close()
read = {name for name in linecache.cache if Path(name).match("reader/ui/[!_]*.py")}
sys.exit(f"for nothing: {made | read | loaded}" if made | read | loaded else 0)
"""


@pytest.mark.parametrize("focused", ["list", "search"])
def test_a_row_looks_as_qt_says_that_it_is(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, focused: str
) -> None:
    texts = {f"{n}.md": f"---\nid: {n}\nlang: en\n---\n\n# {n}\n\nText.\n" for n in ("a", "b")}
    folder = write_articles(tmp_path / "lib", texts)
    desk.scan(folder)
    sidebar = desk.start(folder).session.window.sidebar
    seen: list[tuple[RowLook, QStyle.StateFlag]] = []
    look_of = ArticleDelegate._look

    def look(self: ArticleDelegate, option: QStyleOptionViewItem, index: Index) -> RowLook:
        seen.append((look_of(self, option, index), option.state))
        return seen[-1][0]

    monkeypatch.setattr(ArticleDelegate, "_look", look)
    qtbot.waitUntil(sidebar.isActiveWindow)
    getattr(sidebar, focused).setFocus()
    sidebar.list.viewport().repaint()
    flag = QStyle.StateFlag
    asked = (flag.State_Selected, flag.State_MouseOver, flag.State_Active)
    assert len(seen) >= 2
    assert all(look == tuple(bool(state & one) for one in asked) for look, state in seen)
    assert {look.active for look, _ in seen} == {focused == "list"}
    assert {look.selected for look, _ in seen} == {True, False}


def test_a_start_makes_no_classes_of_qt_that_it_has_no_use_for(tmp_path: Path) -> None:
    """Their enumerations are made one by one: all widgets take 25 ms, those of styles 12.

    Nor does it let PySide read the sources of all modules, 40 ms and 5 MB, or load OpenSSL, 3 and 3.
    """
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_unread_are_counted_in_the_languages_of_the_filter(desk: Desk, qtbot: QtBot) -> None:
    session = desk.start().session
    label = session.window.sidebar.count_label
    qtbot.waitUntil(lambda: label.text() == "18 unread" or label.text() == "17 unread")
    session.finding.filter_languages(("de",))
    qtbot.waitUntil(lambda: label.text() == "6 unread")
    session.finding.filter_languages(("de", "sv"))
    qtbot.waitUntil(lambda: label.text() == "12 unread")
