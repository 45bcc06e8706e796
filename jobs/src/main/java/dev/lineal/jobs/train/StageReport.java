package dev.lineal.jobs.train;

import java.io.Serializable;
import java.util.ArrayList;

/** What the tasks of a slot-refresh stage report: one record per slice, and their time. */
record StageReport(ArrayList<RoundRecord> records, Timings timings) implements Serializable {
  private static final long serialVersionUID = 1L;
}
