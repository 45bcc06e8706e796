"""The discovery script, as Spark's worker runs it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from checkout import CLUSTER, settings

SCRIPT = CLUSTER / "bin" / "discover-gpus"
TOOLS = ["bash", "env", "sed", "tr"]


@pytest.fixture
def machine(tmp_path) -> Path:
    """A folder of programs, without nvidia-smi."""
    for tool in TOOLS:
        found = next(p for p in os.environ["PATH"].split(":") if (Path(p) / tool).exists())
        (tmp_path / tool).symlink_to(Path(found) / tool)
    return tmp_path


def discover(machine: Path, **environment) -> subprocess.CompletedProcess:
    path = {"PATH": str(machine)}
    return subprocess.run([SCRIPT], env=path | environment, capture_output=True, text=True)


def install(machine: Path, script: str) -> None:
    program = machine / "nvidia-smi"
    program.write_text(f"#!/usr/bin/env bash\n{script}\n")
    program.chmod(0o755)


def test_nvidias_uuids_are_the_addresses(machine):
    install(machine, '[ "$*" = "--query-gpu=uuid --format=csv,noheader" ] && printf "GPU-1a\\nGPU-2b\\n"')
    found = discover(machine)
    assert found.stderr == ""
    assert json.loads(found.stdout) == {"name": "gpu", "addresses": ["GPU-1a", "GPU-2b"]}


def test_tests_name_their_own(machine):
    found = discover(machine, LINEAL_FAKE_GPUS="7 8")
    assert json.loads(found.stdout) == {"name": "gpu", "addresses": ["7", "8"]}


def test_without_nvidias_driver_it_says_what_to_do(machine):
    found = discover(machine)
    assert found.returncode == 4
    assert "Install NVIDIA's driver" in found.stderr
    assert found.stdout == ""


@pytest.mark.parametrize(
    "script, message",
    [("echo no devices; exit 9", "nvidia-smi failed: no devices"), ('echo "a\\"b"', "is no address")],
)
def test_what_is_no_address_is_refused(machine, script, message):
    install(machine, script)
    found = discover(machine)
    assert found.returncode == 4
    assert message in found.stderr


@pytest.mark.parametrize("file", ["worker.conf", "kubernetes.conf"])
def test_configurations_name_the_script(file):
    scripts = [value for name, value in settings(file).items() if name.endswith("discoveryScript")]
    assert scripts == ["/opt/lineal/cluster/bin/discover-gpus"]
