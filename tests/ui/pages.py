"""Articles for the tests of the pane: blocks with the offsets that rendering gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtGui import QTextCursor, QTextDocument

from reader.model import Block, Cell, Run
from reader.render import render
from reader.source import parse
from reader.ui.reader import Opened
from reader.ui.typesetting import Header, Prepared

HEADER = Header("SVENSKA", "Fyren", "En ingress.", "Maja")
PARAGRAPH = "Hon hade byggt den av gammalt kopparrör och ett dragspel utan tangenter. "


def placed(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], str]:
    """Blocks with their starts, and the text they make up."""
    made: list[Block] = []
    texts: list[str] = []
    at = 0
    for block in blocks:
        start = at
        if block.kind == "table":
            rows = []
            for row in block.rows:
                cells = []
                for cell in row:
                    cells.append(replace(cell, start=at))
                    at += sum(len(run.text) for run in cell.runs) + 1
                rows.append(tuple(cells))
            made.append(replace(block, rows=tuple(rows), start=start))
        else:
            made.append(replace(block, start=start))
        if text := made[-1].text:
            texts.append(text)
            at = start + len(text) + 1
        else:
            at = start
    return tuple(made), "\n".join(texts)


def paragraph(text: str, **more: object) -> Block:
    return Block("paragraph", (Run(text),), 0, **more)  # type: ignore[arg-type]


def table(rows: Sequence[Sequence[str]]) -> Block:
    cells = tuple(tuple(Cell((Run(text),) if text else (), 0) for text in row) for row in rows)
    return Block("table", (), 0, rows=cells)


def shown(document: QTextDocument, first: int, last: int) -> str:
    """What stands between two positions, without what setting has added."""
    cursor = QTextCursor(document)
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    text = cursor.selectedText().replace("\u2028", "\n")
    return text.replace("\u00ad", "").replace("\ufffc", "")


def opened(markdown: str, *, offset: int = 0, right_to_left: bool = False) -> Opened:
    """An article as the reader shows it, without hyphenation and images."""
    rendered = render(parse(markdown.encode(), "a.md"))
    prepared = Prepared(rendered.blocks, right_to_left=right_to_left)
    return Opened(HEADER, prepared, rendered.text, 6, offset)
