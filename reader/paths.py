"""Where data, configuration and cache live; hides platformdirs and LESESAL_HOME."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from reader.errors import NotFoundError, StoreError


@dataclass(frozen=True, slots=True)
class Paths:
    """The three folders of one user; nothing is created until `create` is called."""

    data: Path
    config: Path
    cache: Path

    @property
    def marks(self) -> Path:
        return self.data / "marks.db"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def imported(self) -> Path:
        return self.data / "articles"

    @property
    def settings(self) -> Path:
        return self.config / "settings.toml"

    @property
    def index(self) -> Path:
        """The folder of everything that can be rebuilt: catalogue.db and index.db."""
        return self.cache / "index"

    @property
    def catalogue(self) -> Path:
        return self.index / "catalogue.db"

    @property
    def search_index(self) -> Path:
        return self.index / "index.db"

    @property
    def page(self) -> Path:
        """The article that was open last, rendered."""
        return self.index / "page.json"

    @property
    def code(self) -> Path:
        """What a start of the window would compile anew."""
        return self.index / "window.code"

    @property
    def verbs_code(self) -> Path:
        """The same of the verbs."""
        return self.index / "verbs.code"

    @property
    def log(self) -> Path:
        return self.cache / "lesesal.log"

    def create(self) -> None:
        """Make the folders, 0700 whatever the umask. StoreError where the machine refuses."""
        for folder in (self.data, self.config, self.cache, self.index):
            make_private_folder(folder)


def make_private_folder(folder: Path) -> None:
    """Make folder and its parents; folder itself becomes 0700. StoreError on failure."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700, exist_ok=True)
            folder.chmod(0o700)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"The folder {folder} cannot be created: {reason}.", folder) from error


def absolute(name: str | Path) -> Path:
    """The absolute path that a person means; symbolic links stay. NotFoundError: no such home."""
    try:
        return Path(os.path.abspath(Path(name).expanduser()))
    except RuntimeError as error:
        raise NotFoundError(f"There is no such place: {name}.") from error


def find(home: str | os.PathLike[str] | None = None) -> Paths:
    """The folders below home or $LESESAL_HOME where given, else those of the platform."""
    base = home or os.environ.get("LESESAL_HOME")
    if base:
        root = Path(base).expanduser().absolute()
        return Paths(root / "data", root / "config", root / "cache")
    import platformdirs  # 4 ms that a portable home need not pay

    directories = platformdirs.PlatformDirs("lesesal", appauthor=False)
    return Paths(
        directories.user_data_path, directories.user_config_path, directories.user_cache_path
    )
