"""Errors that people read: the problem and why, what to do, and the exit code of the command."""

from __future__ import annotations

USAGE, INFRASTRUCTURE = 2, 4


class Problem(Exception):
    def __init__(self, exit_code: int, code: str, problem: str, action: str):
        super().__init__(f"{problem} {action}")
        self.exit_code = exit_code
        self.code = code
        self.problem = problem
        self.action = action


def not_installed(log) -> Problem:
    return Problem(
        INFRASTRUCTURE,
        "airflow.install",
        "Airflow's locked packages cannot be installed.",
        f"See {log}; Python 3.11 or 3.12 with venv and a package index are needed.",
    )


def ended(name: str, log) -> Problem:
    return Problem(
        INFRASTRUCTURE,
        "airflow.ended",
        f"Airflow's {name} ended while it started.",
        f"See {log}; a port that is taken is the usual cause.",
    )


def not_healthy(what: str, logs) -> Problem:
    return Problem(
        INFRASTRUCTURE,
        "airflow.down",
        f"Airflow is not healthy: {what}.",
        f"See the logs in {logs}, or start it: lineal airflow up.",
    )
