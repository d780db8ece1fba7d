"""HTML to Markdown: each construct as the renderer reads it."""

from __future__ import annotations

import html as entities

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.importers import webpage
from reader.importers.markdown_text import escape_line

_CASES = {
    "emphasis moves its spaces out": ("<p>a<b> b </b>c</p>", "a **b** c"),
    "nested list": (
        "<ul><li>a<ol start=3><li>b</li></ol></li></ul>",
        "-   a\n    3.  b",
    ),
    "loose list": ("<ul><li><p>a</p><p>b</p></li></ul>", "-   a\n\n    b"),
    "code in a list is indented": (
        "<ul><li><p>a</p><pre>x\n  y</pre></li></ul>",
        "-   a\n\n        x\n          y",
    ),
    "code with a fence in it": ("<pre>```\nx</pre>", "````\n```\nx\n````"),
    "code span with a backtick": ("<p><code>a`b</code></p>", "`` a`b ``"),
    "quote in a quote": (
        "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>",
        "> a\n>\n> > b",
    ),
    "break": ("<p>a<br>b</p>", "a  \nb"),
    "two breaks are a paragraph": ("<p>a<br><br>b</p>", "a\n\nb"),
    "definition": ("<dl><dt>t</dt><dd>d</dd></dl>", "t\n:   d"),
    "superscript": ("<p>m<sup>2</sup></p>", "m<sup>2</sup>"),
    "number at the start": ("<p>1984. A year</p>", "1984\\. A year"),
    "hash at the start": ("<p>#tag</p>", "\\#tag"),
    "script link": ("<p><a href='javascript:x()'>a</a></p>", "a"),
    "relative link": ("<p><a href='b c.html'>a</a></p>", "[a](https://h.example/d/b%20c.html)"),
    "spanning table stays HTML": (
        "<table><tr><th colspan=2>h</th></tr><tr><td>a</td><td>b<br>c</td></tr></table>",
        '<table>\n<tr><th colspan="2">h</th></tr>\n<tr><td>a</td><td>b<br>c</td></tr>\n</table>',
    ),
    "pipe in a cell": (
        "<table><tr><th>a|b</th><th>c</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |",
    ),
    "hidden": ("<p>a</p><p hidden>b</p><p style='display: none'>c</p>", "a"),
    "language of a span": ("<p>x <span lang=fr>mot</span></p>", 'x <span lang="fr">mot</span>'),
}


@pytest.mark.parametrize(("html", "markdown"), _CASES.values(), ids=_CASES)
def test_a_construct_is_written_as_the_renderer_reads_it(html: str, markdown: str) -> None:
    assert webpage.fragment(html, lambda _: None, "https://h.example/d/e")[0] == markdown


_CHARACTERS = st.text(
    st.sampled_from("ab1 .*_`#>[](){}<>&!|~+-=:\\$^\"'éß字"), min_size=1, max_size=40
)


@settings(max_examples=150, deadline=None)
@given(_CHARACTERS)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    from reader import render, source

    wanted = " ".join(text.split())
    written = f"x\n\n{escape_line(wanted)}\n\nx"
    shown = render.render(source.parse(written.encode(), "a.md")).text
    assert " ".join(shown.split()) == f"x {wanted} x".replace("  ", " ")


@settings(max_examples=100, deadline=None)
@given(_CHARACTERS)
def test_a_paragraph_of_html_reads_as_it_was_written(text: str) -> None:
    from reader import render, source

    wanted = " ".join(text.split())
    written, _ = webpage.fragment(f"<p>x</p><p>{entities.escape(wanted)}</p>", lambda _: None)
    shown = render.render(source.parse(written.encode(), "a.md")).text
    assert " ".join(shown.split()) == f"x {wanted}".strip()


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>/abp=\"' &;!-divulimgtrdsc"), max_size=300))
def test_any_markup_is_converted_to_something(html: str) -> None:
    assert isinstance(webpage.fragment(html, lambda _: None)[0], str)
