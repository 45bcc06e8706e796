"""Manifests against Kubernetes' own schemas, and the SparkApplication by the fields it may have."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path

import jsonschema
import kubernetes_validate
import pytest
from checkout import CLUSTER, documents, settings

KUBERNETES = "1.37"
PODS = ["driver-pod.yaml", "executor-pod.yaml"]
SCHEMA = json.loads(Path(__file__).with_name("spark-application.schema.json").read_text())


def valid(document: dict) -> None:
    kubernetes_validate.validate(document, KUBERNETES, strict=True)


def application() -> dict:
    return documents("spark-application.yaml")[0]


def pod(application: dict, role: str) -> dict:
    """The parts of a SparkApplication that are Kubernetes' own, as a pod."""
    part = application["spec"][role]
    container = {"name": role, "image": application["spec"]["image"]}
    container |= {key: part[key] for key in ("volumeMounts", "securityContext") if key in part}
    spec = {"containers": [container], "volumes": application["spec"]["volumes"]}
    spec |= {key: part[key] for key in ("tolerations", "nodeSelector", "initContainers") if key in part}
    if "podSecurityContext" in part:
        spec["securityContext"] = part["podSecurityContext"]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": role}, "spec": spec}


@pytest.mark.parametrize("name", [*PODS, "namespace.yaml"])
def test_manifests_are_kubernetes(name):
    for document in documents(name):
        valid(document)


def test_a_misspelt_field_is_refused():
    document = documents("executor-pod.yaml")[0]
    document["spec"]["containers"][0]["volumeMount"] = []
    with pytest.raises(kubernetes_validate.ValidationError):
        valid(document)


def test_the_application_has_the_operators_fields():
    jsonschema.validate(application(), SCHEMA)
    for role in ("driver", "executor"):
        valid(pod(application(), role))


@pytest.mark.parametrize("path", [("driver", "secretz"), ("executor", "gpus"), (None, "sparkconf")])
def test_an_unknown_field_of_the_application_is_refused(path):
    document = copy.deepcopy(application())
    spec = document["spec"] if path[0] is None else document["spec"][path[0]]
    spec[path[1]] = {}
    with pytest.raises(jsonschema.ValidationError, match=path[1]):
        jsonschema.validate(document, SCHEMA)


def test_every_executor_has_one_gpu_everywhere():
    limits = documents("executor-pod.yaml")[0]["spec"]["containers"][0]["resources"]["limits"]
    assert limits == {"nvidia.com/gpu": "1"}
    spec = application()["spec"]
    assert spec["executor"]["gpu"] == {"name": "nvidia.com/gpu", "quantity": 1}
    for conf in (spec["sparkConf"], settings("kubernetes.conf"), settings("standalone.conf")):
        assert conf["spark.executor.resource.gpu.amount"] == "1"
        assert conf["spark.executorEnv.LINEAL_BACKEND"] == "cuda"
        assert "spark.task.resource.gpu.amount" not in conf, "stages that train ask for it"


def test_both_ways_to_kubernetes_are_one():
    spec, conf = application()["spec"], settings("kubernetes.conf")
    for name, value in spec["sparkConf"].items():
        assert conf[name] == value
    executor = spec["executor"]
    assert conf["spark.executor.instances"] == str(executor["instances"])
    assert conf["spark.executor.memoryOverhead"] == executor["memoryOverhead"]
    assert conf["spark.kubernetes.executor.container.image"] == executor["image"]
    assert conf["spark.kubernetes.driver.container.image"] == spec["image"]


def test_secrets_are_mounted_for_the_driver_alone():
    for driver in (documents("driver-pod.yaml")[0], pod(application(), "driver")):
        assert mounts(driver, "trainer") == ["/mounted"], "only where they are copied from"
        assert mounts(driver, "secrets") == ["/secrets", "/secrets"]
        assert driver["spec"]["securityContext"]["fsGroup"] == 185, "or they cannot be read"
    for executor in (documents("executor-pod.yaml")[0], pod(application(), "executor")):
        assert mounts(executor, "trainer") + mounts(executor, "secrets") == []
    for file in (CLUSTER / "kubernetes").glob("*.yaml"):
        assert "kind: Secret" not in file.read_text(), f"{file.name} holds a secret's bytes"


def mounts(pod: dict, volume: str) -> list[str]:
    spec = pod["spec"]
    boxes = spec.get("initContainers", []) + spec["containers"]
    return [one["mountPath"] for box in boxes for one in box["volumeMounts"] if one["name"] == volume]


def test_secrets_are_copied_as_they_are_read(tmp_path):
    """By the pods' own command: a folder of mode 700, files of mode 600."""
    script = documents("driver-pod.yaml")[0]["spec"]["initContainers"][0]["command"]
    assert script == application()["spec"]["driver"]["initContainers"][0]["command"]
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / "passphrase").write_text("open sesame")
    here = [word.replace(" /", f" {tmp_path}/") for word in script]
    subprocess.run(here, check=True)
    copied = tmp_path / "secrets" / "trainer"
    assert copied.stat().st_mode & 0o777 == 0o700
    assert (copied / "passphrase").stat().st_mode & 0o777 == 0o600
    assert (copied / "passphrase").read_text() == "open sesame"
