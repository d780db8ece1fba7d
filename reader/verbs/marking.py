"""Bookmarks, notes and highlights from the command line: on the disk when the verb returns."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from dataclasses import replace

from reader import anchors
from reader.errors import NotFoundError, UsageError
from reader.model import Anchor, Article, Mark
from reader.paths import Paths
from reader.store import Store
from reader.verbs.output import complain, show
from reader.workspace import Workspace


def bookmark_verb(paths: Paths, given: Namespace) -> int:
    """Bookmark an article (once), or take its bookmarks away, those on places too.

    The ids of the marks are printed.
    """
    with Workspace(paths) as workspace:
        article = workspace.article(given.article)
        with workspace.alone():
            if given.remove:
                for mark_id in _remove_bookmarks(workspace, article):
                    show(mark_id)
                return 0
            known = workspace.ask(lambda store: store.bookmark(article.id))
            if known is None:
                known = _add(workspace, article, Mark("", "bookmark", article.id))
        show(known.id)
    return 0


def _remove_bookmarks(workspace: Workspace, article: Article) -> list[str]:
    def remove(store: Store) -> list[Mark]:
        present = [mark for mark in store.marks(article.id) if mark.kind == "bookmark"]
        return store.turn([(mark, replace(mark, deleted=True)) for mark in present])

    removed = workspace.ask(remove)
    if not removed:
        raise NotFoundError(f"{article.title} has no bookmark.")
    return [mark.id for mark in removed]


def highlight_verb(paths: Paths, given: Namespace) -> int:
    """Highlight a passage (once in a colour); the mark's id is printed.

    NotFoundError, and nothing is written, where it is not in the text.
    """
    with Workspace(paths) as workspace:
        article = workspace.article(given.article)
        text = workspace.rendered(article).text
        anchor = _passage(text, given.quote)
        mark = Mark("", "highlight", article.id, anchor, given.colour)
        with workspace.alone():
            known = _same_highlight(workspace, mark)
            if known is not None:
                complain("The passage is highlighted already.")
            else:
                known = _add(workspace, article, mark, text)
        show(known.id)
    return 0


def _same_highlight(workspace: Workspace, wanted: Mark) -> Mark | None:
    """A highlight of this colour and without a note on just this passage."""
    there = workspace.ask(
        lambda store: store.find_marks(kinds=["highlight"], article_ids=[wanted.article_id])
    )
    alike = (mark for mark in there if mark.colour == wanted.colour and not mark.note)
    return next((mark for mark in alike if mark.anchor == wanted.anchor), None)


def note_verb(paths: Paths, given: Namespace) -> int:
    """Add to an article's note, or note on a passage; without text print what is there."""
    text = _from_stdin() if given.stdin else given.text
    if text is not None and not text.strip():
        raise UsageError("the note is empty; nothing was written")
    with Workspace(paths) as workspace:
        article = workspace.article(given.article)
        if text is None:
            for note in _notes(workspace, article, given.quote):
                show(note)
            return 0
        if given.quote is None:
            show(_add_paragraph(workspace, article, text).id)
            return 0
        body = workspace.rendered(article).text
        mark = Mark("", "note", article.id, _passage(body, given.quote), note=text)
        show(_add(workspace, article, mark, body).id)
    return 0


def _from_stdin() -> str:
    """All of standard input as UTF-8, without the line break at its end."""
    stream = getattr(sys.stdin, "buffer", None)
    data = stream.read() if stream is not None else sys.stdin.read().encode("utf-8", "replace")
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", "replace").read()  # newlines as "\n"
    return text.removesuffix("\n")


def _notes(workspace: Workspace, article: Article, quote: str | None) -> list[str]:
    """The article's note, or the notes that stand on a passage."""
    if quote is None:
        mark = workspace.ask(lambda store: store.article_note(article.id))
        return [mark.note] if mark else []
    passage = _passage(workspace.rendered(article).text, quote)
    return [
        entry.mark.note
        for entry in workspace.entries([article.id])
        if entry.mark.note and entry.mark.anchor and entry.place
        if entry.place.start < passage.end and passage.start < entry.place.end
    ]


def _add_paragraph(workspace: Workspace, article: Article, text: str) -> Mark:
    workspace.remember(article)

    def append(store: Store) -> Mark | None:
        known = store.article_note(article.id)
        whole = f"{known.note.rstrip()}\n\n{text}" if known and known.note.strip() else text
        return store.set_article_note(article.id, whole)

    with workspace.alone():
        mark = workspace.ask(append)
    assert mark is not None  # the text is not blank
    return mark


def _passage(text: str, quote: str) -> Anchor:
    anchor = anchors.find_quote(text, quote)
    if anchor is None:
        raise NotFoundError("The passage is not in the article; nothing was written.")
    return anchor


def _add(workspace: Workspace, article: Article, mark: Mark, text: str | None = None) -> Mark:
    """Add a mark, and remember the article it is on."""
    workspace.remember(article, text)
    return workspace.ask(lambda store: store.add(mark))
