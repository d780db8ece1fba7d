"""Tables: which Markdown can say, and how the others are kept as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from reader.importers.nodes import PROSE_BLOCKS, Node

_KEPT = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "code": "code",
    "sup": "sup",
    "sub": "sub",
    "p": "p",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "mark": "mark",
    "kbd": "kbd",
}
MAX_COLUMNS = 60


def rows(table: Node) -> list[list[Node]]:
    """The cells of each row, those of nested tables left with their cell."""
    found: list[list[Node]] = []
    for part in table.elements():
        if part.tag in ("thead", "tbody", "tfoot"):
            found += rows(part)
        elif part.tag == "tr":
            found.append([cell for cell in part.elements() if cell.tag in ("td", "th")])
    return [row for row in found if row]


def is_layout(table: Node, cells: list[list[Node]]) -> bool:
    """Whether the table only places things: one column, or whole articles in its cells."""
    if table.get("role") == "presentation" or max(map(len, cells)) == 1:
        return True
    if any(cell.tag == "th" for row in cells for cell in row):
        return False
    return any(
        below.tag in ("table", "h1", "h2", "h3", "article")
        for row in cells
        for c in row
        for below in c.walk()
        if below is not c
    )


def is_simple(cells: list[list[Node]]) -> bool:
    """Whether a Markdown table says it all: a header row, one line a cell, no spans."""
    widths = {len(row) for row in cells}
    header = all(cell.tag == "th" for cell in cells[0])
    if not header or len(widths) != 1 or max(widths) > MAX_COLUMNS or len(cells) < 2:
        return False
    return not any(_is_complex(cell) for row in cells for cell in row)


def _is_complex(cell: Node) -> bool:
    spans = {cell.get("colspan"), cell.get("rowspan")} - {"", "1"}
    blocks = [below for below in cell.walk() if below.tag in PROSE_BLOCKS]
    return bool(spans) or len(blocks) > 1 or any(block.tag not in ("p", "div") for block in blocks)


def alignment(cell: Node) -> str:
    """ "left", "center", "right" or ""."""
    found = re.search(r"text-align\s*:\s*(left|center|right)", cell.get("style"))
    value = found[1] if found else cell.get("align").lower()
    return value if value in ("left", "center", "right") else ""


def pipes(texts: list[list[str]], alignments: list[str]) -> str:
    """A Markdown table; the first row is its header."""
    rules = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
    lines = [texts[0], [rules[one] for one in alignments], *texts[1:]]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in row)} |" for row in lines)


def as_html(
    cells: list[list[Node]], address: Callable[[str], str], picture: Callable[[Node], str]
) -> str:
    """The table as HTML without a blank line, with what a cell may hold in this program."""
    lines = ["<table>"]
    for row in cells:
        inside = "".join(_cell(cell, address, picture) for cell in row)
        lines.append(f"<tr>{inside}</tr>")
    return "\n".join([*lines, "</table>"])


def _cell(cell: Node, address: Callable[[str], str], picture: Callable[[Node], str]) -> str:
    spans = "".join(
        f' {name}="{cell.get(name)}"'
        for name in ("colspan", "rowspan")
        if re.fullmatch(r"[2-9]|[1-9]\d{1,2}", cell.get(name))
    )
    aligned = f' align="{alignment(cell)}"' if alignment(cell) else ""
    content = " ".join(_inside(cell, address, picture).split())
    return f"<{cell.tag}{spans}{aligned}>{content}</{cell.tag}>"


def _inside(node: Node, address: Callable[[str], str], picture: Callable[[Node], str]) -> str:
    return "".join(_part(child, address, picture) for child in node.children)


def _part(child: Node | str, address: Callable[[str], str], picture: Callable[[Node], str]) -> str:
    if isinstance(child, str):
        return html.escape(child, quote=False)
    if child.tag == "br":
        return "<br>"
    if child.tag == "img":
        place = picture(child)
        alt = html.escape(child.get("alt"))
        return f'<img src="{html.escape(place)}" alt="{alt}">' if place else alt
    inside = _inside(child, address, picture)
    target = address(child.get("href")) if child.tag == "a" else ""
    if target:
        return f'<a href="{html.escape(target)}">{inside}</a>'
    tag = _KEPT.get(child.tag)
    return (
        f"<{tag}>{inside}</{tag}>"
        if tag
        else f" {inside} "
        if child.tag in ("div", "td", "tr")
        else inside
    )
