"""Where one is in an article: kept through every change of the look, found again, found in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.images import MAX_PIXELS
from reader.model import Article, Block, Run
from reader.ui import theme as themes
from reader.ui.app import Program
from reader.ui.formats import Look
from reader.ui.imageview import ImageView
from reader.ui.notes import Keeper
from reader.ui.reader import Opened, Reader
from reader.ui.theme import Theme
from reader.ui.typesetting import Prepared
from tests.ui.desk import Desk, write_articles
from tests.ui.pages import HEADER, PARAGRAPH, opened, placed

LONG = "\n\n".join(f"Stycke {n}. " + PARAGRAPH * 5 for n in range(50))
ARTICLE = f"---\nid: long\nlang: sv\ntitle: En lång\n---\n{LONG}\n"


@pytest.fixture
def reader(qtbot: QtBot, theme: Theme) -> Iterator[Reader]:
    """The right side of a window of 1280 pixels, in an active window."""
    made = Reader(theme, Keeper(lambda text, _: text, lambda _id, text, _: text, lambda _id: ()))
    qtbot.addWidget(made)
    made.resize(940, 800)
    made.set_window_width(1280)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_look(Look(theme))
    yield made


def show(qtbot: QtBot, reader: Reader, article: Opened) -> None:
    reader.open(article)
    qtbot.waitUntil(reader.pane.is_complete)


def first_line_holds(reader: Reader, offset: int) -> bool:
    """Whether the first line that is wholly on the screen is the one that holds offset."""
    pane = reader.pane
    line = pane.offset_rect(offset)
    others = [pane.offset_rect(pane.first_visible_offset())]
    return -4 <= line.top() <= 60 and all(other.top() >= line.top() - 2 for other in others)


CHANGES: dict[str, Callable[[Reader], object]] = {
    "larger": lambda r: r.set_look(replace(r._base, size=26)),
    "smaller": lambda r: r.set_look(replace(r._base, size=15)),
    "leading": lambda r: r.set_look(replace(r._base, leading=1.75)),
    "column": lambda r: r.set_look(replace(r._base, width=500)),
    "face": lambda r: r.set_look(replace(r._base, face="Atkinson Hyperlegible Next")),
    "theme": lambda r: r.set_look(replace(r._base, theme=themes.choose("dark"))),
    "narrow": lambda r: r.resize(600, 700),
    "wide": lambda r: r.resize(1500, 900),
    "list": lambda r: r.resize(1270, 800),
    "notes": lambda r: r.set_notes_open(False),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_change_keeps_the_line_that_was_first(
    qtbot: QtBot, reader: Reader, change: Callable[[Reader], object]
) -> None:
    article = opened(LONG)
    show(qtbot, reader, article)
    offset = article.text.index("gammalt", len(article.text) // 2)
    reader.pane.scroll_to(offset)
    change(reader)
    qtbot.waitUntil(lambda: not reader._relook.isActive() and reader.pane.is_complete())
    assert first_line_holds(reader, offset)


def test_changing_the_size_again_and_again_does_not_move_the_text(
    qtbot: QtBot, reader: Reader
) -> None:
    article = opened(LONG)
    show(qtbot, reader, article)
    offset = article.text.index("gammalt", len(article.text) // 2)
    reader.pane.scroll_to(offset)
    for size in (20, 21, 22, 21, 20, 19) * 2:
        reader.set_look(replace(reader._base, size=size))
        qtbot.waitUntil(lambda: not reader._relook.isActive() and reader.pane.is_complete())
    assert reader.pane.first_visible_offset() == offset


def test_an_article_opens_at_the_line_where_it_was_left(qtbot: QtBot, reader: Reader) -> None:
    article = opened(LONG)
    offset = article.text.index("dragspel", len(article.text) * 3 // 4)
    show(qtbot, reader, replace(article, offset=offset))
    assert first_line_holds(reader, offset)
    assert reader.pane.first_visible_offset() == offset


def test_scrolling_while_the_article_comes_in_is_not_undone(qtbot: QtBot, reader: Reader) -> None:
    article = opened(LONG * 8)
    reader.open(replace(article, offset=len(article.text) - 100))
    assert not reader.pane.is_complete()
    reader.pane.verticalScrollBar().setValue(120)
    qtbot.waitUntil(reader.pane.is_complete)
    assert reader.pane.verticalScrollBar().value() == 120


def test_progress_runs_from_nothing_to_all(qtbot: QtBot, reader: Reader) -> None:
    show(qtbot, reader, opened(LONG))
    assert reader.progress() == 0.0
    bar = reader.pane.verticalScrollBar()
    with qtbot.waitSignal(reader.progress_changed) as told:
        bar.setValue(bar.maximum())
    assert told.args[0] == 1.0


def test_the_place_is_found_again_at_the_next_start(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "library", {"long.md": ARTICLE})
    desk.scan(folder)
    program = desk.start(folder)
    pane = program.session.window.reader.pane
    qtbot.waitUntil(pane.is_complete)
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    offset = pane.first_visible_offset()
    desk.end()
    program = desk.start(folder)
    pane = program.session.window.reader.pane
    qtbot.waitUntil(pane.is_complete)
    assert first_line_holds(program.session.window.reader, offset)


# --- find -------------------------------------------------------------------------------------


def test_find_counts_steps_and_wraps(qtbot: QtBot, reader: Reader) -> None:
    article = opened("Ett hus.\n\nTvå Hus.\n\n| a | HUS |\n|---|---|\n| b | c |")
    show(qtbot, reader, article)
    bar = reader.find_bar
    bar.open("hus")
    assert [article.text[a:b] for a, b in bar._hits] == ["hus", "Hus", "HUS"]
    assert bar._current == 0
    for expected in (1, 2, 0):
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
        assert bar._current == expected
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar._current == 2


def test_find_sees_through_soft_hyphens_and_composition(qtbot: QtBot, reader: Reader) -> None:
    decomposed = unicodedata.normalize("NFD", "Ångfartygsbolaget")
    blocks, text = placed([Block("paragraph", (Run(f"Det var {decomposed} som kom."),), 0)])
    show(qtbot, reader, Opened(HEADER, Prepared(blocks, {0: [12, 15, 20]}), text, 1))
    reader.find_bar.open("ångfartygsbolaget")
    ((start, end),) = reader.find_bar._hits
    assert text[start:end] == decomposed
    reader.pane.select_range(start, end)
    assert reader.pane.createMimeDataFromSelection().text() == decomposed


def test_find_begins_with_what_is_selected(qtbot: QtBot, reader: Reader) -> None:
    article = opened(LONG)
    show(qtbot, reader, article)
    start = article.text.index("dragspel")
    reader.pane.select_range(start, start + 8)
    reader.find_bar.open()
    assert reader.find_bar.field.text() == "dragspel"
    assert len(reader.find_bar._hits) == article.text.count("dragspel")


def test_find_shows_a_match_far_below_before_all_has_come_in(qtbot: QtBot, reader: Reader) -> None:
    article = opened(LONG * 8 + "\n\nEn lykta.")
    reader.open(article)
    assert not reader.pane.is_complete()
    reader.find_bar.open("lykta")
    rect = reader.pane.offset_rect(article.text.index("lykta"))
    assert 0 <= rect.top() <= reader.pane.viewport().height()


def test_escape_in_the_find_field_returns_the_focus_to_the_text(
    qtbot: QtBot, reader: Reader
) -> None:
    show(qtbot, reader, opened(LONG))
    reader.find_bar.open("hus")
    qtbot.keyClick(reader.find_bar.field, Qt.Key.Key_Escape)
    assert not reader.find_bar.isVisible()
    assert reader.pane.hasFocus()


# --- the whole window -------------------------------------------------------------------------


@pytest.fixture
def program(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Program:
    """A program on one article with a footnote and a picture."""
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    folder = tmp_path / "library"
    folder.mkdir()
    picture.save(str(folder / "a.png"))
    text = "---\nid: one\nlang: sv\ntitle: En\n---\nEtt stycke.[^1]\n\n![En bild](a.png)\n\n[^1]: Noten.\n"
    write_articles(folder, {"one.md": text})
    desk.scan(folder)
    made = desk.start(folder)
    made.session.window.reader.pane.setFocus()
    qtbot.waitUntil(made.session.window.reader.pane.hasFocus)
    return made


def test_a_footnote_is_shown_in_place_when_tab_comes_to_it(program: Program, qtbot: QtBot) -> None:
    popover = program.errands.linking._popover
    qtbot.keyClick(program.session.window.reader.pane, Qt.Key.Key_Tab)
    qtbot.waitUntil(popover.isVisible)
    assert program.errands.linking.footnote("fn:1") == "Noten."


def test_the_context_menu_has_the_programs_own_entries(program: Program) -> None:
    window = program.session.window
    menu = program.errands.pane_menu.make()
    assert window.actions_["copy"] not in menu.actions()
    window.reader.pane.select_range(0, 3)
    menu = program.errands.pane_menu.make()
    for name in ("copy", "copy_quote", "yellow", "pink", "note", "find"):
        assert window.actions_[name] in menu.actions()


def test_a_picture_opens_large_from_the_menu_and_escape_closes_it(
    program: Program, qtbot: QtBot
) -> None:
    window = program.session.window
    entry = program.errands.pane_menu.make().actions()[-1]
    entry.trigger()
    view = window.findChild(ImageView)
    assert view is not None and view.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert QApplication.focusWidget() is window.reader.pane


def test_a_large_picture_is_read_anew_as_fine_as_the_screen_needs(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    QImage(3600, 1000, QImage.Format.Format_RGB32).save(str(tmp_path / "a.png"))
    write_articles(tmp_path, {"one.md": "![En bild](a.png)\n\nEtt stycke.\n"})
    desk.scan(tmp_path)
    program = desk.start(tmp_path)
    window = program.session.window
    program.errands.pane_menu.make().actions()[-1].trigger()
    view = window.findChild(ImageView)
    assert view is not None and view._image.width() < 3100
    qtbot.waitUntil(lambda: view._image.width() > 3100)
    size = view._image.size()
    assert size.width() * size.height() <= view.wanted_pixels() <= MAX_PIXELS


def test_a_picture_that_is_closed_before_it_is_sharp_stays_closed(
    program: Program, qtbot: QtBot
) -> None:
    window = program.session.window
    program.errands.pane_menu.make().actions()[-1].trigger()
    view = window.findChild(ImageView)
    assert view is not None
    view.close()
    done: list[object] = []
    program.session.reading.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert window.findChild(ImageView) is None


def long_article(program: Program, desk: Desk, tmp_path: Path) -> Article:
    """An article of 120 sections, new in the library."""
    body = "".join(f"## Avsnitt {n}\n\n{'Ett stycke text. ' * 40}\n\n" for n in range(120))
    write_articles(tmp_path / "library", {"long.md": f"---\nid: long\ntitle: L\n---\n{body}"})
    desk.scan(tmp_path / "library")
    long = program.session.parts.library.by_id("long")
    assert long is not None
    return long


def test_a_long_article_is_read_from_its_beginning_before_its_text_is_known(
    program: Program, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    session, reader = program.session, program.session.window.reader
    long = long_article(program, desk, tmp_path)
    seen: list[object] = []

    def look(*_: object) -> None:
        pane = reader.pane
        shown = "Avsnitt 2" in pane.document().toPlainText()
        session.marking.highlight(0, 5, "green")
        seen.append((shown, pane.text, reader.opened, session.marking.article))

    session.visits.begun.connect(look)
    session.open_article(long)
    qtbot.waitUntil(lambda: reader.opened is not None and reader.pane.text.count("Avsnitt") == 120)
    assert seen == [(True, "", None, None)]
    assert not session.parts.store.marks("one") and not session.parts.store.marks("long")
    session.marking.highlight(0, 5, "green")
    assert [mark.anchor.exact for mark in session.parts.store.marks("long") if mark.anchor] == [
        "Avsni"
    ]


def test_a_long_article_that_is_shown_anew_stays_until_it_is_there(
    program: Program, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    session, reader = program.session, program.session.window.reader
    long = long_article(program, desk, tmp_path)
    session.open_article(long)
    qtbot.waitUntil(lambda: reader.opened is not None and reader.pane.text.count("Avsnitt") == 120)
    told: list[object] = []
    session.visits.begun.connect(lambda *what: told.append(what))
    with qtbot.waitSignal(session.visits.opened):
        session.visits.reload()
    assert not told


def test_a_long_article_left_far_down_is_not_shown_from_its_beginning(
    program: Program, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    session, reader = program.session, program.session.window.reader
    long = long_article(program, desk, tmp_path)
    told: list[object] = []
    session.visits.begun.connect(lambda *what: told.append(what))
    session.open_article(long, 50_000)
    qtbot.waitUntil(lambda: reader.pane.text.count("Avsnitt") == 120)
    assert not told


def test_a_passage_is_highlighted_by_keyboard_alone(program: Program, qtbot: QtBot) -> None:
    pane = program.session.window.reader.pane
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(pane, Qt.Key.Key_Right, both)
    qtbot.keyClick(pane, Qt.Key.Key_3)
    (mark,) = program.session.parts.store.marks("one")
    assert mark.anchor is not None and mark.anchor.exact == "Ett"
    assert mark.colour == "blue"
