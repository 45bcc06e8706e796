"""Where things are on the machine that runs the steps: LINEAL_* variables of its environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class HeldOut:
    """A public file of rows that no owner trained on; `positive` is how class 1 is written."""

    csv: str
    label: str
    positive: str


@dataclass(frozen=True)
class Workplace:
    """A trainer's files for one study.

    `grants` are two words: `--chain FILE` where grants are on a chain, else `--ledger FILE`.
    """

    checkout: str
    study: str
    grants: tuple[str, str]
    trainer: str
    passphrase_file: str
    store: str
    runs: str
    checkpoint_every: int = 8
    held_out: HeldOut | None = None

    def jar(self) -> str:
        return f"{self.checkout}/jobs/target/lineal-jobs-0.1.0.jar"

    def spark_submit(self) -> str:
        return f"{self.checkout}/cluster/bin/spark-submit"

    def lineal(self) -> str:
        return f"{self.checkout}/bin/lineal"

    def plan(self, run: str) -> str:
        return f"{self.runs}/{run}/plan.json"

    def model(self, run: str) -> str:
        return f"{self.runs}/{run}/model"

    def report(self, run: str, step: str) -> str:
        return f"{self.runs}/{run}/{step}.json"


def workplace(variables: Mapping[str, str] = os.environ) -> Workplace:
    """The workplace that these variables name; what is left out lies in LINEAL_WORK."""
    checkout = variables.get("LINEAL_HOME", str(PurePosixPath(__file__).parents[2]))
    work = variables.get("LINEAL_WORK", f"{checkout}/.cache/work")
    chain = variables.get("LINEAL_CHAIN")
    csv = variables.get("LINEAL_HELD_OUT")
    return Workplace(
        checkout=checkout,
        study=variables.get("LINEAL_STUDY", f"{work}/study.json"),
        grants=("--chain", chain)
        if chain
        else ("--ledger", variables.get("LINEAL_LEDGER", f"{work}/ledger.jsonl")),
        trainer=variables.get("LINEAL_TRAINER", f"{work}/trainer"),
        passphrase_file=variables.get("LINEAL_PASSPHRASE_FILE", f"{work}/secrets/passphrase"),
        store=variables.get("LINEAL_STORE", f"{work}/store"),
        runs=variables.get("LINEAL_RUNS", f"{work}/runs"),
        checkpoint_every=int(variables.get("LINEAL_CHECKPOINT_EVERY", "8")),
        held_out=HeldOut(
            csv,
            variables.get("LINEAL_HELD_OUT_LABEL", "label"),
            variables.get("LINEAL_HELD_OUT_POSITIVE", "1"),
        )
        if csv
        else None,
    )
