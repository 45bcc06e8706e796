package dev.lineal.jobs.gpu;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one backend did, in a process of its own and one thread.
 *
 * @param path of its kernels
 * @param sha256 of every result of an iteration
 * @param iterationSeconds the median of the timed iterations; null when none was
 * @param columnsGbPerS columns and weights that multiply_accumulate reads in a second, call and
 *     result included; null when it was not measured
 */
record BackendFigures(
    String path,
    String sha256,
    @JsonProperty("iteration_s") Double iterationSeconds,
    @JsonProperty("multiply_accumulate_gb_per_s") Double columnsGbPerS) {}
