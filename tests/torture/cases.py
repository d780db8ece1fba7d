"""The one table of torture cases: a new case is a function (rounds, folder, seed) and a row here."""

from __future__ import annotations

from tests.torture import (
    clocks,
    damage,
    desktop,
    failing,
    fuzzing,
    importing,
    killing,
    powercut,
    settings_cases,
)
from tests.torture.table import Case

CASES: tuple[Case, ...] = (
    Case("kill", killing.kill, 1000, 3, "kill -9 while marks are written"),
    Case("kill-backup", killing.kill_backup, 200, 3, "kill -9 during backups and restores"),
    Case(
        "kill-settings", settings_cases.kill, 300, 4, "kill -9 while settings and drafts are saved"
    ),
    Case("writers", killing.writers, 4000, 16, "8 programs that open, write and close at once"),
    Case("power-cut", powercut.power_cut, 5000, 30, "traced writes replayed, unsynced ones torn"),
    Case("disk-fails", failing.disk_fails, 400, 6, "disk full, I/O error, read-only at any call"),
    Case("backup-fails", failing.backup_fails, 200, 5, "the same during a backup and a restore"),
    Case("small-disk", failing.small_disk, 200, 0, "a real file system of 1 MB that is full"),
    Case("damage", damage.damage, 2000, 14, "bits flipped, ranges zeroed, files cut anywhere"),
    Case("journal", damage.journal, 500, 5, "a damaged or foreign journal beside the file"),
    Case("clock", clocks.clock, 300, 3, "the clock set back and forth, backups rotated"),
    Case("moved", clocks.moved, 300, 6, "the file deleted, moved or replaced under the store"),
    Case("import-fails", importing.import_fails, 200, 3, "the disk fails while articles come in"),
    Case("import-full", importing.import_small_disk, 100, 0, "a real disk that is full meanwhile"),
    *desktop.CASES,
    *fuzzing.CASES,
)
