"""What the importers' tests share: a target folder, a short way to import, the fixture pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.importers import ImportResult, import_paths, reading_pool
from reader.importers.reading_pool import ReadingPool

DATA = Path(__file__).resolve().parents[2] / "data" / "importers"
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

Bring = Callable[..., ImportResult]


@pytest.fixture(scope="session")
def idle() -> Iterator[list[reading_pool._Reader]]:
    """Children that have nothing to do."""
    found: list[reading_pool._Reader] = []
    yield found
    for one in found:
        one.child.end()


@pytest.fixture(autouse=True)
def warm(idle: list[reading_pool._Reader], monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports share their children: starting Python anew would take most of the time."""
    start, close = ReadingPool._started, ReadingPool.close

    def started(pool: ReadingPool) -> reading_pool._Reader:
        while idle:
            reader = idle.pop()
            if reader.child.is_running():
                reader.told = pool._told.put
                pool._readers.append(reader)
                return reader
        return start(pool)

    def closed(pool: ReadingPool) -> None:
        kept = [one for one in pool._readers if one.job is None]
        pool._readers = [one for one in pool._readers if one.job is not None]
        idle.extend(kept)
        close(pool)

    monkeypatch.setattr(ReadingPool, "_started", started)
    monkeypatch.setattr(ReadingPool, "close", closed)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "home" / "articles"


@pytest.fixture
def bring(target: Path) -> Bring:
    """Import paths into the target folder."""

    def run(*paths: Path, **options: object) -> ImportResult:
        return import_paths(paths, target, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Put a file into the folder that is imported from."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / "from" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def pages() -> Path:
    return DATA / "pages"
