"""The reading pane: what it paints where, how it scrolls, and its caret, keys and gestures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.model import Block, Image, Run
from reader.ui.formats import Look
from reader.ui.highlights import Marks, Painted, overlaps
from reader.ui.pane import ReadingPane
from reader.ui.reader import Opened
from reader.ui.theme import Theme
from reader.ui.typesetting import Prepared
from tests.ui.pages import HEADER, PARAGRAPH, opened, placed

LONG = "\n\n".join(f"Stycke {n}. " + PARAGRAPH * 4 for n in range(60))
Show = Callable[[Opened], ReadingPane]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Show]:
    """Shows an article in a pane of 660x500 that has its place in an active window."""

    hosts: list[QWidget] = []

    def shown(article: Opened) -> ReadingPane:
        host = QWidget()
        hosts.append(host)
        host.resize(660, 500)
        qtbot.addWidget(host)
        pane = ReadingPane(theme, host)
        pane.resize(660, 500)
        host.show()
        with qtbot.waitActive(host):
            host.activateWindow()
        pane.set_margins(30, 40, 30, 120)
        pane.show_article(Look(theme), HEADER, article.prepared, article.text, article.offset)
        qtbot.waitUntil(pane.is_complete)
        return pane

    yield shown
    hosts.clear()


def coloured(pane: ReadingPane, colour: QColor) -> list[QPoint]:
    """The pixels of the pane that have exactly a colour."""
    image = pane.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = colour.rgb()
    return [
        QPoint(x, y)
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
        if image.pixel(x, y) == wanted
    ]


def around(pane: ReadingPane, start: int, end: int) -> QRect:
    """Where a passage of one line stands, with the two pixels that a highlight is wider."""
    map_ = pane.map
    cursor = QTextCursor(pane.document())
    cursor.setPosition(map_.to_document(start))
    first = pane.cursorRect(cursor)
    cursor.setPosition(map_.to_document(end, end=True))
    return first.united(pane.cursorRect(cursor)).adjusted(-3, -3, 3, 3)


CONSTRUCTS = {
    "paragraph": "Ett stycke med ordet kopparrör i sig.",
    "heading": "## En rubrik med kopparrör",
    "list": "- En punkt med kopparrör",
    "nested": "- En\n    - Två med kopparrör",
    "quote": "> Ett citat med kopparrör",
    "table": "| Namn | Ting |\n|---|---|\n| Signe | kopparrör |",
    "code": "```\nx = kopparrör\n```",
    "inline code": "Ett stycke med `kopparrör` i sig.",
    "box": '!!! note "Ruta"\n    Med kopparrör i.',
}


@pytest.mark.parametrize("markdown", CONSTRUCTS.values(), ids=list(CONSTRUCTS))
def test_a_highlight_is_painted_behind_its_words_and_nowhere_else(
    show: Show, theme: Theme, markdown: str
) -> None:
    article = opened(markdown)
    pane = show(article)
    colour = theme.highlight("green")
    assert coloured(pane, colour) == []
    start = article.text.index("kopparrör")
    pane.set_painted([Painted("a", start, start + 9, "green")])
    found = coloured(pane, colour)
    area = around(pane, start, start + 9)
    assert len(found) > area.width() * area.height() / 4 * 0.3
    assert [point for point in found if not area.contains(point)] == []


@pytest.mark.parametrize(
    ("text", "marked", "unmarked"),
    [
        ("كانت المنارة تومض", "المنارة", "كانت"),
        ("כאשר הטייס ירד", "הטייס", "כאשר"),
        ("المنارة with the lighthouse تومض", "المنارة with", "lighthouse"),
    ],
)
def test_a_highlight_from_right_to_left_leaves_the_other_words_alone(
    show: Show, theme: Theme, text: str, marked: str, unmarked: str
) -> None:
    pane = show(opened(text, right_to_left=True))
    start, other = text.index(marked), text.index(unmarked)
    pane.set_painted([Painted("a", start, start + len(marked), "pink")])
    found = coloured(pane, theme.highlight("pink"))
    assert found
    pane.set_painted([Painted("a", other, other + len(unmarked), "pink")])
    elsewhere = {(p.x(), p.y()) for p in coloured(pane, theme.highlight("pink"))}
    shared = [p for p in found if (p.x(), p.y()) in elsewhere]
    assert len(shared) < 0.1 * len(found)


def test_a_highlight_across_paragraphs_is_painted_in_each_and_not_between(
    show: Show, theme: Theme
) -> None:
    article = opened("Ett stycke.\n\nTvå stycken.")
    pane = show(article)
    pane.set_painted([Painted("a", 4, len(article.text), "blue")])
    found = coloured(pane, theme.highlight("blue"))
    first, second = pane.offset_rect(5), pane.offset_rect(article.text.index("Två"))
    assert any(first.top() <= p.y() <= first.bottom() for p in found)
    assert any(second.top() <= p.y() <= second.bottom() for p in found)
    assert not any(first.bottom() + 4 < p.y() < second.top() - 4 for p in found)


def test_where_two_highlights_meet_both_colours_can_be_told(show: Show, theme: Theme) -> None:
    article = opened("Ett stycke som två markeringar delar på mitten.")
    pane = show(article)
    upper, lower = theme.highlight("blue"), theme.highlight("yellow")
    line = theme.note_bar("yellow")
    pane.set_painted([Painted("a", 0, 24, "yellow"), Painted("b", 11, 40, "blue")])
    shared = around(pane, 11, 24)
    inner = shared.adjusted(6, 0, -6, 0)
    assert [p for p in coloured(pane, upper) if inner.contains(p)]
    assert not [p for p in coloured(pane, lower) if inner.contains(p)]
    lines = coloured(pane, line)
    assert lines
    assert all(shared.contains(p) for p in lines)


def test_the_active_highlight_is_wholly_seen(show: Show, theme: Theme) -> None:
    pane = show(opened("Ett stycke som två markeringar delar på mitten."))
    pane.set_painted([Painted("a", 0, 24, "yellow"), Painted("b", 11, 40, "blue")])
    pane.set_active("a")
    inner = around(pane, 11, 24).adjusted(6, 0, -6, 0)
    assert not [p for p in coloured(pane, theme.highlight("blue")) if inner.contains(p)]
    assert [p for p in coloured(pane, theme.note_bar("blue")) if inner.contains(p)]


def test_the_active_highlight_is_stronger(show: Show, theme: Theme) -> None:
    pane = show(opened("Ett stycke."))
    pane.set_painted([Painted("a", 0, 3, "yellow")])
    plain = coloured(pane, theme.highlight("yellow"))
    pane.set_active("a")
    assert coloured(pane, theme.highlight("yellow")) == []
    pane.set_active("")
    assert coloured(pane, theme.highlight("yellow")) == plain


# --- which marks stand where ------------------------------------------------------------------


RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=12).map(
    lambda pairs: [Painted(str(n), a, a + b, "yellow") for n, (a, b) in enumerate(pairs)]
)


@given(RANGES, st.integers(0, 80), st.integers(1, 20))
def test_marks_between_two_offsets_are_those_that_touch_them(
    painted: list[Painted], low: int, length: int
) -> None:
    found = Marks(painted).between(low, low + length)
    assert {p.id for p in found} == {
        p.id for p in painted if p.start < low + length and p.end > low
    }


@given(RANGES)
def test_overlaps_are_the_stretches_of_two_marks_or_more(painted: list[Painted]) -> None:
    ordered = Marks(painted).between(0, 100)
    covered = {n for part in overlaps(ordered, 0, 100) for n in range(part.start, part.end)}
    assert covered == {n for n in range(100) if sum(p.start <= n < p.end for p in painted) > 1}


# --- scrolling --------------------------------------------------------------------------------


def first_line(pane: ReadingPane) -> int:
    return pane.first_visible_offset()


def test_paging_down_shows_every_line_and_repeats_at_most_two(show: Show, theme: Theme) -> None:
    pane = show(opened(LONG + "\n\n## Rubrik\n\n- ett\n- två\n\n> citat " + PARAGRAPH * 3))
    line = Look(theme).line
    for _ in range(200):
        last = pane.last_visible_offset()
        if not pane.page(1):
            break
        rect = pane.offset_rect(last)
        assert rect.top() > -line, "a line was passed over"
        if pane.verticalScrollBar().value() < pane.verticalScrollBar().maximum():
            assert rect.top() < 2.5 * line
    assert pane.progress() == 1.0


def test_paging_up_shows_every_line(show: Show, theme: Theme) -> None:
    pane = show(opened(LONG))
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    for _ in range(200):
        first = pane.first_visible_offset()
        if not pane.page(-1):
            break
        assert pane.offset_rect(first).bottom() <= pane.viewport().height() + 4
    assert pane.verticalScrollBar().value() == 0


def test_home_and_end_go_to_the_edges_of_the_article(show: Show, qtbot: QtBot) -> None:
    pane = show(opened(LONG))
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_End)
    assert pane.verticalScrollBar().value() == pane.verticalScrollBar().maximum()
    qtbot.keyClick(pane, Qt.Key.Key_Home)
    assert pane.verticalScrollBar().value() == 0


@pytest.mark.parametrize("name", ["scroll_to", "select"])
def test_a_place_that_has_not_arrived_yet_is_brought(qtbot: QtBot, theme: Theme, name: str) -> None:
    article = opened(LONG * 6)
    pane = ReadingPane(theme)
    qtbot.addWidget(pane)
    pane.resize(660, 500)
    pane.show()
    pane.show_article(Look(theme), HEADER, article.prepared, article.text)
    assert not pane.is_complete()
    target = article.text.index("Stycke 30", len(article.text) // 2)
    if name == "scroll_to":
        pane.scroll_to(target)
        assert 0 <= pane.offset_rect(target).top() < 60
    else:
        pane.select_range(target, target + 6)
        assert pane.selected_range() == (target, target + 6)
    assert not pane.is_complete()
    pane.finish()
    assert pane.map.end == len(article.text)


# --- the first screen ---------------------------------------------------------------------------


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme) -> ReadingPane:
    """A pane of 660x500 that shows nothing yet."""
    made = ReadingPane(theme)
    qtbot.addWidget(made)
    made.resize(660, 500)
    made.set_margins(30, 40, 30, 120)
    made.show()
    return made


def test_the_first_screen_is_there_before_the_rest_is_set(pane: ReadingPane, theme: Theme) -> None:
    table = "| a | b | c | d |\n|---|---|---|---|\n" + "| ett | två | tre | fyra |\n" * 90
    for body in (LONG[:5_000], "- kort\n" * 300, "# Rubrik\n\n" * 90, table):
        article = opened(body)
        pane.show_article(Look(theme), HEADER, article.prepared, article.text)
        assert not pane.is_complete()
        assert pane.map.end < len(article.text) / 1.3
        assert pane.document_rect(pane.map.end).bottom() > pane.viewport().height() + 100
        pane.finish()
        assert pane.map.end == len(article.text)


@pytest.mark.parametrize("body", [LONG[:2_000], LONG[:5_000], "Ett stycke.\n\n" * 150])
def test_an_article_is_at_its_place_from_the_first_paint_on(
    qtbot: QtBot, pane: ReadingPane, theme: Theme, body: str
) -> None:
    article = opened(body)
    place = len(article.text) // 2
    pane.show_article(Look(theme), HEADER, article.prepared, article.text, place)
    value, top = pane.verticalScrollBar().value(), pane.offset_rect(place).top()
    assert 0 <= top < 60
    qtbot.waitUntil(pane.is_complete)
    assert (pane.verticalScrollBar().value(), pane.offset_rect(place).top()) == (value, top)


def test_how_far_one_has_read_is_right_at_once(
    qtbot: QtBot, pane: ReadingPane, theme: Theme
) -> None:
    article = opened(LONG[:5_000])
    pane.show_article(Look(theme), HEADER, article.prepared, article.text, 4_000)
    assert pane.is_complete()
    progress = pane.progress()
    pane.document().documentLayout().documentSize()
    qtbot.wait(30)
    assert progress == pane.progress() > 0


def test_a_pane_without_an_article_has_the_colour_of_the_page(
    pane: ReadingPane, theme: Theme
) -> None:
    assert len(coloured(pane, theme["reader"])) > 50_000


# --- caret, selection, gestures ---------------------------------------------------------------


# --- the beginning of a long article ------------------------------------------------------------


def begin(pane: ReadingPane, article: Opened, count: int) -> None:
    """Show the first blocks of an article."""
    first = Prepared(article.prepared.blocks[:count])
    pane.show_beginning(Look(pane._theme), HEADER, first, 0)


def go_on(pane: ReadingPane, article: Opened, qtbot: QtBot) -> None:
    """Show the whole."""
    pane.show_article(Look(pane._theme), HEADER, article.prepared, article.text, 0)
    qtbot.waitUntil(pane.is_complete)


def test_the_rest_follows_a_beginning_as_if_all_had_come_at_once(show: Show, qtbot: QtBot) -> None:
    parts = [
        "# Ett",
        "Ett stycke.",
        "> Citat\n>\n> mer",
        "- a\n- b",
        "| a | b |\n|---|---|\n| c | d |",
    ]
    article = opened("\n\n".join(parts * 12))
    at_once = show(article)
    for count in (2, 5, 7, 12, 40):
        pane = show(opened("Ett annat."))
        begin(pane, article, count)
        go_on(pane, article, qtbot)
        assert pane.document().toPlainText() == at_once.document().toPlainText()
        assert pane.document().size() == at_once.document().size()
        for offset in range(0, len(article.text), 7):
            assert pane.map.to_document(offset) == at_once.map.to_document(offset)
            assert pane.document_rect(offset) == at_once.document_rect(offset)


def test_the_reader_stays_where_the_beginning_was_scrolled_to(show: Show, qtbot: QtBot) -> None:
    article = opened(LONG)
    pane = show(opened("Ett annat."))
    begin(pane, article, 20)
    pane.verticalScrollBar().setValue(300)
    document = pane.document()
    go_on(pane, article, qtbot)
    assert pane.document() is document
    assert pane.verticalScrollBar().value() == 300
    assert pane.text == article.text


def test_a_whole_that_begins_otherwise_is_set_anew(show: Show, qtbot: QtBot) -> None:
    article = opened(LONG)
    pane = show(opened("Ett annat."))
    begin(pane, opened("Stycke noll.\n\n" + LONG), 20)
    go_on(pane, article, qtbot)
    assert "Stycke noll." not in pane.document().toPlainText()
    assert pane.document().toPlainText() == show(article).document().toPlainText()


def test_nothing_of_a_beginning_is_selected_for_a_mark(show: Show, qtbot: QtBot) -> None:
    article = opened(LONG)
    pane = show(opened("Ett annat."))
    begin(pane, article, 20)
    pane.selectAll()
    assert pane.text == ""
    assert pane.selected_range() is None
    assert not pane.is_complete()
    go_on(pane, article, qtbot)
    pane.select_range(0, 6)
    assert pane.selected_range() == (0, 6)


def test_the_caret_begins_at_the_first_visible_line(show: Show) -> None:
    pane = show(opened(LONG))
    pane.clearFocus()
    pane.verticalScrollBar().setValue(900)
    pane.setFocus()
    assert pane.caret_offset() == pane.first_visible_offset()
    assert pane.verticalScrollBar().value() == 900


def test_words_are_selected_by_keyboard_alone(show: Show, qtbot: QtBot) -> None:
    article = opened(LONG)
    pane = show(article)
    pane.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(2):
        qtbot.keyClick(pane, Qt.Key.Key_Right, both)
    assert pane.selected_range() == (0, len("Stycke 0"))


def test_copying_gives_the_text_without_soft_hyphens_and_labels(show: Show) -> None:
    text = "Donaudampfschifffahrtsgesellschaft och mer."
    blocks, whole = placed([Block("paragraph", (Run(text),), 0), Block("rule", (), 0)])
    prepared = Prepared(blocks, {0: [5, 10, 16]})
    pane = show(Opened(HEADER, prepared, whole, 1))
    pane.selectAll()
    assert pane.createMimeDataFromSelection().text() == text
    assert not pane.createMimeDataFromSelection().hasHtml()
    pane.select_range(3, 12)
    assert pane.createMimeDataFromSelection().text() == text[3:12]


def test_tab_goes_to_a_link_and_marks_nothing_as_selected(show: Show, qtbot: QtBot) -> None:
    pane = show(opened("Före [en länk](https://example.org/) efter."))
    pane.setFocus()
    with qtbot.waitSignal(pane.link_hovered) as told:
        qtbot.keyClick(pane, Qt.Key.Key_Tab)
    assert told.args[0] == "https://example.org/"
    assert pane.selected_range() is None
    with qtbot.waitSignal(pane.link_activated):
        qtbot.keyClick(pane, Qt.Key.Key_Return)


def test_a_click_on_an_image_asks_to_show_it_large(show: Show, qtbot: QtBot) -> None:
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill(QColor("#123456"))
    image = Image("a.png", "En fyr")
    blocks, text = placed([Block("paragraph", (Run("", image=image),), 0)])
    pane = show(Opened(HEADER, Prepared(blocks, {}, {image: picture}), text, 1))
    point = coloured(pane, QColor("#123456"))[500]
    with qtbot.waitSignal(pane.image_activated):
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.image_near_caret() is not None


def test_the_context_menu_is_asked_for_at_the_place_of_the_click(show: Show, qtbot: QtBot) -> None:
    article = opened(LONG)
    pane = show(article)
    point = pane.offset_rect(40).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, pane.viewport().mapToGlobal(point)
    )
    with qtbot.waitSignal(pane.menu_wanted):
        QApplication.sendEvent(pane.viewport(), event)
    assert abs(pane.caret_offset() - 40) <= 1


def test_a_click_outside_a_selection_keeps_no_link_to_a_mark_elsewhere(show: Show) -> None:
    pane = show(opened("Ett stycke."))
    pane.set_painted([Painted("long", 0, 10, "yellow"), Painted("short", 4, 7, "blue")])
    assert pane.marks_at(5) == ["short", "long"]
    assert pane.marks_at(1) == ["long"]
    assert pane.marks_at(10) == []
