"""Airflow is imported without a database: its home is an empty folder, and stays without one."""

import os
import tempfile

HOME = tempfile.mkdtemp(prefix="lineal-airflow-")
os.environ.update(
    AIRFLOW_HOME=HOME,
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{HOME}/none.db",
    AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
    LINEAL_WORK="/work-place",
    LINEAL_CHAIN="/work-place/chain/chain.json",
    LINEAL_HELD_OUT="/work-place/data/test.csv",
)
