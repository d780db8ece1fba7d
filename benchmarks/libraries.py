"""Makes libraries of realistic articles in twenty languages, the same ones for the same seed.

The sentences are put together from the fragments in `texts/`, written for this project: an opening,
a main clause and a subordinate clause, with lists of nouns and compounds of them for a vocabulary
that grows with the library. Run it as `python -m benchmarks.libraries FOLDER COUNT`.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).with_name("texts")
LANGUAGES = tuple(sorted(path.stem for path in TEXTS.glob("*.txt")))
MAIN_LANGUAGES = ("en", "de", "sv", "fr", "es", "nl", "da", "fi", "it", "pl")
"""The languages of a library, most frequent first."""

_NAMES = (
    "Alma Berg", "Jonas Keller", "Ingrid Lund", "Pierre Moreau", "Carmen Ortiz", "Willem de Wit",
    "Mette Holm", "Aino Salo", "Luca Conti", "Zofia Nowak", "Tove Ek", "Emil Brandt",
)  # fmt: skip
_PLACES = (
    "Visby",
    "Lübeck",
    "Esch",
    "Turku",
    "Gent",
    "Vigo",
    "Siena",
    "Toruń",
    "Bergen",
    "Odense",
)
_SITES = ("The Reading Room", "Blad", "Lesehalle", "Le Quai", "Torget", "Het Venster")
_PER_FOLDER = 250
_WEIGHTS = (24, 22, 18, 8, 7, 6, 5, 4, 3, 3)


@dataclass(frozen=True)
class Texts:
    """The fragments of one language."""

    openers: Sequence[str]
    mains: Sequence[str]
    tails: Sequence[str]
    topics: Sequence[str]
    nouns: Sequence[str]


@cache
def texts(language: str) -> Texts:
    """The fragments of a language, from its file."""
    sections: dict[str, list[str]] = {}
    for line in (TEXTS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line:
            current.append(line)
    return Texts(**sections)


def sentence(rng: random.Random, language: str) -> str:
    """One sentence."""
    own = texts(language)
    parts = f"{rng.choice(own.openers)} {rng.choice(own.mains)}"
    return f"{parts}, {rng.choice(own.tails)}." if rng.random() < 0.7 else f"{parts}."


def word_list(rng: random.Random, language: str, count: int) -> str:
    """Nouns and compounds of nouns, with names and numbers: words that few articles share."""
    nouns = texts(language).nouns
    made = [
        rng.choice(nouns) + rng.choice(("", "", rng.choice(nouns).lower())) for _ in range(count)
    ]
    return ", ".join([*made, rng.choice(_NAMES), rng.choice(_PLACES), str(rng.randint(1, 99_999))])


def paragraph(rng: random.Random, language: str) -> str:
    """Three to six sentences, with some Markdown in them."""
    sentences = [sentence(rng, language) for _ in range(rng.randint(3, 6))]
    if rng.random() < 0.4:
        words = sentences[0].split(" ")
        at = rng.randrange(len(words))
        words[at] = rng.choice(("*{}*", "**{}**", "[{}](https://example.org/a)")).format(words[at])
        sentences[0] = " ".join(words)
    return " ".join(sentences)


def body(rng: random.Random, language: str, size: int) -> str:
    """Markdown of about size characters: paragraphs, headings, lists and quotes."""
    parts: list[str] = []
    length = 0
    while length < size:
        kind = rng.random()
        if kind < 0.12 and parts:
            part = f"## {rng.choice(texts(language).topics)} {rng.randint(2, 99)}"
        elif kind < 0.24:
            part = "\n".join(f"- {word_list(rng, language, 5)}" for _ in range(3))
        elif kind < 0.3:
            part = f"> {sentence(rng, language)}"
        else:
            part = paragraph(rng, language)
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts) + "\n"


def title(rng: random.Random, language: str) -> str:
    """A title, nearly always another one."""
    own = texts(language)
    subject = f"{rng.choice(own.topics)}: {rng.choice(own.nouns)}"
    return f"{subject}, {rng.choice(_PLACES)} {rng.randint(1, 9999)}"


def front_matter(rng: random.Random, language: str, name: str, *, declared: bool) -> str:
    """YAML or TOML front matter, with or without the language."""
    date = f"{rng.randint(1995, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    fields = [
        ("title", f'"{name}"'),
        ("date", date),
        ("author", f'"{rng.choice(_NAMES)}"'),
    ]
    if declared:
        fields.append((rng.choice(("lang", "language", "locale")), f'"{language}"'))
    tags = rng.sample(texts(language).nouns, 2)
    fields.append(("tags", "[" + ", ".join(f'"{tag}"' for tag in tags) + "]"))
    if rng.random() < 0.3:
        fields.append(("source", f'"{rng.choice(_SITES)}"'))
    if rng.random() < 0.15:
        return "+++\n" + "".join(f"{key} = {value}\n" for key, value in fields) + "+++\n\n"
    unquoted = ((key, value.replace('"', "")) for key, value in fields if key != "title")
    lines = [f"title: {fields[0][1]}", *(f"{key}: {value}" for key, value in unquoted)]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def article(rng: random.Random, serial: int, size: int = 3_000) -> tuple[str, str, str]:
    """An article: its path in the library, its text and its language.

    Of ten articles six declare their language, two have it in their path, two leave it to be found.
    """
    language = rng.choices(MAIN_LANGUAGES, _WEIGHTS)[0]
    name = title(rng, language)
    style = rng.random()
    folder = f"{serial // _PER_FOLDER:04}"
    slug = f"{serial:07}"
    if style < 0.2:
        path = rng.choice((f"{language}/{folder}/{slug}.md", f"{folder}/{slug}.{language}.md"))
    else:
        path = f"{folder}/{slug}.md"
    head = front_matter(rng, language, name, declared=style >= 0.4)
    if rng.random() < 0.2:
        head = f"# {name}\n\n" if style < 0.4 else head
    return path, head + body(rng, language, size - len(head)), language


def articles(count: int, *, seed: int = 1, size: int = 3_000) -> Iterator[tuple[str, str, str]]:
    """Count articles, always the same for a seed."""
    rng = random.Random(seed)
    return (article(rng, serial, size) for serial in range(count))


def make(folder: Path, count: int, *, seed: int = 1, size: int = 3_000) -> dict[str, str]:
    """Write a library and return the languages of its files; their times lie an hour back."""
    languages: dict[str, str] = {}
    for path, text, language in articles(count, seed=seed, size=size):
        file = folder / path
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        stamp = 1_700_000_000 + len(languages)
        os.utime(file, (stamp, stamp))
        languages[path] = language
    return languages


def main() -> None:
    """Make a library from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=3_000, help="characters an article")
    options = parser.parse_args()
    made = make(options.folder, options.count, seed=options.seed, size=options.size)
    print(f"{len(made)} articles in {options.folder}")


if __name__ == "__main__":
    main()
