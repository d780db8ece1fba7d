"""Renders an article: source text -> HTML -> harmless HTML -> blocks; the only user of `markdown`.

`render` may be slow on hostile input, so only sandbox.py calls it, in a process that can be ended.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reader import blocks, clean, cmark, dialect
from reader import text as texts
from reader.model import Block, Rendered, Run
from reader.runs import pieces

if TYPE_CHECKING:
    import markdown

    from reader.source import Source

Engine = Literal["markdown", "cmark"]

# Above this many characters Python-Markdown takes too long (2 s a million), and above this many
# blank lines too: each block costs as much as 100 characters more.
MAX_MARKDOWN = 200_000
MAX_BLANK_LINES = 8_000
# So many of one of these in one paragraph make it hang.
MAX_SIGNS = 2_000
_SIGNS = "[*_`<>&~"
# The beginning of a long article is rendered by itself first: so much, or a little more.
_BEGINNING = 8_000
_NEAR = 24_000
# A window lays out no more paragraphs than this at once in good time.
MAX_PARAGRAPHS = 20_000
# In place of an article that took too long: the reader has waited for seconds already.
MAX_PLAIN_PARAGRAPHS = 5_000

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_PARTIAL = "The file is very large; its beginning is shown."


def engine_for(source: Source) -> Engine:
    """The parser that a Markdown article is given first."""
    body = source.body
    if len(body) > MAX_MARKDOWN or body.count("\n\n") > MAX_BLANK_LINES:
        return "cmark"
    return "cmark" if any(map(_is_dense, body.split("\n\n"))) else "markdown"


def _is_dense(paragraph: str) -> bool:
    """Whether Python-Markdown would take seconds over a paragraph: it looks ahead at each sign."""
    return len(paragraph) > MAX_SIGNS and max(map(paragraph.count, _SIGNS)) > MAX_SIGNS


def render(
    source: Source, *, base_language: str | None = None, engine: Engine | None = None
) -> Rendered:
    """The article as blocks, text, HTML and outline.

    base_language is the article's own language: blocks that declare the same say None. engine
    "cmark" is the faster and steadier parser for Markdown (it has no definition lists and boxes);
    None means engine_for(source).
    """
    notes: tuple[str, ...] = (_PARTIAL,) if source.partial else ()
    if source.format == "text":
        return _from_text(source.body, notes)
    html = source.body
    if source.format == "markdown":
        html, lacking = _markdown_to_html(source.body, engine or engine_for(source))
        notes += lacking
    cleaned = clean.clean(html, show_unknown=source.format == "markdown")
    built = blocks.build(cleaned.html)
    shown = tuple(_in_language(block, base_language) for block in built.blocks)
    reasons = _joined((*notes, *cleaned.notes, *built.notes))
    return Rendered(shown, built.text, cleaned.html, built.outline, reasons)


def beginning(source: Source, *, base_language: str | None = None) -> Rendered | None:
    """The first screens of a long article by themselves; None where there are none to be had.

    Nearly always they are what `render` gives first: who shows them compares. There is no outline,
    and the text is not the article's: no anchor may count in it.
    """
    end = _end_of_beginning(source)
    if not end:
        return None
    body = source.body[:end]
    if source.format == "markdown":
        body += _definitions(body, source.body[end:])
    part = replace(source, body=body, partial=False)
    made = render(part, base_language=base_language, engine=engine_for(source))
    count = len(made.blocks)
    while count and made.blocks[count - 1].footnote:
        count -= 1
    shown = made.blocks[:count]
    return Rendered(shown, made.text, "", (), None) if count > 1 else None


_BODY = re.compile(r"<body\b[^<>]*>", re.IGNORECASE)
_SAFE_CUTS = {
    # before a heading or a plain paragraph, which belongs to nothing that stands above it
    "markdown": re.compile(r"\n[ \t]*\n(?=#{1,6} |[^\W\d_])"),
    "html": re.compile(r"</(?:p|h[1-6]|ul|ol|table|blockquote|pre)>", re.IGNORECASE),
    "text": _BLANK_LINES,
}
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def _end_of_beginning(source: Source) -> int:
    """Where the first screens of the source end, 0 where no such place is near."""
    body, start = source.body, 0
    if source.format == "html" and (found := _BODY.search(body)):
        start = found.end()
    near = body[: start + _NEAR]
    for cut in _SAFE_CUTS[source.format].finditer(near, start + _BEGINNING):
        if source.format != "markdown" or len(_FENCE.findall(near, 0, cut.end())) % 2 == 0:
            return cut.end()
    return 0


_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:.*$", re.MULTILINE)


def _definitions(part: str, rest: str) -> str:
    """The definitions of links and footnotes in the rest of a body that its first part needs."""
    labels = {label.casefold() for label in _LABEL.findall(part)}
    found = (match for match in _DEFINITION.finditer(rest) if match[1].casefold() in labels)
    return "\n\n" + "\n\n".join(match[0] for match in found)


def render_plain(source: Source, reason: str) -> Rendered:
    """The article's source as paragraphs of plain text; linear in its length, never fails."""
    body = source.body
    if source.format == "html":
        body = entities.unescape(_TAGS.sub("", _BLOCK_TAGS.sub("\n\n", _HIDDEN.sub("", body))))
    return _from_text(body, (reason,), MAX_PLAIN_PARAGRAPHS)


def _in_language(block: Block, language: str | None) -> Block:
    if block.language is not None and block.language == language:
        return replace(block, language=None)
    return block


# --- Markdown -----------------------------------------------------------------------------------

_CMARK_LACKS = re.compile(r"^(?::[ \t]|!!! ?\w)", re.MULTILINE)
_TOO_LARGE = "The article is too large to set definition lists and boxes; they are shown as text."


def _markdown_to_html(body: str, engine: Engine) -> tuple[str, tuple[str, ...]]:
    prepared = dialect.prepare(texts.clean(body), lists=engine == "markdown")
    if engine == "markdown":
        return prepared.restore(_converter().reset().convert(prepared.text)), ()
    notes = (_TOO_LARGE,) if _CMARK_LACKS.search(body) else ()
    return prepared.restore(_cmark(prepared.text)), notes


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    import markdown  # 55 ms that only rendering needs
    from markdown.extensions.toc import slugify_unicode

    converter = markdown.Markdown(
        extensions=[
            "tables", "footnotes", "def_list", "attr_list", "toc", "admonition", "sane_lists",
        ],
        extension_configs={"toc": {"marker": "", "slugify": slugify_unicode}},
    )  # fmt: skip
    dialect.add_strikethrough(converter)
    return converter


def forget_converter() -> None:
    """Drop the converter: an interrupted one cannot be used again."""
    _converter.cache_clear()


def _cmark(text: str) -> str:
    from cmarkgfm.cmark import Options  # a native library that only some articles need

    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return cmark.to_html(text, int(options), ["table", "strikethrough"])


# --- plain text ---------------------------------------------------------------------------------

_HIDDEN = re.compile(r"<!--[^<]*-->|<(script|style)\b[^<>]*>[^<]*</\1>", re.IGNORECASE)
_BLOCK_TAGS = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|table|tr|blockquote|pre|br)\b[^<>]*>", re.IGNORECASE
)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")


def _from_text(body: str, notes: tuple[str, ...], most: int = MAX_PARAGRAPHS) -> Rendered:
    paragraphs = _BLANK_LINES.split(texts.clean(body).strip("\n"))
    lines = _fewer([line for part in paragraphs for line in _reflowed(part) if line], most)
    made: list[Block] = []
    shown: list[str] = []
    text = blocks.OneText()
    for line in lines:
        parts = pieces((Run(line),), at="\n ")
        if len(parts) > 1:
            notes += (blocks.TOO_LONG,)
        for part in parts:
            shown.append(part[0].text)
            made.append(Block("paragraph", part, text.place(part[0].text)))
    return Rendered(tuple(made), text.joined(), _paragraphs(shown), (), _joined(notes))


def _joined(notes: Iterable[str]) -> str | None:
    return " ".join(dict.fromkeys(notes)) or None


def _fewer(lines: list[str], most: int) -> list[str]:
    """At most so many paragraphs: several lines go into one where there are more."""
    together = -(-len(lines) // most)
    if together <= 1:
        return lines
    return ["\n".join(lines[at : at + together]) for at in range(0, len(lines), together)]


def _paragraphs(shown: list[str]) -> str:
    """The paragraphs as HTML; escaped all at once, which is twice as fast as one by one."""
    if not shown:
        return ""
    escaped = entities.escape("\0".join(shown), quote=False)  # no text that was cleaned has a NUL
    inner = escaped.replace("\n", "<br>\n").replace("\0", "</p>\n<p>")
    return f"<p>{inner}</p>"


def _reflowed(paragraph: str) -> list[str]:
    """The paragraphs that lines without a blank line between them make up.

    Lines all about as long were wrapped by hand and flow together; a very long line is a
    paragraph of its own; short lines (a poem, an address) keep their breaks.
    """
    paragraph = paragraph.strip("\n")
    if "\n" not in paragraph:
        return [paragraph.strip()]
    lines = [line.rstrip() for line in paragraph.split("\n")]
    lengths = [len(line) for line in lines[:-1]]
    if not lengths or max(lengths) > 120:
        return [line.strip() for line in lines]
    if min(lengths) >= 45:
        return [" ".join(line.strip() for line in lines)]
    return ["\n".join(lines)]
