"""Lists, searches and chooses what the library is made of."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from reader.errors import NotFoundError, SearchQueryError, UsageError
from reader.model import Article, Hit, Problem, State
from reader.paths import Paths, absolute
from reader.store import Store
from reader.verbs.output import complain, line, show, show_json
from reader.workspace import Workspace


def opened(paths: Paths, folders: Sequence[Path]) -> Workspace:
    """The workspace of the library, or of these folders. NotFoundError, UsageError: no folder."""
    return Workspace(paths, [_existing(folder) for folder in folders])


def _existing(folder: str | Path) -> Path:
    target = absolute(folder)
    if not (os.fspath(folder) and os.path.lexists(target)):
        raise NotFoundError(f"There is no folder {folder}.")
    if not target.is_dir():
        raise UsageError(f"{folder} is not a folder.")
    return target


def problems_plain(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems as JSON has them."""
    return [{"path": str(one.path), "reason": one.reason} for one in problems]


# --- list ---------------------------------------------------------------------------------------


def list_verb(paths: Paths, given: Namespace) -> int:
    """List the articles that pass all the filters, newest first."""
    with opened(paths, given.folders) as workspace:
        workspace.scan()
        only, excluding = workspace.ask(lambda store: _sets(store, given))
        library, folders = workspace.library, workspace.folders
        numbers = library.numbers(
            folders=folders, languages=given.lang, only=only, excluding=excluding
        )
        articles = library.articles(numbers)
        problems = workspace.problems()
        if not given.json:
            _show_articles(articles, problems)
            return 0
        counts = library.language_counts(folders, only=only, excluding=excluding)
        states = workspace.ask(lambda store: store.states([one.id for one in articles]))
        show_json(
            {
                "articles": [_article_plain(one, states[one.id]) for one in articles],
                "problems": problems_plain(problems),
                "languages": {base or "unknown": count for base, count in counts.items()},
            }
        )
    return 0


def _sets(store: Store, given: Namespace) -> tuple[set[str] | None, set[str]]:
    """The ids that the filters let through (None: all), and those they keep out."""
    only: set[str] | None = None
    if given.bookmarked:
        only = store.bookmarked_ids()
    if given.with_notes:
        noted = store.ids_with_notes()
        only = noted if only is None else only & noted
    return only, store.read_ids() if given.unread else set()


def _article_plain(article: Article, state: State) -> dict[str, object]:
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "language_source": article.language_source,
        "author": article.author,
        "date": article.date,
        "source": article.source,
        "path": str(article.path),
        "folder": str(article.folder),
        "words": article.words,
        "minutes": article.minutes,
        "tags": list(article.tags),
        "translations": list(article.translations),
        "bookmarked": state.bookmarked,
        "read": state.read,
        "progress": state.progress,
        "note_count": state.note_count,
        "highlight_count": state.highlight_count,
    }


def _show_articles(articles: Sequence[Article], problems: Iterable[Problem]) -> None:
    width = min(40, max((len(one.id) for one in articles), default=0))
    for one in articles:
        facts = [one.author, one.date and one.date[:10], f"{one.minutes} min"]
        about = ", ".join(fact for fact in facts if fact)
        show(f"{line(one.id):{width}}  {one.language or '?':5}  {line(one.title)} ({line(about)})")
    for problem in problems:
        complain(f"{problem.path}: {problem.reason}")


# --- search -------------------------------------------------------------------------------------


def search_verb(paths: Paths, given: Namespace) -> int:
    """Print the best hits; a query that cannot be understood is a SearchQueryError."""
    with opened(paths, given.folders) as workspace:
        found = workspace.search(given.query, languages=given.lang, limit=given.limit)
    if found.fault is not None:
        place = found.fault.position + 1
        message = f"{str(found.fault).rstrip('.')} (at character {place} of the query)"
        raise SearchQueryError(message, found.fault.position)
    if given.json:
        show_json(
            {
                "query": given.query,
                "took_ms": found.took_ms,
                "total": found.total,
                "hits": [_hit_plain(hit) for hit in found.hits],
                "suggestion": found.suggestion,
            }
        )
        return 0
    for hit in found.hits:
        show(f"{line(hit.id)}  {hit.language or '?'}  {line(hit.title)}\n    {line(hit.snippet)}")
    if found.suggestion:
        complain(f"Nothing was found. Did you mean: {found.suggestion}")
    elif not found.hits:
        complain("Nothing was found.")
    return 0


def _hit_plain(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "title": hit.title,
        "language": hit.language,
        "score": hit.score,
        "snippet": hit.snippet,
        "matched": hit.matched,
    }


# --- folder -------------------------------------------------------------------------------------


def folder_verb(paths: Paths, given: Namespace) -> int:
    """Add, remove or list the folders of the library; nothing in them is ever touched."""
    if (given.path is None) != (given.action == "list"):
        wish = "takes no folder" if given.path else "needs a folder"
        raise UsageError(f"folder {given.action} {wish} (see: lesesal folder --help)")
    with Workspace(paths) as workspace:
        if given.action == "add":
            _add(workspace, given.path)
        elif given.action == "remove":
            _remove(workspace, given.path)
        folders = workspace.ask(lambda store: store.folders())
    if given.json:
        show_json({"folders": [str(folder) for folder in folders]})
    elif given.action == "list":
        for folder in folders:
            show(line(folder))
    return 0


def _add(workspace: Workspace, name: str) -> None:
    folder = _existing(name)
    workspace.ask(lambda store: store.add_folder(folder))
    workspace.scan()


def _remove(workspace: Workspace, name: str) -> None:
    folder = absolute(name)
    if folder not in workspace.ask(lambda store: store.folders()):
        raise NotFoundError(f"{name} is not a folder of the library; see: lesesal folder list.")
    workspace.ask(lambda store: store.remove_folder(folder))
    workspace.forget(folder)
