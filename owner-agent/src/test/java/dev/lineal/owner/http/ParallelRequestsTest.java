package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices in parallel, each asked by several tasks at once with different requests. */
class ParallelRequestsTest extends NoNativeLeaks {
  private static final int VARIANTS = 3;
  private static final int REPEATS = 4;

  @TempDir Path directory;

  @Test
  void ofManyRequestsForASliceOneIsAnsweredAndAlwaysAlike() throws Exception {
    Blobs blobs = Blobs.of(Owners.COUNT, 1200, 3);
    try (Owners owners = new Owners(directory, HeParameters.INSECURE_TEST_10, blobs);
        TestAgent agent = TestAgent.of(owners, 0)) {
      OwnerClient client = new OwnerClient(agent.server.url(), owners.identities.get(0));
      Plans plans = owners.plans();
      plans.batches = new Batches(1, 3);
      plans.standard();
      Sha256 run = plans.plan().sha256();
      assertEquals(200, client.open(Owners.signed(plans)).statusCode());
      List<RefreshRequest> requests = requests(owners, run);
      Collections.shuffle(requests, new Random(3));
      Map<Sha256, List<HttpResponse<byte[]>>> answers = ask(client, run, requests);
      check(requests, answers);
      long lines =
          client.transcript(run).stream().filter(l -> l.contains("\"event\":\"answer\"")).count();
      assertEquals(owners.blocks.size(), lines);
    }
  }

  private static List<RefreshRequest> requests(Owners owners, Sha256 run) {
    List<RefreshRequest> requests = new ArrayList<>();
    byte[] bytes = new byte[2 * owners.parameters.packedBytes()];
    for (int slice = 0; slice < owners.blocks.size(); slice++) {
      RefreshRequest.Position position = new RefreshRequest.Position(run.bytes(), 0, 1, slice);
      for (int variant = 0; variant < VARIANTS; variant++) {
        try (Ciphertext column = owners.blocks.get(slice).column(variant)) {
          column.pack(0, 2, bytes, 0);
          try (Ciphertext weight =
                  Ciphertext.unpack(owners.parameters, 1, 40, owners.key.keyId(), bytes, 0);
              Ciphertext product = column.multiply(weight)) {
            RefreshRequest request = RefreshRequest.ofProducts(position, slice, List.of(product));
            requests.addAll(Collections.nCopies(REPEATS, request));
          }
        }
      }
    }
    return requests;
  }

  private static Map<Sha256, List<HttpResponse<byte[]>>> ask(
      OwnerClient client, Sha256 run, List<RefreshRequest> requests) throws Exception {
    ExecutorService tasks = Executors.newFixedThreadPool(24);
    try {
      List<Future<HttpResponse<byte[]>>> running = new ArrayList<>();
      for (RefreshRequest request : requests) {
        running.add(tasks.submit(() -> client.refreshRaw(run, request.toBytes())));
      }
      Map<Sha256, List<HttpResponse<byte[]>>> answers = new HashMap<>();
      for (int i = 0; i < requests.size(); i++) {
        answers
            .computeIfAbsent(Sha256.of(requests.get(i).digest()), digest -> new ArrayList<>())
            .add(running.get(i).get());
      }
      return answers;
    } finally {
      tasks.shutdownNow();
    }
  }

  private static void check(
      List<RefreshRequest> requests, Map<Sha256, List<HttpResponse<byte[]>>> answers) {
    Map<Integer, Integer> answered = new HashMap<>();
    for (RefreshRequest request : requests.stream().distinct().toList()) {
      List<HttpResponse<byte[]>> same = answers.remove(Sha256.of(request.digest()));
      if (same == null) {
        continue;
      }
      int status = same.get(0).statusCode();
      for (HttpResponse<byte[]> one : same) {
        assertEquals(status, one.statusCode(), () -> OwnerClient.text(one));
        if (status == 200) {
          assertArrayEquals(same.get(0).body(), one.body());
        } else {
          assertEquals("one-digest-per-slice", OwnerClient.rule(one));
        }
      }
      if (status == 200) {
        answered.merge(request.slice(), 1, Integer::sum);
      }
    }
    assertTrue(answered.values().stream().allMatch(count -> count == 1), "one per slice");
    assertEquals(9, answered.size());
  }
}
