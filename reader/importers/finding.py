"""Finds the article of the library that the marks of any file are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.annotations import Target
from reader.importers import identity
from reader.library import Library
from reader.model import Article

_MOST_OF_ONE_TITLE = 20
_MOST_TEXTS = 200
TextOf = Callable[[Article], str | None]


class ArticleFinder:
    """By id, by address as written or as every form of it has in common, by path, by title.

    A title counts only where one article alone has it and its address is not another one. text_of
    gives Rendered.text (None: not readable); the last answers are kept.
    """

    def __init__(self, library: Library, text_of: TextOf) -> None:
        self._library = library
        self._text_of = text_of
        self._by_address: dict[str, str] | None = None
        self._texts: dict[str, str | None] = {}
        self.found: dict[str, Article] = {}

    def resolve(self, target: Target) -> str | None:
        """The id of the article that a target means, None where the library has none."""
        article = self.article(target)
        return article.id if article else None

    def article(self, target: Target) -> Article | None:
        """The article that a target means, None where the library has none."""
        article = (
            (self._library.by_id(target.article_id) if target.article_id else None)
            or self._at_address(target.url)
            or self._at_path(target.url)
            or self._titled(target)
        )
        if article is not None:
            self.found[article.id] = article
        return article

    def text_of(self, article_id: str) -> str | None:
        """The text of an article; None where the library has none or it cannot be read."""
        if article_id not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            article = self.found.get(article_id) or self._library.by_id(article_id)
            self._texts[article_id] = self._text_of(article) if article else None
        return self._texts[article_id]

    def _at_address(self, url: str) -> Article | None:
        if not url:
            return None
        if self._by_address is None:
            articles = self._library.articles(list(self._library.numbers()))
            self._by_address = {}
            for one in articles:
                for form in _forms(one.url or ""):
                    self._by_address.setdefault(form, one.id)
        known = (self._by_address[form] for form in _forms(url) if form in self._by_address)
        id_ = next(known, None)
        return self._library.by_id(id_) if id_ else None

    def _at_path(self, url: str) -> Article | None:
        name = url
        if url.startswith("file:"):
            try:
                name = unquote(urlsplit(url).path)
            except ValueError:
                return None
        path = Path(name.replace("\0", ""))
        return self._library.by_path(path) if path.is_absolute() else None

    def _titled(self, target: Target) -> Article | None:
        if not target.title:
            return None
        numbers = self._library.title_matches(target.title, _MOST_OF_ONE_TITLE)
        same = [one for one in self._library.articles(numbers) if one.title == target.title]
        elsewhere = len(same) == 1 and target.url and same[0].url
        return same[0] if len(same) == 1 and not elsewhere else None


def _forms(url: str) -> Iterator[str]:
    """An address as it is written, and what all forms of it have in common."""
    if url:
        yield url
    if address := identity.web_address(url):
        yield identity.address_key(address)
