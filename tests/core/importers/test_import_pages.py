"""Saved web pages in the manner of well-known engines: what is the article, and all of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.importers import nodes, rules, webpage
from reader.importers.context import decoded

_PAGES = Path(__file__).resolve().parents[2] / "data" / "importers" / "pages"
_NAMES = sorted(path.stem for path in _PAGES.glob("*.html"))


def _read(name: str) -> tuple[webpage.Page, dict[str, object]]:
    path = _PAGES / f"{name}.html"
    html, _ = decoded(path.read_bytes(), path, html=True)

    def load(address: str) -> bytes | None:
        place = path.parent / address
        return place.read_bytes() if "://" not in address and place.is_file() else None

    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return webpage.read(html, rules.load(), load), gold


def _plain(markdown: str) -> str:
    return "".join(re.sub(r"[\\*_`>#|\[\]]", "", markdown).split())


def _lost(page: webpage.Page, wanted: object) -> list[str]:
    assert isinstance(wanted, list)
    return [text for text in wanted if _plain(text) not in _plain(page.body)]


def test_there_are_at_least_twelve_pages() -> None:
    assert len(_NAMES) >= 12


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_of_the_article_is_lost(name: str) -> None:
    page, gold = _read(name)
    assert _lost(page, gold["must"]) == []


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_around_the_article_is_left(name: str) -> None:
    page, gold = _read(name)
    never = gold["never"]
    assert isinstance(never, list)
    assert [text for text in never if _plain(text) in _plain(page.body + page.comments)] == []


@pytest.mark.parametrize("name", _NAMES)
def test_the_comments_of_readers_are_kept_apart(name: str) -> None:
    page, gold = _read(name)
    comments = gold["comments"]
    assert isinstance(comments, list)
    assert all(text in page.comments and text not in page.body for text in comments)
    assert bool(page.comments) == bool(comments)


@pytest.mark.parametrize("name", _NAMES)
def test_the_facts_of_the_page_are_found(name: str) -> None:
    page, gold = _read(name)
    found = {"title": page.title, "author": page.author, "date": page.date, "url": page.url}
    assert found == {key: gold[key] for key in found}


@pytest.mark.parametrize("name", _NAMES)
def test_pictures_tables_quotes_footnotes_and_code_are_kept(name: str) -> None:
    page, gold = _read(name)
    patterns = {
        "images": r"!\[",
        "tables": r"^\| :?---|^<table>",
        "quotes": r"(?:\A|\n\n)> ",
        "footnotes": r"^\[\^\d+\]: ",
    }
    found = {key: len(re.findall(text, page.body, re.MULTILINE)) for key, text in patterns.items()}
    assert found == {key: gold[key] for key in patterns}
    assert re.findall(r"^```(\w+)", page.body, re.MULTILINE) == gold.get("code", [])


@pytest.mark.parametrize("name", ["wordpress_en", "jekyll_en", "mediawiki_fr", "docs_nl"])
def test_without_lxml_and_trafilatura_a_page_is_still_read(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "has_full_parser", lambda: False)
    page, gold = _read(name)
    assert _lost(page, gold["must"]) == []
    assert any("trafilatura" in note for note in page.notes)


def test_a_page_of_another_site_does_not_give_its_address_to_this_one() -> None:
    html = '<link rel="canonical" href="https://other.example/x"><article><p>' + "word " * 60
    page = webpage.read(html, rules.load(), lambda _: None, "https://here.example/y")
    assert page.url == "https://here.example/y"
