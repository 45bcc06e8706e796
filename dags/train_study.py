"""A signed plan to a published, verified model. The run's id is the plan's SHA-256."""

from __future__ import annotations

import json
import shlex
from datetime import timedelta
from pathlib import Path

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowFailException

from lineal import commands
from lineal.steps import MODEL, RETRIED, SINCE, job
from lineal.workplace import workplace

PLACE = workplace()
RUN = "{{ params.plan_sha256 }}"
SIGNED_PLAN = ("plan", "plan_sha256", "schema", "signature")


@dag(
    dag_id="train_study",
    schedule=None,
    start_date=SINCE,
    catchup=False,
    max_active_runs=2,
    dagrun_timeout=timedelta(days=7),
    default_args=RETRIED,
    is_paused_upon_creation=False,
    tags=["lineal"],
    params={
        "plan": Param(type="string", minLength=2, maxLength=1 << 20, title="Canonical run plan"),
        "plan_sha256": Param(type="string", pattern="^[0-9a-f]{64}$", title="The plan's SHA-256"),
        "schema": Param(type="string", const="lineal.session-request/1"),
        "signature": Param(type="string", pattern="^[0-9a-f]{130}$", title="The trainer's, EIP-712"),
        "checkpoint_every": Param(
            PLACE.checkpoint_every, type="integer", minimum=1, maximum=1000, title="Iterations"
        ),
    },
)
def train_study():
    """From a signed plan to a model; each step is a command of its own."""

    @task(retries=0)
    def write_plan(params: dict, run_id: str):
        """The plan's hash as the run's id lets Airflow refuse a second run of the same plan."""
        if run_id != params["plan_sha256"]:
            raise AirflowFailException("The run's id is not the plan's SHA-256: trigger it as that.")
        file = Path(PLACE.plan(run_id))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({name: params[name] for name in SIGNED_PLAN}))

    @task.bash(append_env=True)
    def verify(params: dict) -> str:
        return shlex.join(commands.verify(PLACE, params["plan_sha256"]))

    check_grants = job(
        PLACE, task_id="check_grants", application_args=commands.check_grants(PLACE, RUN)
    )
    ingest = job(PLACE, task_id="ingest", application_args=commands.ingest(PLACE, RUN))
    train = job(
        PLACE,
        task_id="train",
        application_args=commands.train(PLACE, RUN, "{{ params.checkpoint_every }}"),
        execution_timeout=timedelta(days=2),
    )
    publish = job(
        PLACE,
        task_id="publish",
        application_args=commands.publish(PLACE, RUN),
        outlets=[MODEL],
    )
    write_plan() >> check_grants >> ingest >> train >> publish >> verify()
    if PLACE.held_out:
        publish >> job(
            PLACE,
            task_id="evaluate",
            application_args=commands.evaluate(PLACE, RUN, PLACE.held_out),
        )


train_study()
