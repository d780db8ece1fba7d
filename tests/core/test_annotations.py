"""Marks out of foreign files: what is understood is taken, the rest is listed, nothing doubles."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader import annotations, partial_json
from reader.annotations import Imported, Target
from reader.errors import FormatError
from reader.exporters import csv, w3c
from reader.exporters import json as json_export
from reader.model import Mark
from reader.store import Store
from tests.marks_data import ANCHOR, ARTICLE, MARK, entry

TEXT = "Sommaren kom. Det var ett gammalt träd på kullen, och 🙂 ett träd till."
URL = "https://e.org/1"


def resolve(target: Target) -> str | None:
    return "a-1" if target.url == URL or target.article_id == "a-1" else None


def text_of(article_id: str) -> str | None:
    return TEXT if article_id == "a-1" else None


def read(document: object) -> Imported:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return annotations.read(data, resolve, text_of)


def foreign(**fields: object) -> dict[str, object]:
    annotation = {
        "@context": w3c.CONTEXT,
        "id": "urn:uuid:11111111-1111-4111-8111-111111111111",
        "type": "Annotation",
        "motivation": "highlighting",
        "body": {"type": "TextualBody", "value": "mine", "color": "#ffcc00"},
        "target": {
            "source": URL,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "gammalt träd",
                    "prefix": "ett ",
                },
            ],
        },
    }
    return {**annotation, **fields}


# --- what is understood -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        [foreign()],
        {"type": "AnnotationSet", "items": [foreign()]},
        {"type": "AnnotationPage", "items": [foreign()]},
        {"type": "AnnotationCollection", "first": {"items": [foreign()]}},
        {"annotations": [foreign()]},
        {"rows": [foreign()]},
        foreign(),
    ],
)
def test_every_container_is_understood(document):
    (mark,) = read(document).marks
    assert (mark.kind, mark.article_id, mark.colour, mark.note) == (
        "highlight",
        "a-1",
        "yellow",
        "mine",
    )


def test_a_foreign_quote_is_anchored_in_the_text_there_is():
    (mark,) = read([foreign()]).marks
    assert TEXT[mark.anchor.start : mark.anchor.end] == "gammalt träd"
    assert len(mark.anchor.text_hash) == 64


def test_a_quote_that_is_not_in_the_text_is_kept_as_an_orphan():
    target = {
        "source": URL,
        "selector": {"type": "TextQuoteSelector", "exact": "nowhere at all"},
    }
    (mark,) = read([foreign(target=target)]).marks
    assert (mark.anchor.exact, mark.anchor.text_hash) == ("nowhere at all", "")


def test_hypothesis_is_understood():
    annotation = {
        "id": "Bq1x2y3z",
        "created": "2024-01-01T00:00:00+00:00",
        "updated": "2024-01-02T00:00:00+00:00",
        "uri": URL,
        "text": "a thought",
        "tags": ["one", "two"],
        "target": [
            {
                "source": URL,
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]"},
                    {"type": "TextPositionSelector", "start": 22, "end": 38},
                    {"type": "TextQuoteSelector", "exact": "ett gammalt träd"},
                ],
            }
        ],
    }
    (mark,) = read({"export_date": "x", "annotations": [annotation]}).marks
    assert (mark.kind, mark.note, mark.tags) == ("note", "a thought", ("one", "two"))
    assert (mark.created, mark.modified) == (
        annotation["created"],
        annotation["updated"],
    )
    assert mark.anchor.exact == "ett gammalt träd"


def test_a_note_on_a_page_is_a_note_on_the_article():
    page_note = {
        "id": "x",
        "uri": URL,
        "text": "on the whole",
        "target": [{"source": URL}],
    }
    (mark,) = read({"annotations": [page_note]}).marks
    assert (mark.kind, mark.anchor, mark.note) == ("note", None, "on the whole")


def test_a_bookmark_is_a_bookmark():
    (mark,) = read([foreign(motivation="bookmarking", body=[])]).marks
    assert mark.kind == "bookmark"


def test_bodies_with_tags_become_tags():
    body = [
        {"type": "TextualBody", "value": "note"},
        {"type": "TextualBody", "purpose": "tagging", "value": "tag"},
        "plain words",
    ]
    (mark,) = read([foreign(body=body)]).marks
    assert (mark.note, mark.tags) == ("note\n\nplain words", ("tag",))


@pytest.mark.parametrize(
    ("given_colour", "colour"),
    [
        ("yellow", "yellow"),
        ("PINK", "pink"),
        ("orange", "yellow"),
        ("#00ff00", "green"),
        ("#3060ff", "blue"),
        ("#ff0000", "pink"),
        ("#ff00ff", "pink"),
        ("#808080", "yellow"),
        ("#zzzzzz", None),
        ("nonsense", None),
        ({"r": 1}, None),
    ],
)
def test_a_foreign_colour_becomes_the_nearest(given_colour, colour):
    assert annotations.nearest_colour(given_colour) == colour


# --- what is not --------------------------------------------------------------------------------


def test_an_annotation_of_an_unknown_article_is_listed():
    strange = foreign(id="there", target={"source": "https://elsewhere.org/"})
    found = read([strange, foreign()])
    assert len(found.marks) == 1
    assert found.skipped == (
        ("there", "its article is not in the library: https://elsewhere.org/"),
    )


@pytest.mark.parametrize(
    "broken",
    [
        3,
        None,
        {"type": "Person"},
        foreign(created=5),
        foreign(tags=[1]),
        foreign(target=None),
        foreign(
            target={
                "source": URL,
                "selector": {"type": "TextQuoteSelector", "exact": 5},
            }
        ),
        foreign(
            target={
                "source": URL,
                "selector": {"type": "TextPositionSelector", "start": -1},
            }
        ),
    ],
)
def test_a_broken_annotation_is_listed_and_the_others_taken(broken):
    found = read([broken, foreign()])
    assert len(found.marks) == 1
    assert len(found.skipped) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"no json", b"{}", b"[]", b"3", b'{"items": {}}', b"\x89PNG\r\n\x1a\n" * 20],
)
def test_a_file_without_annotations_is_refused(data):
    with pytest.raises(FormatError):
        read(data)


def test_a_very_deep_file_is_refused():
    with pytest.raises(FormatError):
        read(b"[" * 100_000)


@pytest.mark.parametrize("form", ["set", "list"])
def test_a_truncated_export_gives_what_stands_before_the_break(form):
    entries = [entry(id=f"00000000-0000-4000-8000-{number:012}") for number in range(4)]
    data = w3c.dumps(entries, generated="now", form=form).encode()
    counts = set()
    for end in range(len(data) // 8, len(data), 97):
        try:
            found = read(data[:end])
        except FormatError:
            continue
        assert [mark.id for mark in found.marks] == [e.mark.id for e in entries[: len(found.marks)]]
        assert found.skipped
        counts.add(len(found.marks))
    assert counts >= {1, 2, 3}


def test_a_truncated_dump_gives_what_stands_before_the_break(tmp_path):
    old, fresh = Store(tmp_path / "old.db"), Store(tmp_path / "fresh.db")
    marks = [old.add(Mark("", "note", "a", note=f"note {number} {{[")) for number in range(20)]
    data = json_export.dumps(old.dump()).encode()
    outcome = annotations.import_into(fresh, data[: len(data) // 2], resolve, text_of)
    assert 5 < len(outcome.added) < 20
    assert set(fresh.marks()) < set(marks)
    assert outcome.skipped
    old.close()
    fresh.close()


def test_a_dump_of_another_version_gives_what_is_known(tmp_path):
    old, fresh = Store(tmp_path / "old.db"), Store(tmp_path / "fresh.db")
    mark = old.add(Mark("", "note", "a", note="text"))
    data = {**old.dump(), "version": 9, "new_things": [1]}
    data["states"] = [{"article_id": "a", "read": "perhaps"}]
    outcome = annotations.import_into(fresh, json.dumps(data).encode(), resolve, text_of)
    assert fresh.marks() == [mark]
    assert [item for item, _ in outcome.skipped] == ["the file", "states 1"]
    old.close()
    fresh.close()


def test_a_truncated_csv_gives_its_whole_rows():
    entries = [entry(id=str(number)) for number in range(3)]
    found = read(csv.dumps(entries).encode()[:-40])
    assert len(found.marks) >= 2


def test_a_csv_row_that_is_no_mark_is_listed():
    text = csv.dumps([entry(), entry(id="other")]).replace("highlight", "scribble", 1)
    found = read(text.encode())
    assert ([mark.id for mark in found.marks], found.skipped) == (
        ["other"],
        (("row 2", "unknown kind"),),
    )


# --- nothing overwritten, nothing doubled -------------------------------------------------------


@pytest.mark.parametrize("name", [None, "Bq1x", "urn:uuid:11111111-1111-4111-8111-111111111111"])
def test_the_same_file_twice_makes_no_doubles(tmp_path, name):
    store = Store(tmp_path / "marks.db")
    data = json.dumps([foreign(id=name)]).encode()
    first = annotations.import_into(store, data, resolve, text_of)
    second = annotations.import_into(store, data, resolve, text_of)
    assert (len(first.added), second.added, second.existing) == (1, (), first.added)
    assert len(store.marks()) == 1
    store.close()


def test_two_annotations_without_ids_on_one_passage_are_two():
    one, two = foreign(id=None), foreign(id=None, body={"value": "another"})
    assert len(read([one, two]).marks) == 2


def test_nothing_that_exists_is_overwritten(tmp_path):
    store = Store(tmp_path / "marks.db")
    mine = store.add(replace(MARK, note="my newer words"))
    data = w3c.dumps([entry()], generated="now").encode()
    assert annotations.import_into(store, data, resolve, text_of).existing == (mine.id,)
    assert store.mark(mine.id) == mine
    store.close()


def test_an_imported_article_is_remembered_where_the_library_has_none(tmp_path):
    store = Store(tmp_path / "marks.db")
    data = w3c.dumps([entry()], generated="now").encode()
    annotations.import_into(store, data, lambda _: None, text_of)
    assert store.snapshot(ARTICLE.id).title == ARTICLE.title
    store.close()


def test_our_own_mark_goes_to_the_article_the_library_knows():
    data = w3c.dumps([entry()], generated="now").encode()
    found = annotations.read(data, lambda _: "here", lambda _: None)
    assert found.marks == (replace(MARK, article_id="here"),)
    assert found.articles == ()


def test_a_damaged_extension_leaves_the_standard_fields():
    annotation = w3c.annotation_list([entry()])[0]
    annotation["lesesal"] = {"mark": {"id": 3}}
    (mark,) = read([annotation]).marks
    assert (mark.id, mark.note, mark.anchor.exact) == (MARK.id, MARK.note, ANCHOR.exact)


# --- hostile ------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "type", "target", "body", "selector", "source", "items", "value",
                         "lesesal", "mark", "article", "tags", "exact", "start", "uri"]),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
@settings(deadline=None)
def test_no_json_is_more_than_a_format_error(document):
    try:
        found = annotations.read(json.dumps(document).encode(), lambda _: "a-1", text_of)
    except FormatError:
        return
    assert all(mark.id and mark.article_id for mark in found.marks)


@given(st.dictionaries(st.sampled_from(list(foreign())), json_values))
@settings(deadline=None)
def test_no_annotation_is_more_than_a_reason(fields):
    found = read([foreign(**fields)])
    assert len(found.marks) + len(found.skipped) == 1


@given(st.binary(max_size=200))
@example(b"\xff\xfe[")
@settings(deadline=None)
def test_no_bytes_are_more_than_a_format_error(data):
    with pytest.raises(FormatError):
        read(data)


@given(st.text(alphabet='[]{}",:aitems\\n 1', max_size=60))
@settings(deadline=None)
def test_partial_json_always_ends(text):
    try:
        partial_json.parse(text, ("items",))
    except FormatError:
        return


def test_an_article_without_an_address_is_found_by_its_name():
    target = {"source": "urn:lesesal:article:a-1"}
    (mark,) = read([foreign(target=target)]).marks
    assert mark.article_id == "a-1"


def test_an_article_whose_text_is_not_there_gets_the_quote_as_given():
    found = annotations.read(json.dumps([foreign()]).encode(), resolve, lambda _: None)
    assert found.marks[0].anchor.exact == "gammalt träd"


def test_selectors_nobody_knows_are_passed_over():
    selectors = ["odd", {"type": "SvgSelector"}, {"type": "TextQuoteSelector", "exact": "träd"}]
    (mark,) = read([foreign(target={"source": URL, "selector": selectors})]).marks
    assert mark.anchor.exact == "träd"


def test_a_broken_mark_in_a_dump_is_listed(tmp_path):
    store = Store(tmp_path / "marks.db")
    dump = {"format": "lesesal-dump", "version": 1, "marks": [{"id": "x"}, 3]}
    outcome = annotations.import_into(store, json.dumps(dump).encode(), resolve, text_of)
    assert outcome.skipped == (("marks 1", "unknown kind"), ("marks 2", "not a mark"))
    store.close()


def test_a_csv_number_that_is_none_is_listed():
    text = csv.dumps([entry()]).replace(",8,24,", ",8,twenty,")
    assert read(text.encode()).skipped == (("row 2", "no usable end"),)


def test_a_csv_that_ends_in_a_quoted_cell_is_told():
    text = csv.dumps([entry(id="1"), entry(id="2", note='a "quoted" word\nand more')])
    found = read(text[: text.index("quoted")].encode())
    assert [mark.id for mark in found.marks] == ["1"]
    assert [item for item, _ in found.skipped] == ["the end of the file"]


def test_a_file_cut_in_the_middle_of_a_character_is_read_to_there():
    data = w3c.dumps([entry()], generated="now").encode()
    assert read(data + b"\n" + "ö".encode()[:1]).marks == (MARK,)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(FormatError, match="not text"):
        read(b"[" + b"\xff" * 50)
