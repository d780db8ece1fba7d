"""How long the verbs take, whole processes from start to end, with a warm catalogue.

`python -m benchmarks.bench_verbs [ROUNDS]` prints the median and the 95th percentile of wall-clock
and processor time for each verb on the bundled collection. The goal for `list --json` is 150 ms.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL_MS = 150
VERBS = {
    "list --json": ["list", "--json"],
    "search": ["search", "willkommen", "--json"],
    "show": ["show", "welcome-en"],
    "bookmark": ["bookmark", "welcome-en"],
    "note": ["note", "welcome-en", "--text", "One more paragraph."],
    "marks --json": ["marks", "--json"],
    "check": ["check"],
}


def measure(arguments: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall-clock and processor milliseconds of one process and its children."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "reader", *arguments]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, used * 1000


def at(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(rounds: int) -> int:
    """Print the table; status 1 where the goal is missed."""
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LESESAL_HOME": f"{folder}/home"}
        environment["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        print(f"{'verb':14} {'median':>8} {'p95':>8} {'processor':>10}   (ms, {rounds} rounds)")
        for name, arguments in VERBS.items():
            measure(arguments, environment)
            figures = [measure(arguments, environment) for _ in range(rounds)]
            wall, used = [one[0] for one in figures], [one[1] for one in figures]
            print(f"{name:14} {at(wall, 0.5):8.0f} {at(wall, 0.95):8.0f} {at(used, 0.5):10.0f}")
            missed |= name == "list --json" and at(wall, 0.5) > GOAL_MS
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
