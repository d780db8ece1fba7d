"""Language tags: normal forms, and what paths claim."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import language


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("sv", "sv"),
        ("SV", "sv"),
        ("pt_BR", "pt-BR"),
        ("pt_BR.UTF-8", "pt-BR"),
        ("zh_hans_cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("no", "no"),
        ("ger", "de"),
        ("swe", "sv"),
        ("iw", "he"),
        ("Deutsch", "de"),
        ("english", "en"),
        ("de-1996", "de-1996"),
        ("en-u-co-phonebk", "en"),
        ("sr@latin", "sr"),
    ],
)
def test_a_tag_is_brought_into_its_normal_form(tag: str, expected: str) -> None:
    assert language.normalise(tag) == expected


@pytest.mark.parametrize("tag", ["", "xx", "und", "C", "false", "12", "q", "-", "a" * 500])
def test_what_is_no_language_has_no_tag(tag: str) -> None:
    assert language.normalise(tag) is None


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = language.normalise(text)
    assert once is None or language.normalise(once) == once


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("sv/x.md", "sv"),
        ("x.sv.md", "sv"),
        ("de-DE/a.html", "de-DE"),
        ("pages.pt_BR/x.md", "pt-BR"),
        ("content.fr/blog/x.md", "fr"),
        ("README.zh-CN.md", "zh-CN"),
        ("welcome/sv.md", "sv"),
        ("de/x.sv.md", "sv"),
        ("en/deep/down/x.txt", "en"),
        ("zh-hans/x.md", "zh-Hans"),
    ],
)
def test_a_path_that_names_a_language_claims_it(path: str, expected: str) -> None:
    assert language.from_path(PurePosixPath(path)) == expected


@pytest.mark.parametrize(
    "path",
    [
        "docs/id/x.md",
        "src/as/x.md",
        "to-do/x.md",
        "my.min.html",
        "notes.is.md",
        "cs/algorithms.md",
        "x.md",
        "a.b.c/x.md",
        "DE/x.md",
        "conf.d/x.md",
    ],
)
def test_a_word_or_abbreviation_in_a_path_claims_nothing(path: str) -> None:
    assert language.from_path(PurePosixPath(path)) is None


def test_a_doubtful_name_is_kept_as_a_hint() -> None:
    found = language.path_tag(PurePosixPath("docs/it/x.md"))
    assert found is not None
    assert (found.tag, found.certain) == ("it", False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sv/a/x.md", "de/a/x.html"),
        ("a/x.sv.md", "a/x.de.md"),
        ("pages.fr/x.md", "pages.pt_BR/x.md"),
        ("docs/de/x.de.md", "docs/sv/x.sv.md"),
    ],
)
def test_translations_share_a_key(one: str, other: str) -> None:
    first, second = (language.path_tag(PurePosixPath(path)) for path in (one, other))
    assert first is not None
    assert second is not None
    assert first.key == second.key


def test_the_untranslated_file_has_the_key_of_its_translations() -> None:
    found = language.path_tag(PurePosixPath("a/x.sv.md"))
    assert found is not None
    assert found.key == language.path_key(PurePosixPath("a/x.md"))


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=5))
def test_any_path_can_be_asked(parts: list[str]) -> None:
    language.path_tag(PurePosixPath(*parts))


def test_the_base_of_a_tag() -> None:
    assert language.base("pt-BR") == "pt"
