"""Verifies every model that was published, and replays some of its run's steps."""

from __future__ import annotations

import shlex
from datetime import timedelta

from airflow.sdk import dag, task

from lineal import commands
from lineal.steps import MODEL, RETRIED, SINCE, jobs
from lineal.workplace import workplace

PLACE = workplace()
STEPS = 10


@dag(
    dag_id="audit_models",
    schedule=[MODEL],
    start_date=SINCE,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args=RETRIED,
    is_paused_upon_creation=False,
    tags=["lineal"],
)
def audit_models():
    """One verification and one audit per model; a model's run has the id of its event's run."""

    @task
    def runs(*, triggering_asset_events) -> list[str]:
        return [event.source_run_id for event in triggering_asset_events[MODEL]]

    @task
    def audits(ids: list[str]) -> list[list[str]]:
        return [commands.audit(PLACE, run, STEPS) for run in ids]

    @task.bash(append_env=True)
    def verify(run: str) -> str:
        return shlex.join(commands.verify(PLACE, run))

    published = runs()
    verify.expand(run=published)
    jobs(PLACE, "audit").expand(application_args=audits(published))


audit_models()
