"""Marks and states of other programs in the user's data: matched, kept as orphans, never doubled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.annotations import Target
from reader.importers import ImportedMarks, ImportResult, ItemState, MarkFile, Quote, applying
from reader.importers.applying import Applied
from reader.importers.finding import ArticleFinder
from reader.importers.identity import identify
from reader.library import Library
from reader.model import Article, Memory
from reader.scan import scan
from reader.store import Store

Bring = Callable[..., ImportResult]
Write = Callable[[str, str | bytes], Path]
TEXT = "The lamp was lit before the fog came in. Nobody saw the ferry leave that evening."
URL = "https://a.example/lamp"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "marks.db")
    yield opened
    opened.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "cache" / "catalogue.db")
    yield opened
    opened.close()


def apply(result: ImportResult, store: Store, library: Library) -> Applied:
    return applying.apply(result, store, library, text_of=lambda article: TEXT)


def _result(*quotes: Quote, **state: object) -> ImportResult:
    key = identify(URL, "The lamp")
    states = (ItemState(key, "The lamp", URL, **state),) if state else ()  # type: ignore[arg-type]
    marks = (ImportedMarks(key, "The lamp", quotes, URL),) if quotes else ()
    return ImportResult(marks=marks, states=states)


@pytest.fixture
def article(bring: Bring, write: Write, target: Path, library: Library) -> Article:
    entry = {
        "id": 1,
        "title": "The lamp",
        "url": URL,
        "content": f"<p>{TEXT}</p>" + "<p>More words here.</p>" * 9,
        "is_archived": 0,
    }
    (one,) = bring(write("w.json", json.dumps([entry]))).imported
    scan(library, [target], Memory(), progress=None, cancelled=None)
    found = library.by_path(one.path)
    assert found is not None
    return found


def test_the_article_has_the_identity_that_its_marks_expect(article: Article) -> None:
    assert article.id == identify(URL, "")


def test_a_quote_that_stands_in_the_article_is_anchored_there(
    article: Article, store: Store, library: Library
) -> None:
    applied = applying.apply(_result(Quote("the fog came in", "why")), store, library)
    (mark,) = store.marks(article.id)
    assert (applied.added, applied.orphans) == (1, 0)
    assert mark.anchor is not None and mark.anchor.text_hash
    assert (mark.anchor.exact, mark.note, mark.kind) == ("the fog came in", "why", "highlight")


def test_a_quote_that_stands_nowhere_is_kept_as_an_orphan(
    article: Article, store: Store, library: Library
) -> None:
    applied = apply(_result(Quote("words that were cut out")), store, library)
    (mark,) = store.marks(article.id)
    assert (applied.orphans, mark.anchor and mark.anchor.exact) == (1, "words that were cut out")


def test_marks_of_an_article_that_is_not_there_wait_under_its_identity(
    store: Store, library: Library
) -> None:
    apply(_result(Quote("the fog came in")), store, library)
    (mark,) = store.marks(identify(URL, ""))
    snapshot = store.snapshot(mark.article_id)
    assert snapshot is not None
    assert (snapshot.title, snapshot.url) == ("The lamp", URL)


def test_applying_twice_adds_nothing_twice(
    article: Article, store: Store, library: Library
) -> None:
    result = _result(Quote("the fog came in"), read=True, favourite=True)
    apply(result, store, library)
    again = apply(result, store, library)
    assert (again.added, again.known, again.states) == (0, 1, 0)
    assert len(store.marks(article.id)) == 2


def test_a_mark_that_the_user_deleted_does_not_come_back(
    article: Article, store: Store, library: Library
) -> None:
    result = _result(Quote("the fog came in"), favourite=True)
    apply(result, store, library)
    for mark in store.marks(article.id):
        store.delete(mark.id)
    apply(result, store, library)
    assert store.marks(article.id) == []


def test_states_become_read_progress_and_bookmark(
    article: Article, store: Store, library: Library
) -> None:
    apply(_result(read=True, favourite=True, progress=0.5), store, library)
    state = store.state(article.id)
    assert (state.read, state.bookmarked, state.progress) == (True, True, 0.5)


def test_what_is_known_here_stays(article: Article, store: Store, library: Library) -> None:
    store.set_read(article.id, True)
    store.set_progress(article.id, 0.7, 40)
    applied = apply(_result(read=False, progress=0.2), store, library)
    state = store.state(article.id)
    assert (applied.states, state.read, state.progress, state.position) == (0, True, 0.7, 40)


def test_a_large_export_is_applied_whole(store: Store, library: Library) -> None:
    urls = [f"https://a.example/{number}" for number in range(450)]
    marks = tuple(ImportedMarks(identify(url, ""), url, (Quote(url),), url) for url in urls)
    states = tuple(
        ItemState(identify(url, ""), url, url, read=True, favourite=number % 2 == 0)
        for number, url in enumerate(urls)
    )
    applied = apply(ImportResult(marks=marks, states=states * 2), store, library)
    assert (applied.added, applied.orphans, applied.states) == (450, 450, 450)
    assert len(store.read_ids()) == 450
    assert len(store.bookmarked_ids()) == 225
    assert all(store.snapshot(identify(url, "")) is not None for url in urls)


def test_a_note_on_the_whole_article_has_no_anchor(
    article: Article, store: Store, library: Library
) -> None:
    apply(_result(Quote("", "about all of it", kind="note")), store, library)
    note = store.article_note(article.id)
    assert note is not None and note.note == "about all of it"


def test_an_article_is_found_by_its_address_too(
    write: Write, store: Store, library: Library, tmp_path: Path
) -> None:
    write("own.md", f'---\nid: mine\nurl: "http://www.a.example/lamp/"\n---\n{TEXT}\n')
    scan(library, [tmp_path / "from"], Memory(), progress=None, cancelled=None)
    apply(_result(Quote("the fog came in")), store, library)
    assert len(store.marks("mine")) == 1


# --- the article that marks are about -----------------------------------------------------------

OWN = {
    "lamp.md": f"---\nid: lamp\nurl: https://www.a.example/lamp?utm_source=x\n---\n# Lamp\n{TEXT}\n",
    "net.md": "---\nid: net\n---\n# Nets & hooks\n\nOf nets.\n",
    "one.md": "---\nid: one\n---\n# The same\n\nOf one thing.\n",
    "two.md": "---\nid: two\n---\n# The same\n\nOf another thing.\n",
}


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (Target(article_id="lamp"), "lamp"),
        (Target("https://www.a.example/lamp?utm_source=x"), "lamp"),
        (Target("http://a.example/lamp/#top", "Another title"), "lamp"),
        (Target("https://a.example/net", "Nets & hooks"), "net"),
        (Target(title="Nets & hooks", article_id="gone"), "net"),
        (Target("https://b.example/lamp", "Lamp"), None),
        (Target(title="The same"), None),
        (Target("http://[", "Unknown"), None),
        (Target("file://[", "Unknown"), None),
        (Target(), None),
    ],
)
def test_one_finder_knows_id_address_and_title(
    write: Write, library: Library, tmp_path: Path, target: Target, wanted: str | None
) -> None:
    for name, text in OWN.items():
        write(name, text)
    scan(library, [tmp_path / "from"], Memory(), progress=None, cancelled=None)
    assert ArticleFinder(library, lambda _: TEXT).resolve(target) == wanted


def test_the_finder_knows_paths(write: Write, library: Library, tmp_path: Path) -> None:
    path = write("lamp one.md", OWN["lamp.md"])
    scan(library, [tmp_path / "from"], Memory(), progress=None, cancelled=None)
    finder = ArticleFinder(library, lambda _: TEXT)
    assert finder.resolve(Target(str(path))) == finder.resolve(Target(path.as_uri())) == "lamp"


def test_a_file_of_annotations_is_taken_once(
    write: Write, store: Store, library: Library, tmp_path: Path
) -> None:
    write("lamp.md", OWN["lamp.md"])
    scan(library, [tmp_path / "from"], Memory(), progress=None, cancelled=None)
    selector = {"type": "TextQuoteSelector", "exact": "the fog came in"}
    known = {"type": "Annotation", "id": "urn:x:1", "body": {"value": "why"}}
    known["target"] = {"source": "https://a.example/lamp", "selector": selector}
    other = {"type": "Annotation", "id": "urn:x:2", "target": {"source": "https://b.example/"}}
    file = MarkFile(tmp_path / "a.json", json.dumps([known, other]).encode())
    junk = MarkFile(tmp_path / "b.json", b"[]")
    first, second = (apply(ImportResult(files=(file, junk)), store, library) for _ in range(2))
    (mark,) = store.marks()
    assert mark.anchor is not None and mark.anchor.text_hash
    assert (mark.article_id, mark.note) == ("lamp", "why")
    assert (first.added, first.known, second.added, second.known) == (1, 0, 0, 1)
    assert [(one.path.name, one.item) for one in first.skipped] == [
        ("a.json", "urn:x:2"),
        ("b.json", ""),
    ]
    snapshot = store.snapshot("lamp")
    assert snapshot is not None and snapshot.title == "Lamp"  # it outlives its file
