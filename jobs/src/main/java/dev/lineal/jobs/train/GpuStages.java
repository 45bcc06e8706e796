package dev.lineal.jobs.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * Stages that compute on GPUs: one task at a time per GPU address, whatever an executor's cores. So
 * it is where executors have GPUs and LINEAL_BACKEND names a device; other stages of the same
 * application use every core.
 *
 * @param profile empty where tasks compute on cores
 */
record GpuStages(Optional<ResourceProfile> profile) {
  static final String RESOURCE = "gpu";
  private static final Set<String> DEVICES = Set.of("cuda", "emulated");

  /** One for all stages of a training: stages cannot mix profiles, not even equal ones. */
  static GpuStages of(JavaSparkContext spark) {
    return new GpuStages(
        hasGpus(spark.getConf())
            ? Optional.of(
                new ResourceProfileBuilder()
                    .require(new TaskResourceRequests().cpus(1).resource(RESOURCE, 1))
                    .build())
            : Optional.empty());
  }

  static boolean hasGpus(SparkConf conf) {
    return DEVICES.contains(conf.get("spark.executorEnv.LINEAL_BACKEND", "cpu"))
        && conf.getInt("spark.executor.resource." + RESOURCE + ".amount", 0) > 0
        && !conf.get("spark.master", "").matches("local(\\[.*)?");
  }

  /** Tasks that ran at a time: as many as there were GPUs, or cores where tasks took none. */
  static int slots(List<String> taken, int cores) {
    long gpus = taken.stream().filter(gpu -> !gpu.equals(TaskGpu.NONE)).distinct().count();
    return gpus == 0 ? cores : Math.toIntExact(gpus);
  }

  /** The stage that makes these. */
  <T> JavaRDD<T> on(JavaRDD<T> made) {
    return profile.map(made::withResources).orElse(made);
  }
}
