"""import and export: what comes in is reported item by item, what goes out is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.verbs import Shell

SENTENCE = "It has seen four kings."


@pytest.fixture
def lesesal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell.fresh(tmp_path, capsys).with_library()


@pytest.fixture
def marked(lesesal: Shell) -> Shell:
    lesesal("bookmark", "ek")
    lesesal("highlight", "oak", "--quote", SENTENCE, "--colour", "blue")
    return lesesal


# --- import -------------------------------------------------------------------------------------


def test_import_has_exactly_the_agreed_keys(lesesal: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nWith some words about the winter in the mountains.\n", "utf-8")
    answer = lesesal("import", page, "--lang", "en", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"imported", "skipped"}
    (item,) = answer.json["imported"]
    assert set(item) == {"path", "id", "title", "language", "removed"}
    assert (item["title"], item["language"]) == ("A page", "en")
    assert item["id"] in lesesal("list", "--json").articles()


def test_an_article_imported_twice_is_skipped_with_its_reason(
    lesesal: Shell, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nWith some words about the winter in the mountains.\n", "utf-8")
    lesesal("import", page)
    answer = lesesal("import", page, "--json")
    assert answer.status == 1
    (item,) = answer.json["skipped"]
    assert set(item) == {"path", "reason"}


def test_what_cannot_be_imported_does_not_stop_the_rest(lesesal: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nWith some words about the winter in the mountains.\n", "utf-8")
    answer = lesesal("import", tmp_path / "nowhere.md", page)
    assert answer.status == 1
    assert "A page" in answer.out
    assert "nowhere.md" in answer.err


def test_a_dry_run_writes_nothing(lesesal: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nWith some words about the winter in the mountains.\n", "utf-8")
    assert len(lesesal("import", page, "--dry-run", "--json").json["imported"]) == 1
    assert not lesesal.paths.imported.exists()


def test_an_address_in_an_export_is_shown_as_it_is(lesesal: Shell, tmp_path: Path) -> None:
    export = tmp_path / "part_000000.csv"
    row = "One,https://a.example/1,1600000000,,unread\n"
    export.write_text(f"title,url,time_added,tags,status\n{row}", "utf-8")
    (item,) = lesesal("import", export, "--json").json["skipped"]
    assert item["path"] == "https://a.example/1"


def test_import_refuses_a_language_that_is_none(lesesal: Shell) -> None:
    assert lesesal("import", "x", "--lang", "quux!").status == 2


@pytest.mark.parametrize("kind", ["json", "w3c", "csv"])
def test_what_was_exported_comes_back_into_a_fresh_home(
    marked: Shell, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"out.{'csv' if kind == 'csv' else 'json'}"
    assert marked("export", "--format", kind, "-o", file).status == 0
    before = marked("marks", "--json").json
    marked.home = tmp_path / "fresh"
    marked.with_library()
    assert marked("import", file).status == 0
    assert marked("marks", "--json").json == before


def test_what_was_removed_from_a_page_is_told(lesesal: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    words = "Some words about the winter in the mountains. " * 9
    rest = "Share this:\nTwitter\nFacebook\n\nLeave a Reply\n"
    page.write_text(f"A page\n\n{words}\n\n{words}\n\n{rest}", "utf-8")
    (item,) = lesesal("import", page, "--lang", "en", "--dry-run", "--json").json["imported"]
    assert item["removed"]
    told = lesesal("import", page, "--lang", "en").out.splitlines()[1:]
    assert told == [f"    removed: {text}" for text in item["removed"]]


@pytest.mark.parametrize("kind", ["json", "w3c", "csv"])
@pytest.mark.parametrize("form", ["auto", "w3c"])
def test_our_own_marks_are_known_again_however_they_are_called(
    marked: Shell, tmp_path: Path, kind: str, form: str
) -> None:
    file = tmp_path / f"out.{kind}"
    marked("export", "--format", kind, "-o", file)
    before = marked("marks", "--json").json
    answer = marked("import", "--format", form, file)
    assert (answer.status, answer.out) == (0, "0 marks added, 2 already there\n")
    assert marked("marks", "--json").json == before


def test_an_import_of_marks_counts_them_and_its_json_has_two_keys(
    marked: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    marked("export", "--format", "json", "-o", file)
    marked.home = tmp_path / "fresh"
    marked.with_library()
    assert marked("import", file, "--dry-run").out == "2 marks added\n"
    assert marked("marks", "--json").json == {"marks": []}
    assert marked("import", file, "--json").json == {"imported": [], "skipped": []}
    assert marked("import", file).out == "0 marks added, 2 already there\n"


def test_what_is_not_understood_of_annotations_is_told(lesesal: Shell, tmp_path: Path) -> None:
    file = tmp_path / "web.jsonld"
    item = {"type": "Annotation", "id": "urn:x:1", "target": {"source": "https://a.example/x"}}
    file.write_text(json.dumps({"@context": "x", "items": [item]}), "utf-8")
    answer = lesesal("import", file)
    assert answer.status == 1
    assert "urn:x:1: its article is not in the library: https://a.example/x" in answer.err


# --- export -------------------------------------------------------------------------------------


def test_export_writes_markdown_to_standard_output(marked: Shell) -> None:
    answer = marked("export")
    assert answer.status == 0
    assert "# The oak" in answer.out
    assert f"> {SENTENCE}" in answer.out


def test_an_export_of_nothing_says_so(lesesal: Shell) -> None:
    answer = lesesal("export")
    assert (answer.status, answer.out, answer.err) == (
        0,
        "",
        "lesesal: There are no marks to export.\n",
    )


@pytest.mark.parametrize("kind", ["markdown", "w3c", "json", "csv", "html"])
def test_export_writes_every_format_to_a_file(marked: Shell, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out"
    assert marked("export", "--format", kind, "-o", target).status == 0
    assert "four kings" in target.read_text("utf-8")


def test_export_makes_a_file_of_each_article_in_a_folder(marked: Shell, tmp_path: Path) -> None:
    assert marked("export", "-o", f"{tmp_path}/notes/").status == 0
    assert sorted(file.name for file in (tmp_path / "notes").iterdir()) == ["Eken.md", "The oak.md"]


def test_export_takes_the_marks_of_a_folder_only(marked: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Something else.", "utf-8")
    assert "oak" not in marked("export", other).out
    assert "oak" in marked("export", marked.library).out


def test_export_to_a_place_that_is_not_there_is_the_machines_fault(
    marked: Shell, tmp_path: Path
) -> None:
    answer = marked("export", "-o", tmp_path / "no" / "file.md")
    assert answer.status == 3
    assert answer.err.count("\n") == 1


def test_export_says_that_a_passage_is_gone(marked: Shell) -> None:
    (marked.library / "oak.md").write_text("---\nid: oak\n---\nAll is new here.\n", "utf-8")
    assert "no longer in the article" in marked("export").out


def test_exported_json_is_everything(marked: Shell) -> None:
    marked("bookmark", "ek", "--remove")
    dump = json.loads(marked("export", "--format", "json").out)
    assert {mark["deleted"] for mark in dump["marks"]} == {True, False}
