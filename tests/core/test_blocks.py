"""How sanitised HTML becomes blocks and one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import blocks, clean, runs
from reader.model import Block, Image, Run

PARTS = (
    "<p> </p> <b> </b> <table> <tr> <td> <th> </table> <caption> <ul> <ol> <li> </ul> <pre> </pre>"
    " <br> <hr> <blockquote> </blockquote> <dl> <dt> <dd> </dl> <h2> </h2> <img\tsrc='a.png'>"
    " <img\talt='x'> &nbsp; &amp; &shy; word שלום \n <div\tclass='footnote'> </div> <a\thref='#fnref'>"
    " </a> <code> </code> <sup> <details> <summary> </summary> <td\tcolspan=3> <rt> <wbr> [ ] [x]"
)
MARKUP = st.lists(
    st.sampled_from([*(part.replace("\t", " ") for part in PARTS.split(" ")), " "]), max_size=40
).map("".join)


def build(html: str) -> blocks.Built:
    return blocks.build(clean.clean(html).html)


def one(html: str) -> Block:
    (block,) = build(html).blocks
    return block


def shape(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in build(html).blocks]


@given(MARKUP)
def test_each_block_and_cell_stands_where_it_says(markup: str) -> None:
    built = build(markup)
    for block in built.blocks:
        assert built.text[block.start : block.start + len(block.text)] == block.text
        for cell in (cell for row in block.rows for cell in row):
            text = "".join(run.text for run in cell.runs)
            assert built.text[cell.start : cell.start + len(text)] == text


@given(MARKUP)
def test_the_text_is_the_texts_of_the_blocks_joined(markup: str) -> None:
    built = build(markup)
    assert built.text == "\n".join(block.text for block in built.blocks if block.text)


@given(MARKUP)
def test_outline_entries_point_at_headings(markup: str) -> None:
    built = build(markup)
    for heading in built.outline:
        assert built.blocks[heading.block].kind == "heading"
        assert built.blocks[heading.block].start == heading.start


def test_white_space_collapses_as_in_html() -> None:
    assert one("<p>  a \n\t b <b> c</b> <i>d </i> </p>").text == "a b c d"


def test_no_break_spaces_and_quotation_marks_stay_as_written() -> None:
    assert one("<p>„a“\u00a0&nbsp;– <q>b</q> …</p>").text == "„a“\u00a0\u00a0– b …"


def test_a_hard_break_is_a_newline_without_spaces_before_it() -> None:
    assert one("<p>a <br> b<br></p>").text == "a\nb"


def test_styles_add_up() -> None:
    html = "<p>a<b>b<i>c</i></b><s>d</s><sup>e</sup><sub>f</sub><mark>g</mark><kbd>h</kbd></p>"
    styles = [set(run.styles) for run in one(html).runs]
    assert styles == [
        set(), {"bold"}, {"bold", "italic"}, {"strike"}, {"sup"}, {"sub"}, {"mark"}, {"kbd"},
    ]  # fmt: skip


def test_text_in_one_style_is_one_run() -> None:
    assert one("<p>a<span>b</span>c<time>d</time></p>").runs == (Run("abcd"),)


def test_text_outside_paragraphs_becomes_paragraphs() -> None:
    assert shape("a<p>b</p>c<div>d</div>") == [("paragraph", part) for part in "abcd"]


def test_nested_lists_have_markers_and_indents() -> None:
    html = "<ul><li>a<ol start=3><li>b<p>c</p></li><li value=9>d<li>e</ol></li><li><p>f</p></ul>"
    found = [(block.text, block.marker, block.indent) for block in build(html).blocks]
    assert found == [
        ("a", "•", 1), ("b", "3.", 2), ("c", "", 2), ("d", "9.", 2), ("e", "10.", 2), ("f", "•", 1),
    ]  # fmt: skip


def test_tasks_have_boxes_as_markers() -> None:
    html = "<ul><li>[ ] a</li><li><input type=checkbox checked>b</li><li>[y] c</li></ul>"
    assert [(block.marker, block.text) for block in build(html).blocks] == [
        ("☐", "a"), ("☑", "b"), ("•", "[y] c"),
    ]  # fmt: skip


def test_definitions_terms_captions_and_rules_have_their_kinds() -> None:
    html = "<dl><dt>a<dd>b</dl><hr><figure><img src=x.png><figcaption>c</figcaption></figure>"
    assert shape(html) == [
        ("term", "a"), ("definition", "b"), ("rule", ""), ("paragraph", ""), ("caption", "c"),
    ]  # fmt: skip


def test_quotes_are_counted() -> None:
    html = "<blockquote>a<blockquote><p>b</p></blockquote></blockquote>c"
    assert [block.quote for block in build(html).blocks] == [1, 2, 0]


def test_code_keeps_its_white_space_and_language() -> None:
    block = one('<pre><code class="language-py">if x:\n    <b>y</b>\n\n</code></pre>')
    assert (block.kind, block.text, block.code_language) == ("code", "if x:\n    y\n", "py")
    assert block.runs[1].styles == {"bold"}


def test_lines_of_code_in_elements_of_their_own_stay_lines() -> None:
    assert one("<pre><div>a</div><div>b</div></pre>").text == "a\nb"


def test_a_table_has_rows_heads_alignment_and_spans() -> None:
    html = (
        "<table id=t><caption>c</caption><tr><th align=right>a</th><th>b</th></tr>"
        '<tr><td style="text-align:center" colspan=2 rowspan=3>1<br>2</td></tr></table>'
    )
    caption, table = build(html).blocks
    (head, _), (wide,) = table.rows
    assert (caption.kind, caption.text, table.names) == ("caption", "c", ("t",))
    assert (head.header, head.align, wide.align) == (True, "right", "center")
    assert (wide.column_span, wide.row_span, table.text) == (2, 3, "a\nb\n1\n2")


def test_a_table_in_a_table_becomes_text_of_its_cell() -> None:
    html = "<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e</table>"
    assert one(html).text == "a\nb c\nd\ne"


def test_blocks_in_a_cell_become_its_lines() -> None:
    assert one("<table><tr><td><p>a</p><ul><li>b<li>c</ul></table>").text == "a\nb\nc"


def test_images_carry_reference_text_and_size() -> None:
    block = one('<p><img src="a%20b.png" alt=" A\nB " title="T" width="40" height="30px"></p>')
    assert block.runs[0].image == Image("a b.png", "A B", "T", 40, 30)
    assert block.text == ""


def test_a_refused_image_keeps_its_alternative_text() -> None:
    assert one('<img src="http://x/a.png" alt="A">').runs[0].image == Image("", "A")


def test_a_refused_image_without_a_text_leaves_nothing() -> None:
    assert build('<p><img src="http://x/a.png"></p>').blocks == ()


def test_a_linked_image_has_its_link() -> None:
    assert one('<a href="https://x.org/"><img src=a.png></a>').runs[0].href == "https://x.org/"


def test_links_carry_address_and_title() -> None:
    _, link, _ = one('<p>a <a href="b.md#c" title="T">b</a> c</p>').runs
    assert (link.text, link.href, link.title) == ("b", "b.md#c", "T")


def test_a_refused_link_is_plain_text() -> None:
    assert one('<p>a <a href="javascript:x" title="T">b</a></p>').runs == (Run("a b"),)


def test_ids_name_the_block_they_stand_in_or_the_next_one() -> None:
    html = '<a id="a"></a><div id="b"><p id="c">x <span id="d">y</span></p></div><p>z</p><i id="e"></i>'
    assert [block.names for block in build(html).blocks] == [("a", "b", "c", "d"), ("e",)]


def test_headings_have_levels_names_and_an_outline() -> None:
    built = build("<h1>A &amp; <i>B</i></h1><p>x</p><h3 id=own>Åh!</h3><h3>Åh!</h3><h3>Åh!</h3>")
    assert [(h.level, h.title, h.block) for h in built.outline] == [
        (1, "A & B", 0), (3, "Åh!", 2), (3, "Åh!", 3), (3, "Åh!", 4),
    ]  # fmt: skip
    names = [block.names for block in built.blocks if block.kind == "heading"]
    assert names == [("a-b",), ("own",), ("åh",), ("åh_1",)]


def test_footnotes_are_marked_and_lose_their_arrow() -> None:
    html = (
        '<p>x<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>Note.&nbsp;<a class="footnote-backref"'
        ' href="#fnref:1">↩</a></p><p>More</p></li></ol></div>'
    )
    text, note, more = build(html).blocks
    assert (text.names, text.runs[1]) == (("fnref:1",), Run("1", frozenset({"sup"}), "#fn:1"))
    assert (note.text, note.names, note.footnote, note.marker) == ("Note.", ("fn:1",), True, "1.")
    assert (more.footnote, more.marker) == (True, "")


def test_boxes_have_their_kind_and_title() -> None:
    html = '<div class="admonition warning"><p class="admonition-title">T</p><p>x</p></div>y'
    found = [(block.kind, block.box) for block in build(html).blocks]
    assert found == [("note_title", "warning"), ("paragraph", "warning"), ("paragraph", "")]


def test_details_are_flattened_with_a_bold_summary() -> None:
    summary, text = build("<details><summary>a</summary>b</details>").blocks
    assert (summary.runs[0].styles, text.text) == ({"bold"}, "b")


def test_language_and_direction_come_from_the_element_or_one_around_it() -> None:
    html = (
        '<div lang="ar" dir="rtl"><p>a <span lang="en">b</span></p></div><p lang="?" dir=auto>c</p>'
    )
    arabic, other = build(html).blocks
    assert (arabic.language, arabic.direction, arabic.runs[1].language) == ("ar", "rtl", "en")
    assert (other.language, other.direction) == (None, "")


def test_readings_of_characters_are_small() -> None:
    assert one("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>").runs[1].styles == {"small"}


# --- long paragraphs ----------------------------------------------------------------------------


def test_a_paragraph_of_common_length_stays_whole() -> None:
    assert len(runs.pieces((Run("word " * 3000),))) == 1


def test_a_long_paragraph_is_cut_at_spaces() -> None:
    text = "word " * 10_000
    parts = runs.pieces((Run(text),))
    assert " ".join(part[0].text for part in parts) == text
    assert max(len(part[0].text) for part in parts) <= runs.MAX_UNBROKEN


def test_a_long_word_is_cut_and_said_to_be() -> None:
    built = build("<p>" + "x" * 1_000_000 + "</p>")
    assert built.text.replace("\n", "") == "x" * 1_000_000
    assert max(len(block.text) for block in built.blocks) <= runs.MAX_UNBROKEN
    assert built.notes == (blocks.TOO_LONG,)


def test_a_long_word_in_a_cell_is_cut_into_lines() -> None:
    text = one("<table><tr><td>" + "x" * 50_000 + "</table>").text
    assert max(map(len, text.split("\n"))) <= runs.MAX_UNBROKEN


def test_many_changes_of_direction_are_cut() -> None:
    parts = runs.pieces((Run("ab שלום " * 20_000),))
    turns = max(sum(run.text.count("ש") for run in part) for part in parts)
    assert turns <= runs.MAX_TURNS + 1


@given(
    st.lists(st.text(alphabet="ab \nש", max_size=40), max_size=8),
    st.lists(st.integers(0, 300), max_size=5, unique=True),
)
def test_cutting_loses_nothing_but_the_space_at_the_cut(texts: list[str], at: list[int]) -> None:
    made = tuple(Run(text, href=str(index)) for index, text in enumerate(texts) if text)
    whole = "".join(run.text for run in made)
    cuts = [(place, place) for place in sorted(at) if place < len(whole)]
    parts = runs._slices(made, cuts)  # the limits are too far away for small examples
    assert "".join(run.text for part in parts for run in part) == whole


@pytest.mark.parametrize("count", [100, 30_000])
def test_many_short_lines_in_one_paragraph_keep_their_text(count: int) -> None:
    assert build("a<br>" * count).text.split("\n") == ["a"] * count
