"""What is typed into the search field."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader import query
from reader.errors import SearchQueryError
from reader.query import And, Field, Not, Or, Words, parse
from tests.querytext import plainest

_PIECES = st.sampled_from(
    ['"', "(", ")", "-", "OR", "*", " ", "lang:", "is:", "unread", "in:", "notes", ":", "title:",
     "before:", "2020", "får", "a", "東京", "tag:", "e-post", "\u00ad", "\ud83d\ude00", "–"]
)  # fmt: skip


def words(text: str) -> list[tuple[str, ...]]:
    return [leaf.tokens for leaf in parse(text).words()]


def only(text: str) -> query.Node:
    root = parse(text).root
    assert root is not None
    return root


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
@settings(max_examples=500)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parsed = parse(text)
    except SearchQueryError as fault:
        assert 0 <= fault.position <= len(text)
        return
    for chip in parsed.chips():
        assert 0 <= chip.span[0] < chip.span[1] <= len(text)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
@settings(max_examples=500)
def test_the_plain_spelling_reads_as_the_same_query(text: str) -> None:
    try:
        plain = plainest(parse(text))
    except SearchQueryError:
        return
    assert plainest(parse(plain)) == plain


@pytest.mark.parametrize("text", ['LANG:"0(', 'LANG:"0)', 'LANG:")', 'tag:"a b"'])
def test_a_value_with_brackets_or_spaces_keeps_its_quotation_marks(text: str) -> None:
    plain = plainest(parse(text))
    assert plainest(parse(plain)) == plain


def test_words_side_by_side_are_all_wanted() -> None:
    root = only("varg jägare")
    assert isinstance(root, And)
    assert words("varg jägare") == [("varg",), ("jägare",)]


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    first, last = parse("varg jäg").words()
    assert (first.prefix, last.prefix, last.typed) == (False, True, True)


def test_a_space_ends_the_last_word() -> None:
    assert not parse("varg ").words()[0].prefix


def test_a_star_makes_a_beginning() -> None:
    word = parse("konj* x ").words()[0]
    assert (word.prefix, word.typed) == (True, False)


def test_quotes_make_an_exact_phrase() -> None:
    root = only('"sociala medier"')
    assert isinstance(root, Words)
    assert (root.tokens, root.exact, root.prefix) == (("sociala", "medier"), True, False)


def test_an_open_quote_is_read_to_the_end() -> None:
    root = only('"sociala med')
    assert isinstance(root, Words)
    assert root.exact and root.prefix


def test_a_minus_negates_what_follows() -> None:
    root = only("a -b")
    assert isinstance(root, And) and isinstance(root.parts[1], Not)


def test_a_minus_negates_a_phrase() -> None:
    assert isinstance(only('-"a b"'), Not)


def test_a_hyphen_inside_a_word_is_no_minus() -> None:
    assert words("Social-Media-Strategien") == [("social", "media", "strategien")]


def test_or_binds_looser_than_and() -> None:
    root = only("a OR b c")
    assert isinstance(root, Or) and isinstance(root.parts[1], And)


def test_brackets_group() -> None:
    root = only("(a OR b) c")
    assert isinstance(root, And) and isinstance(root.parts[0], Or)


@pytest.mark.parametrize("text", ["lang:sv", "språk:sv", "sprache:sv", "LANG:sv"])
def test_field_names_are_known_in_three_languages(text: str) -> None:
    assert only(text) == Field("lang", "sv", (0, len(text)))


@pytest.mark.parametrize("text", ["is:bookmarked", "är:bokmärkt", "ist:gemerkt"])
def test_states_are_known_in_three_languages(text: str) -> None:
    assert only(text) == Field("is", "bookmarked", (0, len(text)))


def test_a_field_takes_a_quoted_value() -> None:
    assert only('tag:"Social Media"') == Field("tag", "social media", (0, 18))


@pytest.mark.parametrize("text", ["in:notes viktig", "in:notes:viktig", "i:anteckningar viktig"])
def test_a_scope_holds_for_the_word_that_follows(text: str) -> None:
    root = only(text)
    assert isinstance(root, Words)
    assert (root.scope, root.tokens) == ("notes", ("viktig",))


@pytest.mark.parametrize("text", ["lang:", "is:book", "before:20", "-", "a OR", "(a", "in:no", '"'])
def test_what_is_still_being_typed_is_no_fault(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a )", 2), ("OR a", 0), ("is:foo a", 3), ("before:20x", 7), ("lang: a", 5),
        ("a OR OR b", 4), ("in:foo a", 3), ("after:2020-13-01 a", 6),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, position: int) -> None:
    with pytest.raises(SearchQueryError) as fault:
        parse(text)
    assert fault.value.position == position


def test_an_address_or_a_time_is_no_field() -> None:
    assert words("http://x.org 10:30 ") == [("http", "x", "org"), ("10", "30")]


def test_chips_are_the_operators_as_they_stand() -> None:
    chips = parse('varg "ett spår" -björn lang:sv').chips()
    assert [chip.label for chip in chips] == ['"ett spår"', "-björn", "lang:sv"]


def test_brackets_beyond_measure_are_refused() -> None:
    with pytest.raises(SearchQueryError):
        parse("(" * 100 + "a" + ")" * 100)


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("hus lang:sv", 0, "hus"),
        ("lang:sv hus", 0, "hus"),
        ('a "b c" d', 0, "a d"),
        ("lang:sv OR tag:x", 0, "tag:x"),
        ("lang:sv OR tag:x", 1, "lang:sv"),
        ("hus (lang:sv OR tag:x)", 1, "hus (lang:sv)"),
        ("hus (lang:sv)", 0, "hus"),
        ("a OR lang:sv OR b", 0, "a OR b"),
        ("-hus", 0, ""),
    ],
)
def test_an_operator_is_taken_out_with_what_joined_it(text: str, number: int, left: str) -> None:
    assert query.without(text, parse(text).chips()[number].span) == left


@given(st.lists(_PIECES).map("".join))
@settings(max_examples=300)
@example('lang:-""OR')
def test_taking_out_operators_never_breaks_a_query(text: str) -> None:
    try:
        chips = parse(text).chips()
    except SearchQueryError:
        return
    for chip in chips:
        parse(query.without(text, chip.span))
