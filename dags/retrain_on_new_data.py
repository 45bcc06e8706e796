"""New versions of datasets on the chain start a training of them."""

from __future__ import annotations

import json
import shlex
from datetime import timedelta
from pathlib import Path

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from lineal import commands
from lineal.steps import DATASET, RETRIED, SINCE
from lineal.workplace import workplace

PLACE = workplace()
REGISTERED = f"{PLACE.runs}/registered.json"


@dag(
    dag_id="watch_datasets",
    schedule=timedelta(minutes=10) if PLACE.grants[0] == "--chain" else None,
    start_date=SINCE,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(minutes=9),
    default_args=RETRIED,
    is_paused_upon_creation=True,
    tags=["lineal"],
)
def watch_datasets():
    """Posts the dataset asset's event when the chain's list of versions is another than before."""

    @task.bash(append_env=True)
    def look() -> str:
        return shlex.join(commands.registered(PLACE, REGISTERED))

    @task(inlets=[DATASET], outlets=[DATASET])
    def announce(*, inlet_events, outlet_events):
        versions = json.loads(Path(REGISTERED).read_text())["versions_sha256"]
        before = [event.extra.get("versions_sha256") for event in inlet_events[DATASET][-1:]]
        if before == [versions]:
            raise AirflowSkipException("No dataset has a new version.")
        outlet_events[DATASET].extra = {"versions_sha256": versions}

    look() >> announce()


# Created paused: it signs plans and uses up grants without being asked again.
@dag(
    dag_id="retrain_on_new_data",
    schedule=[DATASET],
    start_date=SINCE,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=1),
    default_args=RETRIED,
    is_paused_upon_creation=True,
    render_template_as_native_obj=True,
    tags=["lineal"],
    params={"iterations": Param(32, type="integer", minimum=1, maximum=4096)},
)
def retrain_on_new_data():
    """A plan of the owners' newest datasets, signed by the trainer, given to train_study."""
    file = f"{PLACE.runs}/retrain-{{{{ ts_nodash }}}}.json"

    @task.bash(append_env=True)
    def plan(file: str, params: dict) -> str:
        return shlex.join(commands.plan(PLACE, file, str(params["iterations"])))

    @task
    def signed(file: str) -> dict:
        return json.loads(Path(file).read_text())

    conf = signed(file)
    submit = TriggerDagRunOperator(
        task_id="submit",
        trigger_dag_id="train_study",
        trigger_run_id="{{ ti.xcom_pull(task_ids='signed')['plan_sha256'] }}",
        conf="{{ ti.xcom_pull(task_ids='signed') }}",
    )
    plan(file) >> conf >> submit


watch_datasets()
retrain_on_new_data()
