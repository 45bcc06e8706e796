package dev.lineal.he.udf;

import dev.lineal.he.HeDeviceException;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Ends an executor whose GPU failed, so that Spark runs its tasks on another: {@code
 * spark.plugins=dev.lineal.he.udf.DevicePlugin}. A driver, of local mode too, is never ended: there
 * the job fails with {@link HeDeviceException}'s message.
 */
public final class DevicePlugin implements SparkPlugin {
  /** Of an executor that was ended. */
  public static final int EXIT_CODE = 74;

  private static final String DRIVER = "driver"; // SparkContext.DRIVER_IDENTIFIER, private to Spark

  /** Of causes that are looked at: what wraps an exception may wrap itself. */
  private static final int MOST_CAUSES = 32;

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  /** No hook of the JVM's end runs: it might wait for the device. */
  @Override
  public ExecutorPlugin executorPlugin() {
    return new Watch(Runtime.getRuntime()::halt);
  }

  /** Whether a task that failed like this on this executor must end it. */
  static boolean ends(String executorId, TaskFailedReason reason) {
    return !executorId.equals(DRIVER)
        && reason instanceof ExceptionFailure failure
        && failure.exception().isDefined()
        && deviceFailed(failure.exception().get());
  }

  private static boolean deviceFailed(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof HeDeviceException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Sees every failed task of one executor. */
  static final class Watch implements ExecutorPlugin {
    private final IntConsumer end;
    private String executorId = DRIVER;

    Watch(IntConsumer end) {
      this.end = end;
    }

    @Override
    public void init(PluginContext context, Map<String, String> extraConf) {
      runsIn(context.executorID());
    }

    void runsIn(String id) {
      executorId = id;
    }

    @Override
    public void onTaskFailed(TaskFailedReason reason) {
      if (ends(executorId, reason)) {
        System.err.println(
            "lineal: the GPU of executor "
                + executorId
                + " failed; the executor ends with exit code "
                + EXIT_CODE
                + " and Spark runs its tasks elsewhere: "
                + reason.toErrorString().lines().findFirst().orElse(""));
        end.accept(EXIT_CODE);
      }
    }
  }
}
