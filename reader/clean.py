"""Makes any HTML harmless: limits what it can cost, then keeps what an allow-list names.

`clean` first writes the markup anew, balanced, with a bounded depth and number of elements (the
sanitiser's tree builder takes minutes over 200,000 nested divs), then lets nh3 keep the allowed
elements, attributes and addresses. No text is lost to an element that is never closed.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from reader import text as texts
from reader.addresses import image_path, link_target

if TYPE_CHECKING:
    import nh3

MAX_DEPTH = 64
MAX_TABLE_DEPTH = 4
MAX_ELEMENTS = 50_000
MAX_ROWS = 2_000
MAX_COLUMNS = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = frozenset({"br", "hr", "img", "wbr"})
_INLINE = _words(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strike"
    " strong sub sup time tt u var"
)
_BLOCKS = _words(
    "address article aside blockquote caption center dd details div dl dt figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header li main ol p pre section summary table tbody td tfoot th thead tr"
    " ul"
)
TAGS = _VOID | _INLINE | _BLOCKS
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "style"},
}
_WRITTEN_ATTRIBUTES = frozenset().union(*ATTRIBUTES.values())

# Elements that only group: they end a paragraph, so they stay as a div.
_GROUPS = _words(
    "body button dialog dir fieldset form frameset hgroup legend menu nav optgroup option search"
    " select"
)
_DROPPED_WITH_CONTENT = frozenset(
    {"script", "style", "title", "svg", "template", "annotation", "annotation-xml"}
)
_RAW = _words("iframe noembed noframes noscript plaintext textarea xmp")
_TROUBLE = _DROPPED_WITH_CONTENT | _RAW
_OTHER_HTML = _words(
    "acronym applet area audio base basefont bgsound big blink canvas col colgroup data datalist"
    " embed font frame head html image input isindex label link map marquee math meta meter"
    " multicol nobr object output param picture portal progress rb rtc slot source spacer track"
    " video"
)
_KNOWN = TAGS | _GROUPS | _TROUBLE | _OTHER_HTML

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:_.-]*+)"
    r"""(?P<attributes>(?:[^<>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*+)>"""
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`]++)))?+"""
)
_CLOSERS = re.compile(r"</([a-zA-Z][a-zA-Z0-9:_.-]*+)[^<>]*+>")
_SPECIAL = re.compile(rf"</?(?:{'|'.join(sorted(_TROUBLE))})(?![a-z0-9-])|<[!?]", re.IGNORECASE)
_ANY_TAG = re.compile(_TAG.pattern + "|<")
_COMMENT_END = re.compile(r"--!?(?:>|&gt;)")
_DECLARATION = re.compile(r"<[!?/][^<>]{0,2000}+>")
_CDATA_END = re.compile(r"\]\](?:>|&gt;)")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Sanitised HTML, and a sentence on each thing that is not shown as it was written."""

    html: str
    notes: tuple[str, ...] = ()


def clean(html: str, *, show_unknown: bool = False) -> Cleaned:
    """The harmless part of html, well formed, at most MAX_DEPTH deep.

    show_unknown keeps a tag that is neither HTML nor ever closed as text: in prose, "<name>" is
    more often a word in angle brackets than markup.
    """
    tamed, notes = _Tamer(texts.clean(html), show_unknown).run()
    return Cleaned(texts.clean(_sanitiser().clean(tamed)), notes)


@lru_cache(maxsize=1)
def _sanitiser() -> nh3.Cleaner:
    import nh3  # a native library that the list and the start do not need

    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
        attribute_filter=_filter_attribute,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties={"text-align"},
        strip_comments=True,
    )


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return link_target(value) or None
    if name == "src":
        return value if image_path(value) else None
    return value


# --- balanced markup ----------------------------------------------------------------------------

_ENDS_P = _BLOCKS | {"hr"}
_CELLS = frozenset({"td", "th"})
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_ROWS = _ROW_GROUPS | {"table", "tr"}
_TABLE_PARTS = _ROW_GROUPS | _CELLS | {"tr", "caption"}
_ROOM_FOR_TABLE = 8
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# name -> (what it ends where open, what ends the search): HTML's optional end tags.
_ITEM_WALL = frozenset({"ul", "ol", "table", "td", "th", "blockquote"})
_TERM_WALL = frozenset({"dl", "ul", "ol", "table", "td", "th", "blockquote"})
_TABLE_WALL = frozenset({"table"})
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _ITEM_WALL),
    "dt": (frozenset({"dt", "dd"}), _TERM_WALL),
    "dd": (frozenset({"dt", "dd"}), _TERM_WALL),
    "td": (_CELLS, frozenset({"table", "tr"})),
    "th": (_CELLS, frozenset({"table", "tr"})),
    "tr": (frozenset({"tr"}), _TABLE_WALL),
    "thead": (_ROW_GROUPS | {"caption"}, _TABLE_WALL),
    "tbody": (_ROW_GROUPS | {"caption"}, _TABLE_WALL),
    "tfoot": (_ROW_GROUPS | {"caption"}, _TABLE_WALL),
    "a": (frozenset({"a"}), _TABLE_WALL),
}
_ENDS.update(dict.fromkeys(_HEADINGS, (_HEADINGS, _BLOCKS - _HEADINGS)))

# What stands alone in nearly every tag, and inside of what it ends nothing.
_PLAIN_NAMES = (_INLINE | _BLOCKS) - _TABLE_PARTS - {"a", "table", "dt", "dd"}
_PLAIN_STARTS = {f"<{name}>": name for name in _PLAIN_NAMES}
_PLAIN_ENDS = {f"</{name}>": name for name in _PLAIN_NAMES}
_LONGEST_PLAIN = max(map(len, _PLAIN_ENDS))
_PLAIN_BOXES = _words("article aside blockquote details div li main ol section ul") | {""}
_PLAIN_PARENTS: dict[str, frozenset[str]] = {"li": _words("ol ul")}
_PLAIN_PARENTS.update(dict.fromkeys(_HEADINGS, frozenset({""})))

_TOO_DEEP = "Parts nested very deeply are shown flattened."
_TOO_MANY = "The article has very many elements; its later part is shown as plain lines."
_TOO_MANY_ROWS = f"Tables with more than {MAX_ROWS:,} rows go on as plain lines."
_TOO_MANY_COLUMNS = f"In tables the cells beyond column {MAX_COLUMNS} are shown as one."


class _Tamer:
    """Writes markup anew: every element closed in order, depth and number bounded, text kept."""

    def __init__(self, html: str, show_unknown: bool) -> None:
        self._html = html
        self._show_unknown = show_unknown
        self._out: list[str] = []
        self._stack: list[str] = []
        self._open: dict[str, int] = {}
        self._skipped: dict[str, int] = {}
        self._elements = 0
        self._notes: dict[str, None] = {}
        self._missing: set[re.Pattern[str]] = set()
        self._tables: list[_Counts] = []

    @cached_property
    def _closers(self) -> dict[str, list[tuple[int, int]]]:
        """Where the end tags of each name stand."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for match in _CLOSERS.finditer(self._html):
            spans.setdefault(match[1].lower(), []).append(match.span())
        return spans

    def run(self) -> tuple[str, tuple[str, ...]]:
        position = 0
        html = self._html
        while (found := html.find("<", position)) >= 0 and self._elements < MAX_ELEMENTS:
            if found > position:
                self._text(html[position:found])
            position = self._markup(found)
        if found >= 0:
            position = self._rest(position)
        self._text(html[position:])
        self._pop_to(0)
        return "".join(self._out), tuple(self._notes)

    def _rest(self, position: int) -> int:
        """The rest as lines of text; the position after its last tag that needs a closer look."""
        self._notes[_TOO_MANY] = None
        self._pop_to(0)
        while special := _SPECIAL.search(self._html, position):
            self._out.append(_ANY_TAG.sub(_as_line, self._html[position : special.start()]))
            match = _TAG.match(self._html, special.start())
            if match is None or match["close"]:
                position = self._declaration(special.start()) if match is None else match.end()
            else:
                position = self._trouble(match["name"].lower(), match)
        self._out.append(_ANY_TAG.sub(_as_line, self._html[position:]))
        return len(self._html)

    def _text(self, text: str) -> None:
        if self._is_in_row() and not text.isspace():
            self._open_cell()
        self._out.append(text)

    def _open_cell(self) -> None:
        """Put what stands in a table but in no cell into one; a browser would move it out."""
        if self._stack[-1] != "tr":
            self._push("tr")
        self._push("td")

    def _markup(self, start: int) -> int:
        """Handle what begins with the "<" at start; the position after it."""
        end = self._html.find(">", start, start + _LONGEST_PLAIN) + 1
        if end and self._plain(self._html[start:end]):
            return end
        match = _TAG.match(self._html, start)
        if match is None:
            return self._declaration(start)
        name = match["name"].lower()
        if match["close"]:
            self._end(name)
        elif name in _TROUBLE:
            return self._trouble(name, match)
        else:
            self._start(name, match)
        return match.end()

    def _plain(self, tag: str) -> bool:
        """Write a tag that neither has attributes nor ends anything but itself; whether it did."""
        stack = self._stack
        top = stack[-1] if stack else ""
        if name := _PLAIN_ENDS.get(tag):
            if name != top or self._skipped.get(name):
                return False
            self._pop_to(len(stack) - 1)
            return True
        name = _PLAIN_STARTS.get(tag, "")
        if not name or len(stack) >= MAX_DEPTH or top in _ROWS:
            return False
        if name not in _INLINE and top not in _PLAIN_PARENTS.get(name, _PLAIN_BOXES):
            return False
        self._elements += 1
        stack.append(name)
        self._open[name] = self._open.get(name, 0) + 1
        self._out.append(tag)
        return True

    def _declaration(self, start: int) -> int:
        """A comment, CDATA section, doctype or processing instruction; else a mere "<"."""
        html = self._html
        if html.startswith("<!--", start):
            end = self._find_end(_COMMENT_END, start + 2)
            return end.end() if end else self._literal(start, start + 4)
        if html.startswith("<![CDATA[", start):
            end = self._find_end(_CDATA_END, start + 9)
            if end is None:
                return self._literal(start, start + 9)
            self._text(html[start + 9 : end.start()].replace("<", "&lt;"))
            return end.end()
        other = _DECLARATION.match(html, start)
        return other.end() if other else self._literal(start, start + 1)

    def _find_end(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """The next match; a pattern that was missing once is not looked for again."""
        found = None if pattern in self._missing else pattern.search(self._html, position)
        if found is None:
            self._missing.add(pattern)
        return found

    def _literal(self, start: int, end: int) -> int:
        """Show markup as the text it was written as."""
        self._text(self._html[start:end].replace("<", "&lt;").replace(">", "&gt;"))
        return end

    def _trouble(self, name: str, match: re.Match[str]) -> int:
        """An element whose content a browser does not read as HTML."""
        span = self._next_closer(name, match.end())
        if span is None:
            return self._literal(match.start(), match.end())
        return span[1] if name in _DROPPED_WITH_CONTENT else match.end()

    def _next_closer(self, name: str, position: int) -> tuple[int, int] | None:
        spans = self._closers.get(name, [])
        index = bisect_left(spans, (position, position))
        return spans[index] if index < len(spans) else None

    def _start(self, name: str, match: re.Match[str]) -> None:
        if name in _GROUPS:
            name = "div"
        if name == "input":
            self._checkbox(match["attributes"])
        elif name not in TAGS:
            self._unknown(name, match)
        elif name in _VOID:
            self._write_void(name, match["attributes"])
        else:
            self._write_start(name, match["attributes"])

    def _unknown(self, name: str, match: re.Match[str]) -> None:
        if self._show_unknown and name not in _KNOWN and name not in self._closers:
            self._literal(match.start(), match.end())

    def _checkbox(self, attributes: str) -> None:
        """A task list's box, in the form it has in Markdown (blocks.py reads that)."""
        names = dict(_attributes(attributes))
        if names.get("type", "").lower() == "checkbox":
            self._text("[x] " if "checked" in names else "[ ] ")

    def _write_void(self, name: str, attributes: str) -> None:
        if name in _ENDS_P:
            self._end_paragraph()
        if self._is_in_row():
            self._open_cell()
        self._elements += 1
        self._out.append(f"<{name}{_written(attributes)}>")

    def _write_start(self, name: str, attributes: str) -> None:
        if name in _CELLS and self._is_row_full():
            return
        if name in _ENDS_P:
            self._end_paragraph()
        if name in _ENDS:
            self._end_implied(*_ENDS[name])
        if name == "tr" and self._is_table_full():
            self._end_implied(_TABLE_WALL, frozenset())
        if too_much := self._too_much(name):
            self._leave_out(name, too_much)
        elif name in _TABLE_PARTS and not self._fits(name):
            self._leave_out(name, "")
        else:
            self._push(name, _written(attributes))

    def _push(self, name: str, attributes: str = "") -> None:
        if name not in _TABLE_PARTS and self._is_in_row():
            self._open_cell()
        self._elements += 1
        self._stack.append(name)
        self._open[name] = self._open.get(name, 0) + 1
        self._out.append(f"<{name}{attributes}>")
        if name == "table":
            self._tables.append(_Counts())
        elif name in _TABLE_PARTS and self._tables:
            self._tables[-1].add(name)

    def _is_table_full(self) -> bool:
        if not self._tables or self._tables[-1].rows < MAX_ROWS:
            return False
        self._notes[_TOO_MANY_ROWS] = None
        return True

    def _is_row_full(self) -> bool:
        """Whether the row has no room for another cell; its text then joins the last cell's."""
        if not self._tables or self._tables[-1].cells < MAX_COLUMNS or not self._open["tr"]:
            return False
        self._notes[_TOO_MANY_COLUMNS] = None
        self._out.append(" ")
        return True

    def _leave_out(self, name: str, note: str) -> None:
        if note:
            self._notes[note] = None
        self._skipped[name] = self._skipped.get(name, 0) + 1
        self._break(name)

    def _too_much(self, name: str) -> str:
        if name == "table":
            tables = self._open.get("table", 0)
            is_deep = tables >= MAX_TABLE_DEPTH or len(self._stack) >= MAX_DEPTH - _ROOM_FOR_TABLE
            return _TOO_DEEP if is_deep else ""
        return _TOO_DEEP if len(self._stack) >= MAX_DEPTH else ""

    def _fits(self, name: str) -> bool:
        """Whether a part of a table stands in one; a cell without a row gets its row."""
        top = self._stack[-1] if self._stack else ""
        if name in _CELLS and top in _ROWS and top != "tr":
            self._push("tr")
            return True
        return top in _ROWS and (name in _CELLS) == (top == "tr")

    def _break(self, name: str) -> None:
        """Keep two blocks apart whose tags are left out."""
        if name in _CELLS:
            self._out.append(" ")
        elif name in _ENDS_P and self._out and self._out[-1] != "<br>" and not self._is_in_row():
            self._out.append("<br>")

    def _is_in_row(self) -> bool:
        return bool(self._stack) and self._stack[-1] in _ROWS

    def _end(self, name: str) -> None:
        if name in _GROUPS:
            name = "div"
        if name in _CELLS and self._tables and self._tables[-1].cells >= MAX_COLUMNS:
            return
        if self._skipped.get(name):
            self._skipped[name] -= 1
        elif self._open.get(name):
            self._end_implied(frozenset({name}), _TABLE_WALL - {name})
        elif name == "br":
            self._out.append("<br>")

    def _end_paragraph(self) -> None:
        """End the open paragraph, which holds nothing but inline elements."""
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index] == "p":
                self._pop_to(index)
                return
            if self._stack[index] not in _INLINE:
                return

    def _end_implied(self, names: frozenset[str], wall: frozenset[str]) -> None:
        """End the innermost of names that stands before any of wall."""
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index] in names:
                self._pop_to(index)
                return
            if self._stack[index] in wall:
                return

    def _pop_to(self, depth: int) -> None:
        while len(self._stack) > depth:
            name = self._stack.pop()
            self._open[name] -= 1
            self._out.append(f"</{name}>")
            if name == "table":
                self._tables.pop()


@dataclass(slots=True)
class _Counts:
    """How many rows an open table has, and how many cells its last row."""

    rows: int = 0
    cells: int = 0

    def add(self, name: str) -> None:
        if name == "tr":
            self.rows += 1
            self.cells = 0
        elif name in _CELLS:
            self.cells += 1


def _as_line(match: re.Match[str]) -> str:
    """What stays of a tag where everything is shown as lines of text."""
    name = match["name"]
    if name is None:
        return "&lt;"
    if match["close"] or name.lower() not in _ENDS_P | {"br"}:
        return ""
    return " " if name.lower() in _CELLS else "<br>"


def _attributes(written: str) -> list[tuple[str, str]]:
    """The attributes of a tag in order; values still have their character references."""
    return [
        (match[1].lower(), match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(written)
    ]


def _written(attributes: str) -> str:
    """The attributes that may be kept, in one unambiguous form."""
    if not attributes or attributes.isspace():
        return ""
    kept = [
        f' {name}="{entities.escape(entities.unescape(value))}"'
        for name, value in _attributes(attributes)
        if name in _WRITTEN_ATTRIBUTES
    ]
    return "".join(dict.fromkeys(kept))
