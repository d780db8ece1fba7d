"""The cases of the window, for the table in cases.py; their short forms are in tests/ui."""

from __future__ import annotations

from pathlib import Path

from tests.torture import leaving, network, window_cases
from tests.torture.table import Case, Result


def soak(rounds: int, folder: Path, seed: int) -> Result:
    """See soak.py."""
    from tests.torture.soak import soak as run  # Qt

    return run(rounds, folder, seed)


def checkout(rounds: int, folder: Path, seed: int) -> Result:
    """See soak.py."""
    from tests.torture.soak import checkout as run  # Qt

    return run(rounds, folder, seed)


def full_disk(rounds: int, folder: Path, seed: int) -> Result:
    """See full_disk.py."""
    from tests.torture.full_disk import full_disk as run  # Qt

    return run(rounds, folder, seed)


def anything(rounds: int, folder: Path, seed: int) -> Result:
    """See anything.py."""
    from tests.torture.anything import anything as run  # Qt

    return run(rounds, folder, seed)


CASES: tuple[Case, ...] = (
    Case("kill-window", window_cases.kill_window, 1000, 0, "kill -9 while notes are typed"),
    Case("end-window", window_cases.end_window, 90, 0, "SIGTERM, SIGHUP, SIGINT after a key"),
    Case("leave", leaving.leave, 200, 0, "start, use, quit at any moment and in any way"),
    Case("disk-window", full_disk, 200, 0, "the disk of marks.db fails under the note editor"),
    Case("anything", anything, 20_000, 0, "actions, keys, clicks and edits in any order"),
    Case("soak", soak, 10_000, 0, "files changed at random under an open window"),
    Case("checkout", checkout, 10_000, 0, "all files rewritten at once, ten times"),
    Case("network", network.network, 10, 0, "a session with hostile articles under strace"),
)
