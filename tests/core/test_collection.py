"""The bundled collection: complete, well formed, typeset by each language's rules, written anew."""

import re
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "articles"
SEEDS = ROOT.parent / "shared" / "seeds"
LANGUAGES = ("sv", "de", "en")
WELCOME = "welcome"
KEYS = ["id", "title", "language", "date", "author", "source", "tags", "summary", "translation"]
SOURCE_KEYS = ["title", "author", "site", "published", "language"]
SOURCE_HEADING = {"sv": "Källa", "de": "Quelle", "en": "Source"}
QUOTATION = {"sv": r"”([^”\n]*)”", "de": r"„([^“\n]*)“", "en": r"“([^”\n]*)”"}
FOREIGN_MARKS = {"sv": '"“„«»', "de": '"”«»', "en": '"„«»'}
RUN, MOST_QUOTATIONS, MOST_QUOTED_WORDS = 8, 2, 25
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")

# What the sources report, as English sets it; `in_language` turns the numerals round.
FIGURES = {
    "ten-percent": "300,000|600,000|99|AMI Partners|Demos|Lindvall|Johnson|Quipp",
    "lean-times": "10,000|Yammer|Twitter|Laconi|ReadWriteWeb|Internetworld|2003|2004",
    "plan-or-none": "24%|29%|47%|56%|2011|2012|SMB Group",
    "blacksmith": "61%|50%|USA Today|December 2011|89|#blogg100|@jmjobring",
    "customers": "57.5%|20%|eMarketer|RatePoint|October 2010|2009|Citibank|GfK Roper|MIT|LD",
}
PHRASES = {
    "ten-percent": {
        "sv": "vart tionde|nästan ett företag av tio|inom ett år",
        "de": "jedes zehnte|fast jedes zehnte|binnen eines Jahres",
        "en": "every tenth|almost one firm in ten|within a year",
    },
    "lean-times": {
        "sv": "valnatten|lågkonjunkturen och presidentvalet",
        "de": "Wahlnacht|die Rezession und die Präsidentschaftswahl",
        "en": "election night|the recession and the presidential election",
    },
    "blacksmith": {"sv": "nästan 50", "de": "fast 50", "en": "nearly 50"},
    "customers": {
        "sv": "127 miljoner|ungefär en fjärdedel|nästan en fjärdedel|fem anställda",
        "de": "127 Millionen|etwa ein Viertel|fast ein Viertel|fünf Angestellten",
        "en": "127 million|about a quarter|nearly a quarter|five employees",
    },
}
MONTHS = {"sv": ("oktober", "december"), "de": ("Oktober", "Dezember")}


@dataclass(frozen=True)
class Article:
    path: Path
    meta: dict[str, Any]
    body: str

    @property
    def language(self) -> str:
        return self.path.parent.name

    @property
    def text(self) -> str:
        """The body as it is read: no link targets, footnote signs or table rules."""
        shown = LINK.sub(r"\2", self.body)
        return re.sub(r"\[\^\w+\]:?|^\|[-|]+$", "", shown, flags=re.MULTILINE)

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = re.findall(r"^(#+) (.+)$", self.body, flags=re.MULTILINE)
        return [(len(marks), title) for marks, title in found]

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.body.splitlines() if line]


def read(path: Path) -> Article:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Article(path, yaml.safe_load(head), body)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(text[start:] for start in range(RUN)), strict=False)


def in_language(figure: str, language: str) -> str:
    if language == "en":
        return figure
    thousands = "\u00a0" if language == "sv" else "."
    figure = re.sub(
        r"(\d)([.,])(\d)", lambda m: m[1] + {".": ","}.get(m[2], thousands) + m[3], figure
    )
    for english, own in zip(("October", "December"), MONTHS[language], strict=True):
        figure = figure.replace(english, own)
    return figure.replace("%", "\u00a0%")


COLLECTION = [read(path) for lang in LANGUAGES for path in sorted((ARTICLES / lang).glob("*.md"))]
SETS = sorted({str(article.meta.get("translation")) for article in COLLECTION})

each_article = pytest.mark.parametrize("article", COLLECTION, ids=lambda a: a.path.stem)
each_set = pytest.mark.parametrize("key", SETS)


def translations(key: str) -> dict[str, Article]:
    return {a.language: a for a in COLLECTION if a.meta.get("translation") == key}


def test_collection_holds_six_complete_sets() -> None:
    found = Counter((a.meta["translation"], a.language) for a in COLLECTION)
    assert len(SETS) == 6 and WELCOME in SETS
    assert found == Counter((key, language) for key in SETS for language in LANGUAGES)


@each_article
def test_front_matter_has_the_same_keys_in_the_same_order(article: Article) -> None:
    assert list(article.meta) == KEYS
    assert list(article.meta["source"]) == SOURCE_KEYS


@each_article
def test_front_matter_values_are_of_their_type_and_not_empty(article: Article) -> None:
    for key in ("id", "title", "language", "author", "summary", "translation"):
        assert isinstance(article.meta[key], str) and article.meta[key].strip(), key
    assert all(isinstance(value, str) and value for value in article.meta["source"].values())
    assert article.meta["tags"] and all(isinstance(tag, str) for tag in article.meta["tags"])


@each_article
def test_date_is_a_day_of_2026_before_the_release(article: Article) -> None:
    assert type(article.meta["date"]) is date
    assert date(2026, 1, 1) <= article.meta["date"] < date(2026, 11, 22)


def test_ids_are_unique_and_name_set_and_language() -> None:
    expected = [f"{a.meta['translation']}-{a.language}" for a in COLLECTION]
    assert [a.meta["id"] for a in COLLECTION] == expected
    assert len(set(expected)) == len(expected)


@each_article
def test_declared_language_is_that_of_the_folder(article: Article) -> None:
    assert article.meta["language"] == article.language


@each_set
def test_translations_name_the_same_source(key: str) -> None:
    if key != WELCOME:
        sources = [a.meta["source"] for a in translations(key).values()]
        same = ("title", "author", "published", "language")
        assert len({tuple(source[field] for field in same) for source in sources}) == 1


@each_set
def test_headings_run_parallel_in_the_three_languages(key: str) -> None:
    levels = {tuple(level for level, _ in a.headings) for a in translations(key).values()}
    assert len(levels) == 1
    assert len(levels.pop()) >= 4


@each_set
def test_percentages_agree_in_the_three_languages(key: str) -> None:
    found = [
        {number.replace(",", ".") for number in re.findall(r"([\d.,]*\d)\u00a0?%", article.text)}
        for article in translations(key).values()
    ]
    assert found[0] == found[1] == found[2]


@each_article
def test_body_opens_with_a_paragraph_and_leaves_the_title_to_the_front_matter(
    article: Article,
) -> None:
    assert article.paragraphs[0][0].isalnum()
    assert all(level in (2, 3) for level, _ in article.headings)


@each_article
def test_length_is_a_sitting(article: Article) -> None:
    least, most = (350, 700) if article.meta["translation"] == WELCOME else (500, 900)
    count = len([token for token in article.text.split() if re.search(r"\w", token)])
    assert least <= count <= most


@each_article
def test_figures_are_compared_in_a_table_or_list(article: Article) -> None:
    assert re.search(r"^\|[-|]+\|$|^(?:[-]|\d\.) ", article.body, flags=re.MULTILINE)


@each_article
def test_links_lead_to_articles_of_the_same_language(article: Article) -> None:
    targets = [target for image, _, target in LINK.findall(article.body) if not image]
    assert targets
    for target in targets:
        assert (article.path.parent / target).is_file(), target
        assert Path(target).name == target


@each_article
def test_footnotes_are_called_once_and_defined_once(article: Article) -> None:
    defined = re.findall(r"^\[\^(\w+)\]: ", article.body, flags=re.MULTILINE)
    called = re.findall(r"\[\^(\w+)\](?!: )", article.body)
    assert defined and len(set(defined)) == len(defined)
    assert sorted(called) == sorted(defined)


@each_article
def test_images_are_small_png_files_beside_the_article(article: Article) -> None:
    for image, _, target in LINK.findall(article.body):
        if image:
            data = (article.path.parent / target).read_bytes()
            assert data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) < 80_000
            assert struct.unpack(">I", data[16:20])[0] == 1260


@each_article
def test_images_have_an_alternative_text(article: Article) -> None:
    for image, alternative, _ in LINK.findall(article.body):
        assert not image or len(words(alternative)) >= 8


def test_diagrams_stand_in_three_sets_or_more_and_none_is_left_over() -> None:
    shown = {
        article.path.parent / target: article.meta["translation"]
        for article in COLLECTION
        for image, _, target in LINK.findall(article.body)
        if image
    }
    assert set(shown) == set(ARTICLES.glob("*/images/*"))
    assert min(Counter(shown.values()).values()) == len(LANGUAGES)
    assert len(set(shown.values())) >= 3


@each_article
def test_quotation_marks_are_those_of_the_language(article: Article) -> None:
    for text in (article.meta["title"], article.meta["summary"], *article.paragraphs):
        assert not set(text) & set(FOREIGN_MARKS[article.language]), text
        left_over = re.sub(QUOTATION[article.language], "", text)
        assert not set(left_over) & set("”“„"), text


@each_article
def test_numbers_are_set_as_the_language_sets_them(article: Article) -> None:
    wrong = {
        "sv": r"\d\.\d|\d,\d{3}|\d%|\d %|\d \d{3}\b",
        "de": r"\d,\d{3}|\d\.\d(?!\d\d)|\d%|\d %|\d[ \u00a0]\d{3}\b",
        "en": r"\d,\d(?!\d\d)|\d[ \u00a0]%|\d[ \u00a0]\d{3}\b|\d\.\d{3}",
    }
    text = f"{article.meta['summary']}\n{article.body}"
    assert not re.findall(wrong[article.language], re.sub(r"[Ww]ebb? 2\.0", "", text))


@each_article
def test_dashes_are_en_dashes_with_spaces(article: Article) -> None:
    assert "—" not in article.body
    assert not re.search(r"\w – ?\w+–|\w–[^\W\d]|[^\W\d]–\w| - ", article.body)


@each_article
def test_figures_and_names_of_the_source_appear(article: Article) -> None:
    key = article.meta["translation"]
    figures = [in_language(f, article.language) for f in FIGURES.get(key, "").split("|") if f]
    phrases = PHRASES.get(key, {}).get(article.language, "").split("|")
    text = article.text
    missing = [f for f in (*figures, *phrases) if not re.search(rf"(?<!\d){re.escape(f)}", text)]
    assert not missing


@each_article
def test_article_ends_with_its_source(article: Article) -> None:
    level, title = article.headings[-1]
    ending = article.body.rsplit("\n## ", 1)[1]
    assert (level, title) == (2, SOURCE_HEADING[article.language])
    assert "\n[^" not in ending
    if article.meta["translation"] != WELCOME:
        assert article.meta["source"]["title"] in ending


def quoted_words(article: Article) -> list[tuple[str, int]]:
    """Each word but those of the source's title, with the number of its quotation or 0."""
    text = article.text.replace(article.meta["source"]["title"], "\n")
    parts = re.split(QUOTATION[article.language], f"{article.meta['summary']}\n{text}")
    return [(word, n if n % 2 else 0) for n, part in enumerate(parts) for word in words(part)]


@pytest.fixture(scope="module")
def source_runs() -> set[tuple[str, ...]]:
    if not SEEDS.is_dir():
        pytest.skip("the source texts are not beside this project")
    return {run for path in SEEDS.glob("*.txt") for run in runs(words(path.read_text("utf-8")))}


@each_article
def test_no_run_of_eight_words_of_a_source_stands_outside_a_quotation(
    article: Article, source_runs: set[tuple[str, ...]]
) -> None:
    assert source_runs
    tokens = quoted_words(article)
    for start, run in enumerate(runs([word for word, _ in tokens])):
        quotations = {number for _, number in tokens[start : start + RUN]}
        assert run not in source_runs or (len(quotations) == 1 and 0 not in quotations), run


@each_article
def test_quotations_are_at_most_two_and_short(article: Article) -> None:
    lengths = Counter(number for _, number in quoted_words(article) if number)
    long = [count for count in lengths.values() if count >= RUN]
    assert len(long) <= MOST_QUOTATIONS
    assert all(count <= MOST_QUOTED_WORDS for count in long)
