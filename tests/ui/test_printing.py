"""An article on paper: its pages, its highlights and its notes."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, QTimer
from PySide6.QtGui import QImage, QPainter, QTextFormat
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from reader.model import Anchor, Mark, Place
from reader.ui.formats import Look
from reader.ui.printing import Paper, make_printer, paper, print_article
from reader.ui.theme import Theme
from tests.ui.desk import Desk
from tests.ui.pages import PARAGRAPH, opened

TEXT = (
    "\n\n".join(f"Stycke {n}. " + PARAGRAPH * 5 for n in range(20)) + "\n\n- en punkt\n\n> citat\n"
)
PAGE = QSizeF(612, 980)


@pytest.fixture
def made(qapp: QApplication, theme: Theme) -> Paper:
    """The article with one highlighted passage that carries a note."""
    article = opened(TEXT)
    start = article.text.index("Stycke 1.")
    anchor = Anchor("Stycke 1.", "", "", start, start + 9, "")
    mark = Mark("a", "highlight", "x", anchor, "green", "En anteckning.")
    place = Place(start, start + 9, "exact")
    return paper(Look(theme), article.header, article.prepared, [(mark, place)])


def test_the_pdf_has_pages_of_a4_and_as_many_as_the_text_needs(made: Paper, tmp_path: Path) -> None:
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    made.print_to(printer)
    data = (tmp_path / "a.pdf").read_bytes()
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 5
    assert re.search(rb"/MediaBox \[0 0 595(?:\.\d+)? 842(?:\.\d+)?\]", data)


def test_every_line_stands_on_one_page_and_the_notes_come_last(made: Paper) -> None:
    count = made.lay_out(PAGE)
    bounds = [made.bounds(number) for number in range(1, count + 1)]
    assert all(a[1] == b[0] for a, b in pairwise(bounds))
    for one, _ in made._blocks:
        layout = one.block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            top = one.origin.y() + line.y()
            bottom = top + line.height()
            assert any(low - 0.5 <= top and bottom <= high + 0.5 for low, high in bounds)
    assert made._blocks[-1][0].block.text() == "En anteckning."


@pytest.mark.parametrize(
    "below", ["Text under rubriken.", "| a | b |\n|---|---|\n| c | d |", "- a"]
)
def test_no_heading_ends_a_page(qapp: QApplication, theme: Theme, below: str) -> None:
    parts = [
        f"{PARAGRAPH * (n % 5 + 1)}\n\n## Rubrik {n}\n\n### Under\n\n{below}" for n in range(80)
    ]
    article = opened("\n\n".join(parts))
    made = paper(Look(theme), article.header, article.prepared, [])
    made.lay_out(PAGE)
    blocks = [one.block for one, _ in made._blocks]
    broken = 0
    for block, following in pairwise(blocks):
        if block.blockFormat().headingLevel():
            assert made.page_of(block) == made.page_of(following), following.text()
            broken += block.blockFormat().pageBreakPolicy() != QTextFormat.PageBreakFlag(0)
    assert 0 < broken < 40


def test_the_highlight_is_on_the_paper(made: Paper, theme: Theme) -> None:
    made.lay_out(PAGE)
    image = QImage(612, 980, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    made.paint_page(painter, 1)
    painter.end()
    wanted = theme.highlight("green").rgb()
    found = [(x, y) for x in range(612) for y in range(980) if image.pixel(x, y) == wanted]
    assert 200 < len(found) < 2000
    assert max(y for _, y in found) - min(y for _, y in found) < 24


def test_the_dialog_does_not_outlive_its_printer(desk: Desk) -> None:
    session = desk.start().session
    answer = QTimer(session)
    answer.timeout.connect(lambda: QApplication.activeModalWidget().reject())
    answer.start(10)
    print_article(session)
    answer.stop()
    assert session.window.findChildren(QPrintDialog) == []
