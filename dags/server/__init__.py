"""A small Airflow on this machine: its environment, files and processes."""
