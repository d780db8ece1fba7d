"""The judged set: texts, queries with what they should find, and how answers are measured.

A line of queries.*.txt is `kind | query | expected | may | never`: the ids that must be found,
those that may be found but only below every expected one, and those that must not be found. Any
other hit among the first ten counts against precision.

A line of held_out.*.txt, blind.*.txt or blind_2.*.txt is `kind | query | expected | may |
elsewhere`, where the last three are regular expressions of whole words and the last two can be left
out: an article of the query's language is expected where the first matches and may be found where
the second does, an article of another language where the third does (Kauflust, for lust).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.postings import Document

HERE = Path(__file__).resolve().parent
LANGUAGES = ("sv", "de", "en")

Ask = Callable[[str], Sequence[str]]  # query -> ids, best first


@dataclass(frozen=True, slots=True)
class Judgement:
    language: str
    kind: str
    query: str
    expected: frozenset[str]
    may: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query went; recall and precision are None where there is nothing to measure."""

    judgement: Judgement
    found: tuple[str, ...]
    recall: float | None
    precision: float | None
    wrong_above: bool  # something wrong, or only allowed below, stands above an expected one

    @property
    def is_perfect(self) -> bool:
        return self.recall in (None, 1.0) and self.precision in (None, 1.0) and not self.wrong_above


def texts() -> list[Document]:
    """The written test texts, numbered from 1."""
    pieces = [(lang, piece) for lang in LANGUAGES for piece in _pieces(f"texts.{lang}.txt")]
    return [_document(n, lang, piece) for n, (lang, piece) in enumerate(pieces, 1)]


def _pieces(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").split("\n== ")


def _document(number: int, language: str, piece: str) -> Document:
    head, _, text = piece.removeprefix("== ").partition("\n")
    identity, title = head.split(" | ")
    return Document(number, identity, title, text.strip(), language, fingerprint=identity)


def collection(folder: Path, first: int) -> list[Document]:
    """The bundled articles, numbered from first; an id is language/name."""
    from reader import source

    paths = sorted(p for lang in LANGUAGES for p in (folder / lang).glob("*.md"))
    documents = []
    for number, path in enumerate(paths, first):
        read = source.read(path)
        identity = f"{path.parent.name}/{path.stem}"
        text = source.plain_text(read)
        documents.append(
            Document(number, identity, read.title, text, path.parent.name, fingerprint=identity)
        )
    return documents


def judgements(name: str = "queries") -> list[Judgement]:
    """The judged queries over the texts ("queries") or over the collection ("collection")."""
    found = []
    for language in LANGUAGES:
        for line in (HERE / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                found.append(_judgement(language, line))  # noqa: PERF401 (two loops deep)
    return found


def held_out(documents: Iterable[Document], name: str = "held_out") -> list[Judgement]:
    """The queries over the collection judged by regular expression: "held_out", "blind", "blind_2".

    An article of another language may be found where it has the very word of the query or the third
    expression matches; one of the query's language where the second does.
    """
    read = [(one, f"{one.title}\n{one.text}".lower()) for one in documents]
    found = []
    for language in LANGUAGES:
        for line in (HERE / f"{name}.{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                found.append(_by_expression(language, line, read))  # noqa: PERF401 (two loops deep)
    return found


def _by_expression(
    language: str, line: str, documents: Sequence[tuple[Document, str]]
) -> Judgement:
    fields = [part.strip() or "(?!)" for part in re.split(r" \| ", line)]
    kind, asked, expected, also, elsewhere = (*fields, "(?!)", "(?!)")[:5]
    own = {one.id: text for one, text in documents if one.language == language}
    others = {one.id: text for one, text in documents if one.language != language}
    wanted = _matching(expected, own)
    itself = re.escape(asked.strip('"').lower())
    allowed = _matching(also, own) | _matching(f"{itself}|{elsewhere}", others)
    return Judgement(language, kind, asked, wanted, allowed - wanted, frozenset())


def _matching(expression: str, texts: Mapping[str, str]) -> frozenset[str]:
    whole = re.compile(rf"(?<!\w)(?:{expression})(?!\w)")
    return frozenset(identity for identity, text in texts.items() if whole.search(text))


def _judgement(language: str, line: str) -> Judgement:
    kind, asked, *sets = (part.strip() for part in line.split("|"))
    expected, may, never = (frozenset(part.split()) for part in (*sets, "", "", "")[:3])
    return Judgement(language, kind, asked, expected, may, never)


def measure(ask: Ask, judged: Iterable[Judgement]) -> list[Outcome]:
    return [_outcome(judgement, tuple(ask(judgement.query))) for judgement in judged]


def _outcome(judgement: Judgement, found: tuple[str, ...]) -> Outcome:
    expected, allowed = judgement.expected, judgement.expected | judgement.may
    top = [i for i in found[:10] if i not in judgement.may]
    recall = len(expected.intersection(found)) / len(expected) if expected else None
    precision = len(expected.intersection(top)) / len(top) if top else None
    last_expected = max((found.index(i) for i in expected if i in found), default=0)
    wrong_above = any(i not in expected for i in found[:last_expected]) or any(
        i in judgement.never for i in found
    )
    if not expected and top and not set(top) - allowed:
        precision = None
    return Outcome(judgement, found, recall, precision, wrong_above)


def mean(values: Iterable[float | None]) -> float:
    kept = [value for value in values if value is not None]
    return sum(kept) / len(kept) if kept else 1.0
