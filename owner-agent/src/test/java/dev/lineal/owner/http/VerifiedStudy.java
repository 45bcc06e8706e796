package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Three owners that check the cluster, each behind its server, and what an honest one sends. */
final class VerifiedStudy implements AutoCloseable {
  final Owners owners;
  final List<TestAgent> agents = new ArrayList<>();
  final List<OwnerClient> clients = new ArrayList<>();

  VerifiedStudy(Path directory, HeParameters parameters, Blobs blobs) {
    owners = new Owners(directory, parameters, blobs);
    for (int i = 0; i < Owners.COUNT; i++) {
      agents.add(TestAgent.verifying(owners.home(i), owners.ledger()));
      clients.add(new OwnerClient(agents.get(i).server.url(), owners.identities.get(i)));
    }
  }

  /** An owner's agent ends, and another one takes over its home. */
  void restart(int owner) {
    agents.get(owner).close();
    agents.set(owner, TestAgent.verifying(owners.home(owner), owners.ledger()));
    clients.set(
        owner, new OwnerClient(agents.get(owner).server.url(), owners.identities.get(owner)));
  }

  /** Opens a run with every owner and waits until all have read the shards. */
  Plans open(String nonce) {
    Plans plans = owners.plans();
    plans.nonce = nonce;
    plans.standard();
    return open(plans);
  }

  Plans open(Plans plans) {
    for (OwnerClient client : clients) {
      HttpResponse<byte[]> opened = client.open(Owners.signed(plans));
      assertEquals(200, opened.statusCode(), () -> OwnerClient.text(opened));
      assertEquals("verified", OwnerClient.json(opened).get("cluster").asText());
    }
    return plans;
  }

  /** An honest cluster of a run. */
  HttpCluster cluster(Plans plans) {
    return cluster(plans, this::ask).with((request, c0, answers) -> tell(request, c0));
  }

  /**
   * A cluster of a run.
   *
   * @param asked sends a request to all owners, or not
   */
  HttpCluster cluster(Plans plans, Function<RefreshRequest, List<byte[]>> asked) {
    return new HttpCluster(owners.key, plans.plan(), owners.blocks, asked);
  }

  /** Bits to which a run's released model agrees with the same training in the clear. */
  double agreement(Plans plans, HttpCluster cluster) throws Exception {
    double[] model =
        Released.model(owners.licensee, clients, plans.plan().sha256(), cluster.shares());
    return Released.agreement(owners.blobs.train(plans.rate(), plans.l2(), plans.etas()), model);
  }

  List<byte[]> ask(RefreshRequest request) {
    return clients.stream().map(client -> answer(client, request)).toList();
  }

  /** Asks again while the owner still reads shards. */
  static byte[] answer(OwnerClient client, RefreshRequest request) {
    Sha256 run = Sha256.of(request.run());
    long end = System.nanoTime() + 60_000_000_000L;
    HttpResponse<byte[]> response = client.refreshRaw(run, request.toBytes());
    while (response.statusCode() == 503 && System.nanoTime() < end) {
      assertEquals("shards-read", OwnerClient.rule(response));
      assertEquals("2", response.headers().firstValue("Retry-After").orElseThrow());
      LockSupport.parkNanos(10_000_000);
      response = client.refreshRaw(run, request.toBytes());
    }
    HttpResponse<byte[]> last = response;
    assertEquals(200, last.statusCode(), () -> OwnerClient.text(last));
    return last.body();
  }

  /** Sends every owner the other owners' answers. */
  void tell(RefreshRequest request, byte[] c0) {
    tell(clients, request, c0);
  }

  static void tell(List<OwnerClient> clients, RefreshRequest request, byte[] c0) {
    for (int i = 0; i < clients.size(); i++) {
      HttpResponse<byte[]> taken = clients.get(i).evidence(evidence(clients, request, c0, i));
      assertEquals(204, taken.statusCode(), () -> OwnerClient.text(taken));
    }
  }

  /** What an owner must know of a place that all have answered. */
  RefreshEvidence evidence(RefreshRequest request, byte[] c0, int owner) {
    return evidence(clients, request, c0, owner);
  }

  private static RefreshEvidence evidence(
      List<OwnerClient> clients, RefreshRequest request, byte[] c0, int owner) {
    List<RefreshEvidence.Signed> others = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      if (i != owner) {
        others.add(clients.get(i).signed(request));
      }
    }
    return RefreshEvidence.of(request, c0, others);
  }

  @Override
  public void close() {
    agents.forEach(TestAgent::close);
    owners.close();
  }
}
