"""Front matter's dates, names, tags, sources and ids in the catalogue's terms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.metadata import details, iso_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-03-24", "2014-03-24"),
        ("2014-3-4", "2014-03-04"),
        ("2014-03-24 10:00:00 +0100", "2014-03-24T10:00:00+01:00"),
        ("2014-03-24T10:00:00.123Z", "2014-03-24T10:00:00Z"),
        ("2014-03-24T10:00", "2014-03-24T10:00:00"),
        ("2014/03/24", "2014-03-24"),
        ("20140324", "2014-03-24"),
        ("20140324T101500Z", "2014-03-24T10:15:00"),
        ("24.03.2014", "2014-03-24"),
        ("24/3/2014", "2014-03-24"),
        ("3/24/2014", "2014-03-24"),
        ("24. März 2014", "2014-03-24"),
        ("24 mars 2014", "2014-03-24"),
        ("March 24th, 2014", "2014-03-24"),
        ("Mon, 24 Mar 2014 10:00:00 GMT", "2014-03-24"),
        ("24 de marzo de 2014", "2014-03-24"),
        ("1er janvier 2020", "2020-01-01"),
        ("1395655200", "2014-03-24T10:00:00Z"),
        ("2014-03", "2014-03"),
        ("2014", "2014"),
        ("2014-13-45", None),
        ("31.02.2014", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_a_date_in_any_usual_form(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


@given(st.text(max_size=40))
def test_any_text_may_stand_for_a_date(text: str) -> None:
    found = iso_date(text)
    assert found is None or found[:4].isdecimal()


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2200, 12, 31)))
def test_iso_dates_stay_as_they_are(day: object) -> None:
    assert iso_date(str(day)) == str(day)


def test_authors_may_be_a_list_of_names_or_mappings() -> None:
    assert details({"author": ["A", {"name": "B"}, "A"]}, "x").author == "A, B"
    assert details({"by": "C"}, "x").author == "C"


def test_a_source_may_be_a_mapping_a_name_or_an_address() -> None:
    assert details({"source": {"site": "S", "title": "T"}}, "x").source == "S"
    assert details({"source": {"title": "T"}}, "x").source == "T"
    assert details({"source": "S"}, "x").source == "S"
    found = details({"source": "https://www.example.org/a?b"}, "x")
    assert (found.source, found.url) == ("example.org", "https://www.example.org/a?b")


def test_tags_may_be_a_list_or_a_line() -> None:
    assert details({"tags": ["a", "b", "a"]}, "x").tags == ("a", "b")
    assert details({"keywords": "a, b; #c"}, "x").tags == ("a", "b", "c")


def test_nested_groups_of_toml_are_looked_into() -> None:
    assert details({"taxonomies": {"tags": ["a"]}, "extra": {"author": "B"}}, "x").author == "B"


def test_the_date_may_stand_in_the_file_name() -> None:
    assert details({}, "2014-03-24-title.md").date == "2014-03-24"


@pytest.mark.parametrize("identity", ["", " ", "a b", "-x", "../x", "x" * 200, "a\u202eb", "a/b"])
def test_an_id_that_cannot_serve_is_none(identity: str) -> None:
    assert details({"id": identity}, "x").declared_id is None


def test_only_web_addresses_are_addresses() -> None:
    assert details({"url": "javascript:alert(1)"}, "x").url is None
    assert details({"url": "/about/"}, "x").url is None


_VALUES = st.recursive(
    st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = st.sampled_from(["author", "date", "source", "tags", "title", "id", "url", "extra", "x"])


@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
def test_any_front_matter_has_details(meta: dict[str, object]) -> None:
    details(meta, "x.md")
