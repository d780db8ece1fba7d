"""Marks out of and into the program from the window: exports, imports, backups."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from reader import backup, dump, exporters
from reader.errors import FormatError, ReaderError
from reader.exporters import Entry, ExportFormat, Words
from reader.exporters.csv import COLUMNS
from reader.files import free_name
from reader.importers.values import ImportResult
from reader.model import COLOURS
from reader.paths import Paths, make_private_folder
from reader.store import timestamp, utc_now
from reader.ui import dialogs
from reader.ui.importing import told
from reader.ui.session import Session
from reader.ui.swatches import colour_name
from reader.workspace import Workspace

T = TypeVar("T")

FILTERS: dict[str, ExportFormat] = {
    "Markdown (*.md)": "markdown",
    "W3C Web Annotation (*.jsonld)": "w3c",
    "JSON (*.json)": "json",
    "CSV (*.csv)": "csv",
    "HTML (*.html)": "html",
}


def chosen_entries(workspace: Workspace, ids: Collection[str] | None) -> list[Entry]:
    """All marks, or those with these ids, placed in today's texts."""
    return [e for e in workspace.entries() if ids is None or e.mark.id in ids]


def _text(form: ExportFormat, entries: list[Entry], words: Words) -> str:
    from reader.exporters import csv, html, markdown, w3c

    makers: dict[str, Callable[[], str]] = {
        "markdown": lambda: markdown.document(entries, words),
        "w3c": lambda: w3c.dumps(entries, generated=timestamp(utc_now())),
        "csv": lambda: csv.dumps(entries, words),
        "html": lambda: html.dumps(entries, words),
    }
    return makers[form]()


class Exchange(QObject):
    """Runs exports and imports of marks in a worker and says what came of them."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def _paths(self) -> Paths:
        return self._session.parts.paths

    def _run(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        self._session.reading.run(work, done, self._session.problem.emit)

    # --- export ---------------------------------------------------------------------------------

    def export(self, ids: Collection[str] | None = None) -> None:
        """Write all marks (or these) to a file the user chooses; its ending says the format.

        As Markdown they may also become a file for each article, in a folder of that name.
        """
        folder = self.tr("Markdown, one file for each article") + " (*)"
        target, kind = dialogs.choose_export(
            self._session.window,
            self.tr("Export marks"),
            self.tr("Lesesal marks") + ".md",
            ";;".join((*FILTERS, folder)),
        )
        if target is None:
            return
        form, words, paths = format_of(target), self.words(), self._paths

        def work() -> Path | None:
            from reader.exporters import json as dumping

            with Workspace(paths) as workspace:
                if form == "json" and kind != folder:
                    whole = workspace.ask(lambda store: store.dump())
                    text = dumping.dumps(whole if ids is None else dump.part(whole, ids))
                elif not (entries := chosen_entries(workspace, ids)):
                    return None
                elif kind == folder:
                    return write_folder(target, entries, words)
                else:
                    text = _text(form, entries, words)
            exporters.write(target, text)
            return target

        self._run(work, self._exported)

    def _exported(self, written: Path | None) -> None:
        if written is None:
            self._say(self.tr("There are no marks to export"), "")
        else:
            self._say(self.tr("Exported to {name}"), written.name)

    def copy(self, ids: Collection[str] | None) -> None:
        """Put the marks on the clipboard as Markdown."""
        paths, words = self._paths, self.words()

        def work() -> str:
            with Workspace(paths) as workspace:
                return _text("markdown", chosen_entries(workspace, ids), words)

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._say(self.tr("Copied"), "")

        self._run(work, done)

    def words(self) -> Words:
        """The headings of an export in the interface's language."""
        heads = {
            "author": self.tr("Author"),
            "language": self.tr("Language"),
            "source": self.tr("Source"),
            "date": self.tr("Date"),
            "url": self.tr("Address"),
            "tags": self.tr("Tags"),
        }
        kinds = {
            "bookmark": self.tr("Bookmark"),
            "highlight": self.tr("Highlight"),
            "note": self.tr("Note"),
        }
        return Words(
            language=self._session.listing.locale.split("_")[0],
            heading=self.tr("Bookmarks and notes"),
            author=heads["author"],
            article_language=heads["language"],
            source=heads["source"],
            date=heads["date"],
            address=heads["url"],
            tags=heads["tags"],
            bookmark=kinds["bookmark"],
            bookmarked=self.tr("Bookmarked"),
            gone=self.tr("The passage is no longer in the article."),
            kinds=kinds,
            colours={colour: colour_name(colour) for colour in COLOURS},
            columns=tuple({**self._columns(), **heads}[name] for name in COLUMNS),
        )

    def _columns(self) -> dict[str, str]:
        """The headings of a table that other exports do not have, by their names in the core."""
        return {
            "id": "id",
            "kind": self.tr("Kind"),
            "article_id": self.tr("Article id"),
            "article_title": self.tr("Article"),
            "path": self.tr("File"),
            "status": self.tr("Status"),
            "quote": self.tr("Quote"),
            "note": self.tr("Note"),
            "colour": self.tr("Colour"),
            "created": self.tr("Created"),
            "modified": self.tr("Changed"),
            "prefix": self.tr("Text before"),
            "suffix": self.tr("Text after"),
            "start": self.tr("Start"),
            "end": self.tr("End"),
            "text_hash": self.tr("Hash of the text"),
            "counter": self.tr("Counter"),
            "deleted": self.tr("Deleted"),
        }

    def _say(self, text: str, name: str) -> None:
        self._session.window.toast.show_message(text.format(name=name))

    # --- import ---------------------------------------------------------------------------------

    def import_marks(self) -> None:
        """Read a file of marks; nothing that exists is overwritten."""
        window = self._session.window
        file = dialogs.choose_file(window, self.tr("Import marks"))
        if file is not None:
            self.import_file(file)

    def import_file(self, file: Path) -> None:
        """Read this file of marks."""
        paths = self._paths

        def work() -> ImportResult:
            from reader.importers.applying import apply  # with the importers, in the worker

            result = marks_of(file, paths)
            with Workspace(paths) as workspace:
                applied = workspace.ask(
                    lambda store: apply(
                        result, store, workspace.library, text_of=workspace.rendered_text
                    )
                )
            return applied.counted(result)

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                error = FormatError(f"{file.name}: {error.strerror or error}", file)
            self._session.problem.emit(error)

        self._session.reading.run(work, self._imported, failed)

    def _imported(self, result: ImportResult) -> None:
        window = self._session.window
        if not result.files and not result.marks and result.skipped:  # nothing could be read
            self._session.problem.emit(FormatError(result.skipped[0].reason))
            return
        text = self.tr("%Ln mark(s) added", "", result.new_marks)
        if result.known_marks:
            text += ", " + self.tr("%Ln already here", "", result.known_marks)
        if result.skipped:
            text += ", " + self.tr("%Ln not understood", "", len(result.skipped))
            lines = [told(one) for one in result.skipped]
            window.toast.show_message(
                text,
                self.tr("Copy reasons"),
                lambda: QGuiApplication.clipboard().setText("\n".join(lines)),
            )
        else:
            window.toast.show_message(text)
        self._session.visits.reload()
        self._session.listing.refresh()

    # --- backups --------------------------------------------------------------------------------

    def make_backup(self) -> None:
        """Make a backup now."""
        try:
            made = backup.make(self._paths.marks, self._paths.backups, "by hand")
        except ReaderError as error:
            self._session.problem.emit(error)
            return
        self._say(self.tr("Backup made: {name}"), made.file.name)


def marks_of(file: Path, paths: Paths) -> ImportResult:
    """What a file holds of marks, not yet applied. OSError, FormatError."""
    from reader.importers import MarkFile, import_paths
    from reader.importers.detect import MARKS_OF_OTHERS, detect

    data = file.read_bytes()
    if detect(data, file.name) in MARKS_OF_OTHERS:
        return import_paths([file], paths.imported)
    return ImportResult(files=(MarkFile(file, data),))


def write_folder(target: Path, entries: list[Entry], words: Words) -> Path:
    """Write a Markdown file for each article into a new folder; the folder."""
    from reader.exporters import markdown

    wanted = target.with_suffix("") if target.suffix.lower() == ".md" else target
    folder = free_name(wanted)
    make_private_folder(folder)
    for name, text in markdown.documents(entries, words).items():
        exporters.write(folder / name, text)
    return folder


def format_of(target: Path) -> ExportFormat:
    """The export format that a file's ending asks for; Markdown where it says nothing."""
    by_suffix = {suffix: form for form, suffix in exporters.SUFFIXES.items()}
    return by_suffix.get(target.suffix.lower(), "markdown")
