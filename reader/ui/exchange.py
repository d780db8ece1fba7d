"""Marks out of and into the program from the window: exports, imports, backups."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from reader import annotations as marks_files
from reader import backup, exporters
from reader.errors import FormatError, ReaderError
from reader.exporters import Entry, ExportFormat, Words
from reader.exporters.csv import COLUMNS
from reader.model import COLOURS, Article
from reader.paths import Paths
from reader.store import timestamp, utc_now
from reader.ui import dialogs
from reader.ui.messages import explain
from reader.ui.session import Session
from reader.ui.swatches import colour_name
from reader.workspace import Workspace

FILTERS: dict[str, ExportFormat] = {
    "Markdown (*.md)": "markdown",
    "W3C Web Annotation (*.jsonld)": "w3c",
    "JSON (*.json)": "json",
    "CSV (*.csv)": "csv",
    "HTML (*.html)": "html",
}


def exported(
    workspace: Workspace, form: ExportFormat, ids: Collection[str] | None, words: Words
) -> str:
    """The text of an export of all marks, or of those with these ids, its headings in words."""
    if form == "json":
        from reader.exporters import json as dumping

        return dumping.dumps(workspace.ask(lambda store: store.dump()))
    entries = [e for e in workspace.entries() if ids is None or e.mark.id in ids]
    return _text(form, entries, words)


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

    def _run(self, work: Callable[[], object], done: Callable[[object], object]) -> None:
        self._session.reading.run(work, done, self._session.problem.emit)

    # --- export ---------------------------------------------------------------------------------

    def export(self, ids: Collection[str] | None = None) -> None:
        """Write all marks (or these) to a file the user chooses; its ending says the format."""
        window = self._session.window
        target = dialogs.choose_save_file(
            window, self.tr("Export marks"), self.tr("Lesesal marks") + ".md", ";;".join(FILTERS)
        )
        if target is None:
            return
        form, words = format_of(target), self.words()
        paths = self._paths

        def work() -> Path:
            with Workspace(paths) as workspace:
                exporters.write(target, exported(workspace, form, ids, words))
            return target

        self._run(work, lambda _: self._say(self.tr("Exported to {name}"), target.name))

    def copy(self, ids: Collection[str] | None) -> None:
        """Put the marks on the clipboard as Markdown."""
        paths, words = self._paths, self.words()

        def work() -> str:
            with Workspace(paths) as workspace:
                return exported(workspace, "markdown", ids, words)

        def done(text: object) -> None:
            QGuiApplication.clipboard().setText(str(text))
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

        def work() -> marks_files.Outcome:
            data = file.read_bytes()
            with Workspace(paths) as workspace:
                finder = ArticleFinder(workspace)
                return workspace.ask(
                    lambda store: marks_files.import_into(
                        store, data, finder.resolve, finder.text_of
                    )
                )

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                error = FormatError(f"{file.name}: {error.strerror or error}", file)
            self._session.problem.emit(error)

        self._session.reading.run(work, self._imported, failed)

    def _imported(self, outcome: marks_files.Outcome) -> None:
        window = self._session.window
        text = self.tr("%Ln mark(s) added", "", len(outcome.added))
        if outcome.existing:
            text += ", " + self.tr("%Ln already here", "", len(outcome.existing))
        if outcome.skipped:
            text += ", " + self.tr("%Ln not understood", "", len(outcome.skipped))
            lines = [f"{item}: {explain(reason)}" for item, reason in outcome.skipped]
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


def format_of(target: Path) -> ExportFormat:
    """The export format that a file's ending asks for; Markdown where it says nothing."""
    by_suffix = {suffix: form for form, suffix in exporters.SUFFIXES.items()}
    return by_suffix.get(target.suffix.lower(), "markdown")


class ArticleFinder:
    """Finds the articles that foreign marks are about: by id, address or title."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[str, Article] = {}

    def resolve(self, target: marks_files.Target) -> str | None:
        """The id of the article a target means, None where the library has none."""
        library = self._workspace.library
        article = library.by_id(target.article_id) if target.article_id else None
        if article is None and target.title:
            numbers = library.title_matches(target.title, 20)
            same = [a for a in library.articles(numbers) if a.title == target.title]
            article = next((a for a in same if not target.url or a.url == target.url), None) or (
                same[0] if len(same) == 1 else None
            )
        if article is not None:
            self._found[article.id] = article
        return article.id if article else None

    def text_of(self, article_id: str) -> str | None:
        """The text of an article that was resolved."""
        article = self._found.get(article_id) or self._workspace.library.by_id(article_id)
        return self._workspace.rendered_text(article) if article else None
