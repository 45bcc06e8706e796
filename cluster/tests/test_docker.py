"""Images that are not built here: hadolint reads them, and no secret can come in."""

from __future__ import annotations

import re
import subprocess

import pytest
from checkout import CLUSTER, ROOT

FILES = sorted((CLUSTER / "docker").glob("*.Dockerfile"))


def lint(file) -> subprocess.CompletedProcess:
    return subprocess.run(["hadolint", "--no-color", file], capture_output=True, text=True)


def test_there_are_a_drivers_and_an_executors():
    assert [file.name for file in FILES] == ["driver.Dockerfile", "executor.Dockerfile"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_hadolint_finds_nothing(file):
    found = lint(file)
    assert found.returncode == 0, found.stdout + found.stderr
    assert file.read_text().startswith("# NOT BUILT by this project's tests")


def test_hadolint_would_find_something(tmp_path):
    file = tmp_path / "Dockerfile"
    file.write_text("FROM spark:latest\nRUN cd /tmp\n")
    found = lint(file)
    assert found.returncode == 1
    assert "DL3007" in found.stdout


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_images_take_no_secret(file):
    for line in file.read_text().splitlines():
        if re.match(r"(ARG|ENV|COPY|ADD|RUN)\b", line):
            assert not re.search(r"secret|passphrase|token|wallet|\.key", line, re.IGNORECASE), line


def test_the_build_context_is_a_list_of_sources():
    rules = [
        line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")
    ]
    assert rules[0] == "*", "nothing but what is named after it"
    for rule in rules[1:-1]:
        assert list(ROOT.glob(rule.removeprefix("!"))), f"{rule} names nothing"
    assert rules[-1] == "**/target"
