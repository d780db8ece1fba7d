"""A layout that begins another line where the parts do not fit side by side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Lines of parts at their preferred size; to_end sets the lines to the right."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, to_end: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._to_end = to_end
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802
        """Python makes the item, which then lives as long as it is kept here."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        lines = self._lines(width)
        heights = sum(max(size.height() for _, size in line) for line in lines)
        return heights + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        lines = self._lines(1 << 20)
        return QSize(self._width(lines[0]), self.heightForWidth(1 << 20)) if lines else QSize(0, 0)

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        y = rect.top()
        for line in self._lines(rect.width()):
            height = max(size.height() for _, size in line)
            spare = max(0, rect.width() - self._width(line))
            x = rect.left() + (spare if self._to_end else 0)
            for item, size in line:
                size.setWidth(min(size.width(), rect.width()))
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _width(self, line: list[tuple[QLayoutItem, QSize]]) -> int:
        return sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        for item in self._shown():
            size = item.sizeHint().expandedTo(item.minimumSize())
            if lines and self._width([*lines[-1], (item, size)]) <= width:
                lines[-1].append((item, size))
            else:
                lines.append([(item, size)])
        return lines
