"""Brings articles and marks in, and writes marks out."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader import annotations as mark_files
from reader.db import patiently
from reader.errors import FormatError
from reader.exporters import SUFFIXES, Entry, ExportFormat, write
from reader.paths import Paths, absolute, make_private_folder
from reader.store import timestamp, utc_now
from reader.verbs.listing import opened
from reader.verbs.output import complain, json_safe, line, plain, show, show_json
from reader.workspace import Workspace, is_file

_HEAD = 4_096
_MARK_FILES = {".json", ".jsonld", ".csv", ".annotation"}
_SIGNS = (b"lesesal-dump", b"AnnotationSet", b"ns/anno.jsonld")


# --- import -------------------------------------------------------------------------------------


@dataclass
class _Report:
    imported: list[dict[str, object]] = field(default_factory=list)
    skipped: list[dict[str, object]] = field(default_factory=list)
    marks: int = 0

    def skip(self, path: Path | str, reason: str) -> None:
        self.skipped.append({"path": str(path), "reason": reason})


def import_verb(paths: Paths, given: Namespace) -> int:
    """Import files, folders and archives; status 1 where something of them was skipped."""
    _log_to_file(paths)
    report = _Report()
    targets = [absolute(path) for path in given.paths]
    with Workspace(paths) as workspace:
        of_marks = [path for path in targets if given.format == "auto" and _holds_marks(path)]
        articles = [path for path in targets if path not in of_marks]
        if articles:
            _import_articles(workspace, articles, given, report)
        if of_marks and not given.dry_run:
            workspace.scan()
        for path in of_marks:
            _import_marks(workspace, path, report, dry_run=given.dry_run)
    if given.json:
        show_json({"imported": report.imported, "skipped": report.skipped})
    else:
        _show_report(report)
    return 1 if report.skipped else 0


def _log_to_file(paths: Paths) -> None:
    """Keep what an importer logs out of the terminal."""
    logger = logging.getLogger("reader")
    if not logger.handlers:
        try:
            paths.create()
            handler: logging.Handler = logging.FileHandler(paths.log, encoding="utf-8", delay=True)
        except OSError:
            handler = logging.NullHandler()
        logger.addHandler(handler)
        logger.propagate = False


def _import_articles(
    workspace: Workspace, targets: Sequence[Path], given: Namespace, report: _Report
) -> None:
    from reader.importers.applying import apply
    from reader.importers.run import import_paths

    result = import_paths(
        targets, workspace.paths.imported,
        format=given.format, language=given.lang, dry_run=given.dry_run,
    )  # fmt: skip
    for one in result.imported:
        report.imported.append(
            {
                "path": str(one.path),
                "id": one.id,
                "title": one.title,
                "language": one.language,
                "removed": list(one.removed),
            }
        )
    for skipped in result.skipped:
        report.skip(skipped.path, skipped.reason)
    for link in result.to_fetch:
        report.skip(link.url, "It is an address only; fetch it in the window.")
    if not given.dry_run:
        workspace.scan()
        if result.marks or result.states:
            applied = patiently(lambda: apply(result, workspace.store, workspace.library))
            report.marks += applied.added


def _holds_marks(path: Path) -> bool:
    """Whether a file is one of our own exports, or of W3C annotations."""
    if path.suffix.lower() not in _MARK_FILES or not is_file(path):
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    is_csv = head.removeprefix(b"\xef\xbb\xbf").startswith(b"id,kind,article_id,")
    return is_csv or any(sign in head for sign in _SIGNS)


def _import_marks(workspace: Workspace, path: Path, report: _Report, *, dry_run: bool) -> None:
    known = _Targets(workspace)
    try:
        data = path.read_bytes()
        if dry_run:
            found = mark_files.read(data, known.resolve, known.text_of)
            skipped, count = found.skipped, len(found.marks)
        else:
            outcome = patiently(
                lambda: mark_files.import_into(workspace.store, data, known.resolve, known.text_of)
            )
            skipped, count = outcome.skipped, len(outcome.added)
    except FormatError as error:
        report.skip(path, str(error))
        return
    report.marks += count
    for item, reason in skipped:
        report.skip(path, f"{item}: {reason}")


class _Targets:
    """Finds the articles that annotations are about."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._by_url: dict[str, str] | None = None
        self._texts: dict[str, str | None] = {}

    def resolve(self, target: mark_files.Target) -> str | None:
        """By id, by address, by the file's path."""
        library = self._workspace.library
        if target.article_id and library.by_id(target.article_id):
            return target.article_id
        if target.url:
            found = self._addresses().get(target.url) or self._file(target.url)
            if found:
                return found
        return None

    def _file(self, url: str) -> str | None:
        if not url.startswith("file:"):
            return None
        from urllib.parse import unquote, urlsplit

        found = self._workspace.library.by_path(Path(unquote(urlsplit(url).path).replace("\0", "")))
        return found.id if found else None

    def _addresses(self) -> dict[str, str]:
        if self._by_url is None:
            library = self._workspace.library
            articles = library.articles(library.numbers())
            self._by_url = {one.url: one.id for one in articles if one.url}
        return self._by_url

    def text_of(self, article_id: str) -> str | None:
        """The article's text, rendered once."""
        if article_id not in self._texts:
            article = self._workspace.library.by_id(article_id)
            text = self._workspace.rendered_text(article) if article else None
            self._texts[article_id] = text
        return self._texts[article_id]


def _show_report(report: _Report) -> None:
    for one in report.imported:
        show(f"{line(one['id'])}  {line(one['language'] or '?')}  {line(one['title'])}")
    if report.marks:
        show(f"{report.marks} marks")
    for one in report.skipped:
        complain(f"{one['path']}: {one['reason']}")


# --- export -------------------------------------------------------------------------------------


def export_verb(paths: Paths, given: Namespace) -> int:
    """Write the living marks out (json: everything), to standard output or whole to a file."""
    kind: ExportFormat = given.format
    with opened(paths, given.folders) as workspace:
        if kind == "json":
            from reader.exporters import json

            text = json.dumps(workspace.ask(lambda store: store.dump()))
            entries: list[Entry] = []
        else:
            entries = _entries(workspace, limited=bool(given.folders))
            text = _text(kind, entries)
    if given.output is None:
        sys.stdout.write(json_safe(text) if kind in ("json", "w3c") else plain(text))
        return 0
    _write(kind, text, entries, given.output)
    return 0


def _entries(workspace: Workspace, *, limited: bool) -> list[Entry]:
    workspace.scan()
    ids = None
    if limited:
        library = workspace.library
        ids = set(library.ids_of(library.numbers(folders=workspace.folders)))
    placed = workspace.entries(ids)
    return [one if one.mark.anchor else replace(one, place=None) for one in placed]


def _text(kind: ExportFormat, entries: Sequence[Entry]) -> str:
    if kind == "w3c":
        from reader.exporters import w3c

        return w3c.dumps(entries, generated=timestamp(utc_now()))
    if kind == "csv":
        from reader.exporters import csv

        return csv.dumps(entries)
    if kind == "html":
        from reader.exporters import html

        return html.dumps(entries)
    from reader.exporters import markdown

    return markdown.document(entries)


def _write(kind: ExportFormat, text: str, entries: Sequence[Entry], output: str) -> None:
    target = absolute(output)
    if not (target.is_dir() or output.endswith(("/", os.sep))):
        write(target, text)
        return
    make_private_folder(target)
    if kind != "markdown":
        write(target / f"lesesal{SUFFIXES[kind]}", text)
        return
    from reader.exporters import markdown

    for name, document in markdown.documents(entries).items():
        write(target / name, document)
