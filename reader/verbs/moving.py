"""Brings articles and marks in, and writes marks out."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import annotations as mark_files
from reader.db import patiently
from reader.errors import FormatError
from reader.exporters import SUFFIXES, Entry, ExportFormat, write
from reader.paths import Paths, absolute, make_private_folder
from reader.store import timestamp, utc_now
from reader.verbs.listing import opened
from reader.verbs.output import complain, json_safe, line, plain, show, show_json
from reader.workspace import Workspace, is_file

if TYPE_CHECKING:
    from reader.importers import MarkFile

_HEAD = 8_192
_SHOWN_REMOVED = 20


# --- import -------------------------------------------------------------------------------------


@dataclass
class _Report:
    imported: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, object]] = field(default_factory=list)
    new_marks: int = 0
    known_marks: int = 0

    def skip(self, path: Path | str, reason: str) -> None:
        self.skipped.append({"path": str(path), "reason": reason})


def import_verb(paths: Paths, given: Namespace) -> int:
    """Import files, folders and archives; status 1 where something of them was skipped."""
    _log_to_file(paths)
    report = _Report()
    with Workspace(paths) as workspace:
        _import(workspace, [absolute(path) for path in given.paths], given, report)
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


def _import(
    workspace: Workspace, targets: Sequence[Path], given: Namespace, report: _Report
) -> None:
    from reader.importers import MarkFile, import_paths
    from reader.importers.applying import apply

    large = [path for path in targets if given.format == "auto" and _is_large_dump(path)]
    result = import_paths(
        [path for path in targets if path not in large], workspace.paths.imported,
        format=given.format, language=given.lang, dry_run=given.dry_run,
    )  # fmt: skip
    files = (*result.files, *(MarkFile(path, path.read_bytes()) for path in large))
    if given.dry_run:
        _dry_marks(workspace, files, report)
    else:
        workspace.scan()
        if result.marks or result.states or files:
            whole = replace(result, files=files)
            applied = patiently(lambda: apply(whole, workspace.store, workspace.library))
            result = applied.counted(result)
            report.new_marks, report.known_marks = applied.added, applied.known
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
        item = f"{skipped.item}: " if skipped.item else ""
        report.skip(skipped.path, f"{item}{skipped.reason}")
    for link in result.to_fetch:
        report.skip(link.url, "It is an address only; fetch it in the window.")


def _is_large_dump(path: Path) -> bool:
    """Whether a file is a dump of our own that is larger than what others may be."""
    from reader.importers.detect import detect
    from reader.importers.trees import MAX_FILE

    if not is_file(path) or path.stat().st_size <= MAX_FILE:
        return False
    with path.open("rb") as file:
        return detect(file.read(_HEAD), path.name) == "marks"


def _dry_marks(workspace: Workspace, files: Sequence[MarkFile], report: _Report) -> None:
    """Count what is in files of marks, and tell what is not understood; nothing is written."""
    from reader.importers.finding import ArticleFinder

    finder = ArticleFinder(workspace.library, workspace.rendered_text)
    known = {mark.id for mark in workspace.ask(lambda store: store.marks(deleted=True))}
    for file in files:
        try:
            found = mark_files.read(file.data, finder.resolve, finder.text_of)
        except FormatError as error:
            report.skip(file.path, str(error))
            continue
        here = sum(mark.id in known for mark in found.marks)
        report.known_marks += here
        report.new_marks += len(found.marks) - here
        for item, reason in found.skipped:
            report.skip(file.path, f"{item}: {reason}")


def _show_report(report: _Report) -> None:
    for one in report.imported:
        show(f"{line(one['id'])}  {line(one['language'] or '?')}  {line(one['title'])}")
        removed = one["removed"]
        for text in removed[:_SHOWN_REMOVED]:
            show(f"    removed: {line(text)}")
        if (more := len(removed) - _SHOWN_REMOVED) > 0:
            show(f"    removed: {more} lines more; --json lists all")
    if report.new_marks or report.known_marks:
        known = f", {report.known_marks} already there" if report.known_marks else ""
        marks = "mark" if report.new_marks == 1 else "marks"
        show(f"{report.new_marks} {marks} added{known}")
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
            if not entries:
                complain("There are no marks to export.")
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
