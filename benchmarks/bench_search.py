"""Speed, size and quality of the search, in one run beside plain FTS5 with unicode61.

    python -m benchmarks.bench_search [--articles N] [--corpus NAME] [--keep DIR]
    python -m benchmarks.bench_search --quality

With --corpus sentences the articles are those of `libraries` in ten languages, else words drawn
from the dictionaries (`search_corpora`). Recoll stands beside them where it is installed; its
queries need the package python3-recoll.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks import measure, search_corpora
from benchmarks.search_corpora import CORPORA, LANGUAGES, Corpus, Vocabulary
from benchmarks.search_peers import HITS, Plain, Recoll, processor_seconds, size_of
from benchmarks.search_quality import judged
from reader import analysis, index_workers, indexing, lexicon
from reader.index_file import lexicons
from reader.model import Memory
from reader.postings import Document
from reader.search import Index

Kind = tuple[str, list[str], bool]  # its name, the queries, whether their last word may go on

_QUERIES = 60
_TYPED = 25  # words that are typed letter by letter
_SEED = 3


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
    for name in ("held_out", "blind", "blind_2"):
        yield name, collection, judged.held_out(collection, name)


def _with_filter(index: Index, queries: Sequence[judged.Judgement]) -> list[judged.Outcome]:
    """The same queries with the filter on their own language, whose articles alone then count."""
    outcomes = []
    for language in LANGUAGES:
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
    for language in (*LANGUAGES, "all"):
        mine = [o for o in outcomes if language in (o.judgement.language, "all")]
        recall = judged.mean(o.recall for o in mine)
        precision = judged.mean(o.precision for o in mine)
        wrong = sum(o.wrong_above for o in mine)
        print(f"| {engine} | {language} | {len(mine)} | {recall:.3f} | {precision:.3f} | {wrong} |")


def speed(corpus: Corpus, articles: int, workers: int, folder: Path) -> None:
    """Index the articles as files, with the scan, beside the peers, and ask all of them the same.

    Every time is processor time of all processes, that of building also by the clock.
    """
    library = folder / "library"
    size = search_corpora.write(corpus, articles, library)
    print(f"{articles} articles, {size / 1e6:.0f} MB, load {measure.load()}")
    index_path = folder / "index.db"
    with _clocked("dictionaries"):
        for language in corpus.languages:
            lexicon.make(language, lexicons(index_path))
    index_workers.collect_rarely()  # as the process that does this in the background
    with _clocked("scan and index", articles) as phases:
        indexing.run(
            folder / "catalogue.db", index_path, [library], Memory(), workers=workers, emit=phases
        )
    print(f"index {size_of(index_path) / size:.2f} x the text")
    plain = Plain(folder / "plain.db")
    with _clocked("plain FTS5", articles):
        plain.put(corpus.documents(articles))
    print(f"plain FTS5 {size_of(folder / 'plain.db') / size:.2f} x the text")
    recoll = Recoll(folder / "recoll", library) if Recoll.is_installed() else None
    if recoll:
        with _clocked("recollindex", articles):
            kept = recoll.index()
        print(f"recollindex {kept / size:.2f} x the text")
    _compare(index_path, plain, recoll, list(_queries(corpus.vocabulary())))
    plain.close()


class _clocked:  # noqa: N801 (a context manager, read as a verb)
    """Prints what its block took, and when each phase of it ended."""

    def __init__(self, what: str, articles: int = 0) -> None:
        self._what, self._articles = what, articles

    def __enter__(self) -> _clocked:
        self._started, self._before = time.perf_counter(), processor_seconds()
        return self

    def __call__(self, message: Mapping[str, object]) -> None:
        if message.get("done") == message.get("total", -1):
            print(f"  {message['phase']} done after {time.perf_counter() - self._started:.1f} s")

    def __exit__(self, *_: object) -> None:
        took, used = time.perf_counter() - self._started, processor_seconds() - self._before
        rate = f", {self._articles} articles, {self._articles / took:.0f} a second"
        print(
            f"{self._what}: {took:.1f} s, processor {used:.1f} s{rate if self._articles else ''}",
            flush=True,
        )


def _compare(index_path: Path, plain: Plain, recoll: Recoll | None, kinds: Sequence[Kind]) -> None:
    index = Index(index_path)
    asked = [(query, typing) for _, queries, typing in kinds for query in queries]
    theirs = recoll.times(asked) if recoll else None
    print(f"load {measure.load()}")
    print("| query | Lesesal p50 | p95 ms | plain FTS5 p50 | p95 ms | Recoll p50 | p95 ms |")
    print("|---|---|---|---|---|---|---|")
    columns: list[list[float]] = [[], [], []]
    for kind, queries, typing in kinds:
        mine = [_timed(partial(index.search, q, typing=typing, limit=HITS)) for q in queries]
        fts5 = [_timed(partial(plain.search, q, prefix=typing)) for q in queries]
        done = len(columns[0])
        others = theirs[done : done + len(queries)] if theirs else []
        for column, times in zip(columns, (mine, fts5, others), strict=True):
            column.extend(times)
        print(f"| {kind} | {_figures(mine)} | {_figures(fts5)} | {_figures(others)} |")
    print(f"| all | {' | '.join(map(_figures, columns))} |")
    index.close()


def _queries(words: Vocabulary) -> Iterator[Kind]:
    chance = random.Random(_SEED)

    def some(of: Sequence[str], count: int = _QUERIES) -> list[str]:
        return [chance.choice(of).lower() for _ in range(count)]

    typed = some(words.middle, _TYPED)
    yield "key by key", [word[:end] for word in typed for end in range(1, len(word) + 1)], True
    chosen = some(words.middle)
    yield "3 letters", [word[:3] for word in chosen], True
    yield "5 letters", [word[:5] for word in chosen], True
    yield "word", chosen, False
    yield "word, typed", chosen, True
    yield "common word", some(words.common), False
    pairs = zip(some(words.common), some(words.middle), strict=True)
    yield "two words", [" ".join(pair) for pair in pairs], False
    pairs = zip(some(words.common), some(words.common), strict=True)
    yield "two common words", [" ".join(pair) for pair in pairs], False
    yield "without marks", [analysis.unmarked(word) for word in chosen], False


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _figures(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.1f} | {measure.at(times, 0.95):.1f}" if times else "– | –"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quality", action="store_true")
    arguments.add_argument("--articles", type=int, default=10_000)
    arguments.add_argument("--corpus", choices=CORPORA, default="drawn")
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
        speed(CORPORA[wanted.corpus](), wanted.articles, wanted.workers, folder)
    finally:
        if wanted.keep is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
