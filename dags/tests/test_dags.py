"""Every DAG is imported and looked at, without a database."""

from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.exceptions import ParamValidationError
from airflow.serialization.serialized_objects import DagSerialization
from conftest import HOME

FOLDER = Path(__file__).resolve().parents[1]
STEPS = ["write_plan", "check_grants", "ingest", "train", "publish", "verify"]
DAGS = {
    "audit_models": {"runs", "audits", "verify", "audit"},
    "retrain_on_new_data": {"plan", "signed", "submit"},
    "train_study": {*STEPS, "evaluate"},
    "watch_datasets": {"look", "announce"},
}


@pytest.fixture(scope="session")
def bag():
    return DagBag(dag_folder=str(FOLDER))


def test_the_folder_has_these_dags_and_no_other_file_is_one(bag):
    assert bag.import_errors == {}
    assert set(bag.dags) == set(DAGS)


@pytest.mark.parametrize("name", sorted(DAGS))
def test_a_dag_has_its_tasks_bounds_and_serialised_form(bag, name):
    dag = bag.dags[name]
    assert set(dag.task_dict) == DAGS[name]
    assert dag.dagrun_timeout is not None
    assert all(task.execution_timeout is not None for task in dag.tasks)
    assert DagSerialization.to_dict(dag)["dag"]["dag_id"] == name


def test_training_steps_follow_each_other(bag):
    tasks = bag.dags["train_study"].task_dict
    for before, after in zip(STEPS, STEPS[1:], strict=False):
        assert tasks[after].upstream_task_ids == {before}
    assert tasks["evaluate"].upstream_task_ids == {"publish"}


def test_a_training_is_retried_by_the_command_that_resumes(bag):
    train = bag.dags["train_study"].task_dict["train"]
    assert train.retries == 2
    assert train.application_args[0] == "resume"


def test_a_published_model_starts_its_audit(bag):
    published = bag.dags["train_study"].task_dict["publish"].outlets
    awaited = bag.dags["audit_models"].timetable.asset_condition.objects
    assert [asset.name for asset in published] == ["lineal-model"]
    assert [asset.uri for asset in awaited] == [asset.uri for asset in published]


def test_what_signs_by_itself_waits_to_be_switched_on(bag):
    paused = {name for name, dag in bag.dags.items() if dag.is_paused_upon_creation}
    assert paused == {"retrain_on_new_data", "watch_datasets"}


def refused(name, value):
    return pytest.param(name, value, id=f"{name}={str(value)[:12]}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        refused("plan", ""),
        refused("plan", 7),
        refused("plan_sha256", "AB" * 32),
        refused("plan_sha256", "../../etc"),
        refused("schema", "lineal.session-request/2"),
        refused("signature", "00"),
        refused("checkpoint_every", 0),
        refused("checkpoint_every", "8"),
    ],
)
def test_bad_parameters_are_refused(bag, name, value):
    with pytest.raises(ParamValidationError):
        bag.dags["train_study"].params.get_param(name).resolve(value)


def test_a_plan_must_be_given(bag):
    for name in ("plan", "plan_sha256", "schema", "signature"):
        with pytest.raises(ParamValidationError):
            bag.dags["train_study"].params.get_param(name).resolve()


def test_no_database_was_made():
    assert not list(Path(HOME).glob("*.db"))
