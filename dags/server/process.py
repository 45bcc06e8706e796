"""Airflow's processes: started in order, recorded, and stopped by what was recorded only."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from server import environment, problem
from server.folder import Folder

PARTS = ("api-server", "scheduler", "dag-processor")
PATIENCE_S = 120
LOOK_S = 0.2


def start(place: Folder, port: int) -> None:
    """The api-server first: the other two speak to it."""
    programs = environment.programs()
    port = port or _free_port()
    told = place.create().environment(port)
    told["PATH"] = f"{programs}:{told['PATH']}"
    _run(place, "migrate", told, [programs / "airflow", "db", "migrate"])
    running: dict = {}
    try:
        _start(place, programs, told, running, PARTS[0])
        _await(place, running, lambda: "metadatabase" in health(place))
        for part in PARTS[1:]:
            _start(place, programs, told, running, part)
        _await(place, running, lambda: unhealthy(health(place)) == [])
        _await(place, running, lambda: knows_dags(place))
    except BaseException:
        stop(place)
        raise


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def _run(place: Folder, name: str, told: dict, words: list) -> None:
    with open(place.log(name), "wb") as log:
        if subprocess.run(words, env=told, stdout=log, stderr=log).returncode != 0:
            raise problem.ended(name, place.log(name))


def _start(place: Folder, programs: Path, told: dict, running: dict, part: str) -> None:
    with open(place.log(part), "wb") as log:
        started = subprocess.Popen(
            [programs / "airflow", part],
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    running[part] = started
    record = [{"name": n, "pid": p.pid, "started": _started(p.pid)} for n, p in running.items()]
    place.processes_file().write_text(json.dumps(record))


def _await(place: Folder, running: dict, condition) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        for part, started in running.items():
            if started.poll() is not None:
                raise problem.ended(part, place.log(part))
        if time.monotonic() > end:
            raise problem.not_healthy(f"not ready after {PATIENCE_S} s", place.root / "logs")
        time.sleep(LOOK_S)


def _started(pid: int) -> int | None:
    """When a process started, in ticks since boot; with its id that names it for ever."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rsplit(")", 1)[1].split()
    return None if fields[0] == "Z" else int(fields[19])


def alive(place: Folder) -> list[dict]:
    """Recorded processes that still run."""
    if not place.processes_file().exists():
        return []
    recorded = json.loads(place.processes_file().read_text())
    return [one for one in recorded if one["started"] == _started(one["pid"]) is not None]


def stop(place: Folder) -> list[str]:
    """Stops every recorded process with the session that it leads; the names of those that ran."""
    running = alive(place)
    for number in (signal.SIGTERM, signal.SIGKILL):
        for one in running:
            if _started(one["pid"]) == one["started"]:
                os.killpg(one["pid"], number)
        end = time.monotonic() + 15
        while alive(place) and time.monotonic() < end:
            _reap(running)
            time.sleep(LOOK_S)
    place.processes_file().unlink(missing_ok=True)
    return [one["name"] for one in running]


def _reap(running: list[dict]) -> None:
    for one in running:
        try:
            os.waitpid(one["pid"], os.WNOHANG)
        except ChildProcessError:
            pass  # started by another command


def health(place: Folder) -> dict:
    """What each part says of itself; empty where nothing answers."""
    try:
        url = place.client()["url"] + "/api/v2/monitor/health"
        with urllib.request.urlopen(url, timeout=5) as answer:
            said = json.load(answer)
    except (OSError, ValueError, KeyError, urllib.error.URLError):
        return {}
    return {name: part["status"] for name, part in said.items() if part["status"]}


def knows_dags(place: Folder) -> bool:
    """Whether the DAGs were read: until then no run of them can be started."""
    client = place.client()
    account = {"username": client["user"], "password": client["password"]}
    try:
        token = _json(client["url"] + "/auth/token", {}, account)["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        return "dag_id" in _json(client["url"] + "/api/v2/dags/train_study", headers)
    except (OSError, ValueError, KeyError):
        return False


def _json(url: str, headers: dict, body: dict | None = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    told = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    with urllib.request.urlopen(told, timeout=5) as answer:
        return json.load(answer)


def unhealthy(found: dict) -> list[str]:
    needed = ("metadatabase", "scheduler", "dag_processor")
    return [name for name in needed if found.get(name) != "healthy"]


def status(place: Folder) -> dict:
    running = alive(place)
    return {
        "url": place.client()["url"] if running else None,
        "health": health(place) if running else {},
        "processes": [{"name": one["name"], "pid": one["pid"]} for one in running],
    }


def require_healthy(found: dict) -> dict:
    missing = unhealthy(found["health"])
    if missing:
        raise problem.not_healthy(f"{', '.join(missing)} not running", "its folder")
    return found
