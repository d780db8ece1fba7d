"""list and folder: what they find, in which form, and what they say of what is not there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reader import resources
from tests.verbs import OAK, Shell

ARTICLE_KEYS = {
    "id",
    "title",
    "language",
    "language_source",
    "author",
    "date",
    "source",
    "path",
    "folder",
    "words",
    "minutes",
    "tags",
    "translations",
    "bookmarked",
    "read",
    "progress",
    "note_count",
    "highlight_count",
}


@pytest.fixture
def lesesal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell.fresh(tmp_path, capsys)


# --- list ---------------------------------------------------------------------------------------


def test_a_first_list_has_the_bundled_collection(lesesal: Shell) -> None:
    answer = lesesal("list", "--json")
    assert answer.status == 0
    assert "welcome-sv" in answer.articles()
    assert set(answer.json["languages"]) == {"sv", "de", "en"}


def test_list_has_exactly_the_agreed_keys(lesesal: Shell) -> None:
    answer = lesesal("list", lesesal.library, "--json").json
    assert set(answer) == {"articles", "problems", "languages"}
    assert all(set(article) == ARTICLE_KEYS for article in answer["articles"])


def test_list_says_of_an_article_what_its_file_says(lesesal: Shell) -> None:
    oak = lesesal("list", lesesal.library, "--lang", "en", "--json").json["articles"][0]
    assert oak["id"] == "oak"
    assert (oak["title"], oak["author"], oak["date"]) == ("The oak", "A. Wood", "2024-05-01")
    assert (oak["language"], oak["language_source"]) == ("en", "declared")
    assert oak["path"] == str(lesesal.library / "oak.md")
    assert oak["folder"] == str(lesesal.library)
    assert (oak["bookmarked"], oak["read"], oak["progress"]) == (False, False, 0.0)


def test_a_folder_given_is_the_whole_library(lesesal: Shell) -> None:
    assert lesesal("list", lesesal.library, "--json").articles() == ["ek", "oak"]


def test_a_folder_given_is_not_added(lesesal: Shell) -> None:
    lesesal("list", lesesal.library)
    assert "oak" not in lesesal("list", "--json").articles()
    assert lesesal("folder", "list", "--json").json == {"folders": []}


def test_a_copy_of_the_collection_has_its_ids(lesesal: Shell, tmp_path: Path) -> None:
    lesesal("list")
    copy = tmp_path / "copy"
    copy.mkdir()
    original = next(resources.collection().glob("sv/*.md"))
    (copy / original.name).write_bytes(original.read_bytes())
    answer = lesesal("list", copy, "--json")
    assert answer.json["problems"] == []
    assert answer.articles()[0] in lesesal("list", "--json").articles()


def test_list_filters_by_base_language_and_counts_all_of_them(lesesal: Shell) -> None:
    answer = lesesal("list", lesesal.library, "--lang", "sv-FI", "--json")
    assert answer.articles() == ["ek"]
    assert answer.json["languages"] == {"en": 1, "sv": 1}


def test_several_languages_may_be_asked_for(lesesal: Shell) -> None:
    both = lesesal("list", lesesal.library, "--lang", "sv,en", "--json").articles()
    assert both == lesesal("list", lesesal.library, "--lang=sv", "--lang=en", "--json").articles()
    assert both == ["ek", "oak"]


def test_an_unknown_language_is_null_and_counted_as_unknown(lesesal: Shell) -> None:
    (lesesal.library / "x.txt").write_text("123 456\n", "utf-8")
    answer = lesesal("list", lesesal.library, "--lang", "unknown", "--json").json
    assert [one["language"] for one in answer["articles"]] == [None]
    assert answer["languages"]["unknown"] == 1


def test_a_language_that_is_none_is_wrong_usage(lesesal: Shell) -> None:
    answer = lesesal("list", "--lang", "quux!")
    assert answer.status == 2
    assert "quux!" in answer.err


def test_list_shows_bookmarked_noted_and_unread_articles(lesesal: Shell) -> None:
    lesesal.with_library()
    lesesal("bookmark", "oak")
    lesesal("note", "ek", "--text", "Stor.")
    store = lesesal.store()
    store.set_read("ek", True)
    store.close()
    assert lesesal("list", "--bookmarked", "--json").articles() == ["oak"]
    assert lesesal("list", "--with-notes", "--json").articles() == ["ek"]
    assert lesesal("list", "--with-notes", "--bookmarked", "--json").articles() == []
    assert "ek" not in lesesal("list", "--unread", "--json").articles()
    ek = next(a for a in lesesal("list", "--json").json["articles"] if a["id"] == "ek")
    assert (ek["read"], ek["note_count"], ek["bookmarked"]) == (True, 1, False)


def test_an_edited_file_is_seen(lesesal: Shell) -> None:
    lesesal.with_library()
    changed = OAK.replace("title: The oak", "title: The elder oak")
    (lesesal.library / "oak.md").write_text(changed, "utf-8")
    titles = [one["title"] for one in lesesal("list", "--json").json["articles"]]
    assert "The elder oak" in titles


def test_a_deleted_file_is_not_listed(lesesal: Shell) -> None:
    lesesal.with_library()
    (lesesal.library / "oak.md").unlink()
    assert "oak" not in lesesal("list", "--json").articles()


def test_an_unreadable_file_is_a_problem_and_a_row(lesesal: Shell) -> None:
    (lesesal.library / "bad.md").write_bytes(b"\x00\x01\x02\xff" * 500)
    answer = lesesal("list", lesesal.library, "--json")
    assert answer.status == 0
    (problem,) = answer.json["problems"]
    assert set(problem) == {"path", "reason"}
    assert problem["path"] == str(lesesal.library / "bad.md")
    assert len(answer.articles()) == 3


def test_problems_of_other_folders_are_not_told(lesesal: Shell, tmp_path: Path) -> None:
    (lesesal.library / "bad.md").write_bytes(b"")
    lesesal.with_library()
    lesesal("folder", "remove", lesesal.library)
    assert lesesal("list", "--json").json["problems"] == []


def test_a_folder_that_is_not_there_is_not_found(lesesal: Shell, tmp_path: Path) -> None:
    answer = lesesal("list", tmp_path / "nowhere", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert "nowhere" in answer.err


def test_a_file_in_place_of_a_folder_is_wrong_usage(lesesal: Shell) -> None:
    assert lesesal("list", lesesal.library / "oak.md").status == 2


def test_a_title_cannot_write_to_the_terminal(lesesal: Shell) -> None:
    text = OAK.replace("title: The oak", 'title: "The \\e[31m\\u202eoak\\x9b2J"').replace(
        "# The oak", ""
    )
    (lesesal.library / "oak.md").write_text(text, "utf-8")
    out = lesesal("list", lesesal.library).out
    assert not set(out) & set("\x1b\x9b\u202e")
    assert "oak" in out


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8")
def test_a_file_name_that_is_not_utf8_comes_back_whole(lesesal: Shell) -> None:
    name = os.fsencode(lesesal.library) + b"/\xe5l.txt"
    with open(name, "wb") as file:
        file.write(b"An eel swims in the cold river at night.")
    paths = [one["path"] for one in lesesal("list", lesesal.library, "--json").json["articles"]]
    assert name in map(os.fsencode, paths)
    assert lesesal("show", os.fsdecode(name)).status == 0


# --- folder -------------------------------------------------------------------------------------


def test_a_folder_added_is_listed_beside_the_collection(lesesal: Shell) -> None:
    lesesal.with_library()
    assert {"oak", "ek", "welcome-en"} <= set(lesesal("list", "--json").articles())
    assert lesesal("folder", "list").out == f"{lesesal.library}\n"


def test_a_folder_removed_keeps_its_marks(lesesal: Shell) -> None:
    lesesal.with_library()
    lesesal("bookmark", "oak")
    answer = lesesal("folder", "remove", lesesal.library, "--json")
    assert (answer.status, answer.json) == (0, {"folders": []})
    assert "oak" not in lesesal("list", "--json").articles()
    (mark,) = lesesal("marks", "--json").json["marks"]
    assert (mark["article_id"], mark["status"]) == ("oak", "exact")


def test_removing_a_folder_that_is_none_of_the_library_is_not_found(lesesal: Shell) -> None:
    answer = lesesal("folder", "remove", lesesal.library)
    assert answer.status == 1
    assert "not a folder of the library" in answer.err


@pytest.mark.parametrize("words", [["add"], ["remove"], ["list", "/x"], ["rename", "/x"], []])
def test_folder_refuses_what_it_cannot_mean(lesesal: Shell, words: list[str]) -> None:
    assert lesesal("folder", *words).status == 2


def test_adding_a_folder_that_is_not_there_is_not_found(lesesal: Shell, tmp_path: Path) -> None:
    assert lesesal("folder", "add", tmp_path / "nowhere").status == 1
    assert lesesal("folder", "list").out == ""
