"""The reading side: orders, filters, counts, languages, translation sets, lookups."""

from __future__ import annotations

from array import array
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import ordering
from reader.library import Library
from reader.model import Memory, Order
from reader.scan import scan

TEXT = "\n\nThe librarian reads every letter twice, although no one had asked for it.\n"

ARTICLES = {
    "a.md": ("Zebra", "en", "2020-01-01", 50),
    "b.md": ("Äpple", "sv", "2021-05-05", 10),
    "c.md": ("Apfel", "de", "2021-05-05", 30),
    "d.md": ("Zorn", "de", None, 20),
    "sub/e.md": ("Østers", "da", "1999", 40),
    "sub/deep/f.md": ("zoo", "en-GB", "2022-02-02", 60),
}


def put(folder: Path, name: str, front: str, body: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, (title, language, date, words) in ARTICLES.items():
        front = f"title: {title}\nlang: {language}\nid: {name[-4]}" + (
            f"\ndate: {date}" if date else ""
        )
        put(tmp_path / "articles", name, front, "word " * words)
    return tmp_path / "articles"


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Library:
    library = Library(tmp_path / "cache" / "catalogue.db")
    scan(library, [folder], Memory())
    return library


def ids(library: Library, numbers: array[int]) -> str:
    return "".join(library.ids_of(numbers))


@pytest.mark.parametrize(
    ("order", "locale", "expected"),
    [
        ("date", "en", "fcbaed"),
        ("title", "en", "cbeafd"),
        ("title", "sv_SE", "cafdbe"),
        ("title", "da-DK", "cafdbe"),
        ("language", "en", "ecdafb"),
        ("length", "en", "bdceaf"),
        ("opened", "en", "fcbaed"),
    ],
)
def test_the_list_is_in_order(library: Library, order: Order, locale: str, expected: str) -> None:
    assert ids(library, library.numbers(order=order, locale=locale)) == expected


def test_last_opened_articles_come_first(library: Library) -> None:
    numbers = library.numbers(order="opened", opened=["e", "unknown", "a"], languages=["en", "da"])
    assert ids(library, numbers) == "eaf"


def test_the_list_is_filtered(library: Library, folder: Path) -> None:
    assert ids(library, library.numbers(languages=["de"])) == "cd"
    assert ids(library, library.numbers(languages=["en-US", "da"])) == "fae"
    assert ids(library, library.numbers(languages=[None])) == ""
    assert ids(library, library.numbers(only=["a", "e", "?"])) == "ae"
    assert ids(library, library.numbers(only=[])) == ""
    assert ids(library, library.numbers(excluding=frozenset("abc"))) == "fed"
    assert ids(library, library.numbers(folders=[folder / "sub"])) == "fe"
    assert ids(library, library.numbers(folders=[folder / "sub" / "deep", folder / "a.md"])) == "fa"
    assert ids(library, library.numbers(folders=[folder])) == "fcbaed"
    assert ids(library, library.numbers(folders=[folder.parent], languages=["sv"])) == "b"
    assert ids(library, library.numbers(folders=[])) == ""


def test_a_set_of_ids_that_changes_filters_as_a_new_one(library: Library) -> None:
    many = frozenset(f"none-{number}" for number in range(3_000))
    assert ids(library, library.numbers(only=many | {"a", "b"})) == "ba"
    assert ids(library, library.numbers(only=many | {"b", "e"})) == "be"
    assert ids(library, library.numbers(excluding=many | {"b"})) == "fcaed"
    assert ids(library, library.numbers(excluding=frozenset("abc"))) == "fed"


def test_what_another_library_knows_of_a_set_serves_until_the_rows_change(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = frozenset(["a", "b", *(f"none-{number}" for number in range(3_000))])
    with Library(library.path) as other:
        mask = other.mask(many)
    assert not library.knows(many)
    library.keep(mask)
    with monkeypatch.context() as only_kept:
        only_kept.setattr("reader.library._mask_of_ids", None)
        assert library.knows(many) and library.knows(many | {"e"})
        assert ids(library, library.numbers(only=many)) == "ba"
        assert ids(library, library.numbers(only=many | {"e"})) == "bae"
    library.keep(mask._replace(uuid="another file", data=b""))
    assert ids(library, library.numbers(only=many)) == "ba"
    (folder / "b.md").unlink()
    scan(library, [folder], Memory())
    assert not library.knows(many)
    assert ids(library, library.numbers(only=many)) == "a"


def test_few_ids_need_not_be_known(library: Library) -> None:
    assert library.knows(frozenset("ab"))


def test_many_ids_filter_as_few_do(library: Library) -> None:
    many = [*"ae", *(f"none-{number}" for number in range(3_000))]
    assert ids(library, library.numbers(only=many)) == "ae"


def test_languages_are_counted_by_their_base(library: Library, folder: Path) -> None:
    assert library.language_counts() == {"en": 2, "de": 2, "sv": 1, "da": 1}
    assert library.language_counts([folder / "sub"]) == {"da": 1, "en": 1}
    assert library.language_counts(only=["a", "b"], excluding=["b"]) == {"en": 1}


def test_articles_come_in_the_order_asked_without_those_gone(library: Library) -> None:
    numbers = library.numbers_of(["c", "a", "gone"])
    assert [article.id for article in library.articles([*numbers, 999])] == ["c", "a"]


def test_an_article_is_found_by_id_and_by_path(library: Library, folder: Path) -> None:
    for text in ("e", str(folder / "sub" / "e.md"), "sub/e.md"):
        found = library.resolve(text)
        assert found is not None
        assert found.id == "e"
    assert library.resolve("nothing") is None
    assert library.resolve("") is None
    assert library.resolve("a\0b") is None


def test_titles_match_whatever_their_case_and_accents(library: Library) -> None:
    assert library.ids_of(library.title_matches("apple")) == ["b"]
    assert library.ids_of(library.title_matches("Z")) == ["f", "d", "a"]
    assert library.title_matches("%") == []


def test_fingerprints_name_every_article_once(library: Library) -> None:
    found = [row for portion in library.fingerprints() for row in portion]
    assert [row[1] for row in found] == library.ids_of([row[0] for row in found])
    assert {row[4] for row in found} == {title for title, *_ in ARTICLES.values()}
    by_id = library.by_id("a")
    assert by_id is not None
    assert by_id.content_hash in {row[2] for row in found}


def test_a_change_moves_an_article_to_its_place(library: Library, folder: Path) -> None:
    put(folder, "a.md", "title: Aal\nlang: sv\nid: a\ndate: 2030-01-01", "word")
    put(folder, "g.md", "title: Mitte\nlang: fr\nid: g", "word " * 35)
    (folder / "d.md").unlink()
    scan(library, [folder], Memory())
    assert ids(library, library.numbers()) == "afcbeg"
    assert ids(library, library.numbers(order="title")) == "acbgef"
    assert ids(library, library.numbers(order="length")) == "abcgef"
    assert library.language_counts() == {"sv": 2, "de": 1, "da": 1, "en": 1, "fr": 1}


# --- the user's languages -----------------------------------------------------------------------


def test_the_user_sets_the_language_of_an_article_and_of_a_folder(
    library: Library, folder: Path
) -> None:
    memory = Memory(languages={"f": "fr"}, folder_languages={folder / "sub": "nb"})
    scan(library, [folder], memory)
    found = {a.id: (a.language, a.language_source) for a in library.articles(library.numbers())}
    assert found["e"] == ("nb", "user")
    assert found["f"] == ("fr", "user")
    assert found["a"] == ("en", "declared")
    assert ids(library, library.numbers(languages=["fr"])) == "f"


def test_a_language_that_is_no_longer_set_is_as_before(library: Library, folder: Path) -> None:
    scan(library, [folder], Memory(languages={"a": "fi"}))
    assert library.language_counts()["fi"] == 1
    changes = scan(library, [folder], Memory(), only=[folder / "a.md"])
    assert len(changes.changed) == 1
    assert "fi" not in library.language_counts()


# --- translation sets ---------------------------------------------------------------------------


@pytest.fixture
def sets(tmp_path: Path) -> Library:
    folder = tmp_path / "sets"
    for language in ("sv", "de", "en"):
        put(folder, f"{language}/x/one.md", f"id: {language}-1\ndate: 2020", "word")
        put(folder, f"two.{language}.md", f"id: {language}-2\ndate: 2019", "word")
        put(
            folder,
            f"k-{language}.md",
            f"id: {language}-3\nlang: {language}\ntranslationKey: k",
            "w",
        )
    put(folder, "two.md", "id: root-2\nlang: fr\ndate: 2019", "word")
    put(folder, "sv/lone.md", "id: lone\ndate: 2018", "word")
    library = Library(tmp_path / "cache2" / "catalogue.db")
    scan(library, [folder], Memory())
    return library


@pytest.mark.parametrize(
    ("identity", "others"),
    [
        ("sv-1", {"de-1", "en-1"}),
        ("de-2", {"sv-2", "en-2", "root-2"}),
        ("root-2", {"sv-2", "en-2", "de-2"}),
        ("en-3", {"sv-3", "de-3"}),
        ("lone", set()),
    ],
)
def test_translations_know_each_other(sets: Library, identity: str, others: set[str]) -> None:
    found = sets.by_id(identity)
    assert found is not None
    assert set(found.translations) == others


def test_a_set_is_one_row_in_the_language_of_the_locale(sets: Library) -> None:
    numbers = sets.numbers(group_translations=True, locale="de_DE")
    assert sets.ids_of(numbers) == ["de-1", "de-2", "lone", "de-3"]


def test_a_set_is_shown_by_a_member_that_passes_the_filter(sets: Library) -> None:
    numbers = sets.numbers(group_translations=True, locale="de", languages=["fr", "sv"])
    assert set(sets.ids_of(numbers)) >= {"sv-1", "lone", "sv-3"}
    assert len(numbers) == 4


def test_a_set_falls_apart_when_its_languages_do(sets: Library) -> None:
    folder = sets.folders()[0]
    (folder / "sv" / "x" / "one.md").unlink()
    (folder / "en" / "x" / "one.md").unlink()
    scan(sets, [folder], Memory())
    found = sets.by_id("de-1")
    assert found is not None
    assert found.translations == ()


# --- the packed orders --------------------------------------------------------------------------


@given(st.lists(st.one_of(st.none(), st.dates().map(str)), min_size=2, max_size=20))
def test_date_keys_sort_newest_first_and_undated_last(dates: list[str | None]) -> None:
    ordered = sorted(dates, key=ordering.date_key)
    known = [date for date in ordered if date]
    assert known == sorted(known, reverse=True)
    assert ordered == known + [None] * (len(ordered) - len(known))


MANY = [10_000, -1]  # so that numbers are few, or many


@pytest.mark.parametrize("many", MANY)
@given(
    numbers=st.lists(st.integers(0, 30), max_size=40, unique=True),
    wanted=st.sets(st.integers(0, 30)),
)
def test_a_mask_selects_its_numbers(many: int, numbers: list[int], wanted: set[int]) -> None:
    mask = ordering.mask_of(wanted, 31)
    with patch.object(ordering, "_MANY", many):
        found = ordering.select(array(ordering.NUMBERS, numbers), mask)
    assert list(found) == [n for n in numbers if n in wanted]


@pytest.mark.parametrize("many", MANY)
@given(
    order=st.permutations(range(1, 12)),
    sets=st.lists(st.sampled_from([0, 2, 5, 7]), min_size=12, max_size=12),
    languages=st.binary(min_size=12, max_size=12),
    preferred=st.integers(-1, 3),
)
def test_of_a_set_the_preferred_language_or_the_first_stays(
    many: int, order: list[int], sets: list[int], languages: bytes, preferred: int
) -> None:
    spoken = bytes(byte % 4 for byte in languages)
    with patch.object(ordering, "_MANY_TO_GROUP", many):
        numbers, groups = array(ordering.NUMBERS, order), array(ordering.NUMBERS, sets)
        found = ordering.one_a_set(numbers, groups, spoken, preferred)
    expected = {number for number in order if not sets[number]}
    for group in (2, 5, 7):
        members = [number for number in order if sets[number] == group]
        expected |= {*sorted(members, key=lambda number: spoken[number] != preferred)[:1]}
    assert list(found) == [number for number in order if number in expected]


@given(
    st.lists(st.one_of(st.integers(0, 9), st.integers(0, 2**31 - 1)), max_size=40, unique=True),
    st.sets(st.one_of(st.integers(0, 9), st.integers(0, 2**31 - 1)), max_size=9),
)
def test_numbers_are_taken_out_wherever_their_bytes_are_alike(
    numbers: list[int], gone: set[int]
) -> None:
    data = array(ordering.NUMBERS, numbers).tobytes()
    assert list(ordering.without(data, gone)) == [n for n in numbers if n not in gone]


def test_patched_orders_are_those_made_anew(library: Library, folder: Path) -> None:
    for step in range(6):
        put(
            folder,
            f"{step}.md",
            f"title: T{step * 7 % 5}\nlang: fi\ndate: 20{20 - step}",
            "w " * step,
        )
        if step % 2:
            (folder / f"{step - 1}.md").unlink()
        scan(library, [folder], Memory())
    orders: tuple[Order, ...] = ("date", "title", "language", "length")
    patched = [library.ids_of(library.numbers(order=order)) for order in orders]
    with Library(library.path.parent / "anew" / "catalogue.db") as anew:
        scan(anew, [folder], Memory())
        made = [anew.ids_of(anew.numbers(order=order)) for order in orders]
        assert library.language_counts() == anew.language_counts()
    assert patched == made
