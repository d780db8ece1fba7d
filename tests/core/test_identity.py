"""Identity: what marks hold on to survives edits, moves, copies, deletions and a lost cache."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.library import Library
from reader.model import Article, Known, Memory
from reader.scan import scan

NAMES = st.sampled_from(["a.md", "b.md", "c/a.md", "c/d/e.md", "f.txt"])


class Place:
    """A folder, its catalogue, and the memory of articles that have marks."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "articles"
        self.folder.mkdir()
        self.catalogue = place / "cache" / "catalogue.db"
        self.known: dict[str, Known] = {}

    def put(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def scan(self, *, lose_cache: bool = False) -> dict[str, Article]:
        """Scan and return the articles by relative path; marked ones are known where they are."""
        if lose_cache:
            shutil.rmtree(self.catalogue.parent, ignore_errors=True)
        with Library(self.catalogue) as library:
            scan(library, [self.folder], Memory(known=tuple(self.known.values())))
            found = library.articles(library.numbers())
        for article in found:
            if article.id in self.known:
                self.mark(article)
        return {a.path.relative_to(self.folder).as_posix(): a for a in found}

    def mark(self, article: Article) -> None:
        self.known.pop(article.id, None)
        self.known[article.id] = Known(article.id, article.path, article.content_hash)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def text(body: str, identity: str = "") -> str:
    return f"---\nlang: en\n{f'id: {identity}' if identity else 'x: y'}\n---\n{body}\n"


def test_an_article_is_named_after_its_content(place: Place) -> None:
    file = place.put("a.md", text("one"))
    expected = "a-" + hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    assert place.scan()["a.md"].id == expected


def test_the_id_of_the_front_matter_counts(place: Place) -> None:
    place.put("a.md", text("one", "mine"))
    assert place.scan()["a.md"].id == "mine"


def test_the_id_of_the_front_matter_survives_a_move_with_an_edit(place: Place) -> None:
    place.put("a.md", text("one", "mine"))
    number = place.scan()["a.md"].number
    (place.folder / "a.md").unlink()
    place.put("b.md", text("two", "mine"))
    after = place.scan()
    assert (after["b.md"].id, after["b.md"].number) == ("mine", number)


def test_of_two_with_one_id_the_first_has_it_and_the_other_says_so(place: Place) -> None:
    place.put("a.md", text("one", "mine"))
    place.put("b.md", text("two", "mine"))
    found = place.scan()
    assert found["a.md"].id == "mine"
    assert found["b.md"].id.startswith("a-")
    assert "same id" in (found["b.md"].problem or "")


def test_a_duplicate_takes_no_id_from_an_article_that_had_it(place: Place) -> None:
    place.put("b.md", text("one", "mine"))
    place.scan()
    place.put("a.md", text("two", "mine"))
    assert place.scan()["b.md"].id == "mine"


def test_the_problem_of_a_duplicate_ends_with_the_other_article(place: Place) -> None:
    place.put("a.md", text("one", "mine"))
    place.put("b.md", text("two", "mine"))
    place.scan()
    (place.folder / "a.md").unlink()
    place.scan()
    assert place.scan()["b.md"].problem is None


def test_marks_are_not_lost_when_an_id_is_added(place: Place) -> None:
    place.put("a.md", text("one"))
    before = place.scan()["a.md"]
    place.mark(before)
    place.put("a.md", text("one", "mine"))
    assert place.scan()["a.md"].id == before.id
    assert place.scan(lose_cache=True)["a.md"].id == before.id


def test_the_memory_gives_back_an_id_after_the_cache_is_lost(place: Place) -> None:
    place.put("a.md", text("one"))
    before = place.scan()["a.md"]
    place.mark(before)
    place.put("a.md", text("edited"))
    assert place.scan()["a.md"].id == before.id
    assert place.scan(lose_cache=True)["a.md"].id == before.id


def test_a_file_moved_while_the_cache_was_lost_is_known_by_its_content(place: Place) -> None:
    place.put("a.md", text("one"))
    place.scan()
    place.put("a.md", text("edited"))
    before = place.scan()["a.md"]
    place.mark(before)
    (place.folder / "a.md").rename(place.folder / "z.md")
    assert place.scan(lose_cache=True)["z.md"].id == before.id


def test_of_copies_the_original_keeps_its_id(place: Place) -> None:
    place.put("m.md", text("one"))
    before = place.scan()["m.md"]
    place.put("a.md", text("one"))
    place.put("z.md", text("one"))
    found = place.scan()
    assert found["m.md"].id == before.id
    assert len({article.id for article in found.values()}) == 3


def test_of_lost_twins_the_one_with_marks_is_found_again(place: Place) -> None:
    place.put("a.md", text("one"))
    place.put("b.md", text("one"))
    marked = place.scan()["b.md"]
    place.mark(marked)
    (place.folder / "a.md").unlink()
    (place.folder / "b.md").rename(place.folder / "c.md")
    assert place.scan()["c.md"].id == marked.id


def test_two_folders_may_swap_their_names(place: Place) -> None:
    for name in ("x", "y"):
        place.put(f"{name}/{name}.md", text(name))
    before = {name[2:]: article.id for name, article in place.scan().items()}
    (place.folder / "x").rename(place.folder / "t")
    (place.folder / "y").rename(place.folder / "x")
    (place.folder / "t").rename(place.folder / "y")
    assert {name[2:]: article.id for name, article in place.scan().items()} == before


def test_a_renamed_folder_keeps_all_ids(place: Place) -> None:
    for number in range(20):
        place.put(f"old/{number}.md", text(str(number)))
    before = {name[4:]: a.id for name, a in place.scan().items()}
    (place.folder / "old").rename(place.folder / "new")
    assert {name[4:]: a.id for name, a in place.scan().items()} == before


class Moves(RuleBasedStateMachine):
    """Random edits, moves, copies and deletions, one a scan; every article is marked.

    The model is a dict from path to id: an edit keeps it, a move takes it along, a copy gets a new
    one, a lost cache changes nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._temporary = tempfile.TemporaryDirectory()
        self.place = Place(Path(self._temporary.name))
        self.ids: dict[str, str] = {}
        self.serial = 0

    def teardown(self) -> None:
        self._temporary.cleanup()

    def rescan(self, *, lose_cache: bool = False) -> None:
        found = self.place.scan(lose_cache=lose_cache)
        assert sorted(found) == sorted(
            path.relative_to(self.place.folder).as_posix()
            for path in self.place.folder.rglob("*.*")
        )
        for name, identity in self.ids.items():
            assert found[name].id == identity, name
        for name, article in found.items():
            self.place.mark(article)
            self.ids[name] = article.id

    def fresh(self) -> str:
        self.serial += 1
        return text(f"text number {self.serial}")

    @rule(name=NAMES)
    def write(self, name: str) -> None:
        self.place.put(name, self.fresh())
        self.rescan()

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), place=NAMES)
    def move(self, data: st.DataObject, place: str) -> None:
        source = data.draw(st.sampled_from(sorted(self.ids)))
        if place in self.ids:
            return
        (self.place.folder / place).parent.mkdir(parents=True, exist_ok=True)
        (self.place.folder / source).rename(self.place.folder / place)
        self.ids[place] = self.ids.pop(source)
        self.rescan()

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), place=NAMES)
    def copy(self, data: st.DataObject, place: str) -> None:
        source = data.draw(st.sampled_from(sorted(self.ids)))
        if place in self.ids:
            return
        self.place.put(place, (self.place.folder / source).read_text())
        self.rescan()

    @precondition(lambda self: self.ids)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.ids)))
        (self.place.folder / name).unlink()
        del self.ids[name]
        self.rescan()

    @rule()
    def lose_the_cache(self) -> None:
        self.rescan(lose_cache=True)

    @invariant()
    def ids_are_unique(self) -> None:
        assert len(set(self.ids.values())) == len(self.ids)


TestMoves = Moves.TestCase
Moves.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
