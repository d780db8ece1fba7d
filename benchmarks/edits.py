"""Edits articles the way editors do, seeded, and knows where every character went.

A Document carries for each character where it comes from: an index of the text as it was, NEW, or
(written in place of something) the index that it stands for. `truth` reads from that where a marked
passage is now. `EDITS` names the kinds, `MIXES` their shares in an edited article.
"""

from __future__ import annotations

import random
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

NEW = -1
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff"
_MARKS = r"\u0300-\u036f\u0900-\u0903\u093a-\u094f\u3099\u309a"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_MARKS}])*")
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*[\"”’»」]? ?")
_PARAGRAPH = re.compile(r"[^\n]+\n?")
Part = tuple[int, int] | tuple[str, Sequence[int]]


@dataclass(frozen=True)
class Document:
    """An edited text; origins has one entry a character: an index >= 0 where the character itself
    survived, NEW, or -2 - index where it stands in place of that character."""

    text: str
    origins: Sequence[int]

    @staticmethod
    def of(text: str) -> Document:
        return Document(text, range(len(text)))

    def rebuilt(self, parts: Iterable[Part]) -> Document:
        """The document made of slices of this one and of new strings with their origins."""
        texts: list[str] = []
        origins: list[int] = []
        for first, second in parts:
            if isinstance(first, str):
                assert not isinstance(second, int)
                texts.append(first)
                origins.extend(second)
            else:
                assert isinstance(second, int)
                texts.append(self.text[first:second])
                origins.extend(self.origins[first:second])
        return Document("".join(texts), origins)

    def changed(
        self, changes: Iterable[tuple[int, int, str]], *, survives: bool = False
    ) -> Document:
        """With stretches replaced; changes must not overlap. What replaces something stands in its
        place, or counts as having survived (typography, case)."""
        parts: list[Part] = []
        done = 0
        for start, end, text in sorted(changes):
            if start < done:
                continue
            parts += [(done, start), (text, self._inherited(start, end, len(text), survives))]
            done = end
        return self.rebuilt([*parts, (done, len(self.text))])

    def _inherited(self, start: int, end: int, length: int, survives: bool) -> list[int]:
        if start == end:
            return [NEW] * length
        old = [self.origins[start + k * (end - start) // max(1, length)] for k in range(length)]
        return old if survives else [-2 - value if value >= 0 else value for value in old]


@dataclass(frozen=True)
class Truth:
    """Where a passage is now; survived is the share of its characters (spaces apart) there.

    The passage "still exists" from one half on. pieces are all places where a quarter or more of
    what survived stands, the largest of them (start to end) first; empty where nothing survived.
    """

    start: int
    end: int
    survived: float
    pieces: tuple[tuple[int, int], ...] = ()

    @property
    def exists(self) -> bool:
        return self.survived >= 0.5


class Tracker:
    """Tells the truth about many passages of one edited document."""

    def __init__(self, before: str, document: Document) -> None:
        self._before = before
        self._document = document
        self._place: dict[int, int] = {}
        self._stand_in: dict[int, list[int]] = {}
        for place, origin in enumerate(document.origins):
            if origin >= 0:
                self._place[origin] = place
            elif origin != NEW:
                self._stand_in.setdefault(-2 - origin, []).append(place)

    def truth(self, start: int, end: int) -> Truth:
        """The largest piece of the passage: pieces further apart than its length (or 40
        characters) are separate, and words written in place of marked ones belong to it."""
        places = sorted(self._own(start, end) + self._others(start, end))
        pieces: list[list[int]] = []
        for place in places:
            if not pieces or place - pieces[-1][-1] > max(40, end - start):
                pieces.append([])
            pieces[-1].append(place)
        total = sum(not c.isspace() for c in self._before[start:end])
        if not pieces or not total:
            return Truth(0, 0, 0.0)
        pieces.sort(key=self._survivors, reverse=True)
        survivors = [self._survivors(piece) for piece in pieces]
        kept = [p for p, n in zip(pieces, survivors, strict=True) if 4 * n >= sum(survivors) > 0]
        spans = tuple((piece[0], piece[-1] + 1) for piece in kept)
        return Truth(pieces[0][0], pieces[0][-1] + 1, survivors[0] / total, spans)

    def place(self, offset: int) -> int | None:
        """Where a place went: with the character after it, else with the one before it."""
        if offset in self._place:
            return self._place[offset]
        before = self._place.get(offset - 1)
        return None if before is None else before + 1

    def _own(self, start: int, end: int) -> list[int]:
        return [self._place[o] for o in range(start, end) if o in self._place]

    def _others(self, start: int, end: int) -> list[int]:
        return [place for o in range(start, end) for place in self._stand_in.get(o, ())]

    def _survivors(self, piece: Sequence[int]) -> int:
        document = self._document
        return sum(document.origins[p] >= 0 and not document.text[p].isspace() for p in piece)


# --- the kinds of edits -------------------------------------------------------------------------

Edit = Callable[[Document, random.Random, float], Document]


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _sample(
    rng: random.Random, items: list[tuple[int, int]], share: float
) -> list[tuple[int, int]]:
    count = min(len(items), max(1, round(len(items) * share)))
    return sorted(rng.sample(items, count)) if items else []


def typos(document: Document, rng: random.Random, share: float) -> Document:
    """Share of the words get one letter dropped, doubled, swapped or replaced."""
    changes = []
    for start, end in _sample(rng, _words(document.text), share):
        at = rng.randrange(start, end)
        letter = document.text[at]
        kind = rng.choice(("drop", "double", "swap", "replace"))
        if kind == "drop" and end - start > 1:
            changes.append((at, at + 1, ""))
        elif kind == "swap" and at + 1 < end:
            changes.append((at, at + 2, document.text[at + 1] + letter))
        elif kind == "replace":
            changes.append((at, at + 1, rng.choice("etaoinsr")))
        else:
            changes.append((at + 1, at + 1, letter))
    return document.changed(changes)


def reworded(document: Document, rng: random.Random, share: float) -> Document:
    """Runs of 1-4 words replaced (1/2), inserted (1/4) or deleted (1/4), up to a share of them."""
    spans = _words(document.text)
    if not spans:
        return document
    vocabulary = [document.text[a:b] for a, b in spans]
    budget, taken = max(1, round(len(spans) * share)), set[int]()
    changes: list[tuple[int, int, str]] = []
    for _ in range(20 * budget):
        if budget <= 0:
            break
        first, count = rng.randrange(len(spans)), rng.randint(1, 4)
        last = min(first + count, len(spans)) - 1
        start, end = spans[first][0], spans[last][1]
        if "\n" in document.text[start:end] or taken & set(range(first - 1, last + 2)):
            continue
        taken |= set(range(first, last + 1))
        budget -= count
        gap = document.text[end : end + 1] if document.text[end : end + 1] == " " else ""
        wording = (" " if gap else "").join(
            _other_words(rng, vocabulary, max(1, count + rng.randint(-1, 1)))
        )
        kind = rng.choice(("replace", "replace", "insert", "delete"))
        if kind == "insert":
            changes.append((start, start, wording + gap))
        else:
            changes.append(
                (start, end, wording) if kind == "replace" else (start, end + len(gap), "")
            )
    return document.changed(changes)


def _other_words(rng: random.Random, vocabulary: list[str], count: int) -> list[str]:
    """Words of the article itself, half of them altered so that they are new to it."""
    words = rng.choices(vocabulary, k=count)
    return [w if rng.random() < 0.5 else w[::-1].lower() + rng.choice("aeo") for w in words]


def moved_paragraphs(document: Document, rng: random.Random, share: float) -> Document:
    """A share of the paragraphs (at least one) cut and pasted elsewhere."""
    paragraphs = _paragraphs(document)
    if len(paragraphs) < 3:
        return document
    for _ in range(max(1, round(len(paragraphs) * share))):
        paragraph = paragraphs.pop(rng.randrange(len(paragraphs)))
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), paragraph)
    return _of_paragraphs(document, paragraphs)


def swapped_sentences(document: Document, rng: random.Random, share: float) -> Document:
    """A share of the sentences change places with the next one."""
    spans = [match.span() for match in _SENTENCE.finditer(document.text)]
    pairs = [k for k in range(len(spans) - 1) if spans[k][1] == spans[k + 1][0]]
    chosen = set(rng.sample(pairs, min(len(pairs), max(1, round(len(pairs) * share)))))
    parts: list[Part] = []
    done, k = 0, 0
    while k < len(spans) - 1:
        if k in chosen:
            (start, middle), (_, end) = spans[k], spans[k + 1]
            parts += [(done, start), (middle, end), (start, middle)]
            done, k = end, k + 1
        k += 1
    return document.rebuilt([*parts, (done, len(document.text))])


def split_and_joined(document: Document, rng: random.Random, share: float) -> Document:
    """A share of the sentence ends become paragraph ends, of the paragraph ends spaces."""
    ends = [m.end() - 1 for m in _SENTENCE.finditer(document.text) if m.group().endswith(" ")]
    breaks = [k for k, c in enumerate(document.text) if c == "\n"]
    changes = [(k, k + 1, "\n") for k in ends if rng.random() < share]
    changes += [(k, k + 1, " ") for k in breaks if rng.random() < share]
    return document.changed(changes, survives=True)


def inserted_sections(document: Document, rng: random.Random, share: float) -> Document:
    """New paragraphs, as many as a share of the old ones (at least one), made of its own words."""
    words = [document.text[a:b] for a, b in _words(document.text)] or ["new"]
    breaks = [0] + [k + 1 for k, c in enumerate(document.text) if c == "\n"]
    changes = []
    for _ in range(max(1, round(len(breaks) * share))):
        sentences = [
            " ".join(_other_words(rng, words, rng.randint(5, 16))).capitalize() + "."
            for _ in range(rng.randint(1, 6))
        ]
        at = rng.choice(breaks)
        changes.append((at, at, " ".join(sentences) + "\n"))
    return document.changed(changes)


def typography(document: Document, rng: random.Random, share: float) -> Document:
    """Other quotation marks, dashes and spaces throughout; now and then the other normal form."""
    quote, apostrophe, dash = rng.choice(("“", "„", '"', "«")), rng.choice("'’"), rng.choice("-–—")
    changes = []
    for k, c in enumerate(document.text):
        if c in '"“”„«»':
            changes.append((k, k + 1, quote))
        elif c in "'’‘":
            changes.append((k, k + 1, apostrophe))
        elif c in "-–—":
            changes.append((k, k + 1, dash))
        elif c == " " and rng.random() < share / 4:
            changes.append((k, k + 1, rng.choice(("\u00a0", "  ", "\u2009"))))
    document = document.changed(changes, survives=True)
    return _other_form(document) if rng.random() < share * 2 else document


def _other_form(document: Document) -> Document:
    form: Literal["NFC", "NFD"] = (
        "NFD" if unicodedata.is_normalized("NFC", document.text) else "NFC"
    )
    matches = re.finditer(r"\w[\u0300-\u036f\u3099\u309a]*", document.text)
    changes = [
        (m.start(), m.end(), unicodedata.normalize(form, m.group()))
        for m in matches
        if not unicodedata.is_normalized(form, m.group())
    ]
    return document.changed(changes, survives=True)


_BOILERPLATE = (
    "Subscribe to our newsletter and never miss a story.",
    "Share this article",
    "Read more:",
    "Advertisement",
    "Photo: archive",
    "Log in to comment",
    "Läs mer om våra cookies här.",
    "Jetzt den Newsletter abonnieren!",
    "5 min read",
    "Related articles",
    "All rights reserved ©",
    "Terms of use · Privacy · Contact",
    "購読する",
    "اشترك الآن",
)


def reimported(document: Document, rng: random.Random, share: float) -> Document:
    """The same article through another importer: other furniture around and within."""
    breaks = [k + 1 for k, c in enumerate(document.text) if c == "\n"]
    within = rng.sample(breaks, min(len(breaks), max(1, round(len(breaks) * share))))
    changes = [(at, at, rng.choice(_BOILERPLATE) + "\n") for at in sorted(within)]
    changes.append(
        (0, 0, "".join(rng.choice(_BOILERPLATE) + "\n" for _ in range(rng.randint(1, 12))))
    )
    end = len(document.text)
    changes.append(
        (end, end, "".join("\n" + rng.choice(_BOILERPLATE) for _ in range(rng.randint(1, 12))))
    )
    return typography(document.changed(changes), rng, share)


def deleted_passages(document: Document, rng: random.Random, share: float) -> Document:
    """A share of the sentences deleted, now and then a whole paragraph."""
    spans = [match.span() for match in _SENTENCE.finditer(document.text)]
    if rng.random() < 0.3:
        spans = [match.span() for match in _PARAGRAPH.finditer(document.text)]
    if len(spans) < 3:
        return document
    return document.changed((start, end, "") for start, end in _sample(rng, spans, share))


def other_case(document: Document, rng: random.Random, share: float) -> Document:
    """A share of the paragraphs' beginnings and of the words set in the other case."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(document.text)]
    changes = [span for span in paragraphs if rng.random() < share]
    changes += _sample(rng, _words(document.text), share / 4)
    cased = [(k, k + 1) for start, end in changes for k in range(start, min(end, start + 80))]
    return document.changed(
        ((a, b, _swapped(document.text[a:b])) for a, b in sorted(set(cased))), survives=True
    )


def _swapped(letter: str) -> str:
    other = letter.upper() if letter.islower() else letter.lower()
    return other if len(other) == 1 else letter


def _paragraphs(document: Document) -> list[tuple[int, int]]:
    """The paragraphs without the newlines that part them."""
    return [m.span() for m in re.finditer(r"[^\n]+", document.text)]


def _of_paragraphs(document: Document, paragraphs: Iterable[tuple[int, int]]) -> Document:
    parts: list[Part] = []
    for span in paragraphs:
        parts += [("\n", [NEW]), span] if parts else [span]
    return document.rebuilt(parts)


EDITS: dict[str, Edit] = {
    "typos": typos,
    "reworded": reworded,
    "moved paragraphs": moved_paragraphs,
    "swapped sentences": swapped_sentences,
    "split and joined": split_and_joined,
    "inserted sections": inserted_sections,
    "typography": typography,
    "re-imported": reimported,
    "deleted passages": deleted_passages,
    "case": other_case,
}

# What one edited article gets: (kind, share). In the mixes typos and rewording together touch 5, 10
# and 20 % of the words; each other kind is drawn with the probability that stands third.
SINGLES: dict[str, float] = {
    "typos": 0.2,
    "reworded": 0.2,
    "moved paragraphs": 0.2,
    "swapped sentences": 0.15,
    "split and joined": 0.3,
    "inserted sections": 0.25,
    "typography": 0.2,
    "re-imported": 0.2,
    "deleted passages": 0.15,
    "case": 0.2,
}
MIXES: dict[str, tuple[tuple[str, float, float], ...]] = {
    "mixed, 5 % of words": (
        ("typos", 0.02, 1.0),
        ("reworded", 0.03, 1.0),
        ("typography", 0.1, 0.3),
        ("inserted sections", 0.05, 0.2),
        ("split and joined", 0.1, 0.2),
    ),
    "mixed, 10 % of words": (
        ("typos", 0.03, 1.0),
        ("reworded", 0.07, 1.0),
        ("typography", 0.2, 0.4),
        ("moved paragraphs", 0.05, 0.3),
        ("inserted sections", 0.1, 0.3),
        ("case", 0.05, 0.2),
        ("deleted passages", 0.04, 0.3),
        ("split and joined", 0.15, 0.3),
    ),
    "mixed, 20 % of words": (
        ("typos", 0.06, 1.0),
        ("reworded", 0.14, 1.0),
        ("typography", 0.2, 0.5),
        ("moved paragraphs", 0.1, 0.5),
        ("swapped sentences", 0.05, 0.4),
        ("inserted sections", 0.15, 0.4),
        ("case", 0.1, 0.3),
        ("deleted passages", 0.08, 0.5),
        ("split and joined", 0.2, 0.5),
        ("re-imported", 0.1, 0.3),
    ),
}
KINDS: tuple[str, ...] = (*SINGLES, *MIXES)


def edit(text: str, kind: str, seed: int | str) -> Document:
    """The text after edits of one of KINDS; the same for the same seed."""
    rng = random.Random(f"{kind}/{seed}")
    document = Document.of(text)
    if kind in SINGLES:
        return EDITS[kind](document, rng, SINGLES[kind])
    for name, share, probability in MIXES[kind]:
        if rng.random() < probability:
            document = EDITS[name](document, rng, share)
    return document


# --- marks --------------------------------------------------------------------------------------

# (share, what a reader marks)
MARKS: tuple[tuple[float, str], ...] = (
    (0.04, "1-3 characters"),
    (0.22, "1-4 words"),
    (0.22, "clause"),
    (0.30, "sentence"),
    (0.12, "2-4 sentences"),
    (0.08, "paragraphs"),
    (0.02, "whole article"),
)


def marks(text: str, count: int, seed: int | str) -> list[tuple[int, int, str]]:
    """Passages as readers mark them, with what they are; on words but for the shortest."""
    rng = random.Random(f"marks/{seed}")
    words, sentences = _words(text), [m.span() for m in _SENTENCE.finditer(text)]
    kinds = rng.choices([name for _, name in MARKS], [share for share, _ in MARKS], k=count)
    spans = [(*_mark(rng, kind, text, words, sentences), kind) for kind in kinds]
    return [span for span in spans if text[span[0] : span[1]].strip()]


def _mark(
    rng: random.Random,
    kind: str,
    text: str,
    words: list[tuple[int, int]],
    sentences: list[tuple[int, int]],
) -> tuple[int, int]:
    if kind == "whole article":
        return 0, len(text)
    if kind == "1-3 characters":
        start = rng.randrange(len(text))
        return start, min(len(text), start + rng.randint(1, 3))
    if kind in ("1-4 words", "clause"):
        first = rng.randrange(len(words))
        count = rng.randint(1, 4) if kind == "1-4 words" else rng.randint(5, 12)
        return words[first][0], words[min(first + count, len(words)) - 1][1]
    if kind == "paragraphs":
        spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
        first = rng.randrange(len(spans))
        return spans[first][0], spans[min(first + rng.randint(1, 3), len(spans)) - 1][1]
    first = rng.randrange(len(sentences))
    count = 1 if kind == "sentence" else rng.randint(2, 4)
    start, end = sentences[first][0], sentences[min(first + count, len(sentences)) - 1][1]
    return start, start + len(text[start:end].rstrip())


# --- articles -----------------------------------------------------------------------------------

_SYLLABLES = {
    "en": "the of and a in to is con ter pre tion al ing er st ble ment ly re un der out ship hood",
    "de": "der die das und ver ge sch lich keit ung en er bau zeit haus über für ein aus stell ähn",
    "sv": "och att det en för sam häll skap ning ar ör sjö väg lig het båt å kom mun tid av sta",
    "fr": "le la les des et pré con tion é eau eur ment ais qu' une sur vi jour né ville où",
    "ru": "и в не на ско ро при ста ный ть ка го ров ение по мир све жи дом ло ва чи",
    "ar": "ال من في على كت اب مد ين ة ر جل بيت نور سلا م قل حر ية يو عل",
    "he": "של את על ה ב מ ית ון של ום בי תו רה ספ ר או לם עי ר",
    "hi": "का की में है और न ही प्र दे श लो ग भा षा रा त्र समा ज वि का स",
    "ko": "사 람 은 는 이 가 나 라 도 시 에 서 한 다 고 문 학 책 을 를 시간 우 리",
}
_CHARACTERS = {
    "zh": "的一是不了在人有我他这个们中来上大为和国地到以说时要"
    "就出会可也你对生能而子那得于着下自之年过发后作里",
    "ja": "のにはをたがでてとしれさいるなもかこ日本人年大会中国東京"
    "時間読書図館記事文章言語私達今朝昨夜静海山川",
}
LANGUAGES: tuple[str, ...] = (*_SYLLABLES, *_CHARACTERS)


def article(language: str, seed: int | str, length: int = 5_000) -> str:
    """A made-up article of about that many characters, paragraphs parted by a newline.

    Words are drawn with natural frequencies; one sentence in twenty repeats an earlier one, one in
    twenty an earlier one but for a word, and some paragraphs begin alike.
    """
    rng = random.Random(f"article/{language}/{seed}")
    words, weights = _vocabulary(language, rng, max(1_500, length // 50))
    cumulative = list(accumulate(weights))
    total = 0
    sentences: list[str] = []
    paragraphs: list[str] = []
    while total < length:
        paragraph = []
        for _ in range(rng.randint(1, 7)):
            paragraph.append(_sentence(language, rng, words, cumulative, sentences))
            sentences.append(paragraph[-1])
        joined = ("" if language in _CHARACTERS else " ").join(paragraph)
        paragraphs.append(joined)
        total += len(joined) + 1
    return "\n".join(paragraphs)


def _vocabulary(language: str, rng: random.Random, size: int) -> tuple[list[str], list[float]]:
    if language in _CHARACTERS:
        words = [
            "".join(rng.choices(_CHARACTERS[language], k=rng.randint(1, 3))) for _ in range(size)
        ]
    else:
        syllables = _SYLLABLES[language].split()
        words = syllables[:10]
        words += ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(size)]
    return words, [1 / (rank + 8) for rank in range(len(words))]


def _sentence(
    language: str, rng: random.Random, words: list[str], weights: list[float], earlier: list[str]
) -> str:
    luck = rng.random()
    if earlier and luck < 0.05:
        return rng.choice(earlier)
    if earlier and luck < 0.1:
        old = rng.choice(earlier)
        start, end = rng.choice(_words(old) or [(0, 1)])
        return old[:start] + _word(rng, words, weights) + old[end:]
    chosen = [_word(rng, words, weights) for _ in range(rng.randint(4, 22))]
    if language in _CHARACTERS:
        return "、".join(["".join(chosen[:5]), "".join(chosen[5:])]).strip("、") + "。"
    if rng.random() < 0.1:
        chosen.insert(
            rng.randrange(len(chosen)),
            rng.choice(("😀", "– 1984 –", "“so”", "e\u0301t\u00e9", "👩‍👩‍👧")),
        )
    if rng.random() < 0.3:
        chosen[len(chosen) // 2] += ","
    return " ".join(chosen)[:1].upper() + " ".join(chosen)[1:] + rng.choice("...!?")


def _word(rng: random.Random, words: list[str], weights: list[float]) -> str:
    return words[min(len(words) - 1, bisect_left(weights, rng.random() * weights[-1]))]
