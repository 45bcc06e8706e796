"""The words of every step: pure functions of a workplace and a run's id (its plan's SHA-256)."""

from __future__ import annotations

from lineal.workplace import HeldOut, Workplace

Words = list[str]


def check_grants(place: Workplace, run: str) -> Words:
    """Checks signature and grants; opens the run on the chain, where grants are on one."""
    return [
        "check-grants",
        *_of(place, run, "check_grants"),
        "--study",
        place.study,
        *_trainer(place),
        *place.grants,
    ]


def ingest(place: Workplace, run: str) -> Words:
    """Pulls the plan's shards into the store."""
    words = ["ingest", *_of(place, run, "ingest"), "--study", place.study]
    return [*words, "--store", place.store, *place.grants]


def train(place: Workplace, run: str, checkpoint_every: str) -> Words:
    """Trains, or goes on behind the last checkpoint: the first try and every retry alike."""
    words = ["resume", *_of(place, run, "train"), "--study", place.study]
    words += ["--store", place.store, *place.grants]
    return [*words, "--checkpoint-every", checkpoint_every]


def publish(place: Workplace, run: str) -> Words:
    """The owners' release, manifests, anchor and bundle; repeated, it ends with the same model."""
    words = ["publish", *_of(place, run, "publish"), "--study", place.study]
    words += [*_trainer(place), "--store", place.store, *place.grants]
    return [*words, "--model", place.model(run)]


def evaluate(place: Workplace, run: str, rows: HeldOut) -> Words:
    """Metrics of the released model on public rows."""
    words = ["evaluate", "--model", place.model(run), "--csv", rows.csv, "--label", rows.label]
    return [*words, "--positive", rows.positive, "--json", place.report(run, "evaluate")]


def verify(place: Workplace, run: str) -> Words:
    """Every check of the model's bundle; on the chain, where grants are on one."""
    words = [place.lineal(), "verify", f"{place.model(run)}/bundle.zip"]
    if place.grants[0] == "--chain":
        words += place.grants
    return [*words, "--json", place.report(run, "verify")]


def audit(place: Workplace, run: str, sample: int) -> Words:
    """Replays some steps of the run."""
    words = ["audit", *_of(place, run, "audit"), "--store", place.store]
    return [*words, "--sample", str(sample)]


def plan(place: Workplace, file: str, iterations: str) -> Words:
    """Makes and signs a plan of the owners' newest datasets."""
    words = [place.lineal(), "plan", "--study", place.study, *_trainer(place), *place.grants]
    return [*words, "--iterations", iterations, "--out", file]


def registered(place: Workplace, report: str) -> Words:
    """What the chain says of datasets."""
    return [place.lineal(), "chain", "datasets", *place.grants, "--json", report]


def _of(place: Workplace, run: str, step: str) -> Words:
    return ["--plan", place.plan(run), "--json", place.report(run, step)]


def _trainer(place: Workplace) -> Words:
    return ["--trainer", place.trainer, "--passphrase-file", place.passphrase_file]
