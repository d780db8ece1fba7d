"""The peer of the window's start: an empty PySide6 window with a list and a QTextBrowser.

`python -m benchmarks.empty_window BEGAN` prints milliseconds since BEGAN (of time.monotonic) until
it is painted, its processor time and its memory then, and ends.
"""

import json
import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow, QSplitter, QTextBrowser


class Pane(QTextBrowser):
    """Notes when it has painted itself first."""

    painted = processor = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.painted:
            self.painted, self.processor = time.monotonic(), time.process_time()
            QTimer.singleShot(0, QApplication.quit)


def main() -> None:
    application = QApplication(sys.argv[:1])
    window, pane = QMainWindow(), Pane()
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.addWidget(QListWidget())
    splitter.addWidget(pane)
    window.setCentralWidget(splitter)
    window.resize(1280, 800)
    window.show()
    application.exec()
    from benchmarks.measure import pss  # after what is measured

    painted, processor = 1000 * (pane.painted - float(sys.argv[1])), 1000 * pane.processor
    print(json.dumps({"painted": painted, "processor": processor, "pss": pss()}))


if __name__ == "__main__":
    main()
