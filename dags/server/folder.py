"""The folder of an Airflow: state, logs, the processes' ids, and secrets that only we can read."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

DAGS = Path(__file__).resolve().parents[1]
USER = "lineal"


def cache() -> Path:
    """Of the checkout, ignored by git, unless LINEAL_CACHE names another."""
    return Path(os.environ.get("LINEAL_CACHE") or DAGS.parent / ".cache")


@dataclass(frozen=True)
class Folder:
    root: Path

    def create(self) -> Folder:
        self.root.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)
        (self.root / "logs").mkdir(exist_ok=True)
        return self

    def log(self, name: str) -> Path:
        return self.root / "logs" / f"{name}.log"

    def processes_file(self) -> Path:
        return self.root / "processes.json"

    def client_file(self) -> Path:
        """Address, user and password, for programs that start runs."""
        return self.root / "client.json"

    def client(self) -> dict:
        return json.loads(self.client_file().read_text())

    def secrets(self) -> dict:
        """Made once: what the parts of Airflow tell each other, and the user's password."""
        file = self.root / "secrets.json"
        if not file.exists():
            names = ("jwt", "session", "password")
            write_secret(file, {name: secrets.token_urlsafe(48) for name in names})
        return json.loads(file.read_text())

    def environment(self, port: int) -> dict:
        """What Airflow's processes are told; LINEAL_* of this process goes on to the DAGs."""
        known = self.secrets()
        url = f"http://127.0.0.1:{port}"
        passwords = self.root / "passwords.json"
        write_secret(passwords, {USER: known["password"]})
        write_secret(
            self.client_file(), {"url": url, "user": USER, "password": known["password"]}
        )
        auth = "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager"
        settings = {
            "API__HOST": "127.0.0.1",
            "API__PORT": str(port),
            "API__WORKERS": "1",
            "API__BASE_URL": url,
            "API__SECRET_KEY": known["session"],
            "API_AUTH__JWT_SECRET": known["jwt"],
            "CORE__AUTH_MANAGER": auth,
            "CORE__DAGS_FOLDER": str(DAGS),
            "CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
            "CORE__FERNET_KEY": "",
            "CORE__LOAD_EXAMPLES": "False",
            "CORE__PARALLELISM": "4",
            "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
            "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "DAG_PROCESSOR__PARSING_PROCESSES": "1",
            "DAG_PROCESSOR__REFRESH_INTERVAL": "30",
            "LOGGING__BASE_LOG_FOLDER": str(self.root / "logs" / "tasks"),
            "SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
            "USAGE_DATA_COLLECTION__ENABLED": "False",
        }
        spark = {"conn_type": "spark", "host": os.environ.get("LINEAL_MASTER", "local[*]")}
        return {
            **os.environ,
            "AIRFLOW_HOME": str(self.root),
            "AIRFLOW_CONN_LINEAL_SPARK": json.dumps(spark),
            "LINEAL_HOME": os.environ.get("LINEAL_HOME", str(DAGS.parent)),
            **{f"AIRFLOW__{name}": value for name, value in settings.items()},
        }


def write_secret(file: Path, content: dict) -> None:
    """Replaces a file in one step; nobody else can read it at any time."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(content, out)
    part.rename(file)
