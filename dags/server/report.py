"""A command's end: exit code, and its JSON with the head that every command's has."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from server import folder, problem

SCHEMA = "lineal.airflow/1"
VERSION = "0.1.0"


def of(action, file: str | None) -> int:
    """Does it and tells it."""
    started, begun = datetime.now(UTC), time.monotonic()
    found, error, code = {"url": None, "health": {}, "processes": []}, None, 0
    try:
        found = action()
    except problem.Problem as failed:
        error = {"code": failed.code, "message": failed.problem, "action": failed.action}
        code = failed.exit_code
        print(f"lineal: {failed}", file=sys.stderr)
    if file:
        head = {
            "schema": SCHEMA,
            "ok": error is None,
            "error": error,
            "version": VERSION,
            "git_commit": _commit(),
            "started_at": started.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "wall_s": round(time.monotonic() - begun, 3),
            "machine": _machine(),
        }
        _write(file, json.dumps({**head, **found}, indent=2) + "\n")
    return code


def _write(file: str, text: str) -> None:
    if file == "-":
        sys.stdout.write(text)
    else:
        Path(file).write_text(text)


def _commit() -> str | None:
    words = ["git", "-C", str(folder.DAGS), "rev-parse", "HEAD"]
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _machine() -> dict:
    facts = Path("/proc/cpuinfo").read_text().split("\n\n")[0].splitlines()
    cpu = dict(line.split(":", 1) for line in facts if ":" in line)
    cpu = {name.strip(): value.strip() for name, value in cpu.items()}
    flags = cpu.get("flags", "").split()
    return {
        "cpu": cpu.get("model name", platform.processor()),
        "cores": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "simd": [name for name in ("avx2", "fma", "avx512f") if name in flags],
        "gpu": None,
    }
