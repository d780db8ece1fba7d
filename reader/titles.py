"""What an article calls itself: its title, and the metadata of an HTML head."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

from reader import plaintext
from reader.model import Format

LIMIT = 300
"""Titles, authors and sources are at most this many characters long for display."""

_HEAD = 262_144
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_NO_PARAGRAPH = re.compile(r"[ ]{0,3}(?:[>|#]|[-*+][ \t]|\d{1,9}[.)][ \t])|[ ]{4}|\t")
_HTML_HEADING = re.compile(r"<h([1-6])(?=[\s>])[^<>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title(?=[\s>])[^<>]*>([^<]{0,4000})", re.IGNORECASE)
_HTML_TAG = re.compile(r"<html(?=[\s])([^<>]*)>", re.IGNORECASE)
_HEAD_TAG = re.compile(r"<(?:meta|link|base)(?=[\s/])([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([A-Za-z:_-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ATTRIBUTE_LIST = re.compile(r"[ \t]*\{[ \t]*[:#.][^{}]{0,200}\}[ \t]*$")
_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\]){0,400})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,200}\])"
)
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|~~|`+)|(?<![\w\\])_{1,3}(?=\S)|(?<=\S)(?<!\\)_{1,3}(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]+(?=\S)")

_META_KEYS = {
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "date": "date",
    "dc.date": "date",
    "dcterms.created": "date",
    "article:published_time": "date",
    "description": "description",
    "og:description": "description",
    "og:site_name": "source",
    "dc.publisher": "source",
    "keywords": "keywords",
    "og:url": "url",
    "content-language": "content-language",
    "dc.language": "dc.language",
}


def clean(text: str, limit: int = LIMIT) -> str:
    """One line of visible text for display, NFC, at most limit characters.

    Control characters, bidi controls, zero-width characters and lone surrogates are removed; the
    zero-width joiner and non-joiner stay, since some scripts need them.
    """
    if not text:
        return ""
    text = text[: limit * 8]
    if not text.isprintable():
        text = " ".join(text.split())
    if not text.isprintable():
        text = _INVISIBLE.sub("", text).strip("\u200c\u200d ")
    if "  " in text:
        text = _SPACE.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.strip(" ")
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def title_of(meta: Mapping[str, object], body: str, kind: Format, name: str) -> str:
    """Front matter's title, else the first heading or <title>, else the first line, else name."""
    for key in ("title", "Title", "TITLE", "headline"):
        value = meta.get(key)
        if isinstance(value, str) and (title := clean(value)):
            return title
    return _from_body(body, kind) or from_name(name)


def _from_body(body: str, kind: Format) -> str:
    start = body[:_HEAD]
    if kind == "html":
        return _html_title(start)
    if kind == "markdown":
        return _markdown_title(start)
    return next((title for line in start.split("\n", 200) if (title := clean(line[:4000]))), "")


def from_name(name: str) -> str:
    """A file's name without its extension and date."""
    stem = name.rpartition(".")[0] or name
    return clean(_DATED.sub("", stem).replace("_", " ")) or "?"


def _html_title(start: str) -> str:
    match = _TITLE.search(start)
    if match and (title := clean(html.unescape(match[1]))):
        return title
    return _html_heading(start) or clean(plaintext.strip_html(start[:20_000]).partition("\n")[0])


def _html_heading(start: str) -> str:
    match = _HTML_HEADING.search(start)
    if match is None:
        return ""
    return clean(plaintext.strip_html(start[match.end() : match.end() + 2000].partition("</h")[0]))


def _markdown_title(start: str) -> str:
    """The first heading of level 1, else the first heading, else the first line of text."""
    best, best_level, first_line = "", 7, ""
    for level, text in _headings(start):
        if level == 0:
            first_line = first_line or inline_text(text)
        elif (
            level < best_level and (best_level == 7 or level == 1) and (found := inline_text(text))
        ):
            best, best_level = found, level
            if level == 1:
                break
    return best or first_line


def _headings(start: str) -> list[tuple[int, str]]:
    """The headings of Markdown in order, and its first lines of text as level 0."""
    found: list[tuple[int, str]] = []
    fence = before = ""
    for line in start.split("\n", 4000)[:4000]:
        opening = _FENCE.match(line)
        if fence:
            fence = "" if opening and opening[1].startswith(fence) else fence
        elif opening:
            fence = opening[1]
        else:
            found.extend(_heading(line, before, text_wanted=not found))
        before = "" if fence or opening else line
        if found and found[-1][0] == 1:
            break
    return found


def _heading(line: str, before: str, *, text_wanted: bool) -> list[tuple[int, str]]:
    """The heading that a line is or underlines, or the line itself as text."""
    if not line or line.isspace():
        return []
    if line.lstrip(" ").startswith("#") and (atx := _ATX.fullmatch(line[:2000])):
        return [(len(atx[1]), atx[2] or "")]
    if before.strip() and not _NO_PARAGRAPH.match(before) and (rule := _SETEXT.fullmatch(line)):
        return [(1 if rule[1][0] == "=" else 2, before)]
    if "<h" in line and (tag := _HTML_HEADING.search(line)):
        return [(int(tag[1]), line[tag.end() :].partition("</h")[0])]
    return [(0, line)] if text_wanted and inline_text(line) else []


def inline_text(text: str) -> str:
    """The visible text of one line of Markdown, for display."""
    text = _ATTRIBUTE_LIST.sub("", text[:4000])
    if "[" in text:
        text = _LINK.sub(lambda match: "" if match[0][0] == "!" else match[1], text)
    if "<" in text:
        text = plaintext.strip_html(text)
    elif "&" in text:
        text = html.unescape(text)
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))
    return clean(plaintext.without_markers(text).lstrip(">#-*+=| "))


def html_meta(body: str) -> dict[str, object]:
    """What <html lang> and the <meta> and <link> tags of a page say, by front matter's keys."""
    start = body[:_HEAD]
    found: dict[str, object] = {}
    if root := _HTML_TAG.search(start):
        attributes = _attributes(root[1])
        found["lang"] = attributes.get("lang") or attributes.get("xml:lang") or ""
    for tag in _HEAD_TAG.finditer(start):
        key, value = _meta_pair(_attributes(tag[1]))
        if key and value:
            found.setdefault(key, value)
    return {key: value for key, value in found.items() if value}


def _meta_pair(attributes: dict[str, str]) -> tuple[str, str]:
    if attributes.get("rel", "").lower() == "canonical":
        return "canonical_url", attributes.get("href", "")
    name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv", "")
    return _META_KEYS.get(name.lower(), ""), attributes.get("content", "")


def _attributes(text: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text[:4000])
    }
