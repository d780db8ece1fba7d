"""Which marks of articles that are not open have lost their passage: looked for in a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.model import Article, Mark
from reader.paths import Paths
from reader.ui.tasks import Tasks

if TYPE_CHECKING:
    from reader.workspace import Workspace

AT_ONCE = 50  # articles whose answers are told together

Key = tuple[str, frozenset[tuple[str, str]]]
"""What an answer is about: the article's file, and its marks with the texts they were made in."""
Answer = tuple[Key, frozenset[str]]


class DetachedCheck(QObject):
    """Remembers what it has found until an article or its marks change. `found` tells of news."""

    found = Signal()
    failed = Signal(object)

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._tasks = Tasks("detached", self)
        self._answers: dict[str, Answer] = {}
        self._is_running = self._is_wanted_again = self._is_closed = False

    def begin(self) -> None:
        """Look through all articles with marks; nothing is read that is as it was."""
        if self._is_running:
            self._is_wanted_again = True
            return
        self._is_running, self._is_wanted_again = True, False
        paths, known = self._paths, dict(self._answers)

        def work(tell: Callable[[dict[str, Answer]], None]) -> None:
            from reader.workspace import Workspace

            with Workspace(paths) as workspace:
                _look_through(workspace, known, tell, lambda: self._is_closed)

        self._tasks.run_telling(work, self._take, self._end, self._fail)

    def is_gone(self, mark: Mark) -> bool | None:
        """Whether the passage of a mark is gone; None where that is not known yet."""
        answer = self._answers.get(mark.article_id)
        if answer is None or mark.anchor is None:
            return None
        key, gone = answer
        return mark.id in gone if (mark.id, mark.anchor.text_hash) in key[1] else None

    def _take(self, answers: dict[str, Answer]) -> None:
        self._answers.update(answers)
        self.found.emit()

    def _end(self, _: object) -> None:
        self._is_running = False
        if self._is_wanted_again:
            self.begin()

    def _fail(self, error: object) -> None:
        self._is_running = False
        self.failed.emit(error)

    def close(self) -> None:
        """Break off after the article that is being looked at."""
        self._is_closed = True
        self._tasks.close()


def _look_through(
    workspace: Workspace,
    known: Mapping[str, Answer],
    tell: Callable[[dict[str, Answer]], None],
    is_closed: Callable[[], bool],
) -> None:
    library = workspace.library
    ids = workspace.ask(lambda store: store.ids_with_marks())
    found: dict[str, Answer] = {}
    for number in library.numbers_of(sorted(ids)):
        for article in library.articles([number]):
            if is_closed():
                return
            marks = _anchored(workspace, article)
            key = _key(article, marks)
            before = known.get(article.id)
            if marks and (before is None or before[0] != key):
                found[article.id] = key, _gone(workspace, article, marks)
        if len(found) >= AT_ONCE:
            tell(found)
            found = {}
    if found:
        tell(found)


def _anchored(workspace: Workspace, article: Article) -> list[Mark]:
    marks = workspace.ask(lambda store: store.marks(article.id))
    return [mark for mark in marks if mark.anchor is not None]


def _key(article: Article, marks: list[Mark]) -> Key:
    made_in = frozenset((mark.id, mark.anchor.text_hash) for mark in marks if mark.anchor)
    return article.content_hash, made_in


def _gone(workspace: Workspace, article: Article, marks: list[Mark]) -> frozenset[str]:
    """The marks without a place; the article is read only where it is not as it was marked."""
    if _is_as_marked(workspace, article, marks) or article.problem:
        return frozenset()
    entries = workspace.entries([article.id])
    return frozenset(entry.mark.id for entry in entries if entry.mark.anchor and entry.is_orphan)


def _is_as_marked(workspace: Workspace, article: Article, marks: list[Mark]) -> bool:
    seen = workspace.ask(lambda store: store.snapshot(article.id))
    if seen is None or seen.content_hash != article.content_hash:
        return False
    return all(mark.anchor is None or mark.anchor.text_hash == seen.text_hash for mark in marks)
