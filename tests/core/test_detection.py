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


def test_a_hint_helps_a_doubtful_text() -> None:
    sample = "Dengan bahasa itu, surat kabar dan buku menjadi milik orang."
    assert detection.detect(sample, "id") == "id"


def test_a_hint_does_not_overrule_a_clear_text() -> None:
    assert detection.detect(text("en", 12), "id") == "en"


def test_a_paragraph_in_another_language_stands_out() -> None:
    paragraphs = [text("sv", 4), text("de", 4), "Kort."]
    assert detection.detect_paragraphs(paragraphs, "sv") == ["sv", "de", "sv"]
