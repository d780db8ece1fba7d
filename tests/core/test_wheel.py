"""`pip install .` gives the command with its articles and resources, wherever it is run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: object, **options: object) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=ROOT)
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_holds_articles_fonts_icons_and_translations(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for part in (
        "articles/sv/valkommen.md",
        "resources/fonts/literata/Literata_400Regular.ttf",
        "resources/fonts/literata/OFL.txt",
        "resources/icons/search.svg",
        "resources/icons/LICENSE",
        "resources/themes/sepia.toml",
        "resources/i18n/lesesal_sv.qm",
    ):
        assert f"reader/_data/{part}" in names, part
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "articles/"))]


def test_the_installed_command_lists_the_bundled_articles(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.EnvBuilder(with_pip=False).create(home)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    base = getattr(sys, "_base_executable", sys.executable)
    run(base, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(python, "-c", code).strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment["LESESAL_HOME"] = str(tmp_path / "home")
    command = python.with_name("lesesal.exe" if os.name == "nt" else "lesesal")
    listed = json.loads(run(command, "list", "--json", cwd=tmp_path, env=environment))
    assert len(listed["articles"]) == 18
    assert listed["languages"] == {"de": 6, "en": 6, "sv": 6}
    assert str(packages) in listed["articles"][0]["path"]
