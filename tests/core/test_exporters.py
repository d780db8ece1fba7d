"""Exports: safe to open anywhere, whole, and without loss where they promise it."""

from __future__ import annotations

import csv as csv_module
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import annotations, exporters
from reader.errors import StoreError
from reader.exporters import Entry, csv, html, markdown, w3c
from reader.exporters import json as json_export
from reader.model import Anchor, Mark, Place
from reader.store import Store
from tests.marks_data import ANCHOR, ARTICLE, MARK, entry

# --- Markdown -----------------------------------------------------------------------------------


def test_markdown_names_the_article_and_quotes_the_passage():
    text = markdown.document([entry()])
    for line in (
        "# Träd & buskar",
        "- Author: Å. Ek",
        "- Language: sv",
        "- Source: Tidningen",
        "- Date: 2024-05-01",
        "- Address: <https://e.org/1>",
        "> ett gammalt träd",
        "Vackert *sagt*.",
        "Tags: träd, citat",
    ):
        assert line in text.split("\n")


def test_markdown_quotes_every_line_as_it_is():
    quote = replace(ANCHOR, exact="# one\n* two <b>\n\n3. three_four")
    assert "> \\# one\n> \\* two \\<b\\>\n>\n> 3\\. three\\_four\n" in markdown.document(
        [entry(anchor=quote)]
    )


def test_a_title_cannot_break_out_of_its_line():
    article = replace(ARTICLE, title="One\n# Two <script>")
    assert markdown.document([Entry(article, MARK)]).startswith("# One # Two \\<script\\>\n")


def test_markdown_says_where_a_passage_is_gone():
    gone = Entry(ARTICLE, MARK, Place(0, 0, "orphan"))
    assert "no longer in the article" in markdown.document([gone])


def test_markdown_files_have_names_that_differ():
    other = replace(ARTICLE, id="a-2", title="träd & BUSKAR?")
    files = markdown.documents([entry(), Entry(other, MARK)])
    assert list(files) == ["Träd buskar.md", "träd BUSKAR 2.md"]


def test_marks_stand_in_the_order_of_the_text():
    early = entry(id="2", anchor=replace(ANCHOR, exact="early", start=0))
    whole = entry(id="3", kind="note", anchor=None, note="on the whole")
    text = markdown.document([entry(), early, whole])
    assert text.index("on the whole") < text.index("> early") < text.index("> ett gammalt")


@given(st.text())
@settings(deadline=None)
def test_an_escaped_line_says_the_same_words(line):
    escaped = markdown.escaped(line)
    assert [c for c in escaped if c.isalnum()] == [c for c in line if c.isalnum()]


@given(st.text(max_size=300))
@settings(deadline=None)
def test_a_file_name_is_one_every_system_allows(title):
    name = exporters.file_name(title, ".md", set())
    assert 4 <= len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|\0\n')


# --- W3C ----------------------------------------------------------------------------------------


def test_an_annotation_is_as_the_standard_says():
    (annotation,) = w3c.annotation_list([entry()])
    assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["id"] == f"urn:uuid:{MARK.id}"
    assert annotation["type"] == "Annotation"
    assert annotation["motivation"] == "commenting"
    assert annotation["body"]["value"] == "Vackert *sagt*."
    assert annotation["target"] == {
        "source": "https://e.org/1",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "ett gammalt träd",
                "prefix": "det var ",
                "suffix": " på kullen",
            },
            {"type": "TextPositionSelector", "start": 8, "end": 24},
        ],
    }


@pytest.mark.parametrize(
    ("fields", "motivation", "highlight"),
    [
        ({"note": ""}, "highlighting", "solid"),
        ({"kind": "bookmark", "note": ""}, "bookmarking", "bookmark"),
        ({"kind": "note", "colour": None}, "commenting", None),
    ],
)
def test_a_kind_of_mark_has_its_motivation(fields, motivation, highlight):
    (annotation,) = w3c.annotation_list([entry(**fields)])
    assert annotation["motivation"] == motivation
    assert annotation["body"].get("highlight") == highlight


def test_an_annotation_set_of_one_article_is_about_it():
    whole = json.loads(w3c.dumps([entry()], generated="2026-03-01T00:00:00Z"))
    assert (whole["type"], whole["title"]) == ("AnnotationSet", "Träd & buskar")
    assert whole["about"]["dc:language"] == "sv"
    assert len(whole["items"]) == 1


def test_an_annotation_set_of_several_articles_is_about_none():
    other = Entry(replace(ARTICLE, id="a-2"), MARK)
    assert "about" not in w3c.annotation_set([entry(), other], "now")


def test_an_article_without_an_address_has_a_name():
    assert w3c.source_of(replace(ARTICLE, url=None, id="a b")) == "urn:lesesal:article:a%20b"


# --- there and back -----------------------------------------------------------------------------

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ids = st.uuids(version=4).map(str)
some_anchors = st.builds(
    Anchor, words, words, words, st.integers(0, 10**6), st.integers(0, 10**6), words
)
some_marks = st.builds(
    Mark,
    id=ids,
    kind=st.sampled_from(["bookmark", "highlight", "note"]),
    article_id=words.filter(bool),
    anchor=st.none() | some_anchors,
    colour=st.none() | st.sampled_from(["yellow", "green", "blue", "pink"]),
    note=words,
    tags=st.lists(words, max_size=3).map(tuple),
    created=words,
    modified=words.filter(bool),
    counter=st.integers(1, 10**9),
)
mark_lists = st.lists(some_marks, max_size=4, unique_by=lambda mark: mark.id)


def entries_of(marks: list[Mark]) -> list[Entry]:
    return [Entry(replace(ARTICLE, id=mark.article_id), mark) for mark in marks]


def read(text: str) -> annotations.Imported:
    return annotations.read(text.encode(), lambda target: None, lambda article_id: None)


@pytest.mark.parametrize("form", ["set", "list"])
@given(marks=mark_lists.filter(bool))
@settings(deadline=None, max_examples=40)
def test_w3c_out_and_back_gives_equal_marks(form, marks):
    exported = w3c.dumps(entries_of(marks), generated="now", form=form)
    found = read(exported)
    assert list(found.marks) == marks
    assert found.skipped == ()


@given(marks=mark_lists)
@settings(deadline=None, max_examples=40)
def test_csv_out_and_back_gives_equal_marks(marks):
    found = read(csv.dumps(entries_of(marks)))
    assert list(found.marks) == marks
    assert found.skipped == ()


@given(marks=mark_lists)
@settings(max_examples=10, deadline=None)
def test_a_fresh_store_that_imports_an_export_has_equal_marks(tmp_path_factory, marks):
    folder = tmp_path_factory.mktemp("homes")
    old, fresh = Store(folder / "old.db"), Store(folder / "fresh.db")
    old.add_missing([replace(mark, created=mark.created or "then") for mark in marks])
    before = old.marks(deleted=True)
    exported = json_export.dumps(old.dump())
    outcome = annotations.import_into(fresh, exported.encode(), lambda _: None, lambda _: None)
    assert fresh.marks(deleted=True) == before
    assert len(outcome.added) == len(before)
    old.close()
    fresh.close()


def test_what_an_export_says_of_an_article_comes_along():
    (article,) = read(w3c.dumps([entry()], generated="now")).articles
    assert replace(article, path=ARTICLE.path) == ARTICLE


# --- CSV ----------------------------------------------------------------------------------------


@given(st.text())
@settings(deadline=None)
def test_no_cell_begins_like_a_formula_and_each_comes_back(cell):
    safe = csv.guarded(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert csv.unguarded(safe) == cell


@pytest.mark.parametrize("cell", ["'quoted'", "'tis", "plain", ""])
def test_an_apostrophe_that_guards_nothing_stays(cell):
    assert csv.unguarded(cell) == cell or csv.guarded(cell) != cell


@given(st.lists(st.text(), max_size=4).map(tuple))
@settings(deadline=None)
def test_tags_in_one_cell_come_back(tags):
    assert csv.split(csv.joined(tags)) == tags


def test_csv_is_read_by_others():
    text = csv.dumps([entry(note='=HYPERLINK("x")\nsecond line')])
    rows = list(csv_module.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0]["quote"] == "ett gammalt träd"
    assert rows[0]["note"] == '\'=HYPERLINK("x")\nsecond line'


# --- HTML ---------------------------------------------------------------------------------------


def test_html_escapes_every_word():
    evil = "<script>alert(1)</script>\"'&"
    article = replace(
        ARTICLE,
        title=evil,
        author=evil,
        source=evil,
        date=evil,
        language=evil,
        url=evil,
    )
    mark = replace(MARK, note=evil, tags=(evil,), anchor=replace(ANCHOR, exact=evil))
    page = html.dumps([Entry(article, mark)])
    assert "<script" not in page
    assert "\"'&" not in page
    assert page.count("&lt;script&gt;") == 11


def test_html_links_to_web_addresses_alone():
    assert "<a " in html.dumps([entry()])
    evil = replace(ARTICLE, url="javascript:alert(1)")
    assert "<a " not in html.dumps([Entry(evil, MARK)])


# --- files --------------------------------------------------------------------------------------


def test_an_export_replaces_a_file_whole(tmp_path):
    file = tmp_path / "out.md"
    file.write_text("before")
    exporters.write(file, "nach\ud800her")
    assert file.read_text() == "nach?her"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        exporters.write(tmp_path / "nowhere" / "out.md", "text")


def test_the_smallest_entries_are_exported():
    bare = replace(ARTICLE, language=None, source=None, url=None, author=None, date=None)
    bookmark = Entry(bare, Mark("1", "bookmark", "a-1"))
    place = Entry(bare, Mark("2", "bookmark", "a-1", replace(ANCHOR, exact="")))
    gone = Entry(bare, replace(MARK, note="", tags=(), colour=None), Place(0, 0, "orphan"))
    text = markdown.document([bookmark, place, gone])
    assert "\nBookmarked\n" in text
    assert "\nBookmark\n" in text
    assert "Address" not in text
    page = html.dumps([bookmark, place, gone])
    assert page.count("<article>") == 3
    assert "no longer in the article" in page


def test_a_long_title_of_wide_letters_still_makes_a_name():
    assert len(exporters.file_name("字" * 200, ".md", set()).encode()) <= 255
