"""Keep the translations in step with reader/ui; see README.md beside this file.

    python resources/i18n/update.py            # take the strings of the code into the .ts files
    python resources/i18n/update.py --compile  # make the .qm files the program loads

Qt's tools come with PySide6-Essentials.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parents[1]
LANGUAGES = ("sv", "de", "en")


def sources(project: Path = PROJECT) -> list[str]:
    """The files with strings, relative to the project, in an order that never changes."""
    return sorted(path.relative_to(project).as_posix() for path in project.glob("reader/ui/*.py"))


def ts_file(language: str, folder: Path = FOLDER) -> Path:
    """Where the texts of a language are."""
    return folder / f"lesesal_{language}.ts"


def update(folder: Path = FOLDER, project: Path = PROJECT) -> None:
    """Add new strings as unfinished, drop those that are gone; English keeps only its plurals."""
    for language in LANGUAGES:
        plurals = ["-pluralonly"] if language == "en" else []
        _tool(
            "lupdate",
            [
                *sources(project),
                *("-ts", str(ts_file(language, folder))),
                *("-source-language", "en", "-target-language", language),
                *("-locations", "none", "-no-obsolete", "-disable-heuristic", "similartext"),
                *plurals,
            ],
            project,
        )


def compile_all(folder: Path = FOLDER, target: Path | None = None) -> list[Path]:
    """Write lesesal_<language>.qm into target, else beside the .ts files."""
    made = []
    for language in LANGUAGES:
        qm = (target or folder) / f"lesesal_{language}.qm"
        _tool("lrelease", ["-silent", str(ts_file(language, folder)), "-qm", str(qm)], folder)
        made.append(qm)
    return made


def _tool(name: str, arguments: list[str], where: Path) -> None:
    """Run a tool of PySide6 for this Python; its message is the error's where it fails."""
    call = f"from PySide6.scripts.pyside_tool import {name}; {name}()"
    done = subprocess.run(
        [sys.executable, "-c", call, *arguments],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr or done.stdout}")


if __name__ == "__main__":
    if "--compile" in sys.argv[1:]:
        compile_all()
    else:
        update()
