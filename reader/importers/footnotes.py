"""Finds the footnotes of a page: links to a place that links back, whatever engine wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.importers.nodes import Node

_NAME = re.compile(
    r"(^|[-_:.])(fn|ftn|footnote|endnote|cite_note|note|sdfootnote)\d*([-_:.\[]|\d|$)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(fnref|ftnref|footnote-ref|footnoteref|cite_ref|_ftnref|backlink|footnote-back|anc$)",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§]{1,3}|[a-z])\s*[\])]?")
_ITEMS = frozenset(("li", "p", "div", "dd", "td", "span", "aside"))


class Footnotes:
    """The footnotes below one node; the definitions are taken out of the flow of the text."""

    def __init__(self, root: Node) -> None:
        self._by_id = {
            node.get("id") or node.get("name"): node
            for node in root.walk()
            if node.get("id") or node.get("name")
        }
        self._definitions: dict[int, Node] = {}
        self._references: dict[int, Node] = {}
        self._labels: dict[int, str] = {}
        self._back_links: list[Node] = []
        for link in [node for node in root.walk() if node.tag == "a"]:
            self._look_at(link)
        for link in self._back_links:
            link.remove()
        for definition in self._definitions.values():
            _drop_back_links(definition)

    def _look_at(self, link: Node) -> None:
        href = link.get("href")
        target = self._by_id.get(href[1:]) if href.startswith("#") else None
        if target is None or _is_back_link(link) or not _MARK.fullmatch(link.text()):
            return
        if any(id(node) in self._references for node in target.walk()):
            self._back_links.append(link)
            return
        definition = _definition(target)
        inside = definition is None or any(node is definition for node in link.ancestors())
        if definition is None or inside or not (_NAME.search(href[1:]) or _links_back(definition)):
            return
        self._definitions[id(definition)] = definition
        self._references[id(link)] = definition
        parent = link.parent
        if parent is not None and parent.tag == "sup" and parent.text() == link.text():
            self._references[id(parent)] = definition

    @property
    def found(self) -> bool:
        """Whether there are any."""
        return bool(self._definitions)

    def is_definition(self, node: Node) -> bool:
        return id(node) in self._definitions

    def reference(self, node: Node) -> str:
        """The label of the footnote that node refers to, "" where it refers to none."""
        definition = self._references.get(id(node))
        if definition is None:
            return ""
        return self._labels.setdefault(id(definition), str(len(self._labels) + 1))

    def used(self) -> Iterator[tuple[str, Node]]:
        """The labels and definitions of the footnotes referred to so far, those in them too."""
        done = 0
        while done < len(self._labels):
            key, label = list(self._labels.items())[done]
            done += 1
            yield label, self._definitions[key]


def _definition(target: Node) -> Node | None:
    """The element that holds the note whose place is target."""
    if target.tag in _ITEMS and target.text() and not _MARK.fullmatch(target.text()):
        return target
    near = (node for node in target.ancestors() if node.tag in _ITEMS)
    return next(near, None)


def _links_back(definition: Node) -> bool:
    return any(node.tag == "a" and _is_back_link(node) for node in definition.walk())


def _is_back_link(link: Node) -> bool:
    words = f"{link.get('href')} {link.get('class')} {link.get('rev')}"
    return (bool(_BACK.search(words)) and link.get("href").startswith("#")) or link.text() in (
        "↩",
        "↩︎",
        "↑",
        "^",
    )


def _drop_back_links(definition: Node) -> None:
    for link in [node for node in definition.walk() if node.tag == "a" and _is_back_link(node)]:
        link.remove()
    first = next(
        (child for child in definition.children if isinstance(child, Node) or child.strip()), None
    )
    if isinstance(first, Node) and first.tag == "sup" and _MARK.fullmatch(first.text()):
        first.remove()
