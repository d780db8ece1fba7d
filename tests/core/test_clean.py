"""What the sanitiser lets through, and that it loses no text over it."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import addresses, clean

DATA = Path(__file__).parents[1] / "data" / "render"
EVASIONS = (DATA / "evasions.txt").read_text("utf-8").splitlines()
MARKUP = st.lists(
    st.sampled_from(
        [
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<div",
            "class='a'>",
            "</div>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<li>",
            "<ul>",
            "</ul>",
            "<script>",
            "</script>",
            "<style>",
            "<textarea>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<a\thref='x.md'>",
            "</a>",
            "<br>",
            "<",
            ">",
            "&",
            "&lt;",
            "&#0;",
            '"',
            "'",
            "=",
            "<svg>",
            "<math>",
            "<pre>",
            "word",
            "\xad",
            "\u202e",
            "\x00",
            "<a\t",
            '<h2\tid="x">',
            "</h2>",
        ]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).replace("\t", " "))


class Allowed(HTMLParser):
    """Fails on any element, attribute or address beyond the allow-list."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in clean.TAGS
        allowed = clean.ATTRIBUTES["*"] | clean.ATTRIBUTES.get(tag, set()) | {"rel"}
        for name, value in attributes:
            assert name in allowed
            assert name != "href" or addresses.link_target(value or "") == value
            assert name != "src" or addresses.image_path(value or "")

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment is left: {data}")


def assert_harmless(cleaned: str) -> None:
    parser = Allowed(convert_charrefs=True)
    parser.feed(cleaned)
    parser.close()


def text_of(cleaned: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", cleaned))


@pytest.mark.parametrize("evasion", EVASIONS)
def test_nothing_but_allowed_markup_is_left_of_an_evasion(evasion: str) -> None:
    for show_unknown in (True, False):
        assert_harmless(clean.clean(evasion, show_unknown=show_unknown).html)


def test_all_evasions_in_one_document_leave_nothing_either() -> None:
    assert_harmless(clean.clean("\n".join(EVASIONS)).html)


@given(MARKUP)
def test_any_markup_becomes_harmless_markup(markup: str) -> None:
    assert_harmless(clean.clean(markup, show_unknown=True).html)


@given(MARKUP)
def test_cleaning_twice_changes_nothing(markup: str) -> None:
    once = clean.clean(markup).html
    assert clean.clean(once).html == once


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_any_text_is_cleaned_without_an_error(text: str) -> None:
    assert_harmless(clean.clean(text).html)


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
        "<xmp>",
        "<svg>",
        "<template>",
        "<noembed>",
        "<a",
        "<a\thref='",
        "<?php",
        "<!x",
    ],
)
def test_text_after_something_never_closed_survives(opening: str) -> None:
    opening = opening.replace("\t", " ")
    cleaned = clean.clean(f"<p>before {opening} after</p><p>later</p>", show_unknown=True).html
    assert [word for word in ("before", "after", "later") if word not in text_of(cleaned)] == []


@pytest.mark.parametrize("name", ["script", "style", "svg", "template"])
def test_the_content_of_what_is_no_text_goes(name: str) -> None:
    assert text_of(clean.clean(f"a<{name}>secret</{name}>b").html) == "ab"


def test_a_word_in_angle_brackets_is_text_where_asked_for() -> None:
    assert text_of(clean.clean("use <name> here", show_unknown=True).html) == "use <name> here"
    assert text_of(clean.clean("use <name> here").html) == "use  here"


def test_ids_classes_languages_and_directions_are_kept() -> None:
    markup = '<p id="a" class="b" lang="ar" dir="rtl" title="t">x</p>'
    assert set(re.findall(r'\w+="\w+"', clean.clean(markup).html)) == {
        'id="a"', 'class="b"', 'lang="ar"', 'dir="rtl"', 'title="t"',
    }  # fmt: skip


def test_depth_is_bounded_and_the_text_kept() -> None:
    cleaned = clean.clean("<div>a" * 1000)
    assert cleaned.html.count("<div>") == clean.MAX_DEPTH
    assert text_of(cleaned.html) == "a" * 1000
    assert cleaned.notes


def test_tables_are_nested_four_deep_at_most() -> None:
    assert clean.clean("<table><tr><td>a" * 20).html.count("<table>") == clean.MAX_TABLE_DEPTH


def test_unclosed_inline_elements_do_not_pile_up() -> None:
    cleaned = clean.clean("".join(f"<p><b id=x{n}>a" for n in range(5000))).html
    assert cleaned.count("<b ") == 5000


def test_the_number_of_elements_is_bounded_and_the_text_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clean, "MAX_ELEMENTS", 500)
    cleaned = clean.clean("<i>a</i><script>x</script>" * (clean.MAX_ELEMENTS + 10))
    assert cleaned.html.count("<i>") == clean.MAX_ELEMENTS
    assert text_of(cleaned.html) == "a" * (clean.MAX_ELEMENTS + 10)
    assert cleaned.notes


def test_rows_beyond_the_limit_go_on_as_lines() -> None:
    rows = clean.MAX_ROWS + 3
    cleaned = clean.clean("<table>" + "<tr><td>a<td>b" * rows + "</table>")
    assert cleaned.html.count("<tr>") == clean.MAX_ROWS
    assert text_of(cleaned.html).count("a") == rows
    assert cleaned.notes


def test_cells_beyond_the_limit_join_the_last_one() -> None:
    cleaned = clean.clean("<table><tr>" + "<td>a</td>" * 300 + "</table>")
    assert cleaned.html.count("<td>") == clean.MAX_COLUMNS
    assert text_of(cleaned.html).count("a") == 300


def test_text_between_rows_stays_in_its_place() -> None:
    cleaned = clean.clean("<table><tr><td>a</td></tr>b<tr><td>c</td></tr></table>").html
    assert text_of(cleaned) == "abc"


def test_a_checkbox_is_written_as_in_markdown() -> None:
    assert text_of(clean.clean("<li><input type=checkbox checked> done").html) == "[x]  done"


@pytest.mark.parametrize(
    "address",
    [
        "http://x.org/",
        "https://x.org/a?b=c#d",
        "mailto:a@b.se",
        "#part",
        "other.md",
        "../sv/other.sv.md#x",
        "page.html",
        "a%20b.txt",
        "HTTP://x.org",
    ],
)
def test_allowed_links_are_kept_as_written(address: str) -> None:
    assert addresses.link_target(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "file:///x.md",
        "//x/y.md",
        "/x.md",
        "\\\\x\\y.md",
        "C:/x.md",
        "x.exe",
        "x",
        "#",
        "ftp://x/y.md",
        "data:text/html,x",
        "https:x",
        "http:///x",
        "%2Fx.md",
        "x%00.md",
        "a.md?b",
    ],
)
def test_other_links_are_refused(address: str) -> None:
    assert addresses.link_target(address) == ""


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("a.png", "a.png"),
        ("img/a%20b.png?raw=1#x", "img/a b.png"),
        ("..\\img\\a.png", "../img/a.png"),
        ("./a:b.png", "./a:b.png"),
        ("/a.png", ""),
        ("%2Fa.png", ""),
        ("\\\\host\\a.png", ""),
        ("http://x/a.png", ""),
        ("c:a.png", ""),
        ("data:image/png;base64,AA", ""),
        ("a%00.png", ""),
        ("", ""),
    ],
)
def test_image_references_are_relative_paths(source: str, path: str) -> None:
    assert addresses.image_path(source) == path


def test_a_reference_is_split_and_decoded() -> None:
    assert addresses.split_reference("a%20b.md#%C3%A5") == ("a b.md", "å")


def test_what_a_text_never_holds_is_removed_from_markup_too() -> None:
    assert clean.clean("<p>a\x00&shy;&#x202e;b&#xFFFC;\ud800</p>").html == "<p>ab</p>"
