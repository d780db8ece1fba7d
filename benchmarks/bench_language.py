"""How often a language is found, left open, or wrong, over twenty Latin-script languages.

The texts are put together at random from the fragments in `texts/`: 30 fragments a language, all on
the same few subjects. So the figures say that the languages are told apart, and little about other
subjects, older spellings or mixed texts. Run as `python -m benchmarks.bench_language [ROUNDS]`.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter

from benchmarks.libraries import LANGUAGES, sentence
from reader import detection

_SIZES = ((250, "article, 250 words"), (60, "paragraph, 60 words"), (14, "sentence, 14 words"))


def text(rng: random.Random, language: str, words: int) -> str:
    """Sentences of a language, about this many words of them."""
    parts: list[str] = []
    while sum(part.count(" ") + 1 for part in parts) < words:
        parts.append(sentence(rng, language))
    return " ".join(parts)


def measure(words: int, rounds: int) -> tuple[Counter[str], Counter[str], list[float]]:
    """Right, unknown and wrong answers, the confusions, and milliseconds a text."""
    rng = random.Random(7)
    answers: Counter[str] = Counter()
    confusions: Counter[str] = Counter()
    times = []
    for language in LANGUAGES:
        for _ in range(rounds):
            sample = text(rng, language, words)
            start = time.perf_counter()
            found = detection.detect(sample)
            times.append((time.perf_counter() - start) * 1000)
            kind = "unknown" if found is None else "right" if found == language else "wrong"
            answers[kind] += 1
            if kind != "right":
                confusions[f"{language}>{found}"] += 1
    return answers, confusions, times


def main() -> None:
    """Print a line for each size of text."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    detection.detect("the model is loaded by the first text of at least forty letters")
    for words, name in _SIZES:
        answers, confusions, times = measure(words, rounds)
        total = answers.total()
        shares = ", ".join(
            f"{kind} {answers[kind] / total:.2%}" for kind in ("right", "unknown", "wrong")
        )
        print(f"{name}: {shares} of {total}; median {statistics.median(times):.2f} ms")
        print(f"  {dict(confusions.most_common(12))}")


if __name__ == "__main__":
    main()
