package dev.lineal.jobs.train;

import java.io.Serializable;
import java.util.ArrayList;

/**
 * What a task of a slot-refresh stage reports: one record per slice, and its time.
 *
 * @param gpu {@link TaskGpu#take}
 */
record StageReport(ArrayList<RoundRecord> records, Timings timings, String gpu)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
