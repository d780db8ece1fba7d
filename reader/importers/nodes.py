"""A web page as a tree of plain nodes, whichever parser is installed.

lxml (of the extra "web") reads any page as browsers do. Without it nh3 cleans the page first, since
the standard library's parser needs quadratic time on broken markup. Depth and size are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_DEPTH = 120
MAX_NODES = 60_000


def tag_set(text: str) -> frozenset[str]:
    """The tags named in a text."""
    return frozenset(text.split())


HEADINGS = tag_set("h1 h2 h3 h4 h5 h6")
PROSE_BLOCKS = HEADINGS | tag_set("p div ul ol dl table blockquote pre hr")
"""The blocks that an article's text is made of."""
BLOCKS = PROSE_BLOCKS | tag_set(
    "address article aside body caption center dd details dialog dt fieldset figcaption figure "
    "footer form header html li main nav section summary tbody td tfoot th thead tr"
)
"""The elements that begin a line of their own."""
_VOID = tag_set("area base br col embed hr img input link meta source track wbr")
_SKIPPED = frozenset(
    ["script", "style", "template", "svg", "canvas", "title", "noframes", "object", "applet"]
)
_NH3_TAGS = (BLOCKS - {"html", "body", "dialog", "fieldset"}) | tag_set(
    "span a b strong i em u s del ins strike mark small sub sup q cite code kbd samp var colgroup "
    "col img picture source br time abbr dfn font tt ruby rb rt rp button input label noscript "
    "iframe video audio bdi bdo wbr"
)
_NAMING = ("class", "id", "role", "itemprop")
_NO_WORDS: frozenset[str] = frozenset()
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


@dataclass(slots=True, eq=False)
class Node:
    """An element; children are nodes and the texts between them."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = None
    _words: frozenset[str] | None = None

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in the page's order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack += [child for child in reversed(node.children) if isinstance(child, Node)]

    def find(self, *tags: str) -> Node | None:
        """The first element below with one of the tags."""
        return next((node for node in self.walk() if node.tag in tags and node is not self), None)

    def raw_text(self) -> str:
        if len(self.children) == 1 and isinstance(self.children[0], str) and self.tag != "br":
            return self.children[0]
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            elif item.tag == "br":
                parts.append("\n")
            else:
                stack += reversed(item.children)
        return "".join(parts)

    def text(self) -> str:
        """The text in one line."""
        return " ".join(self.raw_text().split())

    def ancestors(self) -> Iterator[Node]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def remove(self) -> Node:
        """Take this element out of the page, in constant time; what it was is returned."""
        taken = Node(self.tag, self.attributes, self.children)
        for child in self.children:
            if isinstance(child, Node):
                child.parent = taken
        self.tag, self.attributes, self.children = "removed", {}, [" "]
        self.parent = self._words = None
        return taken

    def words(self) -> frozenset[str]:
        """The words of its class, id, role and itemprop, in lower case."""
        if self._words is None:
            found = [value for name in _NAMING if (value := self.attributes.get(name))]
            self._words = frozenset(" ".join(found).lower().split()) if found else _NO_WORDS
        return self._words


class _Builder:
    """The target that both parsers call; what is nested too deep hangs at the deepest level."""

    def __init__(self) -> None:
        self.root = Node("html")
        self._open = [self.root]
        self._texts: list[str] = []
        self._skipping = 0
        self._too_deep = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower() if isinstance(tag, str) else ""
        if self._skipping or tag in _SKIPPED:
            self._skipping += tag not in _VOID
            return
        self._count += 1
        if len(self._open) > MAX_DEPTH or self._count > MAX_NODES:
            self._too_deep += tag not in _VOID
            return
        self._flush()
        parent = self._open[-1]
        node = Node(tag, dict(attributes), [], parent)
        parent.children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._skipping:
            self._skipping -= 1
        elif self._too_deep:
            self._too_deep -= 1
        elif len(self._open) > 1:
            self._flush()
            self._open.pop()

    def data(self, text: str) -> None:
        if not self._skipping:
            self._texts.append(text)

    def _flush(self) -> None:
        """Put the text so far, which parsers give in pieces, where it stands."""
        if self._texts:
            self._open[-1].children.append("".join(self._texts))
            self._texts.clear()

    def comment(self, text: str) -> None:
        """Comments are no part of a page."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Neither are processing instructions."""

    def close(self) -> Node:
        self._flush()
        return self.root


def has_full_parser() -> bool:
    """Whether lxml is installed."""
    try:
        import lxml.etree  # noqa: F401
    except ImportError:
        return False
    return True


def parse(html: str) -> Node:
    """The tree of a page; whatever it contains, something is read."""
    html = html.replace("\x00", "")
    return _parse_lxml(html) if has_full_parser() else _parse_cleaned(html)


def _parse_lxml(html: str) -> Node:
    import lxml.etree  # 20 ms, and only there with the extra "web"

    builder = _Builder()
    parser = lxml.etree.HTMLParser(target=builder, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html.encode("utf-8", "replace"))
        parser.close()
    except (lxml.etree.LxmlError, AssertionError):
        return builder.close()
    return builder.close()


class _Cleaned(HTMLParser):
    def __init__(self, builder: _Builder) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = builder

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._builder.start(tag, {key: value or "" for key, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        self._builder.data(data)


def _parse_cleaned(html: str) -> Node:
    import nh3  # 5 ms, only where lxml is missing

    attributes = {"class", "id", "role", "itemprop", "lang", "dir", "hidden", "style", "title"}
    special = {
        "a": {"href", "name", "rel"},
        "img": {"src", "alt", "srcset", "data-src", "data-srcset", "data-lazy-src",
                "width", "height"},
        "source": {"srcset", "src"}, "time": {"datetime"}, "iframe": {"src"}, "video": {"src"},
        "audio": {"src"}, "td": {"colspan", "rowspan", "align"},
        "th": {"colspan", "rowspan", "align"},
        "ol": {"start"}, "input": {"type", "checked"}, "code": {"data-lang"}, "pre": {"data-lang"},
        "blockquote": {"cite"},
    }  # fmt: skip
    cleaned = nh3.clean(
        _shallow(html),
        tags=set(_NH3_TAGS),
        clean_content_tags={"script", "style", "template", "svg", "title"},
        attributes={tag: attributes | special.get(tag, set()) for tag in _NH3_TAGS},
        url_schemes={"http", "https", "mailto", "data", "cid"},
        url_relative="pass_through",
        link_rel=None,
    )
    builder = _Builder()
    parser = _Cleaned(builder)
    parser.feed(cleaned)
    parser.close()
    return builder.close()


def _shallow(html: str) -> str:
    """html without the tags nested deeper than MAX_DEPTH, which nh3 takes quadratic time over."""
    depth = 0

    def checked(found: re.Match[str]) -> str:
        nonlocal depth
        if found[2].lower() in _VOID:
            return found[0]
        depth += -1 if found[1] else 1
        depth = max(depth, 0)
        return found[0] if depth <= 4 * MAX_DEPTH else "<wbr " + "x"

    return _TAG.sub(checked, html)
