package dev.lineal.owner.http;

import com.sun.management.OperatingSystemMXBean;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.manifest.Batches;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What checking costs one owner at MNIST's shape (3 blocks, 174 features, STUDY_13): CPU time of
 * this process while owner 0 takes evidence and answers honest requests, against one that trusts;
 * bytes of evidence; the pass over the shards. Run by hand; owners 1 and 2 answer in between.
 */
final class VerifiedIterationBench {
  private static final int FEATURES = 174;
  private static final int ITERATIONS = 6;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Double> taking = new ArrayList<>();
  private final List<Double> answering = new ArrayList<>();
  private final List<Double> answeringWall = new ArrayList<>();
  private final List<Double> takingWall = new ArrayList<>();
  private long evidenceBytes;
  private long requestBytes;

  private VerifiedIterationBench() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("verified-bench");
    Blobs blobs = Blobs.of(Owners.COUNT, 3994, FEATURES);
    try (VerifiedStudy study = new VerifiedStudy(directory, HeParameters.STUDY_13, blobs)) {
      new VerifiedIterationBench().run(study);
      trusting(study.owners);
      System.out.printf("kept on disk per owner: %.1f MB%n", size(study.owners.home(0)) / 1e6);
    }
    System.out.printf("peak resident memory (all owners): %s%n", peak());
  }

  private void run(VerifiedStudy study) {
    Plans plans = study.owners.plans();
    plans.iterations = ITERATIONS;
    plans.batches = new Batches(3, 58);
    plans.standard();
    long start = System.nanoTime();
    double cpu = SYSTEM.getProcessCpuTime() / 1e6;
    study.open(plans);
    OwnerClient first = study.clients.get(0);
    try (HttpCluster cluster =
        study
            .cluster(
                plans,
                request -> {
                  if (requestBytes == 0 && request.iteration() == 0) {
                    VerifiedStudy.answer(first, request);
                    study.ask(request);
                    System.out.printf(
                        Locale.ROOT,
                        "pass over 9 shards (3 owners x 3 blocks of 61 MB): %.1f s, CPU %.1f s%n",
                        (System.nanoTime() - start) / 1e9,
                        (SYSTEM.getProcessCpuTime() / 1e6 - cpu) / 1e3);
                  }
                  return ask(study, request);
                })
            .with((request, c0, answers) -> tell(study, request, c0))) {
      for (int t = 0; t < ITERATIONS; t++) {
        answering.add(0.0);
        answeringWall.add(0.0);
        taking.add(0.0);
        takingWall.add(0.0);
        evidenceBytes = 0;
        requestBytes = 0;
        cluster.iterate(t);
      }
    }
    study.agents.forEach(TestAgent::close);
    report("one checking owner: requests, CPU ms an iteration", answering);
    report("one checking owner: requests, wall ms an iteration", answeringWall);
    report("one checking owner: evidence, CPU ms an iteration", taking);
    report("one checking owner: evidence, wall ms an iteration", takingWall);
    System.out.printf(
        Locale.ROOT,
        "to one owner: requests %.1f MB, evidence %.1f MB an iteration%n",
        requestBytes / 1e6,
        evidenceBytes / 1e6);
  }

  /** The same requests to an owner that trusts. */
  private static void trusting(Owners owners) {
    List<Double> cpu = new ArrayList<>();
    List<TestAgent> agents = new ArrayList<>();
    List<OwnerClient> clients = new ArrayList<>();
    for (int i = 0; i < Owners.COUNT; i++) {
      agents.add(TestAgent.of(owners, i));
      clients.add(new OwnerClient(agents.get(i).server.url(), owners.identities.get(i)));
    }
    Plans plans = owners.plans();
    plans.iterations = ITERATIONS;
    plans.nonce = "trusting";
    plans.batches = new Batches(3, 58);
    plans.standard();
    clients.forEach(client -> client.open(Owners.signed(plans)));
    try (HttpCluster cluster =
        new HttpCluster(
            owners.key,
            plans.plan(),
            owners.blocks,
            request -> {
              double before = SYSTEM.getProcessCpuTime() / 1e6;
              clients.get(0).refresh(request);
              add(cpu, SYSTEM.getProcessCpuTime() / 1e6 - before);
              return clients.stream().map(client -> client.refresh(request)).toList();
            })) {
      for (int t = 0; t < ITERATIONS; t++) {
        cpu.add(0.0);
        cluster.iterate(t);
      }
    }
    report("one trusting owner: requests, CPU ms an iteration", cpu);
    agents.forEach(TestAgent::close);
  }

  private static void add(List<Double> all, double more) {
    all.set(all.size() - 1, all.get(all.size() - 1) + more);
  }

  private List<byte[]> ask(VerifiedStudy study, RefreshRequest request) {
    requestBytes += request.toBytes().length;
    double before = SYSTEM.getProcessCpuTime() / 1e6;
    long wall = System.nanoTime();
    VerifiedStudy.answer(study.clients.get(0), request);
    add(answeringWall, (System.nanoTime() - wall) / 1e6);
    add(answering, SYSTEM.getProcessCpuTime() / 1e6 - before);
    return study.ask(request);
  }

  private void tell(VerifiedStudy study, RefreshRequest request, byte[] c0) {
    RefreshEvidence evidence = study.evidence(request, c0, 0);
    evidenceBytes += evidence.length();
    double before = SYSTEM.getProcessCpuTime() / 1e6;
    long wall = System.nanoTime();
    study.clients.get(0).evidence(evidence);
    add(takingWall, (System.nanoTime() - wall) / 1e6);
    add(taking, SYSTEM.getProcessCpuTime() / 1e6 - before);
    study.tell(request, c0);
  }

  private static long size(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("sessions"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("unknown");
  }

  private static void report(String what, List<Double> all) {
    List<Double> warm = new ArrayList<>(all.subList(2, all.size()));
    Collections.sort(warm);
    System.out.printf(
        Locale.ROOT,
        "%-52s best %7.1f, median %7.1f%n",
        what,
        warm.get(0),
        warm.get(warm.size() / 2));
  }
}
