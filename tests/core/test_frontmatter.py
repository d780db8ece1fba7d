"""Front matter in its three forms, and everything that is wrong with it."""

from __future__ import annotations

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader import frontmatter


def fields(block: str) -> dict[str, object]:
    return frontmatter.split(f"---\n{block}\n---\nBody\n")[0]


def test_text_without_front_matter_comes_back_whole() -> None:
    assert frontmatter.split("# Title\n\nText") == ({}, "# Title\n\nText")


def test_yaml_is_read_and_taken_off() -> None:
    assert frontmatter.split("---\ntitle: A\n---\nBody\n") == ({"title": "A"}, "Body\n")


@pytest.mark.parametrize("value", ["no", "on", "0123", "2014-03-24", "1_000", "~", "1e3", "0x10"])
def test_a_scalar_stays_as_written(value: str) -> None:
    assert fields(f"key: {value}") == {"key": value}


def test_toml_is_read() -> None:
    meta, body = frontmatter.split('+++\ntitle = "A"\ndate = 2014-03-24\ndraft = true\n+++\nB')
    assert (meta, body) == ({"title": "A", "date": "2014-03-24", "draft": "true"}, "B")


def test_json_is_read() -> None:
    meta, body = frontmatter.split('{"title": "A", "n": [1, null]}\nB')
    assert (meta, body) == ({"title": "A", "n": ["1", ""]}, "B")


def test_lists_and_mappings_nest() -> None:
    block = "source:\n  title: T\n  site: S\ntags:\n  - a\n  - b c\n"
    assert fields(block) == {"source": {"title": "T", "site": "S"}, "tags": ["a", "b c"]}


def test_of_duplicate_keys_the_last_counts() -> None:
    assert fields("title: A\ntitle: B") == {"title": "B"}


def test_aliases_are_empty() -> None:
    assert fields("a: &x [1]\nb: *x") == {"a": ["1"], "b": ""}


def test_an_alias_bomb_is_small() -> None:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert len(str(fields("\n".join(lines)))) < 2_000


@pytest.mark.parametrize(
    "block",
    ["[" * 3000, "{" * 3000, "- " * 3000, "a: " * 3000, "? " * 3000, "'" * 3001, "&a " * 3000],
)
def test_deep_nesting_does_not_raise(block: str) -> None:
    frontmatter.split(f"---\n{block}\n---\nBody\n")


@pytest.mark.parametrize("opening", ["+++\na = " + "[" * 3000 + "\n+++\n", '{"a":' + "[" * 3000])
def test_deep_toml_and_json_do_not_raise(opening: str) -> None:
    frontmatter.split(opening)


def test_a_second_colon_is_part_of_the_value() -> None:
    assert fields("title: One: two") == {"title": "One: two"}


def test_a_list_after_broken_yaml_is_kept() -> None:
    assert fields('title: "One" two: three\ntags:\n- a\n- b')["tags"] == ["a", "b"]


def test_a_rule_before_prose_is_no_front_matter() -> None:
    text = "---\nHello there, dear reader.\n---\nBody"
    assert frontmatter.split(text) == ({}, text)


def test_unclosed_front_matter_is_text() -> None:
    assert frontmatter.split("---\ntitle: A\n") == ({}, "---\ntitle: A\n")


def test_front_matter_above_the_limit_is_text() -> None:
    text = "---\n" + "a: b\n" * frontmatter.LIMIT + "---\nBody"
    assert frontmatter.split(text) == ({}, text)


def test_a_byte_order_mark_before_it_is_taken_off() -> None:
    assert frontmatter.split("\ufeff---\ntitle: A\n---\nB") == ({"title": "A"}, "B")


@given(st.text(max_size=400))
def test_any_block_can_be_split(block: str) -> None:
    for text in (f"---\n{block}\n---\nB", f"+++\n{block}\n+++\nB", "{" + block):
        frontmatter.split(text)


_WORDS = st.text(string.ascii_letters + string.digits + " .,-'\"äß", min_size=1, max_size=20)


@given(st.dictionaries(st.text(string.ascii_lowercase, min_size=1, max_size=8), _WORDS, max_size=5))
def test_what_yaml_writes_is_read_back(mapping: dict[str, str]) -> None:
    block = yaml.safe_dump(mapping, allow_unicode=True)
    assert fields(block) == mapping


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "tags"]), _WORDS), min_size=1, max_size=4))
def test_the_quick_reader_says_what_yaml_says(pairs: list[tuple[str, str]]) -> None:
    block = "\n".join(f"{key}: {value}" for key, value in pairs)
    quick = frontmatter._from_simple_yaml(block)
    if quick is not None:
        assert quick == yaml.load(block, yaml.BaseLoader)
