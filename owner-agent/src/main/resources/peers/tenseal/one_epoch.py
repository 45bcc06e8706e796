"""One epoch of logistic regression by TenSEAL on breast cancer, one thread; JSON on standard output.

`rows`: as TenSEAL's own tutorial on logistic regression trains, a ciphertext per row, sigmoid of
degree 3, ring and scale the tutorial's. `columns`: packed as Lineal packs, a ciphertext per feature,
sigmoid of degree 5, in that ring; `columns_14`: the same in a ring of 2^14, where the scale has room
for digits. None is interactive within the epoch; then the key's only holder re-encrypts the weights.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import json
import statistics
import sys
import time
from pathlib import Path

import tenseal as ts

SMALL = (8192, [40, 21, 21, 21, 21, 21, 21, 40], 21)  # 128-bit security at 206 bits, the tutorial's
LARGE = (16384, [60, 40, 40, 40, 40, 40, 40, 60], 40)  # and at 360 bits
DEGREE_3 = [0.5, 0.197, 0, -0.004]
REACH = 12  # weights are encrypted divided by it, as Lineal does
DEGREE_5 = [0.5, -1.77299, 0, 3.13338, 0, -1.95974]  # sigma(-z) in z / REACH


def training_rows() -> tuple[list[list[float]], list[float]]:
    """Standardised features and labels of 0 or 1; every fourth row is held out."""
    folder = Path(importlib.util.find_spec("sklearn").origin).parent
    with open(folder / "datasets/data/breast_cancer.csv") as file:
        lines = [[float(text) for text in line] for line in list(csv.reader(file))[1:]]
    lines = [line for k, line in enumerate(lines) if k % 4]
    columns = []
    for values in list(zip(*lines))[:-1]:
        mean, deviation = statistics.fmean(values), statistics.pstdev(values)
        columns.append([max(-4.0, min(4.0, (v - mean) / deviation)) for v in values])
    return [list(row) for row in zip(*columns)], [line[-1] for line in lines]


def context(ring: int, moduli: list[int], scale_bits: int) -> ts.Context:
    made = ts.context(ts.SCHEME_TYPE.CKKS, ring, -1, moduli, n_threads=1)
    made.global_scale = 2**scale_bits
    made.generate_galois_keys()
    return made


class Timed:
    """CPU seconds of what runs inside it."""

    def __enter__(self) -> Timed:
        self.start = time.process_time()
        return self

    def __exit__(self, *_) -> None:
        self.seconds = time.process_time() - self.start


def by_rows(keys: ts.Context, rows: list[list[float]], labels: list[float]) -> dict:
    """The gradient of the clear: sum of (sigmoid(x w) - y) x; the start weights are 0.1."""
    with Timed() as encrypting:
        xs = [ts.ckks_vector(keys, row) for row in rows]
        ys = [ts.ckks_vector(keys, [label]) for label in labels]
    weight, bias = ts.ckks_vector(keys, [0.1] * len(rows[0])), ts.ckks_vector(keys, [0.0])
    with Timed() as epoch:
        delta, delta_bias = 0, 0
        for x, y in zip(xs, ys):
            error = (x.dot(weight) + bias).polyval(DEGREE_3) - y
            delta, delta_bias = delta + x * error, delta_bias + error
        weight, bias = weight - delta * (1 / len(rows)), bias - delta_bias * (1 / len(rows))
        weight = ts.ckks_vector(keys, weight.decrypt())
        bias = ts.ckks_vector(keys, bias.decrypt())
    error = [gap(sum(0.1 * v for v in row), DEGREE_3) - y for row, y in zip(rows, labels)]
    want = [0.1 - sum(e * row[j] for e, row in zip(error, rows)) / len(rows) for j in range(30)]
    return figures(encrypting, epoch, [*xs, *ys], worst(weight.decrypt(), want))


def by_columns(keys: ts.Context, rows: list[list[float]], labels: list[float]) -> dict:
    """The gradient of the clear: sum of y x sigma(-y x w), y of -1 or 1; the start weights are 0.1."""
    folded = [[(2 * y - 1) * v for v in [*row, 1.0]] for row, y in zip(rows, labels)]
    count = len(folded)
    with Timed() as encrypting:
        xs = [ts.ckks_vector(keys, column) for column in zip(*folded)]
    weights = [ts.ckks_vector(keys, [0.1 / REACH] * count) for _ in xs]
    with Timed() as epoch:
        margin = 0
        for x, w in zip(xs, weights):
            margin = margin + x * w
        slope = margin.polyval(DEGREE_5)
        steps = [(x * slope).sum() for x in xs]
        fresh = [0.1 + step.decrypt()[0] / count for step in steps]
        weights = [ts.ckks_vector(keys, [w / REACH] * count) for w in fresh]
    slopes = [gap(sum(0.1 * v for v in row) / REACH, DEGREE_5) for row in folded]
    want = [0.1 + sum(s * row[j] for s, row in zip(slopes, folded)) / count for j in range(31)]
    return figures(encrypting, epoch, xs, worst(fresh, want))


def gap(z: float, polynomial: list[float]) -> float:
    return sum(a * z**k for k, a in enumerate(polynomial))


def worst(got: list[float], want: list[float]) -> float:
    return max(abs(g - w) for g, w in zip(got, want))


def figures(encrypting: Timed, epoch: Timed, ciphertexts: list, error: float) -> dict:
    return {
        "encrypt_us": encrypting.seconds * 1e6,
        "epoch_us": epoch.seconds * 1e6,
        "ciphertext_bytes": sum(len(c.serialize()) for c in ciphertexts),
        "worst_error": error,
    }


PACKINGS = {
    "columns": (by_columns, SMALL),
    "columns_14": (by_columns, LARGE),
    "rows": (by_rows, SMALL),
}


def main() -> None:
    rows, labels = training_rows()
    report = {}
    for name in sys.argv[1:] or PACKINGS:
        train, ring = PACKINGS[name]
        report[name] = train(context(*ring), rows, labels)
    version = f"{importlib.metadata.version('tenseal')}, Python {sys.version.split()[0]}"
    json.dump({"version": version, "rows": len(rows), "packings": report}, sys.stdout)


if __name__ == "__main__":
    main()
