"""Finding articles again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.search_quality import judged
from reader import resources
from reader.lexicon import Lexicon
from reader.search import Document, Index, Notes, Progress, Results

ARTICLES = [
    ("far", "sv", "Min far", "Far arbetade på varvet. Fäderna teg."),
    ("får", "sv", "På heden", "Ett får och flera lamm. Fåren betar."),
    ("fir", "sv", "Småföretagarna", "Lågkonjunkturen drabbar småföretagen. En e-post om böcker."),
    ("umf", "de", "Die Umfragen", "Kleinunternehmen mit Social-Media-Strategien in der Straße."),
    ("mül", "de", "Beim Müller", "Der Müller mahlt Korn, und die Bäume rauschen."),
    ("sur", "en", "The survey", "Small companies answered the survey about social media."),
    ("東", "ja", "東京の本", "東京タワーの近くの本屋。"),
]


def documents() -> list[Document]:
    return [
        Document(n, i, title, text, language, date=f"20{n:02}-01-01", fingerprint=i)
        for n, (i, language, title, text) in enumerate(ARTICLES, 1)
    ]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of ARTICLES that no test changes."""
    index = Index(tmp_path_factory.mktemp("index") / "index.db")
    index.update(documents())
    yield index
    index.close()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    found = Index(tmp_path / "index.db")
    yield found
    found.close()


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("småföretag", "fir"), ("konjunktur", "fir"), ("företag", "fir"), ("bok", "fir"),
        ("Umfrage", "umf"), ("Unternehmen", "umf"), ("Social Media Strategie", "umf"),
        ("social-media-strategie", "umf"), ("strasse", "umf"), ("Mueller", "mül"),
        ("company", "sur"), ("epost", "fir"), ("e-post", "fir"), ("東京", "東"), ("本屋", "東"),
        ("lagkonjunktur", "fir"), ("fader", "far"), ("baum", "mül"),
    ],
)  # fmt: skip
def test_words_are_found_in_all_their_forms(shared: Index, asked: str, first: str) -> None:
    assert ids(shared.search(asked))[:1] == [first]


def test_a_search_gives_back_the_memory_of_the_dictionaries(
    shared: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[Lexicon] = []
    monkeypatch.setattr(Lexicon, "release", lambda self: released.append(self))
    shared.search("böcker")
    assert released


def test_an_article_without_words_is_indexed(index: Index) -> None:
    index.update([Document(1, "a", "1984", "2 + 2 = 5")])
    assert index.search("1984").total == 1


def test_a_letter_with_a_ring_is_another_letter(shared: Index) -> None:
    assert ids(shared.search("får")) == ["får"]


def test_what_is_typed_without_marks_is_found_below_the_exact(shared: Index) -> None:
    assert ids(shared.search("far")) == ["far", "får"]


def test_a_decomposed_query_is_the_same_query(shared: Index) -> None:
    assert ids(shared.search(unicodedata.normalize("NFD", "får"))) == ["får"]


def test_all_words_must_be_found(shared: Index) -> None:
    assert ids(shared.search("far varvet lamm")) == []


def test_a_title_stands_above_a_text(index: Index) -> None:
    text = "vargar " * 30
    index.update([Document(1, "t", "Om annat", text, "sv"), Document(2, "v", "Vargar", "x", "sv")])
    assert ids(index.search("vargar")) == ["v", "t"]


def test_the_word_being_typed_may_go_on(shared: Index) -> None:
    assert ids(shared.search("småf", typing=True)) == ["fir"]
    assert ids(shared.search("småf")) == []


def test_a_phrase_is_found_as_it_is(shared: Index) -> None:
    assert ids(shared.search('"social media"')) == ["sur", "umf"]
    assert ids(shared.search('"media social"')) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("survey OR müller", {"sur", "mül"}), ("social -survey", {"umf"}), ("title:survey", {"sur"}),
        ("lang:de", {"umf", "mül"}), ("title:böcker", set()), ("in:text:böcker", {"fir"}),
        ("before:2002-06 lang:sv", {"far", "får"}), ("after:2005", {"sur", "東"}), ("umfr*", {"umf"}),
        ("-lang:sv -lang:de", {"sur", "東"}), ('"social media" OR "ett får"', {"umf", "sur", "får"}),
        ('social -"social media"', set()),
    ],
)  # fmt: skip
def test_operators(shared: Index, asked: str, expected: set[str]) -> None:
    assert set(ids(shared.search(asked))) == expected


def test_tags_authors_and_sources_are_fields(index: Index) -> None:
    index.update(
        [Document(1, "a", "T", "x", "sv", "Eva Berg", "Dagens Nyheter", ("social media",))]
    )
    for asked in ('tag:"social media"', "author:berg", "source:nyheter", "eva", "tag:soc"):
        assert ids(index.search(asked)) == ["a"], asked


def test_is_and_has_ask_the_callers_sets(shared: Index) -> None:
    sets: dict[str, Sequence[int] | Sequence[str]] = {"bookmarked": ["umf"], "read": [6]}
    assert ids(shared.search("is:bookmarked", sets=sets)) == ["umf"]
    assert ids(shared.search("is:unread social", sets=sets)) == ["umf"]


def test_a_set_that_nobody_gave_is_a_fault(shared: Index) -> None:
    results = shared.search("a has:note")
    assert results.fault is not None and results.fault.position == 2


def test_a_wrong_query_is_told_with_its_place(shared: Index) -> None:
    results = shared.search("survey )")
    assert results.fault is not None and results.fault.position == 7


def test_the_filter_holds_and_says_what_it_hides(shared: Index) -> None:
    results = shared.search("social", languages=["de"])
    assert (ids(results), results.total, results.hidden_by_filter) == (["umf"], 1, 1)


def test_only_the_articles_of_a_folder_count(index: Index) -> None:
    index.update([Document(n, f"a{n}", "T", "vargar", "sv" if n % 2 else "de") for n in range(99)])
    results = index.search("vargar", within={5, 6, 7, 98}, languages=["sv"], limit=3)
    assert sorted(ids(results)) == ["a5", "a7"]
    assert (results.total, results.hidden_by_filter) == (2, 2)
    assert index.search("vargar", within=()).total == 0
    assert index.search("vargar", within=[98]).total == 1
    assert index.search("vargar").total == 99


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Sprachen", ["noun"]), ("sprechen", ["verb", "noun"]),
        ("företagare", ["doer"]), ("företagarna", ["doer"]), ("företag", ["thing", "doer"]),
        ("studies", ["en"]), ("Berater", ["adviser"]), ("berattar", ["tells"]),
    ],
)  # fmt: skip
def test_a_word_is_not_taken_for_its_relatives(
    kindred: Index, asked: str, expected: list[str]
) -> None:
    assert ids(kindred.search(asked)) == expected


@pytest.fixture(scope="module")
def kindred(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of articles whose words are easily mistaken for one another."""
    texts = [
        ("noun", "de", "Zwei Sprachen"), ("verb", "de", "Sie sprechen darüber"),
        ("doer", "sv", "Hans företagare"), ("thing", "sv", "Ett företag"),
        ("en", "en", "Many studies"), ("study", "sv", "En studie"),
        ("adviser", "de", "Ein Berater"), ("tells", "sv", "Hon berättar"),
    ]  # fmt: skip
    index = Index(tmp_path_factory.mktemp("kindred") / "index.db")
    index.update(Document(n, i, "", text, tag) for n, (i, tag, text) in enumerate(texts, 1))
    yield index
    index.close()


def test_translations_are_one_hit_with_both_languages(index: Index) -> None:
    index.update(
        [
            Document(1, "a", "Kris", "kris i dag", "sv", translations=("b",)),
            Document(2, "b", "Krise", "Krise, auf Schwedisch kris", "de", translations=("a",)),
        ]
    )
    results = index.search("kris")
    assert [(hit.id, hit.languages) for hit in results.hits] == [("a", ("sv", "de"))]
    assert results.total == 1


def test_a_hit_names_only_those_of_its_languages_that_have_the_words(index: Index) -> None:
    others = {"a": "sv", "b": "de", "c": "en"}
    texts = {"a": "varg och kris", "b": "Krise und Wolf, schwedisch kris", "c": "a wolf"}
    index.update(
        Document(n, i, "", texts[i], tag, translations=tuple(sorted({*others} - {i})))
        for n, (i, tag) in enumerate(others.items(), 1)
    )
    assert [hit.languages for hit in index.search("kris").hits] == [("sv", "de")]
    assert [hit.languages for hit in index.search("varg").hits] == [("sv",)]


def test_an_inflected_form_stands_for_the_word_in_its_own_language_only(index: Index) -> None:
    texts = [("sv", "En bok."), ("sv", "Många böcker."), ("de", "Das Wort Böcker aus Schweden.")]
    index.update([Document(n, str(n), "", t, lang) for n, (lang, t) in enumerate(texts)])
    assert sorted(ids(index.search("bok"))) == ["0", "1"]
    assert len(ids(index.search("böcker"))) == 3


@pytest.mark.parametrize("asked", ["many", "man*", "ever -few", "no"])
def test_a_total_is_exact_up_to_a_bound(
    index: Index, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setattr("reader.ranking.MANY", 4)
    monkeypatch.setattr("reader.answering.MANY", 4)
    words = ["many"] * 6 + ["manifold", "few"]
    index.update([Document(n, str(n), "", f"ever {w}", "en") for n, w in enumerate(words)])
    results = index.search(asked)
    assert (results.total, results.total_is_exact) == ((0, True) if asked == "no" else (5, False))
    assert index.search("few").total == 1


def test_a_search_knows_when_another_process_has_filled_the_index(tmp_path: Path) -> None:
    asked, filled = Index(tmp_path / "index.db"), Index(tmp_path / "index.db")
    filled.pending({n: str(n) for n in (1, 2)})
    complete = []
    for document in documents()[:2]:
        filled.update([document])
        complete += [asked.search("far").complete, asked.search("far").complete]
    asked.close()
    filled.close()
    assert complete == [False, False, True, True]


def test_only_so_many_hits_have_a_passage_until_it_is_asked_for(shared: Index) -> None:
    first = shared.search("social", typing=True, passages=1).hits
    assert [bool(hit.snippet) for hit in first] == [True, False]
    assert shared.passages("social", first) == shared.search("social", typing=True).hits


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("far*", "⟦får⟧"), ("lamm", "⟦lamm⟧"), ("faren ", "⟦Fåren⟧"), ("fa*", "⟦får⟧"),
        ("strasse", "⟦Straße⟧"), ("baume", "⟦Bäume⟧"), ("foretag", "⟦småföretagen⟧"),
    ],
)  # fmt: skip
def test_a_passage_shows_what_was_typed_without_its_marks(
    shared: Index, asked: str, shown: str
) -> None:
    assert any(shown in hit.snippet for hit in shared.search(asked).hits)


def test_snippets_show_the_match(shared: Index) -> None:
    (hit,) = shared.search("lågkonjunktur").hits
    assert "⟦Lågkonjunkturen⟧" in hit.snippet
    assert hit.matched == "text"


def test_a_hit_in_the_title_says_so(shared: Index) -> None:
    assert shared.search("Umfrage").hits[0].matched == "title"


def test_did_you_mean_is_a_word_of_the_library(shared: Index) -> None:
    assert shared.search("umfrge").suggestion == "umfragen"
    assert shared.search("xyzzyx").suggestion is None


def test_notes_are_found_and_forgotten(index: Index) -> None:
    index.update(documents())
    index.put_notes("mül", "Kom ihåg bagaren", ("favorit",))
    hit = index.search("bagaren").hits[0]
    assert (hit.id, hit.matched) == ("mül", "note")
    assert ids(index.search("tag:favorit in:notes:ihåg")) == ["mül"]
    index.put_notes("mül", "")
    assert ids(index.search("bagaren")) == []
    assert ids(index.search("müller")) == ["mül"]


def test_the_words_of_a_note_are_inflected_too(index: Index) -> None:
    index.update([Document(1, "a", "T", "vargar", "sv")])
    index.put_notes("a", "Gässen och böckerna")
    assert [index.search(word).total for word in ("gås", "bok", "får")] == [1, 1, 0]


def test_notes_outlive_a_new_version_of_the_article(index: Index) -> None:
    index.put_notes("a", "viktigt")
    index.update([Document(1, "a", "T", "x", "sv")])
    index.update([Document(1, "a", "T", "y", "sv", fingerprint="2")])
    assert ids(index.search("viktigt")) == ["a"]


def test_all_notes_can_be_brought_into_line(index: Index) -> None:
    index.update(documents())
    index.put_notes("mül", "gammalt")
    assert index.put_all_notes({"umf": Notes("nytt")}, only=True) == 2
    assert (ids(index.search("gammalt")), ids(index.search("nytt"))) == ([], ["umf"])


def test_a_changed_article_is_found_by_its_new_words_only(index: Index) -> None:
    index.update(documents())
    index.update([Document(1, "far", "Ny", "helt annat", "sv", fingerprint="2")])
    assert ids(index.search("varvet")) == []
    assert ids(index.search("annat")) == ["far"]


def test_removed_articles_are_not_found(index: Index) -> None:
    index.update(documents())
    index.remove([1, 99])
    assert ids(index.search("varvet")) == []


def test_pending_and_gone_compare_with_the_library(index: Index) -> None:
    index.update(documents()[:2])
    library = {1: "far", 2: "new", 3: "fir"}
    assert index.pending(library) == (2, 3)
    assert index.gone({1: "far"}) == (2,)
    assert index.progress() == Progress(2, 3)


def test_cancelling_keeps_what_is_done(index: Index) -> None:
    left = iter([False, False, False, True, True, True])
    assert index.update(documents(), cancelled=lambda: next(left)) < len(ARTICLES)
    assert index.progress().done > 0


def test_more_like_finds_the_kindred(index: Index) -> None:
    texts = ["varg skog jägare spår", "varg jägare skog björn", "bröd mjöl bagare ugn", "x y z"]
    index.update([Document(n, f"a{n}", "T", text, "sv") for n, text in enumerate(texts, 1)])
    assert [hit.id for hit in index.more_like(1)] == ["a2"]


def test_more_like_works_across_translations(index: Index) -> None:
    index.update(
        [
            Document(1, "sv", "T", "varg skog", "sv", translations=("de",)),
            Document(2, "de", "T", "Förster Hirsch", "de", translations=("sv",)),
            Document(3, "other", "T", "Hirsch Förster", "de"),
            Document(4, "none", "T", "ugn mjöl", "sv"),
        ]
    )
    assert [hit.id for hit in index.more_like(1)] == ["other"]


def test_highlights_are_the_places_in_the_text_as_it_is(shared: Index) -> None:
    text = unicodedata.normalize("NFD", "Småföretagen: böcker, Lågkonjunkturen.")
    places = shared.highlight_terms("småföretag konjunktur bok", "sv", text)
    found = [unicodedata.normalize("NFC", text[start:end]) for start, end in places]
    assert found == ["Småföretagen", "böcker", "Lågkonjunkturen"]


def test_another_library_starts_anew_but_keeps_the_notes(index: Index) -> None:
    index.bind("one")
    index.update(documents())
    index.put_notes("mül", "viktigt")
    index.bind("one")
    assert index.progress().done == len(ARTICLES)
    index.bind("two")
    assert index.progress().done == 0
    index.update(documents())
    assert ids(index.search("viktigt")) == ["mül"]


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "index.db"
    path.write_bytes(damage)
    index = Index(path)
    index.update(documents()[:1])
    assert ids(index.search("varvet")) == ["far"]
    index.close()


def test_damage_under_an_open_index_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    index = Index(path)
    index.update(documents())
    index.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    index = Index(path)
    assert index.search("varvet").hits == ()
    index.update(documents())
    assert ids(index.search("varvet")) == ["far"]
    index.close()


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    import apsw

    path = tmp_path / "index.db"
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE docs(x); PRAGMA user_version=1")
    db.close()
    index = Index(path)
    assert index.search("x").hits == ()
    index.close()


def test_a_reader_follows_a_file_that_was_replaced(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    reader = Index(path)
    path.unlink()
    path.with_name("index.db-wal").unlink(missing_ok=True)
    path.with_name("index.db-shm").unlink(missing_ok=True)
    writer = Index(path)
    writer.update(documents())
    assert ids(reader.search("varvet")) == ["far"]
    reader.close()
    writer.close()


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_makes_a_search_fail(shared: Index, text: str) -> None:
    for typing in (True, False):
        results = shared.search(text, typing=typing)
        assert results.total >= 0
    shared.highlight_terms(text, "sv", "En text om böcker")


def test_the_held_out_queries_are_answered_well(tmp_path: Path) -> None:
    documents = judged.collection(resources.collection(), 1)
    index = Index(tmp_path / "index.db")
    index.update(documents)
    queries = judged.held_out(documents)
    outcomes = judged.measure(lambda q: ids(index.search(q)), queries)
    assert len(queries) >= 60
    assert judged.mean(o.recall for o in outcomes) >= 0.95
    assert judged.mean(o.precision for o in outcomes) >= 0.95
    index.close()


@pytest.mark.parametrize("name", ["held_out", "blind", "blind_2"])
def test_each_query_over_the_collection_has_an_expected_place(name: str) -> None:
    collection = judged.collection(resources.collection(), 1)
    queries = judged.held_out(collection, name)
    assert [one.query for one in queries if not one.expected] == []
    assert {one.language for one in queries} == set(judged.LANGUAGES)


def test_the_judged_set_is_answered_well(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    index.update(judged.texts())
    queries = judged.judgements()
    outcomes = judged.measure(lambda q: ids(index.search(q)), queries)
    assert len(queries) >= 300
    assert judged.mean(o.recall for o in outcomes) >= 0.95
    assert judged.mean(o.precision for o in outcomes) >= 0.95
    unwanted = {("hora", "s05"), ("schon", "d10"), ("Tat", "d05"), ("far", "s03")}
    for outcome in outcomes:
        for query, wrong in unwanted:
            if outcome.judgement.query == query and wrong in outcome.found:
                assert outcome.found.index(wrong) > 0
    index.close()


def test_a_phrase_does_not_run_from_one_tag_to_the_next(index: Index) -> None:
    index.update(
        [
            Document(1, "a", "", "x", "en", author="Small Firms", tags=("market", "town hall")),
            Document(2, "b", "", "x", "en", author="Market Town", tags=("hall small", "firms")),
        ]
    )
    assert ids(index.search('"town hall"')) == ["a"]
    assert ids(index.search('"market town"')) == ["b"]
    assert ids(index.search('"small firms"')) == ["a"]


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("de", "Eine Gärtnerei.", "Gaertnereien"),
        ("de", "Eine Werkstatt.", "Werkstätten"),
        ("en", "Three wives and a loaf.", "loaves"),
        ("en", "Three wives and a loaf.", "wife"),
        ("sv", "Vi vill sälja den.", "sålde"),
        ("sv", "Han dolde den.", "dölja"),
        ("sv", "En hantverksmässa.", "hantverk"),
        ("sv", "Arbetsmarknadspolitiken.", "arbetsmarknad"),
        ("sv", "De smidda hästskorna.", "skor"),
        ("sv", "I nuläget går det.", "läge"),
        ("de", "Ein Hörgerät.", "Geräte"),
        ("de", "Das Glas bricht.", "brach"),
        ("de", "Wir stehen hier.", "stand"),
        ("de", "Eine Möglichkeit.", "Moglichkeiten"),
        ("de", "Die Überprüfung.", "Uberprufungen"),
    ],
)
def test_irregular_forms_and_parts_of_parts_are_found(
    index: Index, language: str, text: str, query: str
) -> None:
    index.update([Document(1, "a", "", text, language)])
    assert ids(index.search(query)) == ["a"]


@pytest.mark.parametrize(
    ("texts", "query", "found"),
    [
        ([("sv", "Ingenting och allting."), ("sv", "Ett ting.")], "ting", ["1"]),
        ([("en", "It was hard."), ("sv", "De hårda åren.")], "hard", ["0"]),
        ([("de", "Solche Lagen."), ("sv", "Olika lägen.")], "Lage", ["0"]),
        ([("de", "Solche Lagen."), ("sv", "Ett bra läge.")], "Lage", ["0", "1"]),
    ],
)
def test_what_only_looks_alike_is_not_found(
    index: Index, texts: list[tuple[str, str]], query: str, found: list[str]
) -> None:
    index.update(Document(n, str(n), "", text, lang) for n, (lang, text) in enumerate(texts))
    assert sorted(ids(index.search(query))) == found
