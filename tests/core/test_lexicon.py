"""The dictionaries as files that are mapped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import lexicon

SMALL = "ms"  # the smallest dictionary


def packed(forms: dict[str, str]) -> lexicon.Lexicon:
    return lexicon.Lexicon(lexicon.pack((f.encode(), lemma.encode()) for f, lemma in forms.items()))


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=12), max_size=60))
def test_every_form_has_its_lemma(forms: dict[str, str]) -> None:
    made = packed(forms)
    assert len(made) == len(forms)
    assert {form: made.lemma(form) for form in forms} == forms


def test_what_was_not_put_in_is_not_found() -> None:
    made = packed({"böcker": "bok"})
    assert "böcker" in made
    assert [made.lemma(form) for form in ("bocker", "böcke", "")] == [None] * 3


def test_a_lexicon_has_what_its_dictionary_has() -> None:
    forms = dict(lexicon.all_forms(SMALL))
    made = lexicon.load(SMALL, None)
    assert len(made) == len(forms) > 0
    assert all(made.lemma(form) == lemma for form, lemma in forms.items())


def test_a_dictionary_that_is_kept_otherwise_is_read_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forms = dict(lexicon._forms(SMALL))
    monkeypatch.delattr("simplemma.strategies.dictionaries.frontcode")
    monkeypatch.setitem(sys.modules, "simplemma.strategies.dictionaries.frontcode", None)
    assert dict(lexicon._forms(SMALL)) == forms


def test_a_lexicon_is_made_once_and_then_found(tmp_path: Path) -> None:
    assert lexicon.find(SMALL, tmp_path) is None
    lexicon.make(SMALL, tmp_path)
    found = lexicon.find(SMALL, tmp_path)
    assert found is not None and found.lemma("berlari") is not None
    (file,) = tmp_path.iterdir()
    made = file.stat().st_mtime_ns
    lexicon.make(SMALL, tmp_path)
    assert file.stat().st_mtime_ns == made


@pytest.mark.parametrize("left", [0, 10, 5000])
def test_a_torn_file_is_made_anew(tmp_path: Path, left: int) -> None:
    lexicon.make(SMALL, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert lexicon.find(SMALL, tmp_path) is None
    lexicon.make(SMALL, tmp_path)
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert len(lexicon.load(SMALL, tmp_path / "file")) > 0


def test_languages_whose_lexicon_is_there_come_first_and_the_slowest_last(tmp_path: Path) -> None:
    lexicon.make(SMALL, tmp_path)
    wanted = {"en", "fi", "xx", SMALL}
    assert lexicon.quickest_first(wanted, tmp_path) == [SMALL, "xx", "en", "fi"]


@pytest.mark.parametrize("language", ["", "xx", "zh", "../ms"])
def test_a_language_without_a_dictionary_has_an_empty_lexicon(
    tmp_path: Path, language: str
) -> None:
    assert len(lexicon.load(language, tmp_path)) == 0
    assert list(tmp_path.iterdir()) == []


def _kilobytes_read(file: Path) -> int:
    """How much of a mapped file this process holds."""
    lines = iter(Path("/proc/self/smaps").read_text("utf-8", "replace").splitlines())
    return sum(
        int(next(line for line in lines if line.startswith("Rss:")).split()[1])
        for line in lines
        if line.endswith(str(file))
    )


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what is mapped")
def test_the_memory_of_what_was_read_is_given_back(tmp_path: Path) -> None:
    lexicon.make(SMALL, tmp_path)
    (file,) = tmp_path.iterdir()
    found = lexicon.find(SMALL, tmp_path)
    assert found is not None
    lemma = found.lemma("berlari")
    assert lemma is not None and _kilobytes_read(file) > 0
    found.release()
    assert _kilobytes_read(file) == 0
    assert found.lemma("berlari") == lemma


def test_what_is_held_in_memory_has_nothing_to_give_back() -> None:
    made = packed({"böcker": "bok"})
    made.release()
    assert made.lemma("böcker") == "bok"
