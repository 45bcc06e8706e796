"""Manifests against Kubernetes' own schemas, and the SparkApplication by the fields it may have."""

from __future__ import annotations

import copy
import json
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
    spec |= {key: part[key] for key in ("tolerations", "nodeSelector") if key in part}
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


def test_secrets_are_mounted_into_the_driver_alone():
    assert secret_mounts(documents("driver-pod.yaml")[0]) == ["/secrets/trainer"]
    assert secret_mounts(documents("executor-pod.yaml")[0]) == []
    assert secret_mounts(pod(application(), "driver")) == ["/secrets/trainer"]
    assert secret_mounts(pod(application(), "executor")) == []
    for file in (CLUSTER / "kubernetes").glob("*.yaml"):
        assert "kind: Secret" not in file.read_text(), f"{file.name} holds a secret's bytes"


def secret_mounts(pod: dict) -> list[str]:
    secrets = [one["name"] for one in pod["spec"]["volumes"] if "secret" in one]
    modes = [one["secret"]["defaultMode"] for one in pod["spec"]["volumes"] if "secret" in one]
    assert all(mode == 0o400 for mode in modes)
    mounts = [one for box in pod["spec"]["containers"] for one in box["volumeMounts"]]
    assert all(one.get("readOnly") for one in mounts if one["name"] in secrets)
    return [one["mountPath"] for one in mounts if one["name"] in secrets]
