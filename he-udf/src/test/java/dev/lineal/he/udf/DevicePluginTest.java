package dev.lineal.he.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.HeDeviceException;
import dev.lineal.he.HeOutOfMemoryException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Which failed tasks end the executor they ran on. */
class DevicePluginTest {
  private static final Throwable FAILED = new HeDeviceException("The GPU failed.");

  private final List<Integer> exits = new ArrayList<>();
  private final DevicePlugin.Watch watch = new DevicePlugin.Watch(exits::add);

  private static <T> Seq<T> none() {
    return CollectionConverters.asScala(List.<T>of()).toSeq();
  }

  private static TaskFailedReason failure(Throwable thrown) {
    return new ExceptionFailure(thrown, none());
  }

  @Test
  void aFailedDeviceEndsItsExecutor() {
    watch.runsIn("3");
    watch.onTaskFailed(failure(FAILED));
    assertEquals(List.of(DevicePlugin.EXIT_CODE), exits);
    watch.onTaskFailed(failure(new IllegalStateException("wrapped", new RuntimeException(FAILED))));
    assertEquals(List.of(DevicePlugin.EXIT_CODE, DevicePlugin.EXIT_CODE), exits);
  }

  @Test
  void aDriverIsNeverEnded() {
    watch.onTaskFailed(failure(FAILED));
    watch.runsIn("driver");
    watch.onTaskFailed(failure(FAILED));
    assertEquals(List.of(), exits);
  }

  @Test
  void otherFailuresEndNothing() {
    watch.runsIn("3");
    watch.onTaskFailed(failure(new HeOutOfMemoryException("no memory")));
    watch.onTaskFailed(failure(new IllegalArgumentException("bad input")));
    watch.onTaskFailed(new TaskKilled("stopped", none(), none(), none()));
    assertEquals(List.of(), exits);
  }
}
