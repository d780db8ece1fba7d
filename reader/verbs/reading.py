"""Shows articles as text, and marks where they stand in it."""

from __future__ import annotations

from argparse import Namespace

from reader.exporters import Entry
from reader.paths import Paths
from reader.verbs.output import line, show, show_json
from reader.workspace import Workspace


def show_verb(paths: Paths, given: Namespace) -> int:
    """Print an article; offsets of marks count code points of the JSON's text."""
    with Workspace(paths) as workspace:
        article = workspace.article(given.article)
        rendered = workspace.rendered(article)
    if not given.json:
        show(rendered.text)
        return 0
    show_json(
        {
            "id": article.id,
            "title": article.title,
            "language": article.language,
            "text": rendered.text,
            "html": rendered.html,
            "outline": [{"level": one.level, "title": one.title} for one in rendered.outline],
        }
    )
    return 0


def marks_verb(paths: Paths, given: Namespace) -> int:
    """List the marks of the library or of one article, re-anchored in today's text."""
    with Workspace(paths) as workspace:
        if given.article is None:
            workspace.scan()
            entries = workspace.entries()
        else:
            entries = workspace.entries([workspace.marked(given.article)])
    if given.json:
        show_json({"marks": [_plain(entry) for entry in entries]})
        return 0
    for entry in entries:
        show(_shown(entry))
    return 0


def _plain(entry: Entry) -> dict[str, object]:
    mark, place = entry.mark, entry.place
    assert place is not None
    return {
        "id": mark.id,
        "kind": mark.kind,
        "article_id": mark.article_id,
        "article_title": entry.article.title,
        "language": entry.article.language,
        "colour": mark.colour,
        "note": mark.note,
        "quote": entry.quote,
        "created": mark.created,
        "modified": mark.modified,
        "status": place.status,
        "start": place.start,
        "end": place.end,
        "text": entry.text_now or "",
    }


def _shown(entry: Entry) -> str:
    mark = entry.mark
    status = entry.place.status if entry.place else ""
    head = f"{mark.id}  {mark.kind}  {status}  {line(entry.article.title)}"
    quote = [f"    “{line(entry.quote)}”"] if entry.quote else []
    note = [f"    {line(part)}" for part in mark.note.splitlines() if part.strip()]
    return "\n".join([head, *quote, *note])
