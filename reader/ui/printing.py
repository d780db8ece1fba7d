"""Printing an article with its notes, on paper or as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPageLayout,
    QPageSize,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from shiboken6 import delete, isValid

from reader.model import Block, Mark, Place, Run
from reader.ui import dialogs
from reader.ui.furniture import Furniture, Shown
from reader.ui.highlights import Marks, Painted
from reader.ui.session import Session
from reader.ui.theme import choose, ui_font
from reader.ui.typesetting import Header, Look, Prepared, Typesetter
from reader.ui.window import look_of

MARGINS_MM = QMarginsF(24, 22, 24, 14)
SIZE = 15  # 11 points
WIDTH = 520
MOST_CUT = 40
FOOT = 36  # below the text: title and page number


def print_article(session: Session) -> None:
    """Ask for a printer and print the open article."""
    if session.window.reader.opened is None:
        return
    printer = make_printer()
    dialog = QPrintDialog(printer, session.window)
    if dialog.exec():
        print_to(session, printer)
    if isValid(dialog):
        delete(dialog)  # before the printer: its buttons ask what it looks like


def save_pdf(session: Session) -> None:
    """Save the open article as a PDF file where the user chooses."""
    article = session.visits.article
    if article is None or session.window.reader.opened is None:
        return
    name = "".join(c for c in article.title if c not in '/\\:*?"<>|').strip()[:80] or "article"
    target = dialogs.choose_save_file(
        session.window,
        QCoreApplication.translate("Printing", "Save article as PDF"),
        f"{name}.pdf",
        "PDF (*.pdf)",
    )
    if target is not None:
        write_pdf(session, target)
        message = QCoreApplication.translate("Printing", "Saved as {name}")
        session.window.toast.show_message(message.format(name=target.name))


def write_pdf(session: Session, target: Path) -> None:
    """Write the open article to a PDF file."""
    printer = make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    print_to(session, printer)


def make_printer() -> QPrinter:
    """A printer for A4 with margins for reading."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(MARGINS_MM, QPageLayout.Unit.Millimeter)
    return printer


def print_to(session: Session, printer: QPrinter) -> None:
    """Set the open article for paper: black on white, its notes at the end."""
    opened = session.window.reader.opened
    if opened is not None:
        look = look_of(session.window.settings, choose("light"))
        paper(look, opened.header, opened.prepared, notes_of(session)).print_to(printer)


def paper(
    look: Look, header: Header, prepared: Prepared, notes: Sequence[tuple[Mark, Place]]
) -> Paper:
    """The whole article set for paper, with its highlights and with its notes after it."""
    plain = replace(look, size=SIZE, width=WIDTH, ligatures=False)  # "fi" is found in the PDF
    setter = Typesetter(plain, prepared)
    setter.set_margins(0, 0, 0, 0)
    setter.header(header)
    setter.feed()
    setter.append(_note_blocks(notes))
    furniture = Furniture(setter)
    furniture.marks = Marks(
        Painted(mark.id, place.start, place.end, mark.colour)
        for mark, place in notes
        if mark.kind != "bookmark" and place.end > place.start
    )
    return Paper(setter, furniture, header.title)


class Paper:
    """An article on pages. Widths and heights are in pixels of 1/96 inch; pages count from 1."""

    def __init__(self, setter: Typesetter, furniture: Furniture, title: str) -> None:
        self._setter, self._furniture, self._title = setter, furniture, title
        self._page = QSizeF()
        self._blocks: list[tuple[Shown, float]] = []

    def print_to(self, printer: QPrinter) -> None:
        """Paint every page that the printer is asked for."""
        scale = printer.resolution() / 96
        count = self.lay_out(printer.pageRect(QPrinter.Unit.DevicePixel).size() / scale)
        first = max(printer.fromPage(), 1)
        painter = QPainter(printer)
        painter.scale(scale, scale)
        for number in range(first, min(printer.toPage() or count, count) + 1):
            if number > first:
                printer.newPage()
            self.paint_page(painter, number)
        painter.end()

    def lay_out(self, room: QSizeF) -> int:
        """Set the article for pages with that room inside their margins; how many there are."""
        self._page = QSizeF(max(room.width(), WIDTH), max(200.0, room.height() - FOOT))
        document = self._setter.document
        self._setter.set_margins(0, 0, round(self._page.width()) - WIDTH, 0)
        document.setPageSize(self._page)
        self._keep_headings()
        layout = document.documentLayout()
        block = document.begin()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            self._blocks.append((Shown(block, rect.topLeft()), rect.bottom()))
            block = block.next()
        return document.pageCount()

    def _keep_headings(self) -> None:
        """Let no heading end a page: it goes over to the next with what stands below it."""
        block = self._setter.document.begin()
        while block.isValid():
            first, block = block, block.next()
            if not first.blockFormat().headingLevel():
                continue
            while block.isValid() and block.blockFormat().headingLevel():
                block = block.next()
            if block.isValid() and self.page_of(block) > self.page_of(first):
                form = first.blockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(first).setBlockFormat(form)

    def page_of(self, block: QTextBlock) -> int:
        """The number of the page on which a block's first line stands."""
        top = self._setter.document.documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineAt(0)
        if line.isValid():
            top += line.y() + line.height() / 2
        return 1 + int(top // self._page.height())

    def bounds(self, number: int) -> tuple[float, float]:
        """Upper and lower edge of a page in the document."""
        height = self._page.height()
        return _cut((number - 1) * height, self._blocks), _cut(number * height, self._blocks)

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint one page with its foot; the painter's origin is the corner inside the margins."""
        start, end = self.bounds(number)
        area = QRectF(0, start, self._page.width(), end - start)
        inset = (self._page.width() - WIDTH) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(inset, -(number - 1) * self._page.height())
        painter.setClipRect(area.adjusted(-inset, 0, inset, 0))
        shown = [one for one, bottom in self._blocks if one.origin.y() < end and bottom > start]
        self._furniture.paint(painter, shown, QPointF(0, 0), 0.0, area)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = area
        self._setter.document.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_foot(painter, number)

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        painter.setFont(ui_font(10))
        painter.setPen(self._setter.look.theme["text3"])
        left = (self._page.width() - WIDTH) / 2
        foot = QRectF(left, self._page.height() + 14, WIDTH, FOOT - 14)
        flags = Qt.AlignmentFlag.AlignBottom
        metrics = painter.fontMetrics()
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, WIDTH - 60)
        painter.drawText(foot, flags | Qt.AlignmentFlag.AlignLeft, title)
        painter.drawText(foot, flags | Qt.AlignmentFlag.AlignRight, str(number))


def _cut(height: float, blocks: list[tuple[Shown, float]]) -> float:
    """Where a page ends: above a line that Qt has let begin a little before its page."""
    for one, bottom in blocks:
        if one.origin.y() - 4 < height < bottom:
            layout = one.block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                top = one.origin.y() + line.y()
                if top < height < top + line.height() and height - top < MOST_CUT:
                    return float(top)
    return height


def _note_blocks(notes: Sequence[tuple[Mark, Place]]) -> list[Block]:
    blocks = []
    for mark, _ in notes:
        if not mark.note:
            continue
        if mark.anchor is not None:
            quote = Run(mark.anchor.exact.replace("\n", " "))
            blocks.append(Block("paragraph", (quote,), 0, quote=1))
        blocks.append(Block("paragraph", (Run(mark.note),), 0))
    if not blocks:
        return []
    title = QCoreApplication.translate("Actions", "Notes")
    return [Block("heading", (Run(title),), 0, level=2), *blocks]


def notes_of(session: Session) -> list[tuple[Mark, Place]]:
    """The highlights and notes of the open article, its own note last."""
    placed = [(m, p) for m, p in session.marking.placed() if p.status != "orphan"]
    article = session.visits.article
    own = session.parts.store.article_note(article.id) if article else None
    return [*placed, *([(own, Place(0, 0, "exact"))] if own else [])]
