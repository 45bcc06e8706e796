package dev.lineal.lineage.licence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.lineage.chain.SigningDomain;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and whole processes that append to one ledger at once. */
class FileLedgerConcurrencyTest {
  private static final int APPENDS = 8;

  @TempDir Path directory;

  /** One appending process: the ledger's file, then its own name. */
  public static final class Appender {
    public static void main(String[] arguments) {
      append(Path.of(arguments[0]), arguments[1]);
    }
  }

  private static void append(Path file, String name) {
    LedgerSigner signer = Grants.signer("alice");
    FileLedger ledger = FileLedger.at(file, SigningDomain.OFFLINE);
    for (int i = 0; i < APPENDS; i++) {
      ledger.append(Grants.of(Optional.empty(), name + i), signer);
      ledger.grants();
    }
  }

  @Test
  void threadsDoNotLoseEachOthersLines() throws Exception {
    Path file = directory.resolve("threads.jsonl");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> appenders = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        String name = "thread " + t;
        appenders.add(
            () -> {
              append(file, name);
              return null;
            });
      }
      for (Future<Void> appender : threads.invokeAll(appenders)) {
        appender.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(4 * APPENDS, FileLedger.at(file, SigningDomain.OFFLINE).grants().size());
  }

  @Test
  void processesDoNotLoseEachOthersLines() throws Exception {
    Path file = directory.resolve("processes.jsonl");
    List<Process> appenders = new ArrayList<>();
    List<Path> outputs = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      outputs.add(directory.resolve("output" + p));
      appenders.add(start(file, "process " + p, outputs.get(p)));
    }
    for (int p = 0; p < 3; p++) {
      int exit = appenders.get(p).waitFor();
      assertEquals(0, exit, Files.readString(outputs.get(p), StandardCharsets.UTF_8));
    }
    assertEquals(3 * APPENDS, FileLedger.at(file, SigningDomain.OFFLINE).grants().size());
  }

  private static Process start(Path file, String name, Path output) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Appender.class.getName(),
            file.toString(),
            name)
        .redirectErrorStream(true)
        .redirectOutput(new File(output.toString()))
        .start();
  }
}
