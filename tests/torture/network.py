"""A whole session under strace: no socket but those of the machine, no file an article asks for."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.table import Result
from tests.torture.window_cases import ROOT

SECONDS = 120
_SOCKET = re.compile(r"\bsocket\((AF_\w+)")
_CONNECT = re.compile(r"\b(?:connect|sendto|bind)\(\d+, \{sa_family=(AF_\w+)")
_OPEN = re.compile(r'\bopen(?:at)?\((?:[^"]*, )?"((?:[^"\\]|\\.)*)"')
_LOCAL = {"AF_UNIX"}
BAIT = "secret-outside-the-library"

HOSTILE = {
    "images.md": """# Images

![remote](https://example.invalid/a.png) ![no scheme](//example.invalid/b.png)
![passwd](file:///etc/passwd) ![absolute](/etc/shadow) ![up](../../{bait}.png)
![unc](\\\\\\\\example.invalid\\\\share\\\\c.png) ![fifo](pipe.png) ![zero](/dev/zero)
![link](link.png) ![encoded](%2e%2e/%2e%2e/{bait}.png) ![data](data:image/png;base64,AAAA)
![mine](mine.png)
""",
    "html.md": """# Markup

<img src="https://example.invalid/d.png" srcset="/etc/hosts 2x"><iframe src="https://example.invalid">
</iframe><link rel="stylesheet" href="https://example.invalid/e.css"><object data="/etc/passwd">
</object><video src="https://example.invalid/f.mp4" poster="file:///etc/hostname"></video>
<style>@import url(https://example.invalid/g.css); p {{ background: url(/etc/group) }}</style>
<p style="background: url('../../{bait}.png')">Text</p><base href="https://example.invalid/">
<meta http-equiv="refresh" content="0; url=https://example.invalid/h"><body background="/etc/fstab">
<svg><image href="https://example.invalid/i.png"/></svg><input type="image" src="/etc/passwd">
""",
    "title.md": """---
title: '<img src="https://example.invalid/j.png"><img src="/etc/passwd">'
author: '<img src="file:///etc/hosts">'
---
[<img src="https://example.invalid/k.png">](javascript:alert) [file](file:///etc/passwd)
[unc](//example.invalid/x) ![<img src=/etc/shadow>](none.png "<img src='/etc/group'>")
""",
    "page.html": """<html><head><title>&lt;img src="/etc/passwd"&gt;</title>
<script src="https://example.invalid/l.js"></script></head><body>
<img src="https://example.invalid/m.png"><p onclick="alert(1)">Text with a lamp.</p></body></html>
""",
    "image.md": "# Linked image\n\n[![x](../../{bait}.png)](https://example.invalid/n)\n\nA lamp.\n",
}
_ASKED_FOR = re.compile(
    rf"/etc/(?:passwd|shadow|hosts|group|fstab|hostname)$|/dev/zero|{BAIT}|example\.invalid"
)
_OF_THE_SYSTEM = {"/etc/passwd", "/etc/group", "/etc/hosts", "/etc/hostname"}


@dataclass
class Traced:
    """What a session did: families of its sockets, files it opened, how it ended (None: it had to
    be killed).
    """

    status: int | None
    sockets: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    outputs: str = ""

    def faults(self, library: Path) -> list[str]:
        """What it must not have done."""
        faults = [f"socket {family}" for family in sorted(self.sockets - _LOCAL)]
        if self.status is None:
            faults.append(f"it did not end within {SECONDS} s: {self.outputs[-300:]}")
        elif self.status != 0 or '"done"' not in self.outputs:
            faults.append(f"it ended with {self.status}: {self.outputs[-300:]}")
        for file in self.files:
            if _ASKED_FOR.search(file) and file not in _OF_THE_SYSTEM:
                faults.append(f"opened {file}")
            if file.endswith(("pipe.png", "link.png")):
                faults.append(f"opened {file}")
        if not any(file.endswith("mine.png") for file in self.files):
            faults.append("its own image was not opened: the trace shows too little")
        return faults


def write_hostile(folder: Path) -> Path:
    """A library that asks for what is outside it, with the bait beside it."""
    library = folder / "outer" / "library"
    library.mkdir(parents=True)
    (folder / f"{BAIT}.png").write_bytes(_png())
    (library / "mine.png").write_bytes(_png())
    os.mkfifo(library / "pipe.png")
    (library / "link.png").symlink_to(folder / f"{BAIT}.png")
    for name, text in HOSTILE.items():
        (library / name).write_text(text.format(bait=BAIT), "utf-8")
    return library


def _png() -> bytes:
    """A picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        length = len(data).to_bytes(4, "big")
        return length + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def can_trace() -> bool:
    """Whether strace is here and may trace."""
    if shutil.which("strace") is None:
        return False
    probe = ["strace", "-f", "-o", os.devnull, "true"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def trace(folder: Path, seed: int) -> tuple[Traced, Path]:
    """Start, open every hostile article, search, close, all of it traced."""
    library = write_hostile(folder)
    log = folder / "trace"
    command = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=network,open,openat"]
    command += ["-o", str(log), sys.executable, "-m", "tests.torture.driver"]
    command += ["tour", str(folder / "home"), str(seed), str(library)]
    traced = _session(command)
    for line in _lines(log):
        traced.sockets.update(_SOCKET.findall(line) + _CONNECT.findall(line))
        traced.files += _OPEN.findall(line)
    return traced, library


def _session(command: list[str]) -> Traced:
    """Run a traced program to its end; one that does not end is killed with all it started."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            outputs, _ = run.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            outputs, _ = run.communicate()
            return Traced(None, outputs=outputs)
    return Traced(run.returncode, outputs=outputs)


def _lines(log: Path) -> Iterator[str]:
    with log.open(encoding="utf-8", errors="replace") as file:
        yield from file


def network(rounds: int, folder: Path, seed: int) -> Result:
    """Each round is a session; lost counts what left the machine or was read outside the folder."""
    if not can_trace():
        return Result(0, note="not run: no strace here, or no right to trace")
    result, opened, hung = Result(rounds), 0, 0
    for number in range(rounds):
        place = folder / str(number)
        place.mkdir()
        with result.step():
            traced, library = trace(place, seed + number)
        for fault in traced.faults(library):
            result.lose(fault)
        hung += traced.status is None
        opened += len(traced.files)
    result.hung = hung  # a whole session is one step here
    result.note = f"{opened} files opened and compared"
    return result
