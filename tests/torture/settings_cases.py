"""kill -9 while settings and drafts are saved."""

from __future__ import annotations

import random
from pathlib import Path

from reader import settings
from reader.drafts import Drafts
from tests.torture.killing import killed_worker, zygote
from tests.torture.table import Result


def kill(rounds: int, folder: Path, seed: int) -> Result:
    """The settings and the draft last acknowledged, or newer ones, are there after each kill."""
    result, random_ = Result(rounds), random.Random(seed)
    path = folder / "config" / "settings.toml"
    with zygote() as process:
        for _ in range(rounds):
            delay = random_.uniform(0.002, 0.05)
            words, failure = killed_worker(process, "preferences", path, 0, delay)
            if failure:
                result.crash(failure)
            last = {kind: int(number) for kind, number in words}
            with result.step():
                loaded = settings.load(path)
                drafts = Drafts(path.parent / "drafts").all()
            if loaded.problem or int(loaded.settings.last_article or 0) < last.get("settings", 0):
                result.lose(f"settings {last}: {loaded.problem}")
            if int(drafts.get("note", "0").split()[0]) < last.get("draft", 0):
                result.lose(f"draft {last}")
            path.unlink(missing_ok=True)
            settings.backup_of(path).unlink(missing_ok=True)
            Drafts(path.parent / "drafts").clear("note")
    return result
