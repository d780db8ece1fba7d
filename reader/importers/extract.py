"""Finds the article in a web page: its main element, the residue in it, the readers' comments.

The element is chosen by the page's own markup where it is unmistakable, else by the text that
trafilatura takes for the article (Barbaresi 2021), else by where the paragraphs are. It is
converted from the page's own tree, which keeps what an extractor's text loses.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.importers.nodes import HEADINGS, Node, tag_set
from reader.importers.plaintext import RESIDUE_END, RESIDUE_START
from reader.importers.rules import Rules, WebRules

_DROPPED_TAGS = frozenset(["nav", "form", "dialog", "menu", "select", "textarea", "fieldset"])
_INLINE = frozenset(("span", "a", "strong", "small"))
_LEAVES = HEADINGS | _INLINE | tag_set("p li div dd dt td figcaption button")
_NEVER_DROPPED = tag_set("html body main article pre code table tbody tr td th p li h1 h2 h3")
_HOLDERS = frozenset(("ul", "ol", "table", "pre", "blockquote"))
_MIN_TEXT = 140
_MIN_LINE = 60
_SHARE = 0.5
MAX_RESIDUE = 160
_SHOWN = 100


@dataclass(slots=True)
class Found:
    """The parts of a page; method says how the main element was found."""

    main: Node
    method: str
    comments: list[Node] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    author: str | None = None
    date: str | None = None


def find(root: Node, html: str, rules: Rules, title: str = "", *, simply: bool = False) -> Found:
    """The article in a page. Some element is always found; the tree is changed. simply: without
    trafilatura.
    """
    web = rules.web
    main, method = by_markup(root, web), "markup"
    if main is None and not simply:
        main, method = by_trafilatura(root, html), "trafilatura"
    if main is None:
        main, method = by_density(root, web), "density"
    found = Found(main, method)
    found.comments = _take_comments(root, main, web)
    found.author, found.date = _byline(main, root, rules)
    _prune(main, web, found)
    _drop_residue(main, rules, found)
    _drop_opening(main, title, found, rules)
    return found


# --- the main element ---


def by_markup(root: Node, web: WebRules) -> Node | None:
    """The element that the page names as its article's body, if it holds enough text."""
    total = _prose(root)
    nodes = [(node, node.words()) for node in root.walk() if node.tag not in ("a", "span", "img")]
    for wanted in web.body:
        words = set(wanted.split())
        named = [node for node, has in nodes if words <= has and not _in_comments(node, web)]
        if best := _largest(named, total):
            return best
    for tag in ("article", "main"):
        tagged = [
            n
            for n, has in nodes
            if (n.tag == tag or (tag == "main" and "main" in has)) and not _in_comments(n, web)
        ]
        if best := _largest(tagged, total):
            return best
    return None


def _largest(nodes: list[Node], total: int) -> Node | None:
    """The one with the most prose, if it holds enough of the page's (a teaser does not)."""
    sized = sorted(((_prose(node), index) for index, node in enumerate(nodes)), reverse=True)
    if not sized or sized[0][0] < max(_MIN_TEXT, 0.3 * total):
        return None
    return nodes[sized[0][1]]


def _prose(node: Node) -> int:
    """How many characters of running text are below node, links left out."""
    size, stack = 0, [node]
    while stack:
        item = stack.pop()
        for child in item.children:
            if isinstance(child, str):
                length = len(child.strip())
                size += length if length > 20 else 0
            elif child.tag not in ("a", "nav", "form", "button", "option"):
                stack.append(child)
    return size


def _in_comments(node: Node, web: WebRules) -> bool:
    near = [node, *node.ancestors()]
    return any(part.words() & (web.comments | web.comment) for part in near if part.tag != "body")


def by_trafilatura(root: Node, html: str) -> Node | None:
    """The smallest element that holds what trafilatura takes for the article; None without it."""
    try:
        import trafilatura  # 0.4 s, and only there with the extra "web"
    except ImportError:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports odd pages as errors
    text = trafilatura.extract(html, include_comments=False, include_tables=False, fast=True)
    wanted = {_key(line) for line in (text or "").split("\n") if len(line) > 40}
    holders = [node for node in root.walk() if wanted and _own_key(node) in wanted]
    return _common(holders) if holders else None


def _key(text: str) -> str:
    return "".join(text.split())[:60]


def _own_key(node: Node) -> str:
    """The key of a paragraph, or of what stands for one; "" of what holds others."""
    if node.tag not in ("p", "li", "blockquote", "div", "td", "font", "span"):
        return ""
    key = _key(node.raw_text())
    return "" if any(_key(child.raw_text()) == key for child in node.elements()) else key


def _common(nodes: list[Node]) -> Node:
    """The deepest element that holds at least three quarters of the text of nodes."""
    sizes: Counter[int] = Counter()
    by_id: dict[int, tuple[int, Node]] = {}
    total = 0
    for node in nodes:
        size = len(node.text())
        total += size
        for depth, part in enumerate(reversed([node, *node.ancestors()])):
            sizes[id(part)] += size
            by_id[id(part)] = (depth, part)
    enough = [by_id[key] for key, size in sizes.items() if size >= 0.75 * total]
    deepest = max(enough, key=lambda item: item[0])[1]
    return deepest.parent if deepest.tag in ("p", "li") and deepest.parent else deepest


def by_density(root: Node, web: WebRules) -> Node:
    """The element around most paragraphs: each counts for its parent, half for the one above."""
    scores: Counter[int] = Counter()
    known: dict[int, Node] = {id(root): root}
    for node in root.walk():
        if node.tag not in ("p", "pre", "blockquote") or _in_comments(node, web):
            continue
        size = _prose(node)
        around = list(node.ancestors())[:3]
        for share, part in zip((1.0, 0.5, 0.25), around, strict=False):
            known[id(part)] = part
            scores[id(part)] += int(size * share)
    best = scores.most_common(1)
    return known[best[0][0]] if best and best[0][1] else root


# --- comments and byline ---


def _take_comments(root: Node, main: Node, web: WebRules) -> list[Node]:
    """The elements that hold readers' comments, taken out of the page."""
    above = {id(node) for node in main.ancestors()} | {id(main)}
    named = [n for n in root.walk() if n.words() & web.comments and id(n) not in above]
    taken = {id(node) for node in named}
    found = [node for node in named if not any(id(part) in taken for part in node.ancestors())]
    return [node.remove() for node in found]


def comment_parts(container: Node, web: WebRules) -> Iterator[tuple[str, str, Node]]:
    """(author, date, text element) of each comment in a container, in order."""
    seen: set[int] = set()
    for node in container.walk():
        if not node.words() & web.comment or id(node) in seen:
            continue
        text = _own_text(node, web)
        if text is None or id(text) in seen:
            continue
        seen.update((id(node), id(text)))
        author = next(
            (
                part.text()
                for part in _own(node, web)
                if part.words() & web.comment_author and part.text()
            ),
            "",
        )
        date = next((part.get("datetime") for part in _own(node, web) if part.tag == "time"), "")
        yield author, date, text


def _own(comment: Node, web: WebRules) -> Iterator[Node]:
    """The elements of a comment without those of the answers to it."""
    stack = [comment]
    while stack:
        node = stack.pop()
        yield node
        answers = frozenset(("children", "comment", "depth-2"))
        stack += [
            c for c in reversed(node.elements()) if not c.words() & answers or c.tag == "article"
        ]


def _own_text(comment: Node, web: WebRules) -> Node | None:
    named = (part for part in _own(comment, web) if part.words() & web.comment_text)
    return next(named, None) or next((p for p in _own(comment, web) if p.tag == "p"), None)


def _byline(main: Node, root: Node, rules: Rules) -> tuple[str | None, str | None]:
    """The author and date that stand near the article, where the page's head does not say."""
    around = main.parent or root
    names = [n.text() for n in around.walk() if _is_author(n, rules.web)]
    author = min((name for name in names if 1 < len(name) < 60), key=len, default=None)
    date = next(
        (n.get("datetime") for n in around.walk() if n.tag == "time" and n.get("datetime")), None
    )
    return _without_by(author, rules), date


def _without_by(author: str | None, rules: Rules) -> str | None:
    found = rules.byline(author) if author else None
    return found[0] if found else author


def _is_author(node: Node, web: WebRules) -> bool:
    by_relation = node.tag == "a" and "author" in node.get("rel").lower().split()
    return by_relation or bool(node.words() & web.byline)


# --- residue ---


def _prune(main: Node, web: WebRules, found: Found) -> None:
    """Take out of main what is navigation, advertising or a form by its markup."""
    size = max(1, _prose(main))
    for node in list(main.walk()):
        if node is main or node.parent is None or not _is_residue(node, web):
            continue
        if _is_in(node, main) and _prose(node) <= _SHARE * size:
            _note_removed(found, node)
            node.remove()


def _is_residue(node: Node, web: WebRules) -> bool:
    if node.tag in _DROPPED_TAGS:
        return True
    if node.tag in _NEVER_DROPPED:
        return False
    if node.tag == "aside":
        return _is_link_list(node) or bool(node.words() & web.drop)
    words = node.words()
    return bool(words & web.drop) or any(_has_part(word, web) for word in words)


def _has_part(word: str, web: WebRules) -> bool:
    parts = word.replace("_", "-").split("-")
    return parts[0] in web.drop_parts or parts[-1] in web.drop_parts


def _is_link_list(node: Node) -> bool:
    links = sum(len(part.text()) for part in node.walk() if part.tag == "a")
    return links > 0.5 * max(1, len(node.text()))


def _note_removed(found: Found, node: Node) -> None:
    text = node.text()
    if text and len(found.removed) < _SHOWN:
        found.removed.append(text[:_SHOWN] + ("…" if len(text) > _SHOWN else ""))


def _drop_residue(main: Node, rules: Rules, found: Found) -> None:
    """Take out the lines of main that the rules know; a word or two only where no prose follows."""
    leaves = [n for n in main.walk() if n.tag in _LEAVES and not _has_blocks(n) and n is not main]
    last = max((i for i, node in enumerate(leaves) if len(node.text()) > MAX_RESIDUE), default=-1)
    for index, node in enumerate(leaves):
        text = node.text()
        in_the_middle = RESIDUE_START <= index < len(leaves) - RESIDUE_END
        if not text or in_the_middle or len(text) > MAX_RESIDUE:
            continue
        inline = node.tag in _INLINE
        if (inline and not _is_alone(node, text)) or _in_code(node):
            continue
        if (
            rules.is_residue(text)
            and _is_in(node, main)
            and (index > last or len(text.split()) > 2)
        ):
            _note_removed(found, node)
            node.remove()


def _is_alone(node: Node, text: str) -> bool:
    """Whether an inline element is all that its parent says."""
    around = node.parent
    return around is not None and len(around.children) <= 5 and around.text() == text


def _has_blocks(node: Node) -> bool:
    return any(
        (child.tag in _LEAVES and child.tag not in _INLINE)
        or child.tag in _HOLDERS
        or child.find("p", "li", "div")
        for child in node.elements()
    )


def _in_code(node: Node) -> bool:
    return any(part.tag in ("pre", "code", "table") for part in node.ancestors())


def _drop_opening(main: Node, title: str, found: Found, rules: Rules) -> None:
    """Take out what repeats the title or names the author before the first paragraph."""
    wanted = _folded(title)
    for node in list(main.walk()):
        text = node.text()
        if not text or node is main or not _is_in(node, main):
            continue
        if len(text) > _MIN_LINE and node.tag in ("p", "li", "font"):
            return
        same = len(text) <= MAX_RESIDUE and _folded(text) in (wanted, _folded(found.author or ""))
        if same or (node.tag in ("p", "div") and len(text) < _MIN_LINE and rules.byline(text)):
            if _folded(text) != wanted:
                _note_removed(found, node)
            node.remove()


def _is_in(node: Node, main: Node) -> bool:
    return any(part is main for part in node.ancestors())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
