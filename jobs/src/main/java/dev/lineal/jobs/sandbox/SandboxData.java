package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.data.csv.CsvTable;
import dev.lineal.lineage.manifest.Task;

/**
 * Rows that a sandbox deals out to its owners.
 *
 * @param name for people
 * @param rejected rows of the source that missed a value
 */
record SandboxData(String name, SplitTable table, int rejected) {
  static SandboxData of(PublicDataSet set) {
    return new SandboxData(set.text(), set.load(PackageCache.ofUser()), 0);
  }

  static SandboxData of(CsvTable csv) {
    CsvTable.Ready ready = csv.read();
    String name = csv.file().getFileName() + " (" + ready.predicts() + ")";
    return new SandboxData(name, ready.table(), ready.rejected());
  }

  Task task() {
    return table.train().task();
  }
}
