"""Speed, size and quality of the search, in one run beside plain FTS5 with unicode61.

    python -m benchmarks.bench_search [--articles N] [--workers N] [--keep DIR]
    python -m benchmarks.bench_search --quality

The articles are made of the words of the dictionaries, drawn by Zipf's law: a third each in
Swedish, German and English, about 3 KB. Times are wall-clock times of this machine: compare the
columns.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import apsw

from benchmarks.search_quality import judged
from reader import analysis, indexing, lexicon
from reader.model import Memory
from reader.postings import Document
from reader.search import Index

_LANGUAGES = ("sv", "de", "en")
_WORDS = 260
_VOCABULARY = 60_000


class Corpus:
    """Articles of drawn words, the same ones at every run."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._words = {language: self._vocabulary(language) for language in _LANGUAGES}
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))

    def _vocabulary(self, language: str) -> list[str]:
        forms = [form for form, _ in lexicon.all_forms(language) if form.isalpha()]
        chosen = self._random.sample(forms, min(_VOCABULARY, len(forms)))
        return chosen + chosen[: _VOCABULARY - len(chosen)]

    def articles(self, size: int) -> Iterator[Document]:
        for number in range(1, size + 1):
            language = _LANGUAGES[number % 3]
            words = self._random.choices(self._words[language], cum_weights=self._weights, k=_WORDS)
            lines = [" ".join(words[n : n + 12]) + "." for n in range(8, _WORDS, 12)]
            date = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
            yield Document(
                number, f"a{number}", " ".join(words[:8]), "\n".join(lines), language,
                date=date, fingerprint=str(number),
            )  # fmt: skip

    def words(self, language: str) -> list[str]:
        return self._words[language]


class Plain:
    """What one gets from SQLite alone: FTS5 with unicode61, BM25 and its own snippets."""

    def __init__(self, path: Path) -> None:
        self._db = apsw.Connection(str(path))
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5(id UNINDEXED, title, body)"
        )

    def put(self, documents: Iterator[Document] | Sequence[Document]) -> None:
        with self._db:
            for one in documents:
                self._db.execute("INSERT INTO f VALUES(?,?,?)", (one.id, one.title, one.text))

    def search(self, asked: str, prefix: bool = False) -> list[str]:
        words = [f'"{word}"' for word in asked.replace('"', " ").split()]
        if asked.startswith('"'):
            words = [asked]
        if prefix:
            words[-1] += "*"
        sql = (
            "SELECT id, snippet(f,2,'[',']','…',24) FROM f WHERE f MATCH ?"
            " ORDER BY bm25(f,0,10,1) LIMIT 50"
        )
        return [str(row[0]) for row in self._db.execute(sql, (" ".join(words),))]


def quality() -> None:
    """Recall and precision of both on the judged sets."""
    with tempfile.TemporaryDirectory() as folder:
        for name, documents, queries in _judged_corpora():
            place = Path(folder) / name
            place.mkdir()
            index, plain = _quality_index(place / "index.db", documents), Plain(place / "plain.db")
            plain.put(documents)
            print(f"\n{name}: {len(queries)} queries over {len(documents)} articles")
            print("| engine | language | queries | recall | precision at 10 | wrong above right |")
            print("|---|---|---|---|---|---|")
            engines: dict[str, judged.Ask] = {
                "Lesesal": lambda q, i=index: [h.id for h in i.search(q).hits],  # type: ignore[misc]
                "Lesesal, while typing": lambda q, i=index: [  # type: ignore[misc]
                    h.id for h in i.search(q, typing=True).hits
                ],
                "FTS5 unicode61": plain.search,
            }
            for engine, ask in engines.items():
                _print_quality(engine, judged.measure(ask, queries))
            _print_quality("Lesesal, language filter on", _with_filter(index, queries))
            index.close()


def _judged_corpora() -> Iterator[tuple[str, list[Document], list[judged.Judgement]]]:
    from reader import resources

    yield "queries", judged.texts(), judged.judgements()
    collection = judged.collection(resources.collection(), 1)
    yield "collection", collection, judged.judgements("collection")
    yield "held_out", collection, judged.held_out(collection)


def _with_filter(index: Index, queries: Sequence[judged.Judgement]) -> list[judged.Outcome]:
    """The same queries with the filter on their own language, whose articles alone then count."""
    outcomes = []
    for language in _LANGUAGES:
        mine = [one for one in queries if one.language == language]
        outcomes += judged.measure(
            lambda q, tag=language: [h.id for h in index.search(q, languages=[tag]).hits],  # type: ignore[misc]
            mine,
        )
    return outcomes


def _quality_index(path: Path, documents: Sequence[Document]) -> Index:
    index = Index(path)
    index.update(documents)
    return index


def _print_quality(engine: str, outcomes: Sequence[judged.Outcome]) -> None:
    for language in (*_LANGUAGES, "all"):
        mine = [o for o in outcomes if language in (o.judgement.language, "all")]
        recall = judged.mean(o.recall for o in mine)
        precision = judged.mean(o.precision for o in mine)
        wrong = sum(o.wrong_above for o in mine)
        print(f"| {engine} | {language} | {len(mine)} | {recall:.3f} | {precision:.3f} | {wrong} |")


def speed(articles: int, workers: int, folder: Path) -> None:
    """Index articles of files, with the scan, and ask both indexes the same."""
    corpus = Corpus()
    library = folder / "library"
    size = _write(corpus, articles, library)
    started = time.perf_counter()
    indexing.run(
        folder / "catalogue.db", folder / "index.db", [library], Memory(), workers=workers,
        emit=_Phases(started),
    )  # fmt: skip
    print(f"scan and index: {time.perf_counter() - started:.1f} s, {articles} articles")
    index = Index(folder / "index.db")
    print(f"index {index.size() / size:.2f} x the text ({size / 1e6:.0f} MB)")
    documents = list(Corpus().articles(articles))  # made before the clock runs
    plain = Plain(folder / "plain.db")
    started = time.perf_counter()
    plain.put(documents)
    print(f"plain FTS5: {time.perf_counter() - started:.1f} s", end=", ")
    print(f"{(folder / 'plain.db').stat().st_size / size:.2f} x the text")
    if shutil.which("recollindex"):
        _recoll(folder / "recoll", library, size)
    _compare(corpus, index, plain)
    index.close()


def _recoll(folder: Path, library: Path, size: int) -> None:
    """Index the same files with Recoll, in a configuration of its own."""
    folder.mkdir(exist_ok=True)
    (folder / "recoll.conf").write_text(f"topdirs = {library}\nidxabsmlen = 250\n", "utf-8")
    started = time.perf_counter()
    subprocess.run(["recollindex", "-c", folder], check=True, capture_output=True)
    took = time.perf_counter() - started
    bytes_used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"recollindex: {took:.1f} s, {bytes_used / size:.2f} x the text")


class _Phases:
    """Prints when each phase ended."""

    def __init__(self, started: float) -> None:
        self._started = started

    def __call__(self, message: object) -> None:
        if isinstance(message, dict) and message.get("done") == message.get("total", -1):
            print(f"  {message['phase']} done after {time.perf_counter() - self._started:.1f} s")


def _write(corpus: Corpus, articles: int, library: Path) -> int:
    size = 0
    for one in corpus.articles(articles):
        path = library / str(one.language) / str(one.number // 1000) / f"{one.number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"---\ntitle: {one.title}\nlang: {one.language}\ndate: {one.date}\n---\n{one.text}\n"
        size += len((one.text or "").encode())
        path.write_text(text, encoding="utf-8")
    return size


def _compare(corpus: Corpus, index: Index, plain: Plain) -> None:
    print("| query | Lesesal p50 | p95 ms | plain FTS5 p50 | p95 ms |")
    print("|---|---|---|---|---|")
    pooled: list[float] = []
    for kind, queries, typing in _queries(corpus):
        mine = [_timed(partial(index.search, q, typing=typing)) for q in queries]
        theirs = [_timed(partial(plain.search, q, prefix=typing)) for q in queries]
        pooled += mine
        print(f"| {kind} | {_figures(mine)} | {_figures(theirs)} |")
    print(f"| all | {_figures(pooled)} | | |")


def _queries(corpus: Corpus) -> Iterator[tuple[str, list[str], bool]]:
    chance = random.Random(3)
    swedish, german = corpus.words("sv"), corpus.words("de")
    common, middle = swedish[:60] + german[:60], swedish[300:6000] + german[300:6000]
    some = [chance.choice(middle) for _ in range(60)]
    yield "3 letters", [word[:3] for word in some], True
    yield "5 letters", [word[:5] for word in some], True
    yield "word", some, False
    yield "word, typed", some, True
    yield "common word", [chance.choice(common) for _ in range(60)], False
    yield (
        "two words",
        [f"{chance.choice(common)} {chance.choice(middle)}" for _ in range(60)],
        False,
    )
    yield "two common words", [" ".join(chance.sample(common, 2)) for _ in range(60)], False
    yield "without marks", [analysis.unmarked(word.lower()) for word in some], False


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _figures(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.1f} | {sorted(times)[int(len(times) * 0.95) - 1]:.1f}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quality", action="store_true")
    arguments.add_argument("--articles", type=int, default=10_000)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument(
        "--keep", type=Path, help="a folder to work in, left as it is afterwards"
    )
    wanted = arguments.parse_args()
    if wanted.quality:
        quality()
        return
    folder = wanted.keep or Path(tempfile.mkdtemp(prefix="lesesal-search-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        speed(wanted.articles, wanted.workers, folder)
    finally:
        if wanted.keep is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
