package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which clusters' trainings ask for a GPU per task. */
class GpuStagesTest {
  @ParameterizedTest
  @CsvSource({
    "spark://127.0.0.1:7077, 1, cuda, true",
    "k8s://https://h:6443, 1, emulated, true",
    "'local-cluster[2,1,1024]', 1, cuda, true",
    "spark://127.0.0.1:7077, 1, cpu, false",
    "spark://127.0.0.1:7077, 0, cuda, false",
    "local[2], 1, cuda, false",
    "local, 1, cuda, false"
  })
  void gpusAndADeviceBackendOnACluster(String master, int gpus, String backend, boolean asked) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", master)
            .set("spark.executor.resource.gpu.amount", gpus + "")
            .set("spark.executorEnv.LINEAL_BACKEND", backend);
    assertEquals(asked, GpuStages.hasGpus(conf));
  }

  @Test
  void asManyTasksRunAtATimeAsThereAreGpus() {
    assertEquals(2, GpuStages.slots(List.of("0/GPU-3", "1/GPU-8", "0/GPU-3"), 16));
    assertEquals(16, GpuStages.slots(List.of(TaskGpu.NONE, TaskGpu.NONE), 16));
  }
}
