package dev.lineal.owner.http;

import com.sun.management.OperatingSystemMXBean;
import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.owner.policy.Sessions;
import dev.lineal.owner.policy.TranscriptTimings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * CPU time of one owner for one MNIST-shaped iteration at STUDY_13: 12 slot refreshes (3 blocks,
 * four rounds) and 174 trace refreshes. Run by hand; prints milliseconds of CPU time, all threads.
 */
final class IterationBench {
  private static final int FEATURES = 174;
  private static final int WARM = 15;
  private static final int MEASURED = 15;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private IterationBench() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("iteration-bench");
    Blobs blobs = Blobs.of(Owners.COUNT, 3994, FEATURES);
    try (Owners owners = new Owners(directory, HeParameters.STUDY_13, blobs)) {
      Plans plans = owners.plans();
      plans.iterations = WARM + MEASURED;
      plans.batches = new Batches(3, 58);
      plans.standard();
      Sha256 run = plans.plan().sha256();
      inProcess(owners, plans, run);
      overHttp(owners, plans, run);
      parts(owners, run, directory);
    }
  }

  private static void inProcess(Owners owners, Plans plans, Sha256 run) throws IOException {
    try (TestKeySet keys = TestKeySet.open(owners.home(0));
        Sessions sessions =
            new Sessions(List.of(Owners.hosted(keys, owners.ledger(), Owners.RULES)))) {
      sessions.open(Owners.signed(plans).toJson());
      List<Double> all = new ArrayList<>();
      for (int t = 0; t < plans.iterations; t++) {
        double cpu = 0;
        for (RefreshRequest request : requests(owners, run, t)) {
          byte[] body = request.toBytes();
          System.gc();
          long before = SYSTEM.getProcessCpuTime();
          sessions.refresh(run, new ByteArrayInputStream(body), body.length);
          cpu += (SYSTEM.getProcessCpuTime() - before) / 1e6;
        }
        if (t >= WARM) {
          all.add(cpu);
        }
      }
      report("in process: read, digest, parse, answer, sign, transcript, state", all);
    }
  }

  private static void overHttp(Owners owners, Plans plans, Sha256 run) {
    AgentProcess agent =
        new AgentProcess(owners.home(1), owners.ledger(), owners.directory.resolve("log"));
    try {
      OwnerClient client = new OwnerClient(agent.url(), owners.identities.get(1));
      client.open(Owners.signed(plans));
      List<Double> all = new ArrayList<>();
      List<Double> wall = new ArrayList<>();
      for (int t = 0; t < plans.iterations; t++) {
        List<RefreshRequest> requests = requests(owners, run, t);
        Duration before = agent.cpu();
        long start = System.nanoTime();
        requests.forEach(request -> client.refreshRaw(run, request.toBytes()));
        if (t >= WARM) {
          wall.add((System.nanoTime() - start) / 1e6);
          all.add(agent.cpu().minus(before).toNanos() / 1e6);
        }
      }
      report("the agent's process over HTTP, everything", all);
      report("the same, wall time seen by one client", wall);
    } finally {
      agent.kill();
    }
  }

  private static void parts(Owners owners, Sha256 run, Path directory) throws IOException {
    List<Double> digests = new ArrayList<>();
    List<Double> parsing = new ArrayList<>();
    List<Double> lines = new ArrayList<>();
    try (TranscriptTimings transcript = new TranscriptTimings(directory.resolve("timings"))) {
      for (int t = 0; t < 9; t++) {
        double digest = 0;
        double parse = 0;
        for (RefreshRequest request : requests(owners, run, t)) {
          byte[] body = request.toBytes();
          long before = SYSTEM.getProcessCpuTime();
          Sha256.hash(body);
          // Of 172 KB per feature or twice that per block; requests of products have 344 KB each.
          int answer = request.round() == 5 ? body.length / 2 : 3 * 344_000;
          Sha256.hash(new byte[answer]);
          long hashed = SYSTEM.getProcessCpuTime();
          if (request.round() == 1 || request.round() == 5) {
            for (int item = 0; item < request.items(); item++) {
              RefreshOperands operands = request.operands(item);
              operands.close();
            }
          }
          digest += (hashed - before) / 1e6;
          parse += (SYSTEM.getProcessCpuTime() - hashed) / 1e6;
        }
        long before = SYSTEM.getProcessCpuTime();
        transcript.lines(7);
        lines.add((SYSTEM.getProcessCpuTime() - before) / 1e6);
        digests.add(digest);
        parsing.add(parse);
      }
    }
    report("digest: SHA-256 of requests and answers", digests);
    report("parsing: residues of rounds 1 and 5 unpacked and checked", parsing);
    report("transcript: seven lines, each on the disk", lines);
  }

  /** Seven requests; any canonical polynomials do. */
  private static List<RefreshRequest> requests(Owners owners, Sha256 run, int iteration) {
    byte[] bytes = new byte[2 * owners.parameters.packedBytes()];
    try (Ciphertext column = owners.blocks.get(0).column(iteration);
        Ciphertext weight =
            Ciphertext.unpack(
                owners.parameters, 1, 40, owners.key.keyId(), packed(column, bytes), 0);
        Ciphertext product = column.multiply(weight)) {
      List<RefreshRequest> requests = new ArrayList<>();
      for (int round = 1; round <= 4; round++) {
        RefreshRequest.Position position =
            new RefreshRequest.Position(run.bytes(), iteration, round, 0);
        requests.add(
            round == 1
                ? RefreshRequest.ofProducts(position, 0, Collections.nCopies(3, product))
                : RefreshRequest.ofRefreshed(position, 0, Collections.nCopies(3, weight)));
      }
      for (int slice = 0; slice < 3; slice++) {
        RefreshRequest.Position position =
            new RefreshRequest.Position(run.bytes(), iteration, 5, slice);
        requests.add(
            RefreshRequest.ofProducts(position, 58 * slice, Collections.nCopies(58, product)));
      }
      return requests;
    }
  }

  private static byte[] packed(Ciphertext column, byte[] bytes) {
    column.pack(0, 2, bytes, 0);
    return bytes;
  }

  private static void report(String what, List<Double> all) {
    Collections.sort(all);
    System.out.printf(
        Locale.ROOT,
        "%-68s best %7.1f ms, median %7.1f ms%n",
        what,
        all.get(0),
        all.get(all.size() / 2));
  }
}
