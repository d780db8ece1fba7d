"""Anchors under random edits: properties, and the benchmark's quick form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import bench_anchors
from reader import anchor_text, anchors

CHARACTERS = (
    "abcdeABC åäößΣςİé\u0301\u0323 \n\t.,-–“\"'日本語ข้อ한글\u1100\u1161العربي😀👩\u200d👧\u00a0"
)
texts = st.text(CHARACTERS, max_size=120)
WORDS = st.sampled_from(
    [
        "sea",
        "book",
        "und",
        "lampa",
        "рука",
        "本",
        "😀",
        "rain",
        "été",
        "night,",
        "läser?",
        "-",
        "“so”",
        "שלום",
    ]
)
prose = st.lists(WORDS, max_size=60).map(" ".join)


@st.composite
def ranges(draw: st.DrawFn, source: st.SearchStrategy[str] = texts) -> tuple[str, int, int]:
    text = draw(source)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


@settings(deadline=None)
@given(ranges())
def test_in_the_same_text_every_range_is_found_exactly(case: tuple[str, int, int]) -> None:
    text, start, end = case
    place = anchors.find(anchors.make(text, start, end), text)
    assert (place.start, place.end, place.status) == (start, end, "exact")


@settings(deadline=None)
@given(ranges(prose), prose, prose)
def test_text_put_around_an_article_keeps_its_marks(
    case: tuple[str, int, int], before: str, after: str
) -> None:
    inner, start, end = case
    head, tail = "Der Anfang ist hier zu lesen. ", " Dies war schon das ganze Ende."
    text = head + inner + tail
    start, end = len(head) + start, len(head) + end
    made = anchors.make(text, start, end)
    place = anchors.find(made, f"{before}\n{text}\n{after}", text)
    shift = len(before) + 1
    assert (place.start, place.end) == (start + shift, end + shift) or (
        f"{before}\n{text}\n{after}".count(made.prefix + made.exact + made.suffix) > 1
    )


@settings(max_examples=150, deadline=None)
@given(ranges() | ranges(prose), texts | prose, st.booleans())
def test_any_edit_gives_a_valid_range_or_an_orphan(
    case: tuple[str, int, int], text: str, known: bool
) -> None:
    before, start, end = case
    place = anchors.find(anchors.make(before, start, end), text, before if known else None)
    assert 0 <= place.start <= place.end <= len(text)
    assert 0 <= place.score <= 1
    if place.status == "orphan":
        assert (place.start, place.end) == (0, 0)
    elif start < end:
        assert place.start < place.end


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=6), prose, prose)
def test_finding_all_is_finding_each(spans: list[tuple[int, int]], before: str, text: str) -> None:
    low = [(min(a, len(before)), min(a + n, len(before))) for a, n in spans]
    made = [anchors.make(before, a, b) for a, b in low]
    text = before[: len(before) // 2] + text + before[len(before) // 2 :]
    assert anchors.find_all(made, text, before) == [anchors.find(one, text, before) for one in made]


@settings(deadline=None)
@given(texts)
def test_folding_and_back_never_leaves_the_text(text: str) -> None:
    folded = anchor_text.fold(text)
    places = [folded.to_raw(offset) for offset in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert places[0] == 0 and places[-1] == len(text)
    assert all(folded.from_raw(place) <= len(folded.text) for place in places)


@settings(deadline=None)
@given(ranges())
def test_a_passage_copied_out_is_found_as_a_quote(case: tuple[str, int, int]) -> None:
    text, start, end = case
    folded = anchor_text.fold_quote(text[start:end]).strip()
    made = anchors.find_quote(text, text[start:end], near=start)
    if folded and folded in anchor_text.fold(text).text:
        assert made is not None


@pytest.mark.parametrize(("known", "landed", "wrong"), [(True, 0.99, 0.005), (False, 0.98, 0.005)])
def test_the_quick_benchmark_reaches_its_targets(known: bool, landed: float, wrong: float) -> None:
    cases = bench_anchors.small_cases("tests", quick=True)[:600:2]
    tally = bench_anchors.Tally()
    for row in bench_anchors.run(cases, known=known)[0].values():
        tally += row
    assert tally.landed >= landed * tally.existing
    assert tally.wrong <= wrong * tally.total
