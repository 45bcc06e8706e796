"""The cluster's files, as their readers see them."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import yaml

CLUSTER = Path(__file__).resolve().parents[1]
ROOT = CLUSTER.parent
POM = "{http://maven.apache.org/POM/4.0.0}"


def versions() -> dict[str, str]:
    """The project's version and the pom's properties: the one place that versions are from."""
    project = ElementTree.parse(ROOT / "pom.xml").getroot()
    found = {one.tag.removeprefix(POM): one.text or "" for one in project.find(f"{POM}properties")}
    return found | {"project.version": project.findtext(f"{POM}version")}


def documents(name: str) -> list[dict]:
    """A file of cluster/kubernetes."""
    return list(yaml.safe_load_all((CLUSTER / "kubernetes" / name).read_text()))


def settings(name: str) -> dict[str, str]:
    """A file of cluster/conf as Spark reads it."""
    lines = (CLUSTER / "conf" / name).read_text().splitlines()
    return dict(line.split(None, 1) for line in lines if line.strip() and not line.startswith("#"))
