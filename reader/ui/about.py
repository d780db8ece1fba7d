"""About Lesesal: the version, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from reader.ui.controls import Text, px
from reader.ui.rows import RowDelegate, Rows, RowView, draw_line
from reader.ui.sheet import Sheet
from reader.ui.theme import Theme, ui_font

LICENCES: tuple[tuple[str, str], ...] = (
    ("Literata", "SIL Open Font License 1.1"),
    ("Atkinson Hyperlegible Next", "SIL Open Font License 1.1"),
    ("Lucide", "ISC"),
    ("Qt, Qt for Python", "LGPL 3"),
    ("Python", "PSF License 2"),
    ("SQLite", "Public domain"),
    ("APSW", "Any OSI licence"),
    ("Python-Markdown", "BSD-3-Clause"),
    ("cmarkgfm", "MIT"),
    ("nh3", "MIT"),
    ("PyYAML", "MIT"),
    ("platformdirs", "MIT"),
    ("RapidFuzz", "MIT"),
    ("fast-diff-match-patch", "Apache-2.0"),
    ("Pyphen", "LGPL 2.1+, GPL 2+, MPL 1.1"),
    ("snowballstemmer", "BSD-3-Clause"),
    ("PyStemmer", "MIT, BSD"),
    ("simplemma", "MIT"),
    ("py3langid", "BSD-3-Clause"),
    ("charset-normalizer", "MIT"),
    ("ftfy", "Apache-2.0"),
    ("defusedxml", "PSF License"),
    ("feedparser", "BSD-2-Clause"),
    ("trafilatura", "Apache-2.0"),
)


class _LicenceDelegate(RowDelegate):
    """The work on the left, its licence on the right."""

    def paint_row(
        self, painter: QPainter, rect: QRect, row: tuple[str, str], selected: bool
    ) -> None:
        name, licence = row
        font = ui_font(12)
        box = rect.adjusted(px(14), 0, -px(14), 0)
        width = QFontMetrics(font).horizontalAdvance(licence)
        right = QRect(box.right() - width, box.top(), width + 1, box.height())
        draw_line(painter, right, licence, font, self.theme["text2"])
        box.setRight(right.left() - px(10))
        draw_line(painter, box, name, ui_font(13), self.theme["text"])


class AboutDialog(Sheet):
    """Version, one sentence, the licences of fonts, icons and libraries."""

    def __init__(self, theme: Theme, version: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 460, 520)
        self.setObjectName("about_dialog")
        self._version = version
        self.version = Text(theme, 13, 500, "text2", self)
        self.sentence = Text(theme, 13, 400, "text2", self)
        self.title = Text(theme, 13, 600, "text", self)
        self.view = RowView(_LicenceDelegate(theme), 30, self)
        self.model = Rows(", ".join, self)
        self.view.setModel(self.model)
        self.model.set_rows(LICENCES)
        self.body.setSpacing(6)
        self.body.addWidget(self.version)
        self.body.addWidget(self.sentence)
        self.body.addSpacing(10)
        self.body.addWidget(self.title)
        self.body.addWidget(self.view, 1)
        self.close_button = self.add_button()
        self.close_button.clicked.connect(self.close)
        self.set_theme(theme)
        self.retranslate()
        self.close_button.setFocus()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.view.set_ground(theme["side"])

    def retranslate(self) -> None:
        self.set_heading("Lesesal")
        self.setWindowTitle(self.tr("About Lesesal"))
        self.version.setText(self.tr("Version {number} · MIT License").format(number=self._version))
        self.sentence.setText(
            self.tr(
                "A reading room for articles in several languages. Everything stays on this"
                " computer: no account, no server, nothing sent."
            )
        )
        self.title.setText(self.tr("Made with"))
        self.view.setAccessibleName(self.tr("Made with"))
        self.close_button.set_label(self.tr("Close"))
