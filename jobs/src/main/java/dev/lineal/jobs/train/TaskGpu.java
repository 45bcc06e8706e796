package dev.lineal.jobs.train;

import dev.lineal.he.Device;
import dev.lineal.he.HeContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The GPU that Spark gave to this task. */
final class TaskGpu {
  /** Of tasks that were given none. */
  static final String NONE = "";

  private static final Logger LOG = LoggerFactory.getLogger(TaskGpu.class);

  /** Named once per task, however often it is asked. */
  private static final ThreadLocal<Long> NAMED = new ThreadLocal<>();

  private TaskGpu() {}

  /**
   * Computes on this task's GPU. Before anything of the task's native code.
   *
   * @return executor/address, or {@link #NONE}
   */
  static String take() {
    TaskContext task = TaskContext.get();
    ResourceInformation gpus = task == null ? null : task.resourcesJMap().get(GpuStages.RESOURCE);
    if (gpus == null) {
      return NONE;
    }
    String address = gpus.addresses()[0];
    Device.use(address);
    String place = SparkEnv.get().executorId() + "/" + address;
    if (!Long.valueOf(task.taskAttemptId()).equals(NAMED.get())) {
      NAMED.set(task.taskAttemptId());
      LOG.info(
          "task {} of stage {} computes on GPU {} (executor/address) with {} kernels",
          task.partitionId(),
          task.stageId(),
          place,
          HeContext.kernelPath());
    }
    return place;
  }
}
