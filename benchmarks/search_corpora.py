"""The libraries that the search is measured on, as documents, the same ones at every run.

drawn: words of the dictionaries of three languages by Zipf's law, 60,000 of each, so that there are
many words, most of them rare and compounds. sentences: the articles of `libraries`, ten languages
in whole sentences.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import libraries
from reader import analysis, lexicon
from reader.postings import Document

LANGUAGES = ("sv", "de", "en")
_WORDS = 260
_VOCABULARY = 60_000
_SAMPLE = 1_500  # articles that the words of the queries are taken from


@dataclass(frozen=True)
class Vocabulary:
    """Words that are asked for: common ones, and those that some articles have."""

    common: Sequence[str]
    middle: Sequence[str]


class Drawn:
    """Articles of drawn words, about 3 KB each."""

    languages: Sequence[str] = LANGUAGES

    def __init__(self) -> None:
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))
        chance = random.Random(7)
        self._words = {language: _drawn(chance, language) for language in LANGUAGES}

    def documents(self, size: int) -> Iterator[Document]:
        chance = random.Random(8)
        for number in range(1, size + 1):
            language = LANGUAGES[number % 3]
            words = chance.choices(self._words[language], cum_weights=self._weights, k=_WORDS)
            lines = [" ".join(words[n : n + 12]) + "." for n in range(8, _WORDS, 12)]
            yield Document(
                number, f"a{number}", " ".join(words[:8]), "\n".join(lines), language,
                date=f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
                path=Path(language, str(number // 1000), f"{number}.md"),
            )  # fmt: skip

    def written(self, document: Document) -> str:
        """What the file of a document holds."""
        head = f"title: {document.title}\nlang: {document.language}\ndate: {document.date}"
        return f"---\n{head}\n---\n{document.text}\n"

    def vocabulary(self) -> Vocabulary:
        swedish, german = self._words["sv"], self._words["de"]
        return Vocabulary(swedish[:60] + german[:60], swedish[300:6000] + german[300:6000])


def _drawn(chance: random.Random, language: str) -> list[str]:
    forms = [form for form, _ in lexicon.all_forms(language) if form.isalpha()]
    chosen = chance.sample(forms, min(_VOCABULARY, len(forms)))
    return chosen + chosen[: _VOCABULARY - len(chosen)]


class Sentences:
    """The articles of `libraries`; their files hold their text as it is."""

    languages: Sequence[str] = libraries.MAIN_LANGUAGES

    def documents(self, size: int) -> Iterator[Document]:
        for number, (path, text, language) in enumerate(libraries.articles(size), 1):
            yield Document(number, path, "", text, language, path=Path(path))

    def written(self, document: Document) -> str:
        return document.text or ""

    def vocabulary(self) -> Vocabulary:
        counted: Counter[str] = Counter()
        for document in self.documents(_SAMPLE):
            counted.update(w for w in analysis.tokens(document.text or "") if len(w) > 4)
        words = [word for word, _ in counted.most_common() if analysis.is_word(word)]
        return Vocabulary(words[:120], words[300:6000])


Corpus = Drawn | Sentences
CORPORA: dict[str, type[Corpus]] = {"drawn": Drawn, "sentences": Sentences}


def write(corpus: Corpus, size: int, folder: Path) -> int:
    """Write the articles as files, where they are not there yet; the bytes of their texts."""
    total = 0
    for document in corpus.documents(size):
        assert document.path is not None
        path, text = folder / document.path, corpus.written(document)
        total += len(text.encode())
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return total
