"""Translations are aligned paragraph by paragraph, whatever one of them leaves out or splits."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import resources
from reader.alignment import Stop, align, counterpart, turned
from reader.model import Block, Run
from reader.render import render
from reader.source import read


def blocks(*texts: str) -> list[Block]:
    """Paragraphs; "# " makes a heading of level 2."""
    found, start = [], 0
    for text in texts:
        is_heading = text.startswith("# ")
        body = text.removeprefix("# ")
        kind = "heading" if is_heading else "paragraph"
        found.append(Block(kind, (Run(body),), start, level=2 if is_heading else 0))
        start += len(body) + 1
    return found


SHORT, MIDDLE, LONG = "a" * 40, "b" * 160, "c" * 420


def indices(here: list[Block], there: list[Block]) -> list[tuple[int, int]]:
    """The stops as numbers of blocks."""
    starts = {b.start: i for i, b in enumerate(here)}
    their_starts = {b.start: i for i, b in enumerate(there)}
    return [(starts[s.here], their_starts[s.there]) for s in align(here, there)]


def test_paragraphs_of_like_length_belong_together() -> None:
    here, there = blocks(SHORT, LONG, MIDDLE), blocks("x" * 44, "y" * 400, "z" * 171)
    assert indices(here, there) == [(0, 0), (1, 1), (2, 2)]


def test_a_paragraph_that_is_left_out_shifts_nothing() -> None:
    here = blocks(SHORT, LONG, MIDDLE, LONG, SHORT)
    there = blocks("x" * 42, "z" * 160, "y" * 410, "x" * 41)
    assert indices(here, there) == [(0, 0), (2, 1), (3, 2), (4, 3)]


def test_a_paragraph_that_was_split_stands_beside_both_parts() -> None:
    here, there = blocks(MIDDLE, LONG, SHORT), blocks(MIDDLE, "y" * 210, "y" * 212, SHORT)
    assert indices(here, there) == [(0, 0), (1, 1), (2, 3)]


def test_headings_hold_even_where_the_lengths_mislead() -> None:
    here = blocks("# One", LONG, "# Two", SHORT)
    there = blocks("# Ett", SHORT, SHORT, SHORT, "# Två", LONG)
    stops = indices(here, there)
    assert (0, 0) in stops and (2, 4) in stops


def test_a_heading_that_one_lacks_stands_beside_nothing() -> None:
    here = blocks("# One", LONG, "# Two", MIDDLE)
    there = blocks("# Ett", LONG, MIDDLE)
    assert indices(here, there) == [(0, 0), (1, 1), (3, 2)]


def test_the_counterpart_of_an_offset_is_the_block_beside_it() -> None:
    stops = (Stop(0, 0), Stop(100, 130), Stop(250, 300))
    assert [counterpart(stops, offset) for offset in (0, 99, 100, 249, 9999)] == [
        0,
        0,
        130,
        130,
        300,
    ]
    assert counterpart((), 5) == 0
    assert counterpart(turned(stops), 131) == 100


def test_east_asian_text_is_shorter_than_its_translation() -> None:
    here = blocks(SHORT, LONG, MIDDLE, LONG)
    there = blocks("新" * 17, "新" * 65, "新" * 168)
    assert indices(here, there) == [(0, 0), (2, 1), (3, 2)]


def test_very_long_articles_are_aligned_by_proportion() -> None:
    here, there = blocks(*[SHORT] * 6000), blocks(*[SHORT] * 3000)
    stops = align(here, there)
    middle = there[1500].start
    assert counterpart(stops, here[3000].start) == middle


@given(
    st.lists(st.integers(0, 400), min_size=0, max_size=12),
    st.lists(st.integers(0, 400), min_size=0, max_size=12),
    st.data(),
)
def test_stops_rise_on_both_sides(ours: list[int], theirs: list[int], data: st.DataObject) -> None:
    here = blocks(*(data.draw(st.sampled_from(["", "# "])) + "w" * n for n in ours))
    there = blocks(*("w" * n for n in theirs))
    stops = align(here, there)
    for before, after in itertools.pairwise(stops):
        assert before.here < after.here and before.there < after.there


@pytest.mark.parametrize("ours, theirs", [("sv", "de"), ("de", "en"), ("en", "sv")])
def test_the_bundled_translations_run_side_by_side(
    collection: dict[tuple[str, str], Sequence[Block]], ours: str, theirs: str
) -> None:
    keys = {key for key, language in collection if language == ours}
    assert len(keys) == 6
    for key in keys:
        here, there = collection[key, ours], collection[key, theirs]
        stops = align(here, there)
        assert len(stops) >= 0.9 * min(len(here), len(there))
        levels = {block.start: block.level for block in there}
        for block in here:
            if block.level:
                assert levels[counterpart(stops, block.start)] == block.level


@pytest.fixture(scope="module")
def collection() -> dict[tuple[str, str], Sequence[Block]]:
    """The blocks of the bundled articles by translation set and language."""
    found: dict[tuple[str, str], Sequence[Block]] = {}
    for path in sorted(resources.collection().glob("??/*.md")):
        source = read(path)
        key = str(source.meta["translation"])
        found[key, path.parent.name] = render(source).blocks
    return found
