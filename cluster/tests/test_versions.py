"""One file of versions, the pom: whatever else names one names the same."""

from __future__ import annotations

import re

import pytest
from checkout import CLUSTER, ROOT, documents, versions

DOCUMENTS = ["docs/spark.md", "cluster/bin/spark-class"]


def test_the_application_is_the_poms():
    spec = documents("spark-application.yaml")[0]["spec"]
    assert spec["sparkVersion"] == versions()["spark.version"]
    assert spec["mainApplicationFile"].endswith(f"lineal-jobs-{versions()['project.version']}.jar")


def test_images_are_built_from_the_poms_versions():
    text = (CLUSTER / "docker" / "driver.Dockerfile").read_text()
    arguments = dict(re.findall(r"^ARG (\w+)=(\S+)$", text, re.MULTILINE))
    assert arguments == {
        "SPARK_VERSION": versions()["spark.version"],
        "SCALA_VERSION": versions()["scala.binary"],
        "JAVA_VERSION": versions()["maven.compiler.release"],
    }


@pytest.mark.parametrize("folder", ["kubernetes", "conf", "docker"])
def test_images_and_jars_are_this_version(folder):
    named = [
        version
        for file in (CLUSTER / folder).iterdir()
        for version in re.findall(r"lineal(?:/\w+:|-jobs-)(\d+\.\d+\.\d+)", file.read_text())
    ]
    assert named
    assert set(named) == {versions()["project.version"]}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_people_type_is_the_poms(name):
    text = (ROOT / name).read_text()
    delta = re.findall(r"delta-spark_([\d.]+)_([\d.]+):([\d.]+\d)", text)
    assert delta
    spark = ".".join(versions()["spark.version"].split(".")[:2])
    assert set(delta) == {(spark, versions()["scala.binary"], versions()["delta.version"])}
