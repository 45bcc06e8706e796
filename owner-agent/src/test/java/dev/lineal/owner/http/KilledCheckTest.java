package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An owner that checks the cluster is a process that is killed between any two messages: what it
 * has read and bound is there again, an honest run passes, and a dishonest request still fails.
 */
class KilledCheckTest extends NoNativeLeaks {
  private static final int KILLS = 5;

  @TempDir Path directory;
  private final Random random = new Random(11);
  private VerifiedStudy study;
  private AgentProcess process;
  private int messages;
  private int kills;

  @Test
  void aCheckOutlivesItsProcess() throws Exception {
    study = new VerifiedStudy(directory, HeParameters.INSECURE_TEST_10, Blobs.of(3, 300, 4));
    study.agents.remove(0).close();
    restart();
    try {
      Plans plans = study.open("killed");
      try (HttpCluster cluster = study.cluster(plans, this::ask).with(this::tell)) {
        for (int t = 0; t < plans.iterations; t++) {
          cluster.iterate(t);
        }
        double bits = study.agreement(plans, cluster);
        assertTrue(bits >= 18, bits + " bits of agreement");
      }
      assertTrue(kills >= KILLS, kills + " kills");
      dishonest();
    } finally {
      process.kill();
      study.close();
    }
  }

  private void restart() {
    if (process != null) {
      process.kill();
      kills++;
    }
    Path log = directory.resolve("log");
    process = new AgentProcess(study.owners.home(0), study.owners.ledger(), log, "verify");
    OwnerClient client = new OwnerClient(process.url(), study.owners.identities.get(0));
    study.clients.set(0, client);
  }

  private void maybeKill() {
    messages++;
    if (random.nextInt(6) == 0) {
      restart();
    }
  }

  private List<byte[]> ask(RefreshRequest request) {
    maybeKill();
    return study.ask(request);
  }

  private void tell(RefreshRequest request, byte[] c0, List<byte[]> answers) {
    maybeKill();
    study.tell(request, c0);
  }

  /** The run's end outlives the process as well. */
  private void dishonest() {
    Plans plans = study.open("dishonest");
    Sha256 run = plans.plan().sha256();
    List<RefreshRequest> first = new ArrayList<>();
    try (HttpCluster cluster =
        study.cluster(
            plans,
            request -> {
              first.add(request);
              throw new IllegalStateException("enough");
            })) {
      cluster.iterate(0);
    } catch (IllegalStateException enough) {
      HttpResponse<byte[]> waiting = study.clients.get(0).refreshRaw(run, forged(first));
      while (waiting.statusCode() == 503) {
        waiting = study.clients.get(0).refreshRaw(run, forged(first));
      }
      assertEquals("cluster-verified", OwnerClient.rule(waiting));
    }
    restart();
    HttpResponse<byte[]> after = study.clients.get(0).refreshRaw(run, first.get(0).toBytes());
    assertEquals("cluster-verified", OwnerClient.rule(after));
    RefreshEvidence none = RefreshEvidence.of(first.get(0), new byte[0], List.of());
    assertEquals(409, study.clients.get(0).evidence(none).statusCode());
  }

  private static byte[] forged(List<RefreshRequest> first) {
    return Forgeries.keyRecovery(first.get(0));
  }
}
