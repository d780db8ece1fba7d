"""The composition root: builds the objects of the window, shows it, and ends it in order."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from reader import model, resources
from reader import settings as settings_module
from reader.errors import DamagedStoreError, NewerSchemaError, ReaderError, StoreError
from reader.library import Library
from reader.model import Article, Rendered
from reader.paths import Paths
from reader.settings import Settings, differ_in_state_alone, with_state_of
from reader.store import Store
from reader.ui.errands import Errands
from reader.ui.instance import Instance
from reader.ui.lifeline import Lifeline, start_log
from reader.ui.messages import explain
from reader.ui.motion import Motion
from reader.ui.opening import Begun, Hyphens
from reader.ui.searching import Searching
from reader.ui.session import Parts, Session
from reader.ui.theme import SYSTEM, apply, choose
from reader.ui.timers import one_shot

if TYPE_CHECKING:
    from reader.sandbox import Renderer

log = logging.getLogger(__name__)
UI_LANGUAGES = ("en", "sv", "de")
BACKUP_MS = 20_000
SETTINGS_MS = 2_000  # until the state of the window is written: it may change with every key


def run(paths: Paths, targets: Sequence[Path]) -> int:
    """Open the window on the user's library, or on targets; the exit status."""
    QApplication.setApplicationName("Lesesal")
    QApplication.setApplicationDisplayName("Lesesal")
    QApplication.setDesktopFileName("org.lesesal.Lesesal")
    QApplication.setOrganizationDomain("lesesal.org")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # the style is named here: where Python asks for it, its class and 700 names take 12 ms
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    paths.create()
    start_log(paths.log)
    lifeline = Lifeline()
    lifeline.watch_signals()
    instance = Instance(paths.data)
    if not instance.acquire():
        if instance.hand_over([str(target) for target in targets]):
            lifeline.close()
            return 0
        lifeline.close()
        raise StoreError("Another window holds this data folder and does not answer.", paths.data)
    try:
        program = Program(application, paths, targets, lifeline, instance)
        try:
            return program.run()
        finally:
            program.delete()
    finally:
        instance.release()
        lifeline.close()


class Program(QObject):
    """All that lives as long as the window."""

    def __init__(
        self,
        application: QApplication,
        paths: Paths,
        targets: Sequence[Path],
        lifeline: Lifeline,
        instance: Instance,
    ) -> None:
        super().__init__()
        self._application, self._paths = application, paths
        self._lifeline, self._instance = lifeline, instance
        self._translators: list[QTranslator] = []
        if not paths.page.exists():
            self._renderer.start()
        loaded = settings_module.load(paths.settings)
        self._settings, self._settings_problem = loaded.settings, loaded.problem
        self._saved = self._settings  # as they were read or written here last
        self.set_language(self._settings.ui_language)
        self._motion = Motion(self)
        self._targets = list(targets)
        self._closed = True  # until it is built
        self._backup_timer = one_shot(self, BACKUP_MS, self._backup)
        self._settings_timer = one_shot(self, SETTINGS_MS, self._save_settings)
        lifeline.stop_wanted.connect(self.stop)
        lifeline.broken.connect(self._show_report)
        lifeline.refused.connect(self._show_refusal)
        instance.called.connect(self._come_forward)
        application.commitDataRequest.connect(self._save_for_logout)
        application.applicationStateChanged.connect(self._look_again)
        try:
            self._build()
        except BaseException:  # such as a person who leaves where the marks are damaged
            self._renderer.close()
            raise

    @cached_property
    def _renderer(self) -> Renderer:
        from reader.sandbox import Renderer  # a start that shows the kept page needs none

        return Renderer()

    # --- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        """Open the user's files and make the window on them."""
        paths = self._paths
        self._read_only: str | None = None
        self._store = self._open_store()
        self._library = Library(paths.catalogue)
        self._index = Searching(paths.search_index)
        parts = Parts(
            paths=paths,
            store=self._store,
            library=self._library,
            index=self._index,
            render=self.render,
            folders=self._folders(self._targets),
            locale=QLocale().name(),
        )
        self.session = Session(parts, self._settings)
        self.errands = Errands(self.session, self)
        self._wire()
        self._counter = self._counted()
        self._closed = False

    def _open_store(self) -> Store:
        try:
            return Store(self._paths.marks, backups=self._paths.backups)
        except NewerSchemaError as error:
            self._read_only = explain(error)
            return Store.open_read_only(self._paths.marks)
        except DamagedStoreError as error:
            apply(self._application, choose(self._settings.theme))
            from reader.ui.rescue import rescue_store  # seldom needed

            return rescue_store(self._paths, error)

    def _folders(self, targets: Sequence[Path]) -> list[Path]:
        """The folders to list: those of the targets, else the user's with the collection."""
        if targets:
            return list(dict.fromkeys(t if t.is_dir() else t.parent for t in targets))
        return self._own_folders() or [resources.collection()]

    def _own_folders(self) -> list[Path]:
        folders = self._store.folders()
        if self._paths.imported.is_dir():
            folders.append(self._paths.imported)
        if self._settings.show_collection:
            folders.append(resources.collection())
        return folders

    def render(
        self, article: Article, hyphenate: bool, begun: Begun | None = None
    ) -> tuple[Rendered, Hyphens]:
        """Read and render an article, and hyphenate it where asked (in a worker thread)."""
        from reader import source  # in the worker, with all that reads files

        limit = model.PART if article.is_large else source.WHOLE
        text = source.read(article.path, limit=limit, folder=article.folder)
        return self._renderer.render_hyphenated(
            text, base_language=article.language, hyphenate=hyphenate, begun=begun
        )

    def _wire(self) -> None:
        session, window, errands = self.session, self.session.window, self.errands
        session.settings_changed.connect(self.keep_settings)
        session.problem.connect(errands.problems.show_problem)
        session.reading.crashed.connect(self._lifeline.take)
        session.searching.crashed.connect(self._lifeline.take)
        session.background.scanning.crashed.connect(self._lifeline.take)
        errands.backups.restore_wanted.connect(self.restore)
        errands.erase_wanted.connect(self.erase)
        window.closing.connect(self.close)
        window.shown_first.connect(self._after_first_paint)

    def _show_report(self, report: str) -> None:
        self.errands.problems.show_report(report)

    def _show_refusal(self, error: ReaderError) -> None:
        self.errands.problems.show_problem(error)

    def _backup(self) -> None:
        self.errands.backups.make_if_due()

    def _save_for_logout(self, _: object) -> None:
        self.session.keeping.save_all()
        self._keep_place()

    def _counted(self) -> int:
        try:
            return self._store.counter()
        except ReaderError:
            return -1

    def _look_again(self, state: Qt.ApplicationState) -> None:
        """Show what a verb has changed while another window was in front."""
        if state != Qt.ApplicationState.ApplicationActive or self._closed:
            return
        self._read_settings_again()
        self._read_folders_again()
        before, self._counter = self._counter, self._counted()
        if self._counter == before:
            return
        session, article = self.session, self.session.visits.article
        scroll = session.window.sidebar.list.verticalScrollBar()
        value = scroll.value()
        session.model.set_numbers(session.model.numbers)
        if article is not None:
            session.window.sidebar.select(article.number)
            session.marking.changed.emit(article.id)
        scroll.setValue(value)
        session.listing.recount()

    def _read_settings_again(self) -> None:
        theirs, ours = settings_module.read(self._paths.settings), self._settings
        if theirs is None:
            return
        found = settings_module.merged(ours, self._saved, theirs)
        if not differ_in_state_alone(found, ours):
            self._saved = theirs
            self.errands.apply(with_state_of(found, ours))

    def _read_folders_again(self) -> None:
        """List what a verb has added to the library, unless the window shows other folders."""
        try:
            folders = self._own_folders()
        except ReaderError:
            return  # whatever needs the store next says why
        shown = self.session.listing.folders
        if folders and not self._targets and set(folders) != set(shown):
            self.session.set_folders(folders)

    # --- running --------------------------------------------------------------------------------

    def run(self) -> int:
        """Show the window until it is closed."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow_system_theme)
        self.show()
        status = self._application.exec()
        self.close()
        return status

    def show(self) -> None:
        """Put the window on the screen."""
        window = self.session.window
        window.show()
        self.session.start()  # once everything has its size, so that the article is set once
        window.sidebar.list.setFocus()

    def _after_first_paint(self) -> None:
        if self._closed:  # a signal came first
            return
        self.session.reading.run(self._renderer.start, lambda _: None)  # it takes 0.2 s
        self._instance.listen()
        self.session.visits.check_recalled()
        self.session.background.begin()
        self._motion.set_setting(self._settings.reduce_motion)
        self._motion.follow()
        if files := [target for target in self._targets if target.is_file()]:
            self.errands.arrivals.open_path_when_listed(files[0])
        if self._read_only:
            self.errands.problems.show_lasting_problem(self._read_only)
        elif self._settings_problem:
            self.errands.problems.show_lasting_problem(explain(self._settings_problem))
        elif missing := [f for f in self.session.listing.folders if not f.is_dir()]:
            self.errands.arrivals.tell_missing(missing[0])
        self._backup_timer.start()

    def _come_forward(self, names: list[str]) -> None:
        window = self.session.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if names:
            self.errands.arrivals.open_paths([Path(name) for name in names])

    # --- ending ---------------------------------------------------------------------------------

    def stop(self) -> None:
        """Save everything and end: the system or a signal asks for it."""
        if (session := self._session_if_built()) is not None:
            session.window.close()
        if self._closed:  # else its text can be kept nowhere, and it has said so
            self._application.exit()  # not quit(): nobody hears it in a question before the window

    def close(self) -> None:
        """Save, then release everything; a second call does nothing."""
        if self._closed:
            return
        self.session.keeping.save_all()
        self._keep_place()
        self.session.window.hide()  # what is left may take a second
        self._backup_timer.stop()
        self.errands.backups.make_if_due()
        self._release()
        self._renderer.close()

    def delete(self) -> None:
        """Close, and delete every object now: at the interpreter's end their order is chance."""
        self.close()
        delete(self.session.window)
        delete(self.session)
        delete(self)

    def _release(self) -> None:
        self._closed = True
        self.errands.close()
        self.session.close()
        for part in (self._index, self._library, self._store):
            part.close()

    def restore(self, file: Path) -> None:
        """Put a backup in the place of the marks, which are set aside, and show the window anew."""
        errands, session, old = self.errands, self.session, self.session.window
        session.keeping.save_all()
        self._keep_place()
        self._release()
        message = self._restored(file)
        old.closing.disconnect(self.close)
        self._build()
        self.show()
        old.close()
        for part in (errands, session, old):
            part.deleteLater()
        self.session.window.toast.show_message(message)

    def _restored(self, file: Path) -> str:
        try:
            from reader import backup  # not for a start

            done = backup.restore(self._paths.marks, file, self._paths.backups)
        except ReaderError as error:
            return explain(error)
        report = done.now
        bookmarks = self.tr("%Ln bookmark(s)", "", report.bookmarks)
        highlights = self.tr("%Ln highlight(s)", "", report.highlights)
        notes = self.tr("%Ln note(s)", "", report.notes)
        text = self.tr("Restored: {bookmarks}, {highlights}, {notes}")
        return text.format(bookmarks=bookmarks, highlights=highlights, notes=notes)

    def erase(self) -> None:
        """Delete all that the program keeps, and end: the person has been asked."""
        self._release()
        self._backup_timer.stop()
        self._settings_timer.stop()
        self._renderer.close()
        for folder in (self._paths.data, self._paths.config, self._paths.cache):
            shutil.rmtree(folder, ignore_errors=True)
        self.session.window.closing.disconnect(self.close)
        self.session.window.close()
        self._application.quit()

    # --- settings and language ------------------------------------------------------------------

    def _keep_place(self) -> None:
        window = self.session.window
        self._settings = replace(window.settings, window_geometry=window.geometry_text())
        self._save_settings()

    def keep_settings(self, settings: Settings) -> None:
        """Write what a person has chosen at once, the window's state soon; show a new language."""
        before, self._settings = self._settings, settings
        if before.reduce_motion != settings.reduce_motion:
            self._motion.set_setting(settings.reduce_motion)
        if not differ_in_state_alone(before, settings):
            self._save_settings()
        elif not self._settings_timer.isActive():
            self._settings_timer.start()
        if before.ui_language != settings.ui_language:
            self.set_language(settings.ui_language)

    def _save_settings(self) -> None:
        self._settings_timer.stop()
        try:
            settings_module.save(self._paths.settings, self._settings, self._saved)
            self._saved = self._settings
        except (ReaderError, OSError) as error:
            log.warning("settings not saved: %s", type(error).__name__)

    def set_language(self, wanted: str) -> None:
        """Translate the interface: "" follows the system; Qt's own texts come along."""
        for translator in self._translators:
            QApplication.removeTranslator(translator)
        self._translators = []
        language = wanted or _system_language()
        locale = QLocale(language) if wanted else _system_locale(language)
        QLocale.setDefault(locale)
        folders = {
            f"lesesal_{language}": str(resources.resource("i18n")),
            f"qtbase_{language}": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        }
        for name, folder in folders.items():
            translator = QTranslator(self)
            if translator.load(name, folder):
                QApplication.installTranslator(translator)
                self._translators.append(translator)
        if (session := self._session_if_built()) is not None:
            session.listing.locale = locale.name()
            session.changed_language()

    def _session_if_built(self) -> Session | None:
        return getattr(self, "session", None)

    def follow_system_theme(self) -> None:
        """The desktop changed between light and dark."""
        window = self.session.window
        if window.settings.theme == SYSTEM:
            window.apply_settings(window.settings)


def _system_locale(language: str) -> QLocale:
    """The system's locale where its dates speak the language too, else the language's own."""
    system = QLocale.system()
    if not system.name().startswith(language):
        return QLocale(language)
    speaks_c = system.monthName(11) == QLocale.c().monthName(11)
    return QLocale(system.name()) if speaks_c and language != "en" else system


def _system_language() -> str:
    """The first of the system's languages that the interface speaks; English else."""
    wanted = [os.environ.get("LANGUAGE", "").split(":")[0], *QLocale.system().uiLanguages()]
    for tag in wanted:
        if (base := tag.replace("_", "-").split("-")[0]) in UI_LANGUAGES:
            return base
    return "en"
