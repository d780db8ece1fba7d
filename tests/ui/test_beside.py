"""Two languages of an article side by side: which one, level with each other, and only with room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.model import Anchor, Mark
from reader.ui.app import Program
from reader.ui.companion import Companion
from tests.ui.desk import Desk, write_articles
from tests.ui.test_journeys import open_article

PAIR = {
    "a.sv.md": "# Ett\n\nSvensk text om böcker.\n",
    "a.de.md": "# Eins\n\nEin Text über Bücher.\n",
}
ALONE = "---\nid: lone\nlanguage: en\n---\n# Alone\n\nNothing beside it.\n"


def companion(program: Program) -> Companion | None:
    """The pane of the translation where it is on the screen."""
    found = program.session.window.findChild(Companion, "translation_view")
    return found if found is not None and found.isVisible() else None


def show_beside(qtbot: QtBot, program: Program) -> Companion:
    program.session.window.actions_["side_by_side"].trigger()
    pane = companion(program)
    assert pane is not None
    qtbot.waitUntil(lambda: bool(pane.text))
    ours = program.session.window.reader.pane.verticalScrollBar()

    def follows() -> bool:
        ours.setValue(0)
        ours.setValue(ours.maximum())
        return pane.verticalScrollBar().value() == pane.verticalScrollBar().maximum()

    qtbot.waitUntil(follows)
    ours.setValue(0)
    return pane


def heading_tops(program: Program, pane: Companion, beside: str) -> list[tuple[int, int]]:
    """Where the headings stand on the screen in both panes, in pixels from the top."""
    session = program.session
    other = session.parts.library.by_id(beside)
    assert other is not None
    outline = session.parts.render(other, False, None)[0].outline
    ours = session.window.reader.pane
    return [
        (ours.offset_rect(here.start).top(), pane.offset_rect(there.start).top())
        for here, there in zip(session.outline, outline, strict=True)
    ]


def test_the_translation_stands_beside_the_article(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1280, 800))
    open_article(qtbot, program, "customers-de")
    reader = program.session.window.reader
    pane = show_beside(qtbot, program)
    assert "owners" in pane.text
    assert abs(pane.width() - reader.pane.width()) <= 2
    for each in (reader.pane, pane):
        assert each.document().idealWidth() <= each.viewport().width() + 1
    program.session.window.actions_["side_by_side"].trigger()
    assert companion(program) is None
    assert reader.pane.width() == reader.width()


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_what_belongs_together_stands_level(desk: Desk, qtbot: QtBot, share: float) -> None:
    program = desk.start(size=(1280, 800))
    open_article(qtbot, program, "plan-or-none-sv")
    pane = show_beside(qtbot, program)
    bar = program.session.window.reader.pane.verticalScrollBar()
    bar.setValue(round(bar.maximum() * share))
    tops = heading_tops(program, pane, "plan-or-none-de")
    on_screen = [(a, b) for a, b in tops if 0 <= a < pane.viewport().height()]
    assert on_screen
    assert min(abs(a - b) for a, b in on_screen) < 120


def test_each_pane_takes_the_other_along_to_both_ends(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1280, 800))
    open_article(qtbot, program, "blacksmith-en")
    pane = show_beside(qtbot, program)
    ours, theirs = (
        program.session.window.reader.pane.verticalScrollBar(),
        pane.verticalScrollBar(),
    )
    ours.setValue(ours.maximum())
    assert theirs.value() == theirs.maximum()
    theirs.setValue(0)
    assert ours.value() == 0
    theirs.setValue(theirs.maximum() // 2)
    assert 0 < ours.value() < ours.maximum()


def test_turning_the_language_turns_both_panes(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1280, 800))
    open_article(qtbot, program, "blacksmith-de")
    pane = show_beside(qtbot, program)
    assert "smith" in pane.text
    program.session.window.actions_["next_language"].trigger()
    qtbot.waitUntil(lambda: program.session.marking.article.id == "blacksmith-en")
    qtbot.waitUntil(lambda: "Smeden" in pane.text or "smed" in pane.text)


def test_the_chosen_language_stands_beside_every_article(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1280, 800))
    open_article(qtbot, program, "blacksmith-de")
    pane = show_beside(qtbot, program)
    menu = program.errands.beside.menu()
    beside = [action for action in menu.actions() if "Svenska" in action.text()]
    beside[-1].trigger()
    qtbot.waitUntil(lambda: "smed" in pane.text)
    open_article(qtbot, program, "customers-de")
    qtbot.waitUntil(lambda: "kunder" in pane.text)
    open_article(qtbot, program, "customers-sv")
    qtbot.waitUntil(lambda: "kunder" not in pane.text)


def test_it_is_there_again_at_the_next_start(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1280, 800))
    open_article(qtbot, program, "blacksmith-de")
    show_beside(qtbot, program)
    desk.end()
    again = desk.start(size=(1280, 800))
    qtbot.waitUntil(lambda: companion(again) is not None)
    assert again.session.window.actions_["side_by_side"].isChecked()


def test_without_room_it_is_said_and_waits(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(900, 600))
    open_article(qtbot, program, "blacksmith-de")
    window = program.session.window
    window.actions_["side_by_side"].trigger()
    assert "no room" in window.toast.accessibleName()
    assert companion(program) is None
    window.actions_["list"].trigger()
    qtbot.waitUntil(lambda: companion(program) is not None)
    window.actions_["list"].trigger()
    qtbot.waitUntil(lambda: companion(program) is None)


def test_an_article_without_translation_has_the_whole_width(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "lib", PAIR | {"lone.md": ALONE})
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    first = next(a for a in session.parts.library.articles(session.model.numbers) if a.translations)
    open_article(qtbot, program, first.id)
    show_beside(qtbot, program)
    open_article(qtbot, program, "lone")
    assert companion(program) is None
    assert session.window.reader.pane.width() == session.window.reader.width()
    assert not session.window.actions_["side_by_side"].isEnabled()
    open_article(qtbot, program, first.id)
    qtbot.waitUntil(lambda: companion(program) is not None)


def test_the_translation_shows_its_highlights_and_can_be_copied(desk: Desk, qtbot: QtBot) -> None:
    program = desk.start(size=(1280, 800))
    store = program.session.parts.store
    open_article(qtbot, program, "blacksmith-en")
    text = program.session.marking.text
    anchor = Anchor(text[400:440], text[360:400], text[440:480], 400, 440, "")
    mark = store.add(Mark("", "highlight", "blacksmith-en", anchor=anchor, colour="green"))
    open_article(qtbot, program, "blacksmith-de")
    pane = show_beside(qtbot, program)
    assert pane.marks_at(410) == [mark.id]
    pane.setFocus()
    pane.select_range(400, 440)
    QTest.keyClick(pane, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text[400:440].strip()


def test_a_changed_file_of_the_translation_is_shown_anew(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "lib", PAIR)
    desk.scan(folder)
    program = desk.start(folder)
    session = program.session
    swedish = next(
        a for a in session.parts.library.articles(session.model.numbers) if a.language == "sv"
    )
    open_article(qtbot, program, swedish.id)
    pane = show_beside(qtbot, program)
    (folder / "a.de.md").write_text("# Eins\n\nEin neuer Text über Zeitungen.\n", "utf-8")
    qtbot.waitUntil(lambda: "Zeitungen" in pane.text)
