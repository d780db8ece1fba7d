"""The marks of the open article: what the user does to them, and undoing it.

Every change is one transaction of the store and one step of the undo stack. Where the store
cannot write, nothing is changed on the screen either and `failed` tells why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from reader.db import patiently
from reader.model import Anchor, Article, Colour, Mark, Place
from reader.store import Store

Steps = Sequence[tuple[Mark, Mark]]
BUSY_SECONDS = 3.0


class MarkCommand(QUndoCommand):
    """One step: each mark as it was and as it becomes."""

    def __init__(self, text: str, steps: Steps, turn: Callable[[Steps], bool]) -> None:
        super().__init__(text)
        self._steps, self._turn = steps, turn

    def redo(self) -> None:
        if not self._turn(self._steps):
            self.setObsolete(True)  # the stack forgets it

    def undo(self) -> None:
        if not self._turn([(after, before) for before, after in self._steps]):
            self.setObsolete(True)


class Marking(QObject):
    """Operations on marks. `changed` carries the id of the article whose marks changed.

    `turned_elsewhere` follows an undo (False) or redo (True) in an article that is not open.
    """

    changed = Signal(str)
    failed = Signal(object)
    turned_elsewhere = Signal(str, bool)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.undo_stack = QUndoStack(self)
        self.article: Article | None = None
        self.text = ""
        self._places: dict[str, Place] = {}
        self._turned: set[str] = set()

    def set_article(self, article: Article, text: str, places: dict[str, Place]) -> None:
        """Work on this article from now on."""
        self.article, self.text, self._places = article, text, dict(places)

    def clear(self) -> None:
        """No article is open."""
        self.article, self.text, self._places = None, "", {}

    # --- reading --------------------------------------------------------------------------------

    def placed(self) -> list[tuple[Mark, Place]]:
        """The marks on passages with their places, those without a place at the end."""
        if self.article is None:
            return []
        found = [
            (mark, self.place(mark))
            for mark in self._store.marks(self.article.id)
            if mark.anchor is not None
        ]
        return sorted(found, key=lambda pair: (pair[1].status == "orphan", pair[1].start))

    def place(self, mark: Mark) -> Place:
        """Where a mark of the open article stands in its text."""
        if mark.anchor is None:
            return Place(0, 0, "exact")
        if mark.id not in self._places:
            self._places[mark.id] = self._find(mark.anchor)
        return self._places[mark.id]

    def _find(self, anchor: Anchor) -> Place:
        from reader import anchors
        from reader.ui.opening import in_part

        place = anchors.find(anchor, self.text)
        return in_part(anchor, place, self.text) if self.is_shown_in_part() else place

    def is_shown_in_part(self) -> bool:
        """Whether the text ends before the open article does: what is not in it may still exist."""
        return self.article is not None and self.article.is_large

    def is_gone(self, mark: Mark) -> bool:
        """Whether the passage of a mark of the open article is nowhere in it any more."""
        return self.place(mark).status == "orphan" and not self.is_shown_in_part()

    def mark(self, mark_id: str) -> Mark | None:
        return self._store.mark(mark_id)

    # --- changing -------------------------------------------------------------------------------

    def highlight(self, start: int, end: int, colour: Colour) -> Mark | None:
        """Colour a range. One that touches highlights of this colour extends the first of them."""
        if self.article is None or start >= end:
            return None
        same = [
            (mark, place)
            for mark, place in self.placed()
            if mark.kind == "highlight"
            and mark.colour == colour
            and place.status != "orphan"
            and place.start <= end
            and place.end >= start
        ]
        if not same:
            return self._add("highlight", start, end, colour, self.tr("Highlight"))
        low = min(start, *(place.start for _, place in same))
        high = max(end, *(place.end for _, place in same))
        return self._extend([mark for mark, _ in same], low, high)

    def _extend(self, marks: Sequence[Mark], low: int, high: int) -> Mark:
        """Join marks into the first, which keeps every note and tag of the others."""
        first, *rest = marks
        notes = [mark.note for mark in marks if mark.note]
        tags = tuple(dict.fromkeys(tag for mark in marks for tag in mark.tags))
        anchor = _anchor(self.text, low, high)
        joined = replace(first, anchor=anchor, note="\n\n".join(notes), tags=tags)
        after = (joined, *(replace(mark, deleted=True) for mark in rest))
        self._push(self.tr("Extend highlight"), *zip(marks, after, strict=True))
        return joined

    def note_on(self, start: int, end: int, text: str = "") -> Mark | None:
        """A note on a passage: on the highlight that covers it exactly, else a new one."""
        for mark, place in self.placed():
            if (place.start, place.end) == (start, end) and mark.kind != "bookmark":
                return mark
        return self._add("highlight", start, end, "yellow", self.tr("Note"), text)

    def bookmark_place(self, start: int, end: int) -> Mark | None:
        """A bookmark on a place of the article."""
        return self._add("bookmark", start, end, None, self.tr("Bookmark"))

    def _add(
        self, kind: str, start: int, end: int, colour: Colour | None, what: str, note: str = ""
    ) -> Mark | None:
        if self.article is None:
            return None
        mark = Mark(
            id=_new_id(),
            kind=kind,  # type: ignore[arg-type]
            article_id=self.article.id,
            anchor=_anchor(self.text, start, end),
            colour=colour,
            note=note,
        )
        return mark if self._push(what, (replace(mark, deleted=True), mark)) else None

    def bookmarks(self) -> list[Mark]:
        """The bookmarks of the open article, on the whole and on places."""
        if self.article is None:
            return []
        return [mark for mark in self._store.marks(self.article.id) if mark.kind == "bookmark"]

    def toggle_bookmark(self) -> bool | None:
        """Bookmark the article, or take all its bookmarks away, those on places too.

        Whether it is bookmarked now, None where that failed.
        """
        if self.article is None:
            return None
        present = self.bookmarks()
        if not present:
            mark = Mark(id=_new_id(), kind="bookmark", article_id=self.article.id)
            done = self._push(self.tr("Bookmark"), (replace(mark, deleted=True), mark))
            return True if done else None
        steps = [(mark, replace(mark, deleted=True)) for mark in present]
        done = self._push(self.tr("Remove bookmark"), *steps)
        return False if done else None

    def recolour(self, mark_id: str, colour: Colour) -> None:
        """Give a mark another colour."""
        if (mark := self._store.mark(mark_id)) is not None and mark.colour != colour:
            self._push(self.tr("Recolour"), (mark, replace(mark, colour=colour)))

    def set_tags(self, mark_id: str, tags: Sequence[str]) -> None:
        """Replace the tags of a mark."""
        if (mark := self._store.mark(mark_id)) is not None:
            self._push(self.tr("Tags"), (mark, replace(mark, tags=tuple(tags))))

    def delete(self, mark_id: str) -> bool:
        """Delete a mark with its note; it can be undone."""
        return self.delete_all([mark_id]) == 1

    def delete_all(self, mark_ids: Sequence[str]) -> int:
        """Delete marks of whatever articles in one step; how many there were."""
        marks = [mark for mark_id in mark_ids if (mark := self._store.mark(mark_id)) is not None]
        steps = [(mark, replace(mark, deleted=True)) for mark in marks if not mark.deleted]
        return len(steps) if steps and self._push(self.tr("Delete"), *steps) else 0

    def attach(self, mark_id: str, start: int, end: int) -> bool:
        """Give a detached mark a passage of the open article; whether that was written."""
        if (mark := self._store.mark(mark_id)) is None or self.article is None:
            return False
        anchor = _anchor(self.text, start, end)
        moved = replace(mark, anchor=anchor, article_id=self.article.id)
        return self._push(self.tr("Attach note"), (mark, moved))

    def save_note(self, mark_id: str, text: str, base: str) -> str | None:
        """Store the text of a note on a passage; what the note says then, None where it failed.

        base is the text it was written from (`Store.write_note`). Typing is undone in the editor,
        so that this makes no step of its own.
        """
        try:
            mark = self._store.write_note(mark_id, text, base)
        except Exception as error:
            self.failed.emit(error)
            return None
        self.changed.emit(mark.article_id)
        return mark.note

    def save_article_note(self, article: Article, text: str, base: str) -> str | None:
        """Store the note on the article as a whole, in the same way."""
        try:
            self._store.remember(article, self._text_of(article))
            mark = self._store.set_article_note(article.id, text, base)
        except Exception as error:
            self.failed.emit(error)
            return None
        self.changed.emit(article.id)
        return text if mark is None or mark.deleted else mark.note

    def _text_of(self, article: Article) -> str | None:
        open_now = self.article is not None and self.article.id == article.id
        return self.text if open_now else None

    def _push(self, what: str, *steps: tuple[Mark, Mark]) -> bool:
        count = self.undo_stack.index()
        self.undo_stack.push(MarkCommand(what, steps, self._turn))
        return self.undo_stack.index() != count

    def undo(self) -> None:
        """Take the newest step back."""
        self._turn_stack(self.undo_stack.undo, is_redo=False)

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self._turn_stack(self.undo_stack.redo, is_redo=True)

    def _turn_stack(self, turn: Callable[[], None], *, is_redo: bool) -> None:
        self._turned = set()
        turn()
        here = self.article.id if self.article is not None else ""
        if self._turned and here not in self._turned:
            self.turned_elsewhere.emit(min(self._turned), is_redo)

    def _turn(self, steps: Steps) -> bool:
        try:
            marks = patiently(lambda: self._write(steps), BUSY_SECONDS)
        except Exception as error:  # whatever it is, nothing was written
            self.failed.emit(error)
            return False
        for mark in marks:
            self._places.pop(mark.id, None)
        self._turned = {mark.article_id for pair in steps for mark in pair}
        for article_id in self._turned:
            self.changed.emit(article_id)
        return True

    def _write(self, steps: Steps) -> list[Mark]:
        if self.article is not None and any(m.article_id == self.article.id for _, m in steps):
            self._store.remember(self.article, self.text)
        return self._store.turn(steps)


def _anchor(text: str, start: int, end: int) -> Anchor:
    from reader import anchors  # 30 ms, for the first mark that is made

    return anchors.make(text, start, end)


def _new_id() -> str:
    import uuid  # it asks for the platform: 10 ms

    return str(uuid.uuid4())
