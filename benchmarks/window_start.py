"""Starts the program as its command does and ends it once list and last article are painted.

`python -m benchmarks.window_start BEGAN HOME` prints milliseconds since BEGAN (of time.monotonic)
until both are painted, its processor time, and the memory then of the window and of the processes
it has started.
Nothing but what the command itself imports is imported before the first paint.
"""

from __future__ import annotations

import sys
import time
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

STARTED = time.monotonic()


class Hook:
    """Waits for reader.ui.app to be imported, and then watches its widgets paint."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name != "reader.ui.app":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path)
        loader: Any = spec.loader if spec else None
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            watch()

        loader.exec_module = exec_module
        return spec


def watch() -> None:
    """Let list and pane note when they have painted what was asked for."""
    from reader.ui.articles import ArticleView
    from reader.ui.pane import ReadingPane

    moments: dict[str, float] = {}

    def wrapped(kind: str, view: Any, is_filled: Any) -> None:
        paint = view.paintEvent

        def paint_event(self: Any, event: Any) -> None:
            paint(self, event)
            if kind not in moments and is_filled(self):
                moments[kind] = time.monotonic()
                if len(moments) == 2:
                    tell(moments, time.process_time())

        view.paintEvent = paint_event

    wrapped("list", ArticleView, lambda view: view.model().rowCount() > 0)
    wrapped("article", ReadingPane, lambda pane: pane.text)


def tell(moments: dict[str, float], processor: float) -> None:
    """Print the figures and close the window as a user does."""
    import json

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks.measure import descendants, pss

    began = float(sys.argv[1])
    children = descendants()
    answer = {kind: 1000 * (moment - began) for kind, moment in moments.items()}
    answer["interpreter"] = 1000 * (STARTED - began)
    answer["painted"] = max(answer["list"], answer["article"])
    answer["processor"] = 1000 * processor
    answer["pss"] = pss()
    answer["children"] = sum(pss(child) for child in children)
    print(json.dumps(answer), flush=True)
    QTimer.singleShot(0, QApplication.closeAllWindows)


def main() -> int:
    sys.meta_path.insert(0, Hook())
    from reader.__main__ import main as command

    return command(["--home", sys.argv[2]])


if __name__ == "__main__":
    sys.exit(main())
