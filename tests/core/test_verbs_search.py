"""search: what it finds, in which form, and how it refuses a query."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.__main__ import main
from reader.paths import find
from reader.verbs import options
from reader.workspace import Workspace
from tests.verbs import Shell, make_library


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home whose index knows the small library: learning a language takes seconds."""
    folder = tmp_path_factory.mktemp("search")
    library = make_library(folder / "library")
    main(
        [
            "--home",
            str(folder / "home"),
            "note",
            str(library / "oak.md"),
            "--text",
            "Like Yggdrasil",
        ]
    )
    main(["--home", str(folder / "home"), "bookmark", str(library / "oak.md")])
    main(["--home", str(folder / "home"), "search", "oak", str(library)])
    return folder


@pytest.fixture
def lesesal(indexed: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(indexed / "home", indexed / "library", capsys)


def hits(lesesal: Shell, *arguments: str) -> list[str]:
    answer = lesesal("search", *arguments, lesesal.library, "--json").json
    return [hit["id"] for hit in answer["hits"]]


def test_search_finds_by_the_rules_of_the_language(lesesal: Shell) -> None:
    answer = lesesal("search", "kung", lesesal.library, "--json")
    assert answer.status == 0
    assert set(answer.json) == {"query", "took_ms", "total", "hits", "suggestion"}
    (hit,) = answer.json["hits"]
    assert set(hit) == {"id", "title", "language", "score", "snippet", "matched"}
    assert (hit["id"], hit["matched"]) == ("ek", "text")
    assert "⟦kungar⟧" in hit["snippet"]


def test_search_finds_the_words_of_notes(lesesal: Shell) -> None:
    (hit,) = lesesal("search", "yggdrasil", lesesal.library, "--json").json["hits"]
    assert (hit["id"], hit["matched"]) == ("oak", "note")


def test_search_knows_what_is_bookmarked(lesesal: Shell) -> None:
    assert hits(lesesal, "is:bookmarked") == ["oak"]
    assert set(hits(lesesal, "is:unread")) == {"oak", "ek"}


def test_search_filters_by_language(lesesal: Shell) -> None:
    assert hits(lesesal, "oak", "--lang", "en") == ["oak"]
    assert hits(lesesal, "oak", "--lang", "sv") == []


def test_search_limits_the_hits_and_counts_all(lesesal: Shell) -> None:
    answer = lesesal("search", "is:unread", lesesal.library, "--limit", "1", "--json").json
    assert (len(answer["hits"]), answer["total"]) == (1, 2)


def test_search_suggests_a_word_that_is_there(lesesal: Shell) -> None:
    answer = lesesal("search", "leavves", lesesal.library, "--json")
    assert (answer.status, answer.json["total"], answer.json["suggestion"]) == (0, 0, "leaves")


def test_nothing_found_is_done_and_said(lesesal: Shell) -> None:
    answer = lesesal("search", "zzzzqqq", lesesal.library)
    assert (answer.status, answer.out) == (0, "")
    assert "Nothing was found" in answer.err


def test_hits_for_people_have_the_passage(lesesal: Shell) -> None:
    assert "⟦lobed⟧" in lesesal("search", "lobed", lesesal.library).out


def test_search_sees_what_was_written_a_moment_ago(lesesal: Shell) -> None:
    (lesesal.library / "new.txt").write_text("Marmalade cat.", "utf-8")
    try:
        assert len(hits(lesesal, "marmalade")) == 1
    finally:
        (lesesal.library / "new.txt").unlink()
    assert hits(lesesal, "marmalade") == []


def test_search_stays_within_the_library(tmp_path: Path) -> None:
    folders = [tmp_path / "oaks", tmp_path / "elms"]
    for folder in folders:
        folder.mkdir()
        (folder / "a.txt").write_text(f"Old {folder.name}", "utf-8")  # too short for a language
    with Workspace(find(tmp_path / "home")) as whole:
        whole.folders = folders
        assert {hit.title for hit in whole.search("old").hits} == {"Old oaks", "Old elms"}
    with Workspace(find(tmp_path / "home")) as part:
        part.folders = folders[1:]
        found = part.search("old")
    assert ([hit.title for hit in found.hits], found.total) == (["Old elms"], 1)


def test_a_query_that_makes_no_sense_is_refused_with_its_place(lesesal: Shell) -> None:
    answer = lesesal("search", "oak )", lesesal.library, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert "character 5" in answer.err


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5", "99999999999"])
def test_a_limit_that_is_no_number_is_wrong_usage(lesesal: Shell, limit: str) -> None:
    assert lesesal("search", "oak", "--limit", limit).status == 2


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("\udcff")
@example("-oak")
@given(st.text(st.characters(exclude_characters="\0"), max_size=20))
def test_any_query_is_answered_or_refused(lesesal: Shell, query: str) -> None:
    answer = lesesal("search", "--json", "--", query, lesesal.library)
    assert answer.status in (0, 2)
    assert answer.err.count("\n") <= 1


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (["-oak"], "-oak"),
        (["-oak", "--json"], "-oak"),
        (["--lang", "sv", "-oak"], "-oak"),
        (["--limit", "3", "--", "-oak"], "-oak"),
        (["-oak -pine"], "-oak -pine"),
    ],
)
def test_a_query_may_begin_with_a_minus(arguments: list[str], query: str) -> None:
    given = options.parser("search").parse_intermixed_args(options.with_query(arguments))
    assert (given.query, given.folders) == (query, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: QUERY (see"),
        (["--json"], "required: QUERY (see"),
        (["oak", "-pine"], "-pine; the whole query is one argument in quotes"),
        (["oak", "--jsn"], "unrecognized arguments: --jsn"),
    ],
)
def test_a_wrong_use_of_search_is_told_how(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    answer = Shell.fresh(tmp_path, capsys)("search", *arguments)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert words in answer.err
