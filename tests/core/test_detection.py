"""Detection: right on articles, silent where it is doubtful."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest

from benchmarks.libraries import LANGUAGES, sentence
from reader import detection, source
from reader.resources import collection


@pytest.fixture(scope="module", autouse=True)
def _model() -> Iterator[None]:
    yield
    detection.forget()


def text(tag: str, sentences: int) -> str:
    rng = random.Random(tag)
    return " ".join(sentence(rng, tag) for _ in range(sentences))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_language_of_an_article_is_found(tag: str) -> None:
    assert detection.detect(text(tag, 16)) == tag


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sentence_is_never_taken_for_another_language(tag: str) -> None:
    for seed in range(10):
        assert detection.detect(sentence(random.Random(seed), tag)) in (tag, None)


@pytest.mark.parametrize(
    "noise",
    [
        "",
        "short",
        "1234 5678 " * 200,
        "https://www.example.com/a/b " * 50,
        "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=3_000)),
        " ".join(
            "".join(random.Random(n).choices(string.ascii_lowercase, k=6)) for n in range(300)
        ),
    ],
)
def test_what_is_no_language_is_unknown(noise: str) -> None:
    assert detection.detect(noise) is None


@pytest.mark.parametrize(
    ("sample", "tag"),
    [
        ("これは図書館についての文章です。読者は静かに本を読みます。" * 4, "ja"),
        ("这是一篇关于图书馆的文章。读者安静地读书。" * 4, "zh"),
        ("이것은 도서관에 관한 글입니다. 독자들은 조용히 책을 읽습니다." * 4, "ko"),
        ("Это текст о библиотеке и её читателях. " * 4, "ru"),
        ("Αυτό είναι ένα κείμενο για τη βιβλιοθήκη. " * 4, "el"),
        ("هذا نص عن المكتبة وقرائها. " * 6, "ar"),
        ("זהו טקסט על הספרייה וקוראיה. " * 6, "he"),
    ],
)
def test_other_scripts_are_found(sample: str, tag: str) -> None:
    assert detection.detect(sample) == tag


def test_the_bundled_articles_are_found_without_their_declaration() -> None:
    for path in sorted(collection().glob("??/*.md")):
        article = source.read(path)
        assert detection.detect(source.plain_text(article)) == article.declared_language


RELATIVES = {
    "af": "Die huis was nie groot nie, maar die kinders het dit lief gehad en van die tuin vertel.",
    "an": "A casa no yera gran, pero os ninos la querban muito y siempre charraban d'o suyo uerto.",
    "ca": "Les cases eren petites, però la gent les estimava i parlava dels jardins amb els veïns.",
    "da": "Huset var ikke stort, men børnene holdt af det og talte også om haven, når de var der.",
    "cs": "Dům nebyl velký, ale děti ho měly rády, a když tam byly, mluvily také o své zahradě.",
    "ext": "La casa no era grandi, peru los mochachus la querían y tamién palraban del su güertu.",
    "et": "Maja ei olnud suur, aga lapsed armastasid seda ja rääkisid ka aiast, kui nad seal olid.",
    "fo": "Húsið var ikki stórt, men børnini dámdu tað og tosaðu eisini um urtagarðin hjá teimum.",
    "fy": "It hûs wie net grut, mar de bern hâlden der fan en fertelden ek oer de tún fan har mem.",
    "gl": "A casa non era grande, pero os nenos querían a súa horta e falaban dela cando había sol.",
    "lb": "D'Haus war net grouss, awer d'Kanner hunn et gär gehat an hunn och vum Gaart erzielt.",
    "nb": "Huset var ikke stort, men barna var glade i det og snakket også om hagen når de var der.",
    "nn": "Huset var ikkje stort, men borna var glade i det og snakka også om hagen når dei var der.",
    "no-1890": "Huset hadde ikke meget lys, men hvad der var mellem os, glemte vi uten at si noget, "
    "og siden gik vi ut i haven og satte os ved bordet, som ingen hadde ryddet efter maaltidet.",
    "oc": "L'ostal èra pas grand, mas los enfants l'aimavan e parlavan tanben del jardin amb gaug.",
    "pcm": "Di house no big, but di pikin dem like am well well and dem dey talk of di garden wey dey.",
    "sk": "Dom nebol veľký, ale deti ho mali rady a rozprávali aj o záhrade, keď tam ešte boli.",
    "vec": "La caxa no la jera granda, ma i fioi i ghe voléa ben e i parlava anca del giardin suo.",
}


@pytest.mark.parametrize("tag", sorted(RELATIVES))
def test_a_relative_of_a_language_with_telling_words_is_left_to_the_model(tag: str) -> None:
    assert detection.detect(RELATIVES[tag] * 8, quickly=True) is None


@pytest.mark.parametrize("tag", LANGUAGES)
def test_telling_words_agree_with_the_language(tag: str) -> None:
    for words in (16, 4):
        assert detection.detect(text(tag, words), quickly=True) in (tag, None)


def test_most_articles_of_frequent_languages_need_no_model() -> None:
    articles = [source.read(path) for path in sorted(collection().glob("??/*.md"))]
    for article in articles:
        found = detection.detect(source.plain_text(article), quickly=True)
        assert found == article.declared_language


def test_a_text_in_two_languages_is_left_to_the_model() -> None:
    mixed = text("sv", 4)[:500] + text("en", 4)[:500]
    assert detection.detect(mixed, quickly=True) is None


def test_telling_words_do_not_overrule_a_hint() -> None:
    assert detection.detect(text("en", 12), "id", quickly=True) is None


def test_a_hint_helps_a_doubtful_text() -> None:
    sample = "Dengan bahasa itu, surat kabar dan buku menjadi milik orang."
    assert detection.detect(sample, "id") == "id"


def test_a_hint_does_not_overrule_a_clear_text() -> None:
    assert detection.detect(text("en", 12), "id") == "en"


def test_a_paragraph_in_another_language_stands_out() -> None:
    paragraphs = [text("sv", 4), text("de", 4), "Kort."]
    assert detection.detect_paragraphs(paragraphs, "sv") == ["sv", "de", "sv"]
