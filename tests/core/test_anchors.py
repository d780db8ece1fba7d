"""Anchors in changed texts: named cases."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from benchmarks import edits
from reader import anchor_text, anchors
from reader.model import Anchor, Place

TEXT = (
    "Reading rooms are older than libraries.\n"
    "A reader who marks a passage wants to find it again, years later, with what she thought. "
    "Paper keeps such marks by itself. A screen has to make an effort.\n"
    "Every edition moves the words about. The passage stays a passage, and so should its mark.\n"
    "Nobody counts the words of a book. Everybody remembers a sentence."
)


def anchor(passage: str, text: str = TEXT) -> Anchor:
    start = text.index(passage)
    return anchors.make(text, start, start + len(passage))


def found(place: Place, text: str) -> str:
    return text[place.start : place.end]


def test_an_anchor_keeps_at_least_32_characters_of_context() -> None:
    made = anchor("Paper keeps such marks by itself.")
    assert TEXT[: made.start].endswith(made.prefix) and len(made.prefix) >= 32
    assert TEXT[made.end :].startswith(made.suffix) and len(made.suffix) >= 32


def test_an_anchor_keeps_what_context_there_is_at_the_ends_of_a_text() -> None:
    assert anchors.make("abc", 1, 2) == replace(
        anchors.make("abc", 0, 3), exact="b", prefix="a", suffix="c", start=1, end=2
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 4)])
def test_a_range_outside_the_text_is_a_bug(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        anchors.make("abc", start, end)


def test_the_same_text_gives_the_same_place() -> None:
    made = anchor("marks a passage")
    assert anchors.find(made, TEXT) == Place(made.start, made.end, "exact")


def test_a_text_put_before_shifts_the_place() -> None:
    text = "Subscribe to our newsletter.\n" + TEXT
    assert found(anchors.find(anchor("Paper keeps"), text), text) == "Paper keeps"


def test_the_same_words_with_other_neighbours_are_exact() -> None:
    text = TEXT.replace("Paper keeps such marks by itself", "Clay kept all marks for ever")
    place = anchors.find(anchor("A screen has to make an effort."), text)
    assert place.status == "exact"


@pytest.mark.parametrize("known", [True, False])
def test_a_typo_within_the_passage_is_moved_and_kept_to_words(known: bool) -> None:
    text = TEXT.replace("passage stays", "pasage stays")
    place = anchors.find(anchor("The passage stays a passage"), text, TEXT if known else None)
    assert (found(place, text), place.status) == ("The pasage stays a passage", "moved")


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("passage", "old", "new", "expected"),
    [
        ("find it again, years later", "find it", "meet it", "meet it again, years later"),
        ("wants to find it", "find it", "see it", "wants to see it"),
        ("marks a passage wants", "wants", "hopes", "marks a passage hopes"),
        (
            "Paper keeps such marks",
            "such marks",
            "such dear old marks",
            "Paper keeps such dear old marks",
        ),
        ("has to make an effort", "has to make", "has make", "has make an effort"),
        ("make an effort", "to make", "to always make", "make an effort"),
    ],
)
def test_a_reworded_passage_is_found_with_its_ends_on_words(
    passage: str, old: str, new: str, expected: str, known: bool
) -> None:
    text = TEXT.replace(old, new)
    place = anchors.find(anchor(passage), text, TEXT if known else None)
    assert found(place, text) == expected


@pytest.mark.parametrize("known", [True, False])
def test_a_moved_paragraph_takes_its_marks_along(known: bool) -> None:
    paragraphs = TEXT.split("\n")
    text = "\n".join([paragraphs[2], paragraphs[3], paragraphs[0], paragraphs[1]])
    place = anchors.find(anchor("Every edition moves"), text, TEXT if known else None)
    assert found(place, text) == "Every edition moves"


@pytest.mark.parametrize("known", [True, False])
def test_a_split_and_a_joined_paragraph_keep_a_mark_across_them(known: bool) -> None:
    passage = "make an effort.\nEvery edition moves"
    text = TEXT.replace("\n", " ").replace(". ", ".\n\n", 2)
    place = anchors.find(anchor(passage), text, TEXT if known else None)
    assert found(place, text) == passage.replace("\n", " ")


@pytest.mark.parametrize("known", [True, False])
def test_a_deleted_passage_is_an_orphan(known: bool) -> None:
    text = TEXT.replace("Paper keeps such marks by itself. ", "")
    made = anchor("Paper keeps such marks by itself.")
    assert anchors.find(made, text, TEXT if known else None) == Place(0, 0, "orphan", 0.0)


@pytest.mark.parametrize("known", [True, False])
def test_a_replaced_word_is_an_orphan(known: bool) -> None:
    text = TEXT.replace("edition", "printing")
    place = anchors.find(anchor("edition"), text, TEXT if known else None)
    assert place.status == "orphan"


def test_an_unrelated_text_leaves_an_orphan() -> None:
    text = "Der Zug nach Malmö fährt heute von Gleis sieben ab, und zwar ohne Speisewagen. " * 20
    assert anchors.find(anchor("Nobody counts the words"), text).status == "orphan"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a"])
def test_a_text_with_nothing_in_it_leaves_an_orphan(text: str) -> None:
    assert anchors.find(anchor("Nobody counts the words"), text).status == "orphan"


def test_of_repeated_sentences_the_context_decides() -> None:
    verse = "Und sie lasen weiter."
    text = f"Am Montag regnete es. {verse} Am Dienstag schneite es. {verse} Dann schien die Sonne."
    start = text.rindex(verse)
    made = anchors.make(text, start, start + len(verse))
    edited = "Neu. " + text.replace("schneite es", "fror alles").replace("Montag", "Sonntag")
    assert anchors.find(made, edited).start == edited.rindex(verse)


def test_of_the_same_line_over_and_over_only_the_text_as_it_was_tells() -> None:
    text = "\n".join(["Refrain, Refrain."] * 30 + ["Schluss."])
    made = anchors.make(text, 18 * 10, 18 * 10 + 17)
    assert anchors.find(made, "Titel\n" + text, text).start == 6 + 18 * 10


STORY = (
    "Banks were failing, orders were drying up and the airline had just gone bankrupt. "
    "In the middle of it a blogger wrote a cheerful text about something new. "
    "Others were cancelling their flights, but that one text stood there for years.\n"
    "Ten thousand firms had tried it by the end of the week.\n"
    "The smith paid for five hours at the forge, and the helper paid for two of them."
)


def test_a_mark_over_sentences_that_changed_places_keeps_both() -> None:
    first, second, _ = STORY.partition("\n")[0].split(". ")
    text = STORY.replace(f"{first}. {second}.", f"{second}. {first}.")
    place = anchors.find(anchor(f"{first}. {second}.", STORY), text, STORY)
    assert found(place, text) == f"{second}. {first}."


@pytest.mark.parametrize("known", [True, False])
def test_a_mark_over_paragraphs_that_were_moved_apart_takes_the_larger_part(known: bool) -> None:
    one, two, three = STORY.split("\n")
    text = f"{two}\n{three}\n{one}"
    made = anchor(f"for years.\n{two}", STORY)
    place = anchors.find(made, text, STORY if known else None)
    assert found(place, text) == two


def test_a_wider_context_tells_copies_with_the_same_neighbours_apart() -> None:
    verse = "And the rain went on all night over the harbour, over the roofs and over the sea. "
    text = f"Monday came late. {verse * 3} Tuesday was wet. {verse * 3} Then it was May at last."
    start = text.rindex("Tuesday was wet") + len("Tuesday was wet.  ") + len(verse) + 4
    made = anchors.make(text, start, start + 20)
    edited = f"A word before.\n{text}"
    assert anchors.find(made, edited).start == start + len("A word before.\n")


@pytest.mark.parametrize("kept", [32, 64])
def test_an_anchor_with_a_shorter_context_is_found_as_before(kept: int) -> None:
    made = anchor("Paper keeps such marks by itself.")
    short = replace(made, prefix=made.prefix[-kept:], suffix=made.suffix[:kept])
    text = "New.\n" + TEXT.replace("keeps such", "kept all such").replace("years later", "later")
    assert found(anchors.find(short, text), text) == "Paper kept all such marks by itself."


def test_of_two_equal_sentences_the_copy_of_a_deleted_one_is_not_taken_for_it() -> None:
    verse = "And the rain went on all night over the harbour."
    text = f"{STORY}\n{verse}\nThe captain slept.\n{verse}\nThe mate read on in his cabin."
    start = text.rindex(verse)
    edited = text[:start] + text[start + len(verse) + 1 :]
    made = anchors.make(text, start, start + len(verse))
    assert anchors.find(made, edited, text).status == "orphan"


def test_words_written_for_the_last_ones_of_a_passage_belong_to_it() -> None:
    text = STORY.replace("a cheerful text", "a piece in high spirits")
    place = anchors.find(anchor("a blogger wrote a cheerful text", STORY), text, STORY)
    assert found(place, text) == "a blogger wrote a piece in high spirits"


def test_what_is_put_between_a_passage_and_its_full_stop_stays_outside() -> None:
    passage = "Ten thousand firms had tried it by the end of the week."
    text = STORY.replace(passage, f"{passage}\nNobody knew why so many had tried.")
    place = anchors.find(anchor(passage, STORY), text, STORY)
    assert found(place, text) == passage


@pytest.mark.parametrize("known", [True, False])
def test_words_written_for_the_first_ones_of_a_passage_belong_to_it(known: bool) -> None:
    passage = "A screen has to make an effort."
    text = TEXT.replace("A screen has to", "Electric tablets always")
    place = anchors.find(anchor(passage), text, TEXT if known else None)
    assert found(place, text) == "Electric tablets always make an effort."


@pytest.mark.parametrize("known", [True, False])
def test_a_sentence_reworded_between_the_same_neighbours_is_found(known: bool) -> None:
    text = TEXT.replace("keeps such marks by itself", "does hold on to all such things itself")
    place = anchors.find(anchor("Paper keeps such marks by itself."), text, TEXT if known else None)
    assert found(place, text) == "Paper does hold on to all such things itself."


def test_where_other_words_stand_for_a_passage_its_copy_elsewhere_is_not_taken() -> None:
    first = "In the spring, on that very day, we had then asked the old ledger clerk"
    text = (
        f"{first} about the sums, and he gave us each of them by heart.\n{TEXT}\n"
        "Later on, on that very day, we had then asked the old ledger clerk; nobody answered."
    )
    made = anchor("ledger clerk", text)
    edited = text.replace("ledger clerk", "night watchman", 1)
    assert anchors.find(made, edited).status == "orphan"


TWICE = "Whoever reads with a pen in the hand finds the passage that mattered again years later."


def with_twice(second: str) -> str:
    """An article with TWICE in its first paragraph, and something in its third, far from there."""
    middle = "\n".join(
        f"Paragraph {n} goes on about the {n * n} rooms of a library." for n in range(40)
    )
    return (
        f"The smith paid for five hours at the forge. {TWICE} The helper paid for two of them.\n"
        f"{middle}\n"
        f"In the end the firm had more orders than hands. {second} Nobody had asked for that in May.\n"
    )


def test_a_reworded_passage_is_found_though_a_copy_stands_in_another_paragraph() -> None:
    text = with_twice(TWICE)
    start = text.rindex("finds the passage that mattered")
    made = anchors.make(text, start, start + len("finds the passage that mattered"))
    edited = with_twice(
        TWICE.replace("finds the passage that mattered again", "finds that passage")
    )
    place = anchors.find(made, edited)
    assert found(place, edited) == "finds that passage"


def test_a_few_words_of_a_deleted_sentence_are_not_taken_from_its_copy() -> None:
    text = with_twice(TWICE)
    start = text.rindex("the hand finds")
    made = anchors.make(text, start, start + len("the hand finds"))
    assert anchors.find(made, with_twice("")).status == "orphan"


def test_a_sentence_that_stands_in_another_paragraph_now_is_to_be_confirmed() -> None:
    part = "finds the passage that mattered again years"
    text = with_twice("").replace(f"{TWICE} ", "").replace("asked for", f"asked. {TWICE} For")
    made = anchor(part, text)
    edited = with_twice("").replace("asked for", "asked. For")
    place = anchors.find(made, edited)
    assert (found(place, edited), place.status) == (part, "moved")


def test_a_word_is_found_where_only_the_nearest_words_around_it_were_kept() -> None:
    text = (
        "Early in the year the council had asked every shop in the street for its figures, and most "
        "of them sent none. It was a quiet Tuesday at the forge when the letter came, and nobody "
        "there had a minute left for questions about visitors, pages or the width of a screen."
    )
    edited = (
        "Figures were what they wanted from us that spring, from each and all, without saying why. "
        "Nobody knew. It was a quiet Tuesday at the forge when a man rang twice, then went away "
        "again, and the whole affair was over before anyone could so much as look up from work."
    )
    start = text.index("quiet")
    place = anchors.find(anchors.make(text, start, start + 5), edited)
    assert found(place, edited) == "quiet"


def test_many_words_put_within_a_short_passage_do_not_orphan_it() -> None:
    text = STORY.replace("orders were", "orders from every customer but one were")
    place = anchors.find(anchor("orders were", STORY), text, STORY)
    assert found(place, text) == "orders from every customer but one were"


def long_text(twice: str = "The same sentence stands at two places of this text.") -> list[str]:
    """Sentences, two of which are the same; together too long for a map of all of it."""
    sentences = [
        f"Number {n} of {n * 7} tells of {n % 97} things and {n % 89} more." for n in range(6_000)
    ]
    sentences[4_000] = sentences[1_000] = twice
    return sentences


def test_in_a_long_text_a_deleted_passage_does_not_land_on_its_copy_elsewhere() -> None:
    sentences = long_text("The same sentence stands at two places of this long text.")
    text = "\n".join(sentences)
    start = text.rindex(sentences[4_000])
    made = anchors.make(text, start, start + len(sentences[4_000]))
    edited = "\n".join(sentences[:4_000] + sentences[4_001:])
    assert anchors.find(made, edited, text).status == "orphan"


def test_in_a_long_text_a_passage_with_typos_is_not_mistaken_for_its_copy() -> None:
    sentences = long_text("The same sentence stands at two places of this long text.")
    text = "\n".join(sentences)
    start = text.rindex(sentences[4_000])
    made = anchors.make(text, start, start + len(sentences[4_000]))
    changed = "The sane sentence stnds at two places of this ttext."
    edited = "\n".join([*sentences[:4_000], changed, *sentences[4_001:]])
    assert found(anchors.find(made, edited, text), edited) == changed


def test_in_a_long_text_a_mark_stands_at_one_place_however_many_were_looked_for_before() -> None:
    text = edits.article("sv", "long/4", 210_000)
    edited = edits.edit(text, "moved paragraphs", 4).text
    made = [anchors.make(text, start, end) for start, end, _ in edits.marks(text, 60, 4)]
    each = [anchors.find_all([one], edited, text)[0] for one in made]
    assert anchors.find_all(made, edited, text) == each


def test_in_a_long_text_a_part_of_a_deleted_sentence_does_not_land_in_its_copy() -> None:
    part = "båten som låg vid bryggan"
    sentence = (
        f"Den gamla meningen om den stora {part} hela sommaren står på två ställen i texten, "
        "ord för ord, utan att någon vet varför det blev så."
    )
    paragraphs = edits.article("sv", "long", 210_000).split("\n")
    marked = paragraphs.copy()
    marked[100] += f" {sentence} {paragraphs[101]}"
    marked[300] += f" {sentence} {paragraphs[301]}"
    text = "\n".join(marked)
    start = text.rindex(part)
    marked[300] = f"{paragraphs[300]} {paragraphs[301]}"
    made = anchors.make(text, start, start + len(part))
    assert anchors.find(made, "\n".join(marked), text).status == "orphan"


def test_in_a_long_text_a_mark_does_not_spread_over_what_stands_where_its_other_part_was() -> None:
    paragraphs = edits.article("sv", "long", 210_000).split("\n")
    text = "\n".join(paragraphs)
    joint = text.index("\n".join(paragraphs[50:52])) + len(paragraphs[50])
    start, end = text.rindex(" ", 0, joint - 60) + 1, text.index(" ", joint + 35)
    paragraphs.insert(10, paragraphs.pop(50))
    edited = "\n".join(paragraphs)
    place = anchors.find(anchors.make(text, start, end), edited, text)
    assert found(place, edited) == text[start:joint]


def test_overlapping_marks_are_found_each_by_itself() -> None:
    text = TEXT.replace("years later", "many years later")
    passages = ["find it again", "again, years later", "it again, years"]
    places = anchors.find_all([anchor(p) for p in passages], text, TEXT)
    assert [found(p, text) for p in places] == [
        "find it again",
        "again, many years later",
        "it again, many years",
    ]


SCRIPTS = {
    "emoji": "Wir lesen 👩‍👩‍👧 abends gern 😀 am Kamin. Danach schlafen alle 🛌🏽 sehr gut und lange.",
    "Arabic": "القراءة في الليل تجعل النوم أهدأ. الكتاب القديم على الطاولة. والضوء خافت في الغرفة.",
    "Hebrew": "הספר הישן מונח על השולחן. הקריאה בלילה מרגיעה מאוד. והאור בחדר חלש ונעים לעיניים.",
    "Chinese": "夜里读书让人安静。旧书放在桌子上面。房间里的灯光很暗，可是眼睛觉得舒服。",
    "Japanese": "夜の読書は心を静かにする。古い本が机の上にある。部屋の明かりは暗いが、目には優しい。",
    "Korean": "밤에 책을 읽으면 마음이 고요해진다. 낡은 책이 책상 위에 있다. 방의 불빛은 어둡다.",
    "Hindi": "रात में पढ़ना मन को शांत करता है। पुरानी किताब मेज़ पर रखी है। कमरे की रोशनी धीमी है।",
    "Thai": "การอ่านตอนกลางคืนทำให้ใจสงบ หนังสือเก่าวางอยู่บนโต๊ะ แสงไฟในห้องสลัวแต่สบายตา",
}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("known", [True, False])
def test_any_script_survives_a_change_around_the_passage(script: str, known: bool) -> None:
    text = SCRIPTS[script]
    start, end = len(text) // 3, 2 * len(text) // 3
    edited = (
        "Läs mer: 12345\n" + text[: start - 6] + "xyz" + text[start - 5 : end + 8] + text[end + 9 :]
    )
    place = anchors.find(anchors.make(text, start, end), edited, text if known else None)
    assert found(place, edited) == text[start:end]


def test_another_normalisation_form_keeps_the_passage() -> None:
    text = "Ångström och Öberg läste för människor på Åland. Därefter åt de räksmörgås med dill."
    start = text.index("människor")
    edited = unicodedata.normalize("NFD", text)
    place = anchors.find(anchors.make(text, start, start + 18), edited)
    assert found(place, edited) == unicodedata.normalize("NFD", text[start : start + 18])


def test_a_part_of_a_letter_with_its_signs_is_found_in_a_text_of_another_form() -> None:
    text = "e\u0301te\u0301 शशकी गकीहीही भाप्रवि त्रका कारालोप्र और जसलो प्र गस राकाशश."
    start = text.index("प्रवि")
    edited = "x " + text
    place = anchors.find(anchors.make(text, start, start + 1), edited, text)
    assert (place.start, place.end) == (start + 2, start + 3)


def test_stretches_without_a_place_to_part_them_fold_and_lead_back() -> None:
    text = "e\u0301" * 5_000 + " " + "\u0e01" * 5_000
    folded = anchor_text.fold(text)
    at = folded.text.index(" ")
    assert text[folded.to_raw(at)] == " "
    assert folded.to_raw(len(folded.text)) == len(text)
    assert folded.from_raw(10_000) == at


def test_other_quotation_marks_dashes_spaces_and_case_keep_the_passage() -> None:
    text = "He said “no – never” and left the room. Nobody asked him why, it was late in May."
    edited = (
        'HE SAID "NO - NEVER" AND LEFT\u00a0THE ROOM.  Nobody asked him why, it was late in May.'
    )
    start = text.index("“no")
    place = anchors.find(anchors.make(text, start, start + 12), edited)
    assert found(place, edited) == '"NO - NEVER"'


@pytest.mark.parametrize("passage", ["A", "it", "of "])
def test_a_very_short_passage_is_found_by_its_context(passage: str) -> None:
    made = anchor(passage)
    text = TEXT.replace("older", "much older").replace("sentence", "phrase")
    assert anchors.find(made, text, TEXT).start == (
        text.index(TEXT[made.start : made.start + 20])
        if passage != "of "
        else text.index("of a book")
    )


@pytest.mark.parametrize("known", [True, False])
def test_a_passage_as_long_as_the_article_survives_edits(known: bool) -> None:
    text = "\n".join(f"{TEXT} Chapter {number}." for number in range(20))
    edited = (
        "Menu\n" + text.replace("Paper", "Parchment").replace("Chapter 7", "Part 7") + "\nFooter"
    )
    place = anchors.find(anchors.make(text, 0, len(text)), edited, text if known else None)
    assert (place.start, place.end) == (5, len(edited) - 7)


def test_a_long_passage_that_is_gone_is_an_orphan() -> None:
    text = "\n".join(f"{TEXT} Chapter {number}." for number in range(8))
    other = "Nichts davon steht hier, nur ein anderer langer Text über das Wetter im Norden. " * 40
    assert anchors.find(anchors.make(text, 0, len(text)), other).status == "orphan"


def test_a_place_follows_its_surroundings() -> None:
    start = TEXT.index("Paper")
    made = anchors.make(TEXT, start, start)
    text = "New.\n" + TEXT.replace("years later", "much later")
    place = anchors.find(made, text)
    assert (place.start, place.end) == (text.index("Paper"), text.index("Paper"))


def test_an_anchor_of_another_program_needs_no_position_and_no_hash() -> None:
    foreign = Anchor("Every edition moves", "", " the words about.", 0, 0, "")
    assert found(anchors.find(foreign, TEXT), TEXT) == "Every edition moves"


def test_an_anchor_with_a_wrong_position_is_found_by_its_quote() -> None:
    wrong = replace(anchor("Paper keeps such marks"), start=9_999, end=3, text_hash="x")
    assert found(anchors.find(wrong, TEXT), TEXT) == "Paper keeps such marks"


def test_an_anchor_without_anything_is_an_orphan() -> None:
    assert anchors.find(Anchor("", "", "", 0, 0, ""), TEXT).status == "orphan"


def test_a_before_that_the_anchor_was_not_made_in_is_ignored() -> None:
    text = TEXT.replace("older", "much older")
    place = anchors.find(anchor("Paper keeps"), text, "Another text altogether, and a longer one.")
    assert found(place, text) == "Paper keeps"


@pytest.mark.parametrize("unit", ["The same sentence stands here. ", "a", "字", "\n", "e\u0301"])
def test_a_megabyte_of_repetition_gives_an_answer(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    made = anchors.make(text, 500_000, 500_040)
    edited = "x" + text[:-5]
    places = anchors.find_all([made, anchors.make(text, 10, 900_000)], edited, text)
    assert all(0 <= place.start <= place.end <= len(edited) for place in places)


@pytest.mark.parametrize(
    "quote",
    [
        "who marks a  passage",
        "WHO MARKS A PASSAGE",
        "who marks\na passage ",
        "who marks a pas\u00adsage",
    ],
)
def test_a_typed_quote_is_found_whatever_its_spaces_and_case(quote: str) -> None:
    made = anchors.find_quote(TEXT, quote)
    assert made is not None and made.exact == "who marks a passage"


def test_a_typed_quote_is_found_whatever_its_signs_and_form() -> None:
    text = "Da sagte er: „Größe ist – vielleicht – nicht alles …“ und ging."
    made = anchors.find_quote(
        text, unicodedata.normalize("NFD", '"größe ist -- vielleicht - nicht alles ..."')
    )
    assert made is not None and made.exact == "„Größe ist – vielleicht – nicht alles …“"


def test_of_several_occurrences_of_a_quote_the_nearest_is_taken() -> None:
    first, second = TEXT.index("the words"), TEXT.rindex("the words")
    near = anchors.find_quote(TEXT, "the words", near=second - 5)
    default = anchors.find_quote(TEXT, "the words")
    assert (near and near.start, default and default.start) == (second, first)


@pytest.mark.parametrize("quote", ["", " \n", "\u00ad", "never written here", "(.*"])
def test_a_quote_that_is_not_there_is_none(quote: str) -> None:
    assert anchors.find_quote(TEXT, quote) is None
