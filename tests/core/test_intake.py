"""What a row says of a file: snippet, words, language by its sources, and details."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader import intake
from reader.taken import Taken, Task

ITALIAN = (
    "Nelle mattine tranquille la bibliotecaria legge ogni lettera due volte, mentre i bambini "
)


def take(root: Path, name: str, text: str) -> Taken:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    read = intake.read_one(Task(os.fsencode(path), os.fsencode(root), ""))
    assert read.taken is not None
    return read.taken


def language(root: Path, name: str, text: str) -> tuple[str | None, str]:
    taken = take(root, name, text)
    return taken.language, taken.language_source


def test_what_the_file_declares_counts_before_its_path(tmp_path: Path) -> None:
    assert language(tmp_path, "sv/x.md", "---\nlang: de\n---\nx") == ("de", "declared")


def test_a_path_beyond_doubt_counts_before_the_text(tmp_path: Path) -> None:
    assert language(tmp_path, "sv/x.md", ITALIAN * 3) == ("sv", "path")


def test_a_doubtful_path_counts_where_the_text_agrees(tmp_path: Path) -> None:
    assert language(tmp_path, "docs/it/x.md", ITALIAN * 3) == ("it", "path")


def test_a_doubtful_path_gives_way_to_the_text(tmp_path: Path) -> None:
    assert language(tmp_path, "docs/id/x.md", ITALIAN * 3) == ("it", "detected")


def test_a_doubtful_folder_counts_beside_a_language_beyond_doubt(tmp_path: Path) -> None:
    (tmp_path / "docs" / "de").mkdir(parents=True)
    assert language(tmp_path, "docs/it/x.md", "ciao") == ("it", "path")


def test_a_doubtful_suffix_counts_beside_a_language_beyond_doubt(tmp_path: Path) -> None:
    (tmp_path / "x.de.md").write_text("hallo")
    assert language(tmp_path, "x.it.md", "ciao") == ("it", "path")


def test_the_folder_that_was_opened_may_be_named_after_a_language(tmp_path: Path) -> None:
    (tmp_path / "sv").mkdir()
    assert language(tmp_path / "sv", "x.md", "hej") == ("sv", "path")


def test_without_any_sign_the_language_is_unknown(tmp_path: Path) -> None:
    assert language(tmp_path, "x.md", "hm") == (None, "unknown")


def test_code_does_not_decide_the_language(tmp_path: Path) -> None:
    code = (
        "```python\n" + "for letter in letters: print(letter, end='')  # the end\n" * 60 + "```\n"
    )
    assert language(tmp_path, "x.md", code + ITALIAN * 4)[0] == "it"


def test_words_and_minutes_are_those_of_the_text(tmp_path: Path) -> None:
    taken = take(tmp_path, "x.md", "---\nlang: en\n---\n# T\n\n" + "**word** " * 659)
    assert (taken.words, taken.minutes) == (660, 3)


def test_chinese_counts_by_characters() -> None:
    assert intake.length("图书馆" * 500) == (750, 3)
    assert intake.length("") == (0, 1)


@pytest.mark.parametrize(
    ("body", "snippet"),
    [
        ("# T\n\nA *b*\n\n- c\n", "A b c"),
        ("{% include x %}\n\nText", "Text"),
        ("::: note\nText\n:::\n", "Text"),
        ("", ""),
    ],
)
def test_the_snippet_is_the_beginning_of_the_text(tmp_path: Path, body: str, snippet: str) -> None:
    assert take(tmp_path, "x.md", f"---\nlang: en\ntitle: T\n---\n{body}").snippet == snippet


def test_a_snippet_has_at_most_two_hundred_characters(tmp_path: Path) -> None:
    assert len(take(tmp_path, "x.txt", "word " * 500).snippet) <= 200


def test_a_large_file_is_taken_in_by_its_beginning(tmp_path: Path) -> None:
    taken = take(tmp_path, "x.txt", "The word is said again.\n" * 250_000)
    assert taken.problem is not None
    assert taken.words == pytest.approx(1_250_000, rel=0.01)


def test_a_file_that_vanished_has_no_status(tmp_path: Path) -> None:
    task = Task(os.fsencode(tmp_path / "x.md"), os.fsencode(tmp_path), "")
    assert intake.read_one(task).status is None


def test_an_unchanged_file_is_not_parsed(tmp_path: Path) -> None:
    digest = take(tmp_path, "x.md", "---\nlang: en\n---\nx").content_hash
    task = Task(os.fsencode(tmp_path / "x.md"), os.fsencode(tmp_path), digest)
    assert intake.read_one(task).taken is None
