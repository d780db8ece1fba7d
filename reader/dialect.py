"""What a Markdown parser is given instead of the body, and how its HTML is put right again.

Tags like an unclosed `<script>` make Markdown parsers and browsers swallow all that follows. They
are taken out before parsing and put back after it: as text inside code, else as they were, for
clean.py to judge. Fenced code is taken out too, so that both parsers treat it alike. Lines that are
nothing but an instruction to a site generator (Hugo and Jekyll includes, `[TOC]`) are left out; an
instruction inside a line stays as written.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.indents import Indents

if TYPE_CHECKING:
    import markdown

# Control characters that reader.text.clean has removed from every body.
_OPEN, _CLOSE = "\x0e", "\x0f"
_STASHED = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SWALLOWING = re.compile(
    r"</?(?:script|style|textarea|title|iframe|noscript|noembed|noframes|xmp|plaintext|template"
    r"|svg|math|annotation|annotation-xml)(?![a-zA-Z0-9-])[^<>\n]{0,2000}+>?|<!--|<!\[CDATA\[|<[!?]",
    re.IGNORECASE,
)
_CODE_TAG = re.compile(r"<(/?)(?:code|pre)\b[^<>]*>")
_TAG_WITH_STASH = re.compile(f"<[a-zA-Z][^<>{_OPEN}]*+{_OPEN}[^<>]*+>")
_TOO_MANY_QUOTES = re.compile(r"^((?: {0,3}+>){80})(?: {0,3}+>)++", re.MULTILINE)
_INSTRUCTION = re.compile(
    r"^ {0,3}(?:\{\{[<%][^{}\n]*[>%]\}\}|\{%[^{}\n]*%\}|\[TOC\]|\[\[_TOC_\]\])[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A body ready to be parsed, and the tags taken out of it."""

    text: str
    stash: tuple[str, ...]

    def restore(self, html: str) -> str:
        """Put the tags back into the HTML made of text."""
        if not self.stash:
            return html
        html = _TAG_WITH_STASH.sub(lambda match: self._filled(match[0], escaped=True), html)
        parts: list[str] = []
        depth = position = 0
        for tag in _CODE_TAG.finditer(html):
            parts.append(self._filled(html[position : tag.end()], escaped=depth > 0))
            position = tag.end()
            depth = max(depth - 1, 0) if tag[1] else depth + 1
        parts.append(self._filled(html[position:], escaped=depth > 0))
        return "".join(parts)

    def _filled(self, html: str, *, escaped: bool) -> str:
        def fill(match: re.Match[str]) -> str:
            index = int(match[1])
            tag = self.stash[index] if index < len(self.stash) else ""
            return entities.escape(tag) if escaped else tag

        return _STASHED.sub(fill, html)


def prepare(body: str, *, lists: bool) -> Prepared:
    """body for a Markdown parser; it holds no control characters but tabs and newlines.

    lists says that the parser wants lists indented by four (Python-Markdown does).
    """
    stash: list[str] = []

    def put(html: str) -> str:
        stash.append(html)
        return f"{_OPEN}{len(stash) - 1}{_CLOSE}"

    def put_code(code: str, language: str) -> str:
        kind = f' class="language-{entities.escape(language)}"' if language else ""
        return put(f"<pre><code{kind}>{entities.escape(code, quote=False)}\n</code></pre>")

    text = Indents(put_code, lists=lists).run(body)
    text = _TOO_MANY_QUOTES.sub(r"\1", _INSTRUCTION.sub("", text))  # clean.py takes 64 of them
    return Prepared(_SWALLOWING.sub(lambda match: put(match[0]), text), tuple(stash))


def add_strikethrough(converter: markdown.Markdown) -> None:
    """Teach a converter `~~deleted~~`, as GitHub writes it."""
    from markdown.inlinepatterns import SimpleTagInlineProcessor

    pattern = SimpleTagInlineProcessor(r"()~~(?=\S)(.+?)(?<=\S)~~", "del")
    converter.inlinePatterns.register(pattern, "strikethrough", 65)
