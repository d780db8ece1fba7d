"""Turns sanitised HTML into the frozen blocks that are shown; hides how markup becomes text.

Only `clean.clean` makes the HTML read here, so it is well formed and its depth bounded; addresses
are checked again all the same. The texts are as written: quotation marks of a `<q>` are not added.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from reader import attributes
from reader.addresses import image_path, link_target
from reader.grid import Grid
from reader.model import Block, BlockKind, Cell, Heading, Image, Run, RunStyle
from reader.runs import Line, pieces

TOO_LONG = "Very long paragraphs are shown in several pieces."

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_SPACES = " \t\n\f\r"
_TASK = re.compile(r"\[([ xX])\](?: |$)")
_NOT_IN_NAMES = re.compile(r"[^\w\s-]+")

_STYLES: dict[str, RunStyle] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic",
    "dfn": "italic", "var": "italic", "code": "code", "samp": "code", "tt": "code", "kbd": "kbd",
    "s": "strike", "del": "strike", "strike": "strike", "u": "underline", "ins": "underline",
    "sup": "sup", "sub": "sub", "small": "small", "rt": "small", "mark": "mark",
}  # fmt: skip
_INLINE = frozenset(_STYLES) | {"a", "abbr", "bdi", "bdo", "q", "rp", "ruby", "span", "time"}
_VOID = frozenset({"br", "hr", "img", "wbr"})
_LISTS = frozenset({"ul", "ol"})
_INDENTING = _LISTS | {"dd"}
_BOXES = frozenset({"div", "section", "aside"})
_KINDS: dict[str, BlockKind] = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading", "ul": "paragraph", "ol": "paragraph", "blockquote": "paragraph", "dt": "term",
    "dd": "definition", "pre": "code", "figcaption": "caption", "caption": "caption",
}  # fmt: skip
_NO_RUNS: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """Blocks with their text and outline; notes say what is not shown as it was written."""

    blocks: tuple[Block, ...]
    text: str
    outline: tuple[Heading, ...]
    notes: tuple[str, ...]


def build(html: str) -> Built:
    """The blocks of sanitised HTML."""
    builder = _Builder()
    parts = iter(_TOKEN.split(html))  # text, then "/" or "", name, attributes, text, and so on
    builder.text(next(parts))
    for close, name, written, text in zip(parts, parts, parts, parts, strict=True):
        if close:
            builder.end(name)
        else:
            builder.start(name, attributes.parse(written))
        if text:
            builder.text(text)
    return builder.finish()


class OneText:
    """The text of the blocks so far; gives each block its start."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0

    def place(self, text: str) -> int:
        """The start of a block with this text; a block without text takes no room."""
        if not text:
            return self._length
        start = self._length + 1 if self._texts else 0
        self._texts.append(text)
        self._length = start + len(text)
        return start

    def joined(self) -> str:
        return "\n".join(self._texts)


def _joined(runs: Iterable[Run]) -> str:
    return "".join([run.text for run in runs])


def _placed(rows: tuple[tuple[Cell, ...], ...], start: int) -> tuple[tuple[Cell, ...], ...]:
    """The rows with the starts of their cells, the first of which stands at start."""
    placed = []
    for row in rows:
        cells = []
        for cell in row:
            cells.append(replace(cell, start=start))
            start += len(_joined(cell.runs)) + 1
        placed.append(tuple(cells))
    return tuple(placed)


# --- what is open -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What block elements hand down to the blocks inside them."""

    kind: BlockKind = "paragraph"
    level: int = 0
    quote: int = 0
    indent: int = 0
    box: str = ""
    language: str | None = None
    direction: Literal["", "ltr", "rtl"] = ""
    footnotes: bool = False
    footnote: bool = False

    def block(
        self,
        runs: tuple[Run, ...],
        start: int,
        *,
        kind: BlockKind | None = None,
        marker: str = "",
        names: tuple[str, ...] = (),
        code_language: str = "",
        rows: tuple[tuple[Cell, ...], ...] = (),
    ) -> Block:
        kind = kind or self.kind
        return Block(
            kind,
            runs,
            start,
            level=self.level if kind == "heading" else 0,
            quote=self.quote,
            indent=self.indent,
            marker=marker,
            box=self.box,
            footnote=self.footnote,
            names=names,
            language=self.language,
            direction=self.direction,
            code_language=code_language,
            rows=rows,
        )


def _inside(outer: _Surroundings, name: str, written: dict[str, str]) -> _Surroundings:
    """The surroundings inside a block element."""
    changes = _changes(outer, name, written.get("class", ""))
    if language := attributes.language(written):
        changes["language"] = language
    if direction := attributes.direction(written):
        changes["direction"] = direction
    return replace(outer, **changes) if changes else outer


def _changes(outer: _Surroundings, name: str, classes: str) -> dict[str, Any]:
    """What a block element changes for all inside it, as fields of _Surroundings."""
    changes: dict[str, Any] = {}
    if kind := _KINDS.get(name):
        changes["kind"] = kind
    if kind == "heading":
        changes["level"] = int(name[1])
    elif name in _INDENTING:
        changes["indent"] = outer.indent + 1
    elif name == "blockquote":
        changes["quote"] = outer.quote + 1
    elif name == "li" and outer.footnotes:
        changes["footnote"] = True
    elif name == "p" and "admonition-title" in classes:
        changes["kind"] = "note_title"
    elif classes and name in _BOXES:
        changes.update(_box_changes(classes.split()))
    return changes


def _box_changes(classes: list[str]) -> dict[str, Any]:
    if "footnote" in classes or "footnotes" in classes:
        return {"footnotes": True}
    if "admonition" in classes:
        kinds = [name for name in classes if name != "admonition"]
        return {"box": kinds[0] if kinds else "note"}
    return {}


def _styled(outer: Run, name: str, written: dict[str, str], *, code: bool) -> Run:
    """The style of text inside an inline element; code says that it stands in a code block."""
    style = _STYLES.get(name)
    styles = outer.styles
    if style and not (code and style == "code"):
        styles = styles | {style}
    if not written:
        return Run("", styles, outer.href, outer.title, None, outer.language)
    title = attributes.one_line(written.get("title", "")) or outer.title
    href = outer.href
    if name == "a":
        href = link_target(written.get("href", ""))
        title = title if href else ""
    return Run("", styles, href, title, None, attributes.language(written) or outer.language)


@dataclass(slots=True)
class _Element:
    """An open element, and what holds inside it."""

    name: str
    around: _Surroundings
    style: Run
    is_hidden: bool = False


@dataclass(slots=True)
class _Open:
    """A paragraph, heading, caption or code block whose text is still coming in."""

    around: _Surroundings
    marker: str
    names: list[str]
    line: Line
    code_language: str = ""

    @property
    def is_code(self) -> bool:
        return self.around.kind == "code"


def _task(marker: str, runs: tuple[Run, ...]) -> tuple[str, tuple[Run, ...]]:
    """The marker and runs of a list item; "[ ]" and "[x]" at its start become the marker."""
    found = _TASK.match(runs[0].text) if marker else None
    if found is None:
        return marker, runs
    first = replace(runs[0], text=runs[0].text[found.end() :])
    rest = tuple(run for run in (first, *runs[1:]) if run.text or run.image)
    return ("☐" if found[1] == " " else "☑"), rest


def _is_back_reference(written: dict[str, str]) -> bool:
    """The arrow behind a footnote: the way back is the window's history."""
    classes = written.get("class", "").split()
    return "footnote-backref" in classes or written.get("href", "").startswith("#fnref")


# --- the builder --------------------------------------------------------------------------------


class _Builder:
    """Takes the tokens of sanitised HTML in order and collects blocks."""

    def __init__(self) -> None:
        self._elements = [_Element("", _Surroundings(), Run(""))]
        self._numbers: list[int | None] = []
        self._open: _Open | None = None
        self._grid: Grid | None = None
        self._marker = ""
        self._names: list[str] = []
        self._slugs: dict[str, int] = {}
        self._text = OneText()
        self._blocks: list[Block] = []
        self._outline: list[Heading] = []
        self._notes: dict[str, None] = {}
        # By the id of what is outside, which is kept along so that the id stays its own.
        self._insides: dict[tuple[int, str], tuple[_Surroundings, _Surroundings]] = {}
        self._styles: dict[tuple[int, str, bool], tuple[Run, Run]] = {}

    def finish(self) -> Built:
        self._close()
        if self._names and self._blocks:
            last = self._blocks[-1]
            self._blocks[-1] = replace(last, names=_unique([*last.names, *self._names]))
        return Built(
            tuple(self._blocks), self._text.joined(), tuple(self._outline), tuple(self._notes)
        )

    def text(self, escaped: str) -> None:
        element = self._elements[-1]
        line = self._line()
        if element.is_hidden or (line is None and not escaped.strip(_SPACES)):
            return
        text = entities.unescape(escaped) if "&" in escaped else escaped
        (line or self._begin()).add(text, element.style)

    def start(self, name: str, written: dict[str, str]) -> None:
        if name in _INLINE:
            self._start_inline(name, written)
        elif name not in _VOID:
            self._start_block(name, written)
        elif name == "img":
            self._image(written)
        elif name == "hr":
            self._rule()
        elif name == "wbr":
            self.text("\u200b")
        elif line := self._line():
            line.add_break(self._elements[-1].style)

    def end(self, name: str) -> None:
        if self._elements[-1].name == name and len(self._elements) > 1:
            self._elements.pop()
            if name not in _INLINE:
                self._end_block(name)

    # what is the same again and again: elements without attributes

    def _inside(self, outer: _Surroundings, name: str, written: dict[str, str]) -> _Surroundings:
        if written:
            return _inside(outer, name, written)
        key = (id(outer), name)
        if key not in self._insides:
            self._insides[key] = (outer, _inside(outer, name, written))
        return self._insides[key][1]

    def _styled(self, outer: Run, name: str, written: dict[str, str], *, code: bool) -> Run:
        if written:
            return _styled(outer, name, written, code=code)
        key = (id(outer), name, code)
        if key not in self._styles:
            self._styles[key] = (outer, _styled(outer, name, written, code=code))
        return self._styles[key][1]

    # where text goes

    def _line(self) -> Line | None:
        if self._grid is not None and self._grid.line is not None:
            return self._grid.line
        return self._open.line if self._open is not None else None

    def _begin(self) -> Line:
        """Open a block where none is."""
        around = self._elements[-1].around
        line = Line(code=around.kind == "code")
        self._open = _Open(around, self._marker, self._names, line)
        self._marker, self._names = "", []
        return line

    def _close(self) -> None:
        """End the open block; what it would have carried goes on to the next one if it is empty."""
        closing, self._open = self._open, None
        if closing is None:
            return
        marker, runs = closing.marker, closing.line.finished()
        if runs:
            marker, runs = _task(marker, runs)
        if not runs:
            self._marker = self._marker or marker
            self._names = closing.names + self._names
            return
        parts = pieces(runs, at="\n" if closing.is_code else "\n ")
        if len(parts) > 1:
            self._notes[TOO_LONG] = None
        for part in parts:
            self._append(closing, part, marker)
            marker, closing.names = "", []

    def _append(self, closing: _Open, runs: tuple[Run, ...], marker: str) -> None:
        around = closing.around
        text = _joined(runs)
        start = self._text.place(text)
        if around.kind == "heading":
            title = attributes.one_line(text)
            self._outline.append(Heading(around.level, title, start, len(self._blocks)))
            closing.names.extend([] if closing.names else self._slug(title))
        self._blocks.append(
            around.block(
                runs,
                start,
                marker=marker,
                names=_unique(closing.names),
                code_language=closing.code_language,
            )
        )

    def _slug(self, title: str) -> list[str]:
        """A name for a heading that has none, in the way of the Markdown parser."""
        plain = _NOT_IN_NAMES.sub("", unicodedata.normalize("NFKC", title)).strip().lower()
        slug = "-".join(plain.split())
        if not slug:
            return []
        count = self._slugs[slug] = self._slugs.get(slug, -1) + 1
        return [f"{slug}_{count}" if count else slug]

    # inline elements and others without an end

    def _image(self, written: dict[str, str]) -> None:
        image = Image(
            image_path(written.get("src", "")),
            attributes.one_line(written.get("alt", "")),
            attributes.one_line(written.get("title", "")),
            attributes.number(written.get("width"), 0),
            attributes.number(written.get("height"), 0),
        )
        if image.path or image.alt:
            (self._line() or self._begin()).add_image(image, self._elements[-1].style)

    def _rule(self) -> None:
        around = self._elements[-1].around
        if self._grid is not None:
            return
        self._close()
        if not around.footnotes:
            self._blocks.append(around.block(_NO_RUNS, self._text.place(""), kind="rule"))

    def _start_inline(self, name: str, written: dict[str, str]) -> None:
        outer = self._elements[-1]
        is_code = outer.around.kind == "code"
        style = self._styled(outer.style, name, written, code=is_code)
        element = _Element(name, outer.around, style, outer.is_hidden)
        if written:
            self._name(written)
            if name == "code" and is_code and self._open is not None:
                self._open.code_language = attributes.code_language(written)
            if name == "a" and outer.around.footnote and _is_back_reference(written):
                element.is_hidden = True
                if line := self._line():
                    line.drop_space()
        self._elements.append(element)

    def _name(self, written: dict[str, str]) -> None:
        """Keep an element's ids for the block it stands in, else for the next one."""
        names = attributes.names(written)
        if self._grid is not None:
            self._grid.names.extend(names)
        elif self._open is not None:
            self._open.names.extend(names)
        else:
            self._names.extend(names)

    # blocks

    def _start_block(self, name: str, written: dict[str, str]) -> None:
        outer = self._elements[-1]
        around = self._inside(outer.around, name, written)
        style = outer.style
        if name == "summary":
            style = _styled(style, "b", written, code=False)
        self._elements.append(_Element(name, around, style, outer.is_hidden))
        if self._grid is not None and name != "caption":
            self._grid.start(name, written, style)
        elif outer.around.kind == "code" and self._open is not None:
            if not self._open.line.ends_with("\n"):
                self._open.line.add("\n", style)
        else:
            self._close()
            self._begin_block(name, written)

    def _begin_block(self, name: str, written: dict[str, str]) -> None:
        if written:
            self._name(written)
        if name == "table":
            self._grid = Grid()
            self._grid.names, self._names = self._names, []
        elif name in _LISTS:
            first = attributes.number(written.get("start"), 1) if name == "ol" else None
            self._numbers.append(first)
        elif name == "li":
            self._marker = self._next_marker(written)
        elif name == "pre":
            self._begin()
            if self._open is not None:
                self._open.code_language = attributes.code_language(written)

    def _next_marker(self, written: dict[str, str]) -> str:
        counted = self._numbers[-1] if self._numbers else None
        if counted is None:
            return "•"
        number = attributes.number(written.get("value"), counted)
        self._numbers[-1] = number + 1
        return f"{number}."

    def _end_block(self, name: str) -> None:
        outer = self._elements[-1]
        if self._grid is not None and name != "caption":
            self._grid.end(name, outer.style)
            if self._grid.is_finished:
                self._end_table(self._grid, outer.around)
        elif outer.around.kind != "code":
            self._close()
            if name in _LISTS:
                self._numbers.pop()
            elif name == "li":
                self._marker = ""

    def _end_table(self, grid: Grid, around: _Surroundings) -> None:
        self._grid = None
        rows = grid.rows()
        if not rows:
            self._names = grid.names + self._names
            return
        text = "\n".join(_joined(cell.runs) for row in rows for cell in row)
        start = self._text.place(text)
        marker, self._marker = self._marker, ""
        self._blocks.append(
            around.block(
                _NO_RUNS,
                start,
                kind="table",
                marker=marker,
                names=_unique(grid.names),
                rows=_placed(rows, start),
            )
        )


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names)) if names else ()
