"""Writes a tree of HTML as Markdown: nothing an article is made of is lost on the way.

The dialect is the one the renderer reads: nested blocks are indented by four spaces, code within
them too instead of being fenced; a table that Markdown cannot say (no header row, spans, blocks in
its cells) stays HTML, as do sup, sub, kbd, mark and their like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from reader.importers import addresses, tables
from reader.importers.footnotes import Footnotes
from reader.importers.markdown_text import code_span, escape, fence, guard_lines, indent, quote
from reader.importers.nodes import BLOCKS, HEADINGS, Node, tag_set
from reader.importers.pictures import Pictures

_KEPT_INLINE = {
    "sup": "sup", "sub": "sub", "kbd": "kbd", "mark": "mark", "u": "u", "ins": "u", "del": "del",
    "s": "del", "strike": "del", "small": "small",
}  # fmt: skip
_STRONG, _EMPHASIS = frozenset(("strong", "b")), frozenset(("em", "i", "cite", "dfn", "var"))
_CODE = frozenset(("code", "samp", "tt"))
_NOTHING = tag_set("button input select textarea option label script style base col colgroup rp")
_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # all but the single spaces
_CODE_WORD = re.compile(
    r"(?:language|lang|brush|highlight-source|highlight)[-:]\s*([\w+#.-]+)", re.IGNORECASE
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_WORD = re.compile(r"\w")
_INVISIBLE = " \n\u200b\u200c\u200d\u2060\ufeff¶"


class Converter:
    """Converts the parts of one page, whose footnotes and pictures it collects.

    base is the page's own address, against which links are resolved.
    """

    def __init__(self, pictures: Pictures, base: str | None, footnotes: Footnotes) -> None:
        self._pictures = pictures
        self._base = base
        self._footnotes = footnotes
        self._nested = 0
        self._targets: frozenset[str] = frozenset()

    def document(self, root: Node) -> str:
        """The Markdown of root, with the definitions of the footnotes it refers to."""
        self._targets = frozenset(
            node.get("href")[1:]
            for node in root.walk()
            if node.tag == "a" and node.get("href")[:1] == "#"
        )
        body = self.blocks(root)
        while self._footnotes.found and body and re.match("#{1,6} ", body[-1]):
            body.pop()
        return "\n\n".join([*body, *self._definitions()])

    def _definitions(self) -> list[str]:
        found = []
        for label, node in self._footnotes.used():
            self._nested += 1
            content = self.blocks(node) or [""]
            self._nested -= 1
            found.append(indent("\n\n".join(content), 4, f"[^{label}]: ").replace("]:   ", "]: "))
        return found

    # --- blocks ---

    def blocks(self, node: Node) -> list[str]:
        """The blocks of the children of node."""
        found: list[str] = []
        run: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and _is_block(child):
                self._flush(run, found)
                found += self.block(child)
            else:
                run.append(child)
        self._flush(run, found)
        return found

    def _flush(self, run: list[Node | str], found: list[str]) -> None:
        text = guard_lines(_trimmed(self.inline(run)))
        run.clear()
        if text:
            found.append(text)

    def block(self, node: Node) -> list[str]:
        """The blocks that node makes."""
        if self._footnotes.is_definition(node) or node.tag in _NOTHING or _is_hidden(node):
            return []
        if node.tag in ("ul", "ol"):
            return self._list(node)
        if node.tag in HEADINGS:
            return self._heading(node)
        handler = {
            "pre": self._code, "blockquote": self._quote, "table": self._table, "dl": self._terms,
            "hr": self._rule, "figure": self._figure, "details": self._details,
        }.get(node.tag)  # fmt: skip
        return handler(node) if handler else self._container(node)

    def _container(self, node: Node) -> list[str]:
        if title := _admonition_title(node):
            content = "\n\n".join(self.blocks(node))
            return [f"!!! {title}\n\n{indent(content)}"] if content else []
        code = (
            node.find("pre") if node.words() & {"highlight", "code-block", "sourcecode"} else None
        )
        if code is not None and node.find("table") is not None:
            return self._code(_last_code(node), node)
        return self.blocks(node)

    def _heading(self, node: Node) -> list[str]:
        text = _trimmed(self.inline(node.children)).replace("  \n", " ").replace("\n", " ")
        if not text:
            return []
        level = int(node.tag[1])
        target = next((name for name in _names(node) if name in self._targets), "")
        mark = f" {{#{target}}}" if re.fullmatch(r"[\w:.-]+", target) else ""
        return [f"{'#' * level} {text}{mark}"]

    def _rule(self, node: Node) -> list[str]:
        return ["* * *"]

    def _quote(self, node: Node) -> list[str]:
        self._nested += 1
        content = "\n\n".join(self.blocks(node))
        self._nested -= 1
        return [quote(content)] if content else []

    def _code(self, node: Node, around: Node | None = None) -> list[str]:
        code = node.raw_text().replace("\r\n", "\n").expandtabs(4).rstrip()
        if not code.strip():
            return []
        if self._nested:
            return ["\n".join("    " + line for line in code.strip("\n").split("\n"))]
        return [fence(code, _code_language(node, around))]

    def _figure(self, node: Node) -> list[str]:
        caption = node.find("figcaption")
        parts = [child for child in node.children if child is not caption]
        found = self.blocks(Node(node.tag, {}, parts))
        said = _trimmed(self.inline(caption.children)) if caption is not None else ""
        if said:
            plain = not re.search(r"[*_]|\n", said)
            found.append(f"*{said}*" if plain else guard_lines(said))
        return found

    def _details(self, node: Node) -> list[str]:
        summary = next((child for child in node.elements() if child.tag == "summary"), None)
        parts = [child for child in node.children if child is not summary]
        title = _trimmed(self.inline(summary.children)) if summary is not None else ""
        found = self.blocks(Node("div", {}, parts))
        return ([f"**{title.strip('*')}**"] if title else []) + found

    # --- lists ---

    def _list(self, node: Node) -> list[str]:
        items = self._items(node)
        loose = any("\n\n" in item for item in items)
        start = int(node.get("start")) if re.fullmatch(r"\d{1,6}", node.get("start")) else 1
        ordered = node.tag == "ol"
        lines = [
            indent(item, 4, f"{start + index}." if ordered else "-")
            for index, item in enumerate(items)
        ]
        return [("\n\n" if loose else "\n").join(lines)] if lines else []

    def _items(self, node: Node) -> list[str]:
        items: list[str] = []
        self._nested += 1
        for child in node.children:
            part = Node("li", {}, [child]) if isinstance(child, str) else child
            is_nested_list = part.tag in ("ul", "ol")
            content = self.block(part) if is_nested_list else self._item(part)
            if is_nested_list and items and content:
                items[-1] += "\n" + content[0]
            elif content:
                items.append(_joined(content))
        self._nested -= 1
        return items

    def _item(self, node: Node) -> list[str]:
        if self._footnotes.is_definition(node):
            return []
        content = self.blocks(node)
        box = next((part for part in node.walk() if part.tag == "input"), None)
        if box is not None and box.get("type") == "checkbox" and content:
            content[0] = ("[x] " if "checked" in box.attributes else "[ ] ") + content[0]
        return content

    def _terms(self, node: Node) -> list[str]:
        lines: list[str] = []
        self._nested += 1
        for child in _flat_terms(node):
            content = "\n\n".join(self.blocks(child))
            if child.tag == "dt" and content:
                lines += ["", content.replace("\n", " ")] if lines else [content.replace("\n", " ")]
            elif content:
                lines.append(indent(content, 4, ":"))
        self._nested -= 1
        return ["\n".join(lines)] if lines else []

    # --- tables ---

    def _table(self, node: Node) -> list[str]:
        rows = tables.rows(node)
        if not rows or tables.is_layout(node, rows):
            return [block for row in rows for cell in row for block in self.blocks(cell)]
        caption = node.find("caption")
        said = _trimmed(self.inline(caption.children)) if caption is not None else ""
        table = self._simple_table(rows) if tables.is_simple(rows) else self._html_table(rows)
        return (
            [f"*{said}*", table]
            if said and not re.search(r"[*_]", said)
            else [*([said] if said else []), table]
        )

    def _simple_table(self, rows: list[list[Node]]) -> str:
        texts = [[self._cell(cell) for cell in row] for row in rows]
        return tables.pipes(texts, [tables.alignment(cell) for cell in rows[0]])

    def _cell(self, node: Node) -> str:
        text = _trimmed(self.inline(node.children)).replace("  \n", "<br>").replace("\n", " ")
        return re.sub(r"(?<!\\)\|", r"\\|", text)

    def _html_table(self, rows: list[list[Node]]) -> str:
        return tables.as_html(rows, self._address, self._picture_address)

    # --- inline ---

    def inline(self, children: Iterable[Node | str]) -> str:
        """The inline Markdown of children, their blocks run together."""
        parts = (
            escape(_SPACE.sub(" ", c)) if isinstance(c, str) else self._span(c) for c in children
        )
        return "".join(parts)

    def _span(self, node: Node) -> str:
        if node.tag in _NOTHING or _is_hidden(node):
            return ""
        if reference := self._footnotes.reference(node):
            return f"[^{reference}]"
        if node.tag == "br":
            return "  \n"
        if node.tag == "img":
            return self._image(node)
        if node.tag in _CODE:
            code = node.raw_text()
            return code_span(code) if code.strip() else code
        if node.tag == "a":
            return self._link(node)
        if node.tag in ("iframe", "video", "audio", "source", "track"):
            return self._embedded(node)
        return self._styled(node, self.inline(node.children))

    def _styled(self, node: Node, text: str) -> str:
        tag, style = node.tag, node.get("style")
        if not text.strip():
            return text
        if (
            tag in _STRONG and not re.search(r"font-weight\s*:\s*normal", style)
        ) or _BOLD_STYLE.search(style):
            return _wrapped(text, "**", "**")
        if tag in _EMPHASIS or _ITALIC_STYLE.search(style):
            return _wrapped(text, "*", "*")
        if tag in _KEPT_INLINE:
            return _wrapped(text, f"<{_KEPT_INLINE[tag]}>", f"</{_KEPT_INLINE[tag]}>")
        if tag == "q":
            return _wrapped(text, "“", "”")
        if tag == "rt":
            return f"({text.strip()})"
        language = node.get("lang")
        if tag == "span" and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language):
            return _wrapped(text, f'<span lang="{language}">', "</span>")
        return f" {text} " if tag in BLOCKS else text

    def _link(self, node: Node) -> str:
        text = self.inline(node.children)
        address = self._address(node.get("href"))
        if not text.strip(_INVISIBLE):
            return ""
        if not address or ("](" in text and "![" not in text):
            return text
        return _wrapped(text, "[", f"]({address})")

    def _address(self, href: str) -> str:
        """A link that may stand in an article, escaped; "" for any other."""
        href = href.strip()
        if not href or href.startswith("#"):
            return href if href[1:] else ""
        if self._base and not re.match(r"(mailto|tel|javascript|data):", href, re.IGNORECASE):
            href = addresses.join(self._base, href)
        if re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE) and not re.match(
            r"(https?|mailto):", href, re.IGNORECASE
        ):
            return ""
        return addresses.escape(href)

    def _image(self, node: Node) -> str:
        for source in addresses.sources(node):
            if place := self._pictures.place(source):
                return self._written_image(node, place)
        remote = (
            addresses.join(self._base, source)
            for source in addresses.sources(node)
            if source[:5] != "data:"
        )
        address = next((one for one in remote if one.startswith(("http://", "https://"))), "")
        alt = _SPACE.sub(" ", node.get("alt")).strip()
        return self._written_image(node, addresses.escape(address)) if address else escape(alt)

    def _written_image(self, node: Node, address: str) -> str:
        if addresses.is_beacon(node):
            return ""
        alt = re.sub(r"[\[\]\s]+", " ", node.get("alt")).strip()
        return f"![{escape(alt)}]({address})"

    def _picture_address(self, node: Node) -> str:
        places = (self._pictures.place(source) for source in addresses.sources(node))
        return next((place for place in places if place), "")

    def _embedded(self, node: Node) -> str:
        source = node.get("src") or next((n.get("src") for n in node.walk() if n.get("src")), "")
        address = self._address(source)
        host = urlsplit(address).hostname if address.startswith("http") else None
        return f"[{escape(host)}]({address})" if host else ""


def _is_block(node: Node) -> bool:
    """Whether node makes blocks, by itself or by what it holds."""
    if node.tag in BLOCKS:
        return True
    if not any(isinstance(child, Node) for child in node.children):
        return False
    return any(below.tag in BLOCKS for below in node.walk())


def _is_hidden(node: Node) -> bool:
    style = node.get("style").replace(" ", "").lower()
    return "hidden" in node.attributes or "display:none" in style or "visibility:hidden" in style


def _joined(blocks: list[str]) -> str:
    """The blocks of an item; a list after its one line of text follows without a blank line."""
    if len(blocks) == 2 and re.match(r"(-|\d+\.) ", blocks[1]) and "\n" not in blocks[0]:
        return "\n".join(blocks)
    return "\n\n".join(blocks)


def _flat_terms(node: Node) -> Iterable[Node]:
    for child in node.elements():
        if child.tag in ("dt", "dd"):
            yield child
        else:
            yield from _flat_terms(child)


def _admonition_title(node: Node) -> str:
    words = node.words()
    kinds = {"note", "warning", "tip", "important", "caution", "danger", "hint"} & words
    return min(kinds) if kinds and words & {"admonition", "alert", "callout"} else ""


def _names(node: Node) -> Iterable[str]:
    for part in node.walk():
        yield from (value for value in (part.get("id"), part.get("name")) if value)


def _last_code(node: Node) -> Node:
    return [part for part in node.walk() if part.tag == "pre"][-1]


def _code_language(node: Node, around: Node | None) -> str:
    outer = [*([around] if around else []), *node.ancestors()][:3]
    for part in [node, *node.elements(), *outer]:
        found = _CODE_WORD.search(part.get("class"))
        word = (part.get("data-lang") or (found[1] if found else "")).lower()
        if word:
            return "" if word in ("plaintext", "text", "plain", "none", "notranslate") else word
    return ""


def _wrapped(text: str, before: str, after: str) -> str:
    """text between markers that touch its words: the spaces at its ends move outside."""
    core = text.strip()
    if not core or (before in ("*", "**") and not _WORD.search(core)):
        return text
    start = text.index(core[0])
    core = core.replace("  \n", " \n") if before in ("*", "**", "[") else core
    return text[:start] + before + core + after + text[len(text.rstrip()) :]


def _trimmed(text: str) -> str:
    """Inline Markdown without spaces at its ends and around its breaks."""
    if "\n" not in text and "  " not in text and "\t" not in text:
        return text.strip(" ") if text.strip() else ""
    lines = re.split(r" *\n *", re.sub(r"[ \t]{2,}(?!\n)", " ", text))
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return re.sub(r"(  \n){2,}", "\n\n", "  \n".join(line.strip(" ") for line in lines))
