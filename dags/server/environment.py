"""Airflow's locked packages in a virtual environment, made once per lock."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

from server import folder, problem

LOCK = folder.DAGS / "requirements.lock"
UV = folder.DAGS / "uv.lock"


def programs() -> Path:
    """The environment's folder of programs; makes it where it is not there."""
    key = hashlib.sha256(LOCK.read_bytes() + UV.read_bytes()).hexdigest()[:12]
    root = folder.cache() / f"airflow-{key}-{sys.version_info.major}.{sys.version_info.minor}"
    root.mkdir(parents=True, exist_ok=True)
    with open(root / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "complete").exists():
            print(f"lineal: installing Airflow in {root} (once)", file=sys.stderr)
            _install(root, root / "install.log")
            (root / "complete").touch()
    return root / "venv" / "bin"


def _install(root: Path, log: Path) -> None:
    uv = root / "uv"
    _run(log, sys.executable, "-m", "venv", "--clear", uv)
    _run(log, uv / "bin/pip", "install", "-q", "--require-hashes", "-r", UV)
    _run(log, uv / "bin/uv", "venv", "-q", "--clear", "--python", sys.executable, root / "venv")
    python = root / "venv/bin/python"
    _run(log, uv / "bin/uv", "pip", "sync", "-q", "--require-hashes", "--python", python, LOCK)


def _run(log: Path, *words) -> None:
    with open(log, "ab") as out:
        if subprocess.run([str(word) for word in words], stdout=out, stderr=out).returncode != 0:
            raise problem.not_installed(log)
