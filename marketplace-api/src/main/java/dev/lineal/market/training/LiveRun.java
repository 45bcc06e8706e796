package dev.lineal.market.training;

import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import dev.lineal.market.airflow.DagRun;
import dev.lineal.market.airflow.TaskState;
import java.util.List;

/**
 * A training as its scheduler knows it.
 *
 * @param plan that the trainer signed
 * @param run of the DAG
 * @param tasks in the order in which they are done
 * @param iterations those that the training has told of; perhaps none
 */
public record LiveRun(
    RunPlan plan, DagRun run, List<TaskState> tasks, List<Iteration> iterations) {}
