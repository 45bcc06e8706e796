"""A step as a task: words of a command given to spark-submit, or to the front door."""

from __future__ import annotations

from datetime import timedelta

import pendulum
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Asset

from lineal.workplace import Workplace

MODEL = Asset(name="lineal-model", uri="lineal://models")
DATASET = Asset(name="lineal-dataset", uri="lineal://datasets")

SINCE = pendulum.datetime(2026, 1, 1, tz="UTC")

# Every step may be repeated: a training goes on behind its checkpoint, the rest starts over.
RETRIED = {
    "retries": 2,
    "retry_delay": timedelta(seconds=10),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=1),
}


def job(place: Workplace, **options) -> SparkSubmitOperator:
    """A job by spark-submit; the connection `lineal_spark` names the master."""
    return SparkSubmitOperator(**_submit(place), **options)


def jobs(place: Workplace, task_id: str):
    """One task per list of words: `.expand(application_args=...)`."""
    return SparkSubmitOperator.partial(task_id=task_id, **_submit(place))


def _submit(place: Workplace) -> dict:
    return {
        "conn_id": "lineal_spark",
        "spark_binary": place.spark_submit(),
        "application": place.jar(),
        "java_class": "dev.lineal.jobs.Main",
        "conf": {"spark.ui.enabled": "false"},
    }
