"""show, bookmark, note, highlight and marks: what is written is there, and stands where it says."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.model import Mark
from tests.verbs import OAK, Shell

MARK_KEYS = {
    "id",
    "kind",
    "article_id",
    "article_title",
    "language",
    "colour",
    "note",
    "quote",
    "created",
    "modified",
    "status",
    "start",
    "end",
    "text",
}
SENTENCE = "It has seen four kings."


@pytest.fixture
def lesesal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell.fresh(tmp_path, capsys).with_library()


def marks(lesesal: Shell, *article: object) -> list[dict[str, object]]:
    return lesesal("marks", *article, "--json").json["marks"]


# --- show ---------------------------------------------------------------------------------------


def test_show_has_exactly_the_agreed_keys(lesesal: Shell) -> None:
    answer = lesesal("show", "oak", "--json").json
    assert set(answer) == {"id", "title", "language", "text", "html", "outline"}
    assert answer["outline"][-1] == {"level": 2, "title": "Leaves"}
    assert "<h2" in answer["html"]


def test_show_prints_the_text(lesesal: Shell) -> None:
    answer = lesesal("show", lesesal.library / "ek.md")
    assert answer.out == "En gammal ek står på kullen. Den har sett fyra kungar.\n"


def test_show_takes_a_path_within_a_library_folder(lesesal: Shell) -> None:
    assert lesesal("show", "ek.md").status == 0


def test_show_takes_a_file_outside_every_folder_without_adding_it(
    lesesal: Shell, tmp_path: Path
) -> None:
    loose = tmp_path / "elsewhere" / "loose.txt"
    loose.parent.mkdir()
    loose.write_text("A loose leaf.", "utf-8")
    assert lesesal("show", loose, "--json").json["text"] == "A loose leaf."
    assert lesesal("folder", "list").out == f"{lesesal.library}\n"


@pytest.mark.parametrize(
    "name", ["nothing", "/nowhere/x.md", "", "~no-such-user/x", "\udcff", "a" * 5000]
)
def test_what_is_not_there_is_not_found(lesesal: Shell, name: str) -> None:
    answer = lesesal("show", name, "--json")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("lesesal: There is no article")
    assert answer.err.count("\n") == 1


def test_a_file_that_is_no_article_is_not_found(lesesal: Shell) -> None:
    (lesesal.library / "picture.png").write_bytes(b"\x89PNG")
    assert lesesal("show", lesesal.library / "picture.png").status == 1


def test_an_article_that_cannot_be_read_is_the_machines_fault(lesesal: Shell) -> None:
    (lesesal.library / "bad.md").write_bytes(b"\x00\x01\x02\xff" * 500)
    answer = lesesal("show", lesesal.library / "bad.md")
    assert answer.status == 3
    assert "binary" in answer.err


def test_the_text_cannot_write_to_the_terminal(lesesal: Shell) -> None:
    (lesesal.library / "esc.txt").write_text("red \x1b[31m\u202e and\tblue\x07", "utf-8")
    out = lesesal("show", lesesal.library / "esc.txt").out
    assert all(character == "\n" or character.isprintable() for character in out)


def test_json_keeps_control_characters_escaped(lesesal: Shell) -> None:
    lesesal("note", "oak", "--text", "red \u202e and \x9b blue")
    out = lesesal("marks", "--json").out
    assert not set(out) & set("\u202e\x9b")
    assert "red \u202e and \x9b blue" in json.loads(out)["marks"][0]["note"]


# --- bookmark -----------------------------------------------------------------------------------


def test_a_bookmark_is_set_once(lesesal: Shell) -> None:
    first, second = lesesal("bookmark", "oak"), lesesal("bookmark", "oak")
    assert (first.status, second.status) == (0, 0)
    assert first.out == second.out == f"{marks(lesesal)[0]['id']}\n"
    assert len(marks(lesesal)) == 1


def test_a_bookmark_is_removed(lesesal: Shell) -> None:
    lesesal("bookmark", "oak")
    assert lesesal("bookmark", "oak", "--remove").status == 0
    assert marks(lesesal) == []


def test_a_bookmark_on_a_place_is_removed_too(lesesal: Shell) -> None:
    lesesal("highlight", "oak", "--quote", SENTENCE)
    store = lesesal.store()
    (highlight,) = store.marks()
    wanted = {store.add(Mark("", "bookmark", highlight.article_id, highlight.anchor)).id}
    store.close()
    wanted.add(lesesal("bookmark", "oak").out.strip())
    assert lesesal("list", "--bookmarked", "--json").json["articles"][0]["bookmarked"]
    answer = lesesal("bookmark", "oak", "--remove")
    assert (answer.status, set(answer.out.split())) == (0, wanted)
    assert [mark["kind"] for mark in marks(lesesal)] == ["highlight"]
    assert lesesal("list", "--bookmarked", "--json").json["articles"] == []


def test_removing_a_bookmark_that_is_not_there_is_said(lesesal: Shell) -> None:
    answer = lesesal("bookmark", "oak", "--remove")
    assert (answer.status, answer.out) == (1, "")
    assert "no bookmark" in answer.err


# --- note ---------------------------------------------------------------------------------------


def test_a_note_grows_by_paragraphs(lesesal: Shell) -> None:
    lesesal("note", "oak", "--text", "First.")
    lesesal("note", "oak", "--text", "- second")
    assert lesesal("note", "oak").out == "First.\n\n- second\n"
    assert len(marks(lesesal)) == 1


def test_a_note_may_begin_like_an_option(lesesal: Shell) -> None:
    assert lesesal("note", "oak", "--text", "--stdin").status == 0
    assert lesesal("note", "oak").out == "--stdin\n"


def test_a_note_comes_from_standard_input(lesesal: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO("Från \r\nröret.\n".encode()), "ascii")
    monkeypatch.setattr(sys, "stdin", given)
    lesesal("note", "oak", "--stdin")
    assert lesesal("note", "oak").out == "Från \nröret.\n"


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_note_is_refused(lesesal: Shell, text: str) -> None:
    assert lesesal("note", "oak", "--text", text).status == 2
    assert marks(lesesal) == []


def test_a_note_that_is_not_there_prints_nothing(lesesal: Shell) -> None:
    assert (lesesal("note", "oak").status, lesesal("note", "oak").out) == (0, "")


def test_a_note_on_a_passage_is_printed_by_its_passage(lesesal: Shell) -> None:
    lesesal("note", "oak", "--quote", SENTENCE, "--text", "Which ones?")
    assert lesesal("note", "oak").out == ""
    assert lesesal("note", "oak", "--quote", "four kings").out == "Which ones?\n"
    assert lesesal("note", "oak", "--quote", "lobed").out == ""


# --- highlight ----------------------------------------------------------------------------------


def test_a_highlight_stands_where_show_counts(lesesal: Shell) -> None:
    answer = lesesal("highlight", "oak", "--quote", SENTENCE, "--colour", "green")
    text = lesesal("show", "oak", "--json").json["text"]
    (mark,) = marks(lesesal, "oak")
    assert answer.out == f"{mark['id']}\n"
    assert set(mark) == MARK_KEYS
    assert (mark["kind"], mark["colour"], mark["status"]) == ("highlight", "green", "exact")
    assert text[mark["start"] : mark["end"]] == mark["text"] == mark["quote"] == SENTENCE


@pytest.mark.parametrize("verb", [["highlight"], ["note", "--text", "x"]])
def test_a_passage_that_is_not_there_writes_nothing(lesesal: Shell, verb: list[str]) -> None:
    name, *rest = verb
    answer = lesesal(name, "oak", "--quote", "five queens", *rest)
    assert (answer.status, answer.out) == (1, "")
    assert marks(lesesal) == []


def test_a_highlight_needs_a_passage_and_a_colour_that_is_one(lesesal: Shell) -> None:
    assert lesesal("highlight", "oak").status == 2
    assert lesesal("highlight", "oak", "--quote", "oak", "--colour", "red").status == 2


# --- marks --------------------------------------------------------------------------------------


def test_marks_on_the_article_stand_at_no_passage(lesesal: Shell) -> None:
    lesesal("bookmark", "oak")
    (mark,) = marks(lesesal)
    assert set(mark) == MARK_KEYS
    assert (mark["start"], mark["end"], mark["text"], mark["quote"]) == (0, 0, "", "")
    assert (mark["article_title"], mark["language"], mark["colour"]) == ("The oak", "en", None)


def test_marks_follow_an_edit(lesesal: Shell) -> None:
    lesesal("highlight", "oak", "--quote", SENTENCE)
    changed = OAK.replace("An old oak", "In the far north an old and gnarled oak")
    (lesesal.library / "oak.md").write_text(changed.replace("four kings", "five kings"), "utf-8")
    (mark,) = marks(lesesal)
    text = lesesal("show", "oak", "--json").json["text"]
    assert (mark["status"], mark["quote"]) == ("moved", SENTENCE)
    assert text[mark["start"] : mark["end"]] == mark["text"] == "It has seen five kings."


def test_marks_whose_passage_is_gone_are_orphans(lesesal: Shell) -> None:
    lesesal("highlight", "oak", "--quote", SENTENCE)
    (lesesal.library / "oak.md").write_text("---\nid: oak\n---\nAll is new here.\n", "utf-8")
    (mark,) = marks(lesesal)
    assert (mark["status"], mark["start"], mark["end"], mark["text"]) == ("orphan", 0, 0, "")


def test_marks_of_a_deleted_article_are_orphans_with_its_title(lesesal: Shell) -> None:
    lesesal("bookmark", "oak")
    lesesal("highlight", "oak", "--quote", SENTENCE)
    (lesesal.library / "oak.md").unlink()
    found = marks(lesesal)
    assert [mark["status"] for mark in found] == ["orphan", "orphan"]
    assert {mark["article_title"] for mark in found} == {"The oak"}
    assert marks(lesesal, "oak") == found


def test_marks_of_a_moved_article_are_found(lesesal: Shell) -> None:
    (lesesal.library / "plain.txt").write_text("A plain text without any identity.", "utf-8")
    lesesal("highlight", lesesal.library / "plain.txt", "--quote", "plain text")
    (lesesal.library / "plain.txt").rename(lesesal.library / "renamed.txt")
    (mark,) = marks(lesesal, lesesal.library / "renamed.txt")
    assert (mark["status"], mark["text"]) == ("exact", "plain text")


def test_marks_outside_every_folder_are_kept_and_found(lesesal: Shell, tmp_path: Path) -> None:
    loose = tmp_path / "loose.txt"
    loose.write_text("A loose leaf in the wind.", "utf-8")
    lesesal("highlight", loose, "--quote", "loose leaf")
    (mark,) = marks(lesesal)
    assert (mark["status"], mark["text"]) == ("exact", "loose leaf")
    assert mark in marks(lesesal, loose)


def test_marks_for_people_show_quote_and_note(lesesal: Shell) -> None:
    lesesal("note", "oak", "--quote", SENTENCE, "--text", "Which\x1b[2J ones?")
    out = lesesal("marks").out
    assert f"“{SENTENCE}”" in out
    assert "Which[2J ones?" in out


# --- beside others ------------------------------------------------------------------------------


def test_no_paragraph_is_lost_between_verbs_at_once(lesesal: Shell) -> None:
    def write(number: int) -> int:
        command = [sys.executable, "-m", "reader", "--home", str(lesesal.home)]
        command += ["note", "oak", "--text", f"Paragraph {number}."]
        root = Path(__file__).resolve().parents[2]
        environment = {**os.environ, "PYTHONPATH": str(root)}
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(write, range(3))) == [0, 0, 0]
    paragraphs = lesesal("note", "oak").out.strip().split("\n\n")
    assert sorted(paragraphs) == [f"Paragraph {number}." for number in range(3)]


def test_a_store_that_a_window_holds_open_is_written(lesesal: Shell) -> None:
    window = lesesal.store()
    assert lesesal("bookmark", "oak").status == 0
    assert window.bookmarked_ids() == {"oak"}
    window.close()


def test_the_same_highlight_is_made_once(lesesal: Shell) -> None:
    first, second = (lesesal("highlight", "oak", "--quote", SENTENCE) for _ in range(2))
    assert (first.status, second.status, first.out) == (0, 0, second.out)
    assert "already" in second.err and not first.err
    lesesal("highlight", "oak", "--quote", SENTENCE, "--colour", "pink")
    lesesal("highlight", "oak", "--quote", "four kings")
    assert [mark["colour"] for mark in marks(lesesal)] == ["yellow", "pink", "yellow"]
