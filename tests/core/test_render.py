"""From an article's source to what is shown."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import render
from reader.model import Rendered
from reader.source import Source, parse

GOLDEN = Path(__file__).parents[1] / "data" / "render" / "golden"
ENGINES: list[render.Engine] = ["markdown", "cmark"]
WORDS = st.lists(st.text(alphabet="abcåäöéß漢שل", min_size=1, max_size=8), min_size=1, max_size=30)


def source(body: str, name: str = "a.md") -> Source:
    return parse(body.encode("utf-8", "surrogatepass"), name)


def rendered(body: str, engine: render.Engine | None = None) -> Rendered:
    return render.render(source(body), engine=engine)


def described(shown: Rendered) -> str:
    """A rendered article as text to compare; what is empty is left out."""

    def kept(value: object) -> object:
        if isinstance(value, dict):
            return {key: kept(part) for key, part in value.items() if part or key == "start"}
        if isinstance(value, (list, tuple)):
            return [kept(part) for part in value]
        return sorted(value) if isinstance(value, frozenset) else value

    return json.dumps(kept(asdict(shown)), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.*[dl]")), ids=lambda path: path.name)
def test_the_golden_articles_look_as_before(path: Path) -> None:
    """Set UPDATE_GOLDEN=1 to accept how they look now."""
    shown = described(render.render(parse(path.read_bytes(), path.name)))
    golden = path.with_name(path.name + ".json")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


@pytest.mark.parametrize("name", ["everything.md", "lists.md"])
def test_both_parsers_find_the_same_words(name: str) -> None:
    body = (GOLDEN / name).read_text("utf-8").replace("!!! warning", "")
    words = [sorted(re.findall(r"\w+", rendered(body, engine).text)) for engine in ENGINES]
    assert words[0] == words[1]


@pytest.mark.parametrize("engine", ENGINES)
def test_lists_nest_by_their_content(engine: render.Engine) -> None:
    body = "Text:\n- a\n  - b\n    1) c\n\n  d\n- e"
    found = [(b.text, b.marker, b.indent) for b in rendered(body, engine).blocks]
    assert found == [
        ("Text:", "", 0), ("a", "•", 1), ("b", "•", 2), ("c", "1.", 3), ("d", "", 1), ("e", "•", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_fenced_code_in_a_list_is_code(engine: render.Engine) -> None:
    _, code, after = rendered("- a\n  ```py\n  x = '<b>'\n    y\n  ```\n- b", engine).blocks
    assert (code.kind, code.text, code.code_language) == ("code", "x = '<b>'\n  y", "py")
    assert after.marker == "•"


@pytest.mark.parametrize("engine", ENGINES)
def test_fenced_code_in_a_quotation_is_code(engine: render.Engine) -> None:
    body = "> a\n> ```py\n> x = '<b>'\n>\n>   y\n> ```\n> b\n>\n> > ~~~\n> > z\n> > ~~~\n\nc"
    found = [(b.kind, b.text, b.quote) for b in rendered(body, engine).blocks]
    assert found == [
        ("paragraph", "a", 1), ("code", "x = '<b>'\n\n  y", 1), ("paragraph", "b", 1),
        ("code", "z", 2), ("paragraph", "c", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_quotation_with_code_stands_in_its_list(engine: render.Engine) -> None:
    body = "- a\n\n  > 1. q\n  >    ```\n  >    x\n  >    ```\n  > 2. r\n\n- b"
    found = [(b.kind, b.text, b.quote, b.marker) for b in rendered(body, engine).blocks]
    assert found == [
        ("paragraph", "a", 0, "•"), ("paragraph", "q", 1, "1."), ("code", "x", 1, ""),
        ("paragraph", "r", 1, "2."), ("paragraph", "b", 0, "•"),
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("body", ["    > ```\n    > x", "```\n> ```\n> x\n```"])
def test_a_quotation_inside_code_is_code(body: str, engine: render.Engine) -> None:
    (code,) = rendered(body, engine).blocks
    assert (code.kind, code.text) == ("code", "> ```\n> x")


def test_a_quotation_a_thousand_deep_is_rendered_at_once() -> None:
    assert rendered(("> " * 30 + "a\n") * 20).blocks[0].quote == 30
    shown = rendered(">" * 100_000 + " x\n" + ">" * 1000 + " ```")
    assert shown.text.startswith("x")
    assert "nested" in (shown.simplified or "")


@pytest.mark.parametrize("engine", ENGINES)
def test_footnotes_link_to_their_notes(engine: render.Engine) -> None:
    text, note = rendered("a[^x] b\n\n[^x]: The note.\n", engine).blocks
    assert text.runs[1].href.removeprefix("#") in note.names
    assert (note.text, note.footnote) == ("The note.", True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "opening",
    [
        "<script>",
        "<style>",
        "<textarea>",
        "<title>",
        "<!--",
        "<![CDATA[",
        "<iframe>",
        "<noscript>",
        "<plaintext>",
        "<svg>",
        "<xmp>",
        "<?php",
        "<a",
        "<!DOCTYPE",
    ],
)
def test_markup_never_closed_does_not_eat_the_article(opening: str, engine: render.Engine) -> None:
    shown = rendered(f"# Title\n\nx {opening} y\n\nlater *on*\n\n- item", engine)
    assert {"Title", "y", "later", "on", "item"} <= set(shown.text.split())
    assert f"x {opening} y" in shown.text or opening in ("<a", "<!DOCTYPE")


@pytest.mark.parametrize("engine", ENGINES)
def test_scripts_styles_and_comments_are_left_out(engine: render.Engine) -> None:
    body = "a\n\n<script>\nlet x = 1 < 2;\n\n*no*\n</script>\n\n<!-- b\n\nc -->\n\nd <!-- e --> f"
    assert rendered(body, engine).text.split() == ["a", "d", "f"]


@pytest.mark.parametrize("engine", ENGINES)
def test_markup_in_code_is_text(engine: render.Engine) -> None:
    body = "`<script>` and `<!--`\n\n```\n</script> -->\n```\n\n    <style>\n"
    assert rendered(body, engine).text == "<script> and <!--\n</script> -->\n<style>"


@pytest.mark.parametrize(
    "line", ["{{< figure src='x' >}}", "{{% note %}}", "{% include a.html %}", "[TOC]", "[[_TOC_]]"]
)
def test_a_line_that_is_an_instruction_is_left_out(line: str) -> None:
    assert rendered(f"a\n\n{line}\n\nb").text == "a\nb"


def test_an_instruction_in_a_line_or_in_code_stays() -> None:
    body = "a {{< b >}} c\n\n```\n{% d %}\n```"
    assert rendered(body).text == "a {{< b >}} c\n{% d %}"


def test_headings_have_names_in_their_own_letters() -> None:
    shown = rendered("# Läsesal\n\n## 読書室\n\n## Läsesal")
    assert [block.names for block in shown.blocks] == [("läsesal",), ("読書室",), ("läsesal_1",)]
    assert [heading.title for heading in shown.outline] == ["Läsesal", "読書室", "Läsesal"]


def test_nothing_is_made_typographic() -> None:
    body = 'He said "no" -- twice... (c) 1/2'
    assert rendered(body).text == body


def test_a_language_like_the_articles_own_is_not_repeated() -> None:
    body = '<p lang="sv">a</p><p lang="de">b</p>'
    shown = render.render(source(body, "a.html"), base_language="sv")
    assert [block.language for block in shown.blocks] == [None, "de"]


@pytest.mark.parametrize("engine", ENGINES)
@given(words=WORDS)
def test_words_of_a_paragraph_survive(engine: render.Engine, words: list[str]) -> None:
    assert rendered(" ".join(words), engine).text.split() == words


@given(body=st.text(max_size=120))
@settings(max_examples=150)
def test_any_text_can_be_shown_plainly(body: str) -> None:
    for name in ("a.md", "a.html", "a.txt"):
        if not body.strip() or "\x00" in body:
            return
        made = Source(body, "html" if name == "a.html" else "text", {}, "", "", False, "", None)
        shown = render.render_plain(made, "Because.")
        assert (shown.simplified or "").startswith("Because.")
        for block in shown.blocks:
            assert shown.text[block.start : block.start + len(block.text)] == block.text


def test_plain_html_has_no_tags_and_no_scripts() -> None:
    body = "<style>p{}</style><h1>A</h1><p>b &amp; <i>c</i><script>d()</script></p><!-- e -->"
    assert render.render_plain(source(body, "a.html"), "r").text == "A\nb & c"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("one\n\ntwo\n\n\nthree", "one\ntwo\nthree"),
        (("word " * 12 + "\n") * 3 + "end", " ".join(["word"] * 36 + ["end"])),
        ("Roses are red\nviolets are blue", "Roses are red\nviolets are blue"),
        ("word " * 40 + "\n" + "last", ("word " * 40).strip() + "\nlast"),
    ],
)
def test_text_files_have_paragraphs(body: str, text: str) -> None:
    assert render.render(source(body, "a.txt")).text == text


def test_text_is_escaped_in_the_html() -> None:
    assert render.render(source("<b> & c", "a.txt")).html == "<p>&lt;b&gt; &amp; c</p>"


def test_a_file_read_in_part_says_so() -> None:
    made = Source("a", "markdown", {}, "", "", True, "", None)
    assert "beginning" in (render.render(made).simplified or "")


def test_a_large_article_says_what_it_lacks_only_where_it_does() -> None:
    plain = "word " * (render.MAX_MARKDOWN // 5 + 1)
    large = "\n\n".join([plain[:5000]] * (len(plain) // 5000 + 1))
    assert rendered(large).simplified is None
    assert "boxes" in (rendered(large + "\n\n!!! note\n    x\n").simplified or "")


@pytest.mark.parametrize(
    ("body", "engine"),
    [
        ("[a](b.md) *c* `d` & <e>\n\n" * 1500, "markdown"),
        ("[" * 2_001, "cmark"),
        ("a\n\n" + "&" * 2_001 + "\n\nb", "cmark"),
        ("a\n\n" * 8_001, "cmark"),
        ("a " * 100_001, "cmark"),
    ],
)
def test_what_would_take_seconds_is_given_to_the_steadier_parser(body: str, engine: str) -> None:
    assert render.engine_for(source(body)) == engine


def test_very_many_paragraphs_of_plain_text_share_blocks_and_keep_their_text() -> None:
    shown = render.render(source("a\n\n" * 50_000, "a.txt"))
    assert len(shown.blocks) <= render.MAX_PARAGRAPHS
    assert shown.text == "\n".join(["a"] * 50_000)


def test_what_took_too_long_comes_in_few_paragraphs_and_keeps_its_text() -> None:
    shown = render.render_plain(source("a < b\n\n" * 20_000), "Because.")
    assert len(shown.blocks) <= render.MAX_PLAIN_PARAGRAPHS
    assert shown.text == "\n".join(["a < b"] * 20_000)
    assert shown.html.count("a &lt; b") == 20_000


# --- the beginning of a long article ------------------------------------------------------------

_PARTS = [
    "# A heading", "Some *words* and [a link][far] to it.", "A note[^n] and `code`.",
    "- one\n\n  two\n- three", "1. a\n2. b", "> quoted\n\n> more", "```py\nx\n\n# no heading\n```",
    "| a | b |\n|---|---|\n| c | d |", "Term\n: Meaning", "!!! note\n    Boxed.", "    indented\n\n    code",
    "<div>\n\nWords in HTML.\n\n</div>", "Räksmörgås <b>fet</b>.", "***", "[near]: a.md", "## A heading",
]  # fmt: skip


@given(parts=st.lists(st.sampled_from(_PARTS), min_size=8, max_size=40), size=st.integers(20, 300))
@settings(max_examples=200)
def test_the_beginning_is_what_the_whole_begins_with(parts: list[str], size: int) -> None:
    body = "\n\n".join([*parts, "[far]: b.md", "[^n]: The note."])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_BEGINNING", size)
        made = parse(body.encode(), "a.md")
        first = render.beginning(made)
    if first is not None and "<div>" not in body:
        shown = first.blocks[:-1]
        assert shown == render.render(made).blocks[: len(shown)]


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
def test_a_long_article_has_a_beginning_that_needs_its_end(suffix: str) -> None:
    body = "A paragraph with [a link][far].\n\n" * 3000 + "[far]: https://example.org/\n"
    if suffix == ".html":
        body = f"<html><head><style>{'x' * 90_000}</style></head><body>" + "<p>Word.</p>\n" * 9000
    made = parse(body.encode(), "a" + suffix)
    first = render.beginning(made)
    assert first is not None
    shown = first.blocks[:-1]
    assert len(shown) > 100
    assert shown == render.render(made).blocks[: len(shown)]


@pytest.mark.parametrize("body", ["short", "word " * 30_000, "```\n" + "x\n\n" * 40_000])
def test_an_article_that_cannot_be_cut_has_no_beginning(body: str) -> None:
    assert render.beginning(parse(body.encode(), "a.md")) is None
