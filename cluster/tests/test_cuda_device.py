"""What CUDA's driver says of the first GPU: a stand-in for libcuda where there is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from checkout import CLUSTER

SCRIPT = CLUSTER / "bin" / "cuda-device"

DRIVER = r"""
#include <stddef.h>
#include <string.h>
int cuInit(unsigned flags) { return FAILS; }
int cuDeviceGetCount(int *count) { *count = COUNT; return 0; }
int cuDeviceGet(int *device, int ordinal) { *device = 40 + ordinal; return 0; }
int cuDeviceGetName(char *name, int length, int device) {
  strncpy(name, device == 40 ? "NVIDIA Fake" : "another", length); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = (size_t)80 << 30; return 0; }
int cuDeviceGetAttribute(int *value, int attribute, int device) {
  *value = attribute == 36 ? 2619000 : attribute == 37 ? 5120 : -1; return 0; }
"""


def ask(folder, count: int, fails: int = 0) -> subprocess.CompletedProcess:
    (folder / "driver.c").write_text(DRIVER)
    subprocess.run(
        [shutil.which("cc"), "-shared", "-fPIC", f"-DCOUNT={count}", f"-DFAILS={fails}"]
        + ["-o", folder / "libcuda.so.1", folder / "driver.c"],
        check=True,
    )
    environment = dict(os.environ, LD_LIBRARY_PATH=str(folder))
    return subprocess.run([SCRIPT], env=environment, capture_output=True, text=True)


def test_a_gpus_bandwidth_is_its_clock_times_its_bus(tmp_path):
    found = ask(tmp_path, count=2)
    assert json.loads(found.stdout) == {
        "name": "NVIDIA Fake",
        "memory_bytes": 80 << 30,
        "bandwidth_gb_per_s": 3352.3,
    }


@pytest.mark.parametrize(
    "count, fails, why",
    [(0, 0, "no device: CUDA sees none"), (1, 100, "no device: cuInit says error 100")],
)
def test_no_device_is_exit_code_four(tmp_path, count, fails, why):
    found = ask(tmp_path, count, fails)
    assert (found.returncode, found.stdout) == (4, "")
    assert found.stderr.startswith(why)
