package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.Place;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Honest runs whose weights stay shared, over HTTP: every answer is a function of its request. */
class SharedTrainingTest extends NoNativeLeaks {
  private static final int ITERATIONS = 4;

  /** Before these places an owner's agent is closed and opened again. */
  private static final Map<Place, Integer> RESTARTS =
      Map.of(
          new Place(1, SharedPlans.PARTIAL, 0), 0,
          new Place(1, 1, 1), 1,
          new Place(2, SharedPlans.PARTIAL, 2), 2,
          new Place(2, SharedPlans.STEP, 1), 0,
          new Place(3, 3, 0), 0);

  @TempDir Path directory;

  private record Given(RefreshRequest request, byte[] c0, List<byte[]> answers) {}

  @Test
  void everyAnswerIsRepeated_overRestartsAndByOwnersThatTrust() throws Exception {
    Path checking = directory.resolve("checking");
    Path trusting = directory.resolve("trusting");
    try (VerifiedStudy study =
        new VerifiedStudy(checking, HeParameters.INSECURE_TEST_10, Blobs.of(3, 700, 7))) {
      Homes.copy(checking, trusting);
      Plans plans = plans(study);
      List<Given> given = train(study, plans);
      assertEquals(ITERATIONS * (5 * 3 + 3), given.size());
      assertEquals(given.size(), trusted(study, plans, trusting, given));
    }
  }

  private static Plans plans(VerifiedStudy study) {
    Plans plans = study.owners.plans();
    plans.iterations = ITERATIONS;
    return study.open(SharedPlans.of(plans.standard()));
  }

  private static List<Given> train(VerifiedStudy study, Plans plans) throws Exception {
    List<Given> given = new ArrayList<>();
    Map<Place, Integer> restarts = new HashMap<>(RESTARTS);
    try (HttpCluster cluster =
        study
            .cluster(
                plans,
                request -> {
                  Integer owner = restarts.remove(Place.of(request));
                  if (owner != null) {
                    study.restart(owner);
                    repeat(study, given);
                  }
                  return study.ask(request);
                })
            .with(
                (request, c0, answers) -> {
                  given.add(new Given(request, c0, answers));
                  same(answers, study.ask(request), request);
                  study.tell(request, c0);
                  study.tell(request, c0);
                })) {
      for (int t = 0; t < plans.iterations; t++) {
        cluster.iterate(t);
      }
      assertEquals(Map.of(), restarts);
      int lines = study.clients.get(0).transcript(plans.plan().sha256()).size();
      repeat(study, given);
      assertEquals(lines, study.clients.get(0).transcript(plans.plan().sha256()).size());
      double bits = study.agreement(plans, cluster);
      assertTrue(bits >= 20, bits + " bits of agreement");
    }
    return given;
  }

  /** In order: round 4 needs its round 2 again. */
  private static void repeat(VerifiedStudy study, List<Given> given) {
    for (Given one : given) {
      same(one.answers(), study.ask(one.request()), one.request());
    }
  }

  private static void same(List<byte[]> want, List<byte[]> got, RefreshRequest request) {
    for (int owner = 0; owner < want.size(); owner++) {
      assertArrayEquals(
          want.get(owner), got.get(owner), "owner " + owner + " in " + Place.of(request));
    }
  }

  /** The same run before owners that check nothing, in copies of the same homes. */
  private static int trusted(VerifiedStudy study, Plans plans, Path homes, List<Given> verified) {
    List<TestAgent> agents = new ArrayList<>();
    List<OwnerClient> clients = new ArrayList<>();
    Owners owners = study.owners;
    List<RefreshRequest> asked = new ArrayList<>();
    try {
      for (int i = 0; i < Owners.COUNT; i++) {
        agents.add(TestAgent.trusting(homes.resolve("owner-" + i), owners.ledger()));
        clients.add(new OwnerClient(agents.get(i).server.url(), owners.identities.get(i)));
        HttpResponse<byte[]> opened = clients.get(i).open(Owners.signed(plans));
        JsonNode mode = OwnerClient.json(opened);
        assertEquals("trusted", mode.get("cluster").asText());
        assertTrue(mode.get("evidence").asBoolean());
      }
      try (HttpCluster cluster =
          new HttpCluster(
                  owners.key,
                  plans.plan(),
                  owners.blocks,
                  request ->
                      clients.stream().map(one -> VerifiedStudy.answer(one, request)).toList())
              .with(
                  (request, c0, answers) -> {
                    Given before = verified.get(asked.size());
                    assertArrayEquals(before.request().toBytes(), request.toBytes());
                    same(before.answers(), answers, request);
                    asked.add(request);
                    VerifiedStudy.tell(clients, request, c0);
                  })) {
        for (int t = 0; t < plans.iterations; t++) {
          cluster.iterate(t);
        }
      }
    } finally {
      agents.forEach(TestAgent::close);
    }
    return asked.size();
  }
}
