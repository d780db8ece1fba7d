"""Fuzzing of what reads articles and queries: front matter, rendering, cleaning, queries, anchors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from pathlib import Path

from reader import addresses, anchors, clean, frontmatter, metadata, query, sandbox, titles
from reader import source as sources
from reader.errors import LibraryError, SearchQueryError
from reader.model import Anchor, Rendered
from reader.render import render, render_plain
from reader.search import Document, Index
from tests.querytext import plainest
from tests.torture.fuzz.target import ROOT, Check, Target, any_text, beginnings, chosen_by

# --- files and front matter ---------------------------------------------------------------------

_NAMES = ("a.md", "a.html", "a.txt")


def _source(data: bytes) -> sources.Source | None:
    """The article that the bytes after the first are; the first one chooses the format."""
    try:
        return sources.parse(data[1:], _NAMES[data[0] % 3] if data else "a.md")
    except LibraryError:
        return None


def _check_source(folder: Path) -> Check:
    def check(data: bytes) -> None:
        read = _source(data)
        if read is None:
            return
        assert read.title.strip()
        assert read.title == titles.clean(read.title), "a title with invisible characters"
        _check_fields(read.meta)
        details = metadata.details(read.meta, "a.md")
        assert details is not None
        sources.plain_text(read)
        fields, body = frontmatter.split(any_text(data[1:]))
        assert any_text(data[1:]).endswith(body)
        _check_fields(fields)

    return check


def _check_fields(value: object) -> None:
    """Fields are texts, lists and mappings, whatever YAML, TOML or JSON made of them."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            assert isinstance(key, str)
            _check_fields(part)
    elif isinstance(value, list):
        for part in value:
            _check_fields(part)
    else:
        assert isinstance(value, str), f"a field is {type(value).__name__}"


HEADS = (
    "---\ntitle: A\nlang: no\ndate: 2014-03-24\ntags: [a, b]\n---\n# A\n\ntext\n",
    "---\nsource:\n  language: sv\n  url: https://a.example\n? a\n: &x [1, {b: *x}]\n---\ntext",
    "+++\ntitle = 'A'\ndate = 2014-03-24T10:00:00Z\n[extra]\nlang = \"de\"\n+++\ntext",
    '{"title": "A", "tags": ["a", 1, null, {"b": 1.5}]}\ntext',
    "---\na: b: c\n- d\n'e': |\n  f\n g: >-\n   h\n...\ntext",
    '\ufeff---\r\ntitle: "A\\u00e4"\r\n---\r\n\r\nSetext\r\n===\r\n',
)
_HTML_HEADS = (
    '<!doctype html><html lang="sv"><head><meta charset="latin1"><title>A &amp; B</title>'
    '<meta name="author" content="C"><meta property="og:title" content="D"></head><h1>E</h1>',
)


def _source_seeds() -> list[bytes]:
    articles = chosen_by(0, beginnings("articles/*/*.md")[:12])
    heads = chosen_by(0, [head.encode() for head in HEADS])
    texts = chosen_by(2, [head.encode("utf-16") for head in HEADS[:2]])
    return [*heads, *chosen_by(1, [h.encode() for h in _HTML_HEADS]), *texts, *articles]


# --- articles and markup ------------------------------------------------------------------------


def _check_render(folder: Path) -> Check:
    def check(data: bytes) -> None:
        read = _source(data)
        if read is None:
            return
        _check_rendered(sandbox._render(read, "sv", sandbox.WALL_SECONDS))
        _check_rendered(render(read, engine="cmark"))
        _check_rendered(render_plain(read, "a reason"))

    return check


def _check_rendered(rendered: Rendered) -> None:
    """Every offset is where it says, every address one that may be shown."""
    text = rendered.text
    text.encode("utf-8")
    assert "\0" not in text
    assert text == "\n".join(block.text for block in rendered.blocks if block.text)
    for block in rendered.blocks:
        assert text.startswith(block.text, block.start)
        for cell in itertools.chain.from_iterable(block.rows):
            words = "".join(run.text for run in cell.runs)
            assert text.startswith(words, cell.start)
        runs = [*block.runs, *(run for row in block.rows for cell in row for run in cell.runs)]
        for run in runs:
            assert run.href == addresses.link_target(run.href)
            if run.image and run.image.path:
                assert addresses.is_relative(run.image.path)
    for heading in rendered.outline:
        assert rendered.blocks[heading.block].start == heading.start


_MARKDOWN = (
    '# A\n\ntext **b** *c* `d` ~~e~~ [f](g.md "h") ![i](j.png) <k@l.example> [^1]\n\n[^1]: m\n',
    '| a | b |\n|:--|--:|\n| 1 | `|` |\n\nterm\n:   definition\n\n!!! note "x"\n    y\n',
    "1. a\n   - b\n     > c\n\n        code\n   ```py\n   d\n   ```\n- [x] e\n* * *\n",
    "{{< figure src=\"a.png\" >}}\n{% raw %}\n[a]: b 'c'\n[a][]\n# h {#i .j}\n\\*k\\* a  \nb\n",
    '<div markdown="1">\n*a*\n</div>\n<!-- b --> &amp; &#x0; &#55296; <details><summary>c',
)
_MARKDOWN_WORDS = (
    "#", "##", "*", "**", "_", "`", "```", "~~~", "~~", "[", "](", ")", "![", "[^1]", "[^1]: ",
    "|", "|-|-|\n", ">", "> > ", "- ", "1. ", "    ", "\t", "\n\n", "  \n", "<", ">", "</", "<!--",
    "-->", "<![CDATA[", "]]>", "<?", "&#x", "&amp;", "\\", ":   ", "!!! ", "{: ", "{{<", "{%",
    "[x] ", "http://", "mailto:", "---\n", "===\n", "\x02", "\x03", "\u2028", "\u202e", "\u00ad",
    "klzzwxh:0001", "wzxhzdk:0", "\x02klzzwxh:0\x03", "\x02wzxhzdk:0\x03", "zz1337820767766393qq",
)  # fmt: skip
HTML_WORDS = (
    "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<td colspan=9>", "</table>",
    "<ul>", "<li>", "<ol start=3>", "<a href=", "javascript:", "//", "<img src=", "<script>",
    "</script>", "<style>", "<svg>", "<math>", "<template>", "<title>", "<textarea>", "<plaintext>",
    "<noscript>", "<iframe>", "<select>", "<b>", "<i>", "<pre>", "<code>", "<br>", "<hr/>", "<h1>",
    "<!--", "--!>", "<!doctype", "<![CDATA[", "]]>", "&lt;", "&#0;", "'", '"', "=", " onclick=",
    " style='text-align:", " id=", " class=", "<input type=checkbox checked>", "<dl><dt>", "<dd>",
    "<mglyph>", "<foreignObject>", "<annotation-xml encoding='text/html'>", "<form>", "<caption>",
)  # fmt: skip


def _render_seeds() -> list[bytes]:
    markdown = [text.encode() for text in _MARKDOWN] + beginnings("tests/data/render/golden/*.md")
    pages = beginnings("tests/data/render/golden/*.html")
    return [
        *chosen_by(0, markdown + beginnings("articles/*/*.md")[:12]),
        *chosen_by(1, pages + [h.encode() for h in _HTML_HEADS]),
        *chosen_by(2, markdown[:1]),
    ]


_A_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z]+=\"[^\"<>]*\")*)>")
_NEWLINES_IN_PRE = re.compile(r"(<pre(?: [^<>]*)?>)\n+")
_AN_ATTRIBUTE = re.compile(r" ([a-z]+)=\"([^\"]*)\"")


def _check_clean(folder: Path) -> Check:
    def check(data: bytes) -> None:
        text = any_text(data)
        for show_unknown in (False, True):
            made = clean.clean(text, show_unknown=show_unknown).html
            _check_harmless(made)
        once = clean.clean(text).html
        twice = clean.clean(once)
        if not twice.notes:  # nothing is too deep for it
            assert _comparable(twice.html) == _comparable(once), "cleaning again changes it"

    return check


def _comparable(html: str) -> str:
    """The attributes of each element sorted, for the sanitiser writes them in any order; without
    newlines at the start of <pre>, of which every reader of HTML drops the first.
    """
    html = _NEWLINES_IN_PRE.sub(r"\1", html)
    return _A_TAG.sub(
        lambda tag: f"<{tag[1]}{tag[2]}{sorted(_AN_ATTRIBUTE.findall(tag[3]))}>", html
    )


def _check_harmless(html: str) -> None:
    """Only allowed elements, attributes and addresses, and every "<" one of theirs."""
    depth = deepest = 0
    left = html
    for match in _A_TAG.finditer(html):
        close, name, written = match.groups()
        assert name in clean.TAGS, f"<{name}>"
        if name not in ("br", "hr", "img", "wbr"):
            depth += -1 if close else 1
            deepest = max(deepest, depth)
        allowed = clean.ATTRIBUTES["*"] | clean.ATTRIBUTES.get(name, set()) | {"rel"}
        for attribute, value in _AN_ATTRIBUTE.findall(written):
            assert attribute in allowed, f"{name} {attribute}"
            if attribute == "href":
                plain = value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
                assert addresses.link_target(plain.replace("&quot;", '"')), "an address"
    left = _A_TAG.sub("", html)
    assert "<" not in left, "something is left that is no allowed tag"
    assert depth == 0, "elements are not balanced"
    assert deepest <= clean.MAX_DEPTH + clean.MAX_TABLE_DEPTH + 8


def _clean_seeds() -> list[bytes]:
    evasions = (ROOT / "tests/data/render/evasions.txt").read_bytes().splitlines()
    nested = [b"<ul><li>a<ol><li>b</ul>c", b"<p>a<table>b<tr>c<td>d<p>e</table>f", b"<a b='c\"d'>e"]
    pages = beginnings("tests/data/importers/pages/*.html", "tests/data/render/golden/*.html")
    return [*evasions, *nested, *pages]


# --- queries ------------------------------------------------------------------------------------

_TEXTS = (
    ("sv", "Småföretagarna", "Lågkonjunkturen drabbar småföretagen. En e-post om böcker."),
    ("de", "Die Umfragen", "Kleinunternehmen mit Social-Media-Strategien in der Straße."),
    ("en", "The survey", "Small companies answered the survey about social media."),
    ("ja", "東京の本", "東京タワーの近くの本屋。"),
)


def _check_query(folder: Path) -> Check:
    index = Index(folder / "index.db")
    index.update(
        Document(n, str(n), title, text, language, date=f"20{n:02}-01-01", fingerprint=str(n))
        for n, (language, title, text) in enumerate(_TEXTS, 1)
    )
    sets: dict[str, set[int]] = {"bookmarked": {1}, "unread": {2}, "note": {3}, "highlight": {1, 3}}

    def check(data: bytes) -> None:
        text = any_text(data)
        try:
            asked = query.parse(text)
        except SearchQueryError as error:
            assert 0 <= error.position <= len(text)
            return
        plain = plainest(asked)
        if len(plain) <= len(text):  # a longer one may be too long to be read again
            assert plainest(query.parse(plain)) == plain
        for chip in asked.chips():
            assert 0 <= chip.span[0] <= chip.span[1] <= len(text)
        found = index.search(asked, sets=sets, typing=len(data) % 2 == 1)
        assert found.complete, "the index calls itself damaged"
        index.highlight_terms(asked, "sv", _TEXTS[0][2])

    return check


_QUERIES = (
    "småföretag konjunktur", '"social media" -survey', "lang:sv title:bok*", "in:notes e-post",
    "(a OR b) -(c d) is:unread", "after:2003 before:2004-05-01", 'author:"a b" tag:x source:y',
    "東京 本屋", "är:läst hat:notiz", "near* \"x", "a-b-c*", "-(", "språk:?", "in:",
)  # fmt: skip
_QUERY_WORDS = (
    '"', "(", ")", "-", "*", ":", " ", " OR ", " ELLER ", "|", "lang:", "tag:", "title:", "in:text:",
    "is:unread", "has:note", "before:", "after:2024-", "author:", "source:", "språk:", "e-post",
    "東京", "bok", "NOT", "AND", "NEAR(", "{", "}", "^", "\u0301", "ß", "\u00ad", "\x00", "'", ";",
)  # fmt: skip


# --- anchors ------------------------------------------------------------------------------------


def _check_anchors(folder: Path) -> Check:
    def check(data: bytes) -> None:
        start, length, *_ = (*data[:2], 0, 0)
        texts = any_text(data[2:]).split("\x1e")
        before, text, prefix, exact, suffix, *_ = (*texts, "", "", "", "", "")
        start = min(start, len(before))
        made = anchors.make(before, start, min(start + length, len(before)))
        foreign = Anchor(exact, prefix, suffix, length - 20, start * 7 - 9, "")
        for known in (before, None):
            both = anchors.find_all([made, foreign], text, known)
            if start % 4 == 0:  # it takes as long as all the rest
                assert both == [anchors.find(one, text, known) for one in (made, foreign)]
            for place in both:
                assert 0 <= place.start <= place.end <= len(text)
                assert 0 <= place.score <= 1
        itself = anchors.find(made, before)
        assert (itself.start, itself.end, itself.status) == (made.start, made.end, "exact")
        for near in (None, start):
            if found := anchors.find_quote(text, exact, near):
                assert text[found.start : found.end] == found.exact

    return check


_PASSAGES = (
    "\x05\x20The lamp was lit before the fog came in from the sea.\x1eBefore the fog came in from "
    "the sea the lamp was lit, they say.\x1ethe \x1elamp was lit\x1e before",
    '\x00\x10Småföretagen – »i kris«…\x1eSmåföretagen - "i kris"...\x1e\x1esmåföretagen\x1e',
    "\x00\x02e\u0301e\u0301\x1eéé\x1e\x1eé\x1e",
    "\x02\x08aaaaaaaaaaaaaaaaaaaaaaaaaa\x1eaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x1ea\x1eaaaa\x1ea",
    "\x00\xff" + "Ein langer Satz, der sich wiederholt. " * 40 + "\x1e" + "Ein langer Satz. " * 60,
    "\x01\x04東京タワーの近く\x1e東京の近くの本屋\x1e東\x1e京\x1eの",
)


TARGETS: tuple[Target, ...] = (
    Target("source", _check_source, _source_seeds, (
        "---\n", "+++\n", "...\n", ": ", "- ", "? ", "&a ", "*a", "!!x ", "|\n", ">-\n", "{", "}",
        "[", "]", '"', "'", "#", "<<: ", "%YAML 1.1\n", "= ", "[[a]]\n", "'''", "lang", "title",
        "date", "tags", "source", "\ufeff", "\r\n", "\t", "2014-03-24", "1e9", "0x1F", "\\u0000",
    ), "front matter, titles and dates of files"),
    Target("render", _check_render, _render_seeds, _MARKDOWN_WORDS + HTML_WORDS,
           "Markdown, HTML and text to blocks"),
    Target("clean", _check_clean, _clean_seeds, HTML_WORDS, "HTML made harmless"),
    Target("query", _check_query, lambda: [q.encode() for q in _QUERIES], _QUERY_WORDS,
           "queries read and asked"),
    Target("anchors", _check_anchors, lambda: [p.encode("latin-1", "ignore") if p.isascii() else
           p.encode() for p in _PASSAGES], ("\x1e", " ", ".", "lamp ", "–", "…", "é", "e\u0301",
           "\u00ad", "\u00a0", "東", "😀", "aaaa", "\n"), "passages found again"),
)  # fmt: skip
