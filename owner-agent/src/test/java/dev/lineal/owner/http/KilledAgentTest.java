package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three owners is a process that is killed at random moments while it trains and repeats
 * answers: nothing is lost or doubled, repeats give the same bytes, and the model is right.
 */
class KilledAgentTest extends NoNativeLeaks {
  private static final boolean DEEP = Boolean.getBoolean("lineal.deep");
  private static final int KILLS = DEEP ? 500 : 30;
  private static final int ITERATIONS = DEEP ? 20 : 4;
  private static final long LONGEST_LIFE_MS = 1000;

  @TempDir Path directory;
  private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
  private final Random random = new Random(5);
  private final Map<Sha256, byte[]> answers = new ConcurrentHashMap<>();
  private final List<RefreshRequest> asked = new ArrayList<>();
  private Owners owners;
  private volatile AgentProcess process;
  private int kills;
  private Sha256 run;

  @Test
  void killedAtRandomMomentsItLosesAndDoublesNothing() throws Exception {
    owners = new Owners(directory, HeParameters.INSECURE_TEST_10, Blobs.of(Owners.COUNT, 200, 4));
    try (TestAgent second = TestAgent.of(owners, 1);
        TestAgent third = TestAgent.of(owners, 2)) {
      List<OwnerClient> steady =
          List.of(
              new OwnerClient(second.server.url(), owners.identities.get(1)),
              new OwnerClient(third.server.url(), owners.identities.get(2)));
      start();
      for (int number = 0; kills < KILLS; number++) {
        train(steady, number);
      }
      System.out.printf("%d kills, %d answers%n", kills, answers.size());
    } finally {
      killer.shutdownNow();
      process.kill();
      owners.close();
    }
  }

  private void train(List<OwnerClient> steady, int number) throws Exception {
    Plans plans = owners.plans();
    plans.iterations = ITERATIONS;
    plans.nonce = "run " + number;
    plans.standard();
    run = plans.plan().sha256();
    asked.clear();
    for (OwnerClient owner : steady) {
      assertEquals(200, owner.open(Owners.signed(plans)).statusCode());
    }
    persist(() -> client().open(Owners.signed(plans)).body());
    try (HttpCluster cluster =
        new HttpCluster(owners.key, plans.plan(), owners.blocks, request -> ask(steady, request))) {
      for (int t = 0; t < ITERATIONS; t++) {
        cluster.iterate(t);
      }
      byte[] released = persist(() -> client().release(run, "weights").body());
      assertArrayEquals(released, persist(() -> client().release(run, "weights").body()));
      process.kill(); // A last time, and no more.
      process = agent();
      List<OwnerClient> all = new ArrayList<>(List.of(client()));
      all.addAll(steady);
      double[] model = Released.model(owners.licensee, all, run, cluster.shares());
      double[] twin = owners.blobs.train(plans.rate(), plans.l2(), plans.etas());
      double bits = Released.agreement(twin, model);
      assertTrue(bits >= 14, bits + " bits of agreement after " + ITERATIONS + " iterations");
      checkTranscript(1);
      schedule();
    }
  }

  private List<byte[]> ask(List<OwnerClient> steady, RefreshRequest request) {
    List<byte[]> all = new ArrayList<>();
    all.add(ask(request));
    steady.forEach(owner -> all.add(owner.refresh(request)));
    asked.add(request);
    repeat(asked.get(random.nextInt(asked.size())));
    return all;
  }

  /** Round 4 of an earlier iteration needs that iteration's round 2 again. */
  private void repeat(RefreshRequest old) {
    if (old.round() == 4) {
      asked.stream()
          .filter(other -> other.round() == 2 && other.slice() == old.slice())
          .filter(other -> other.iteration() == old.iteration())
          .forEach(this::ask);
    }
    ask(old);
  }

  /** The answer of the owner that gets killed; the same as ever. */
  private byte[] ask(RefreshRequest request) {
    byte[] answer = persist(() -> client().refresh(request));
    byte[] before = answers.putIfAbsent(Sha256.of(request.digest()), answer);
    if (before != null) {
      assertArrayEquals(before, answer);
    }
    return answer;
  }

  private interface Call {
    byte[] get();
  }

  private byte[] persist(Call call) {
    while (true) {
      try {
        return call.get();
      } catch (UncheckedIOException killed) {
        start();
        checkTranscript(0);
      }
    }
  }

  private OwnerClient client() {
    return new OwnerClient(process.url(), owners.identities.get(0));
  }

  private AgentProcess agent() {
    return new AgentProcess(owners.home(0), owners.ledger(), directory.resolve("log"));
  }

  private void start() {
    process = agent();
    schedule();
  }

  private void schedule() {
    if (kills == KILLS) {
      return;
    }
    AgentProcess victim = process;
    kills++;
    long life = (long) (random.nextDouble() * LONGEST_LIFE_MS);
    killer.schedule(victim::kill, life, TimeUnit.MILLISECONDS);
  }

  /** Every answer that was received is there, and nothing twice. */
  private void checkTranscript(int releases) {
    Set<String> places = new HashSet<>();
    Set<Sha256> digests = new HashSet<>();
    int sessions = 0;
    int released = 0;
    for (JsonNode line : lines()) {
      if (!line.get("run").asText().equals(run.toString())) {
        continue;
      }
      switch (line.get("event").asText()) {
        case "session" -> sessions++;
        case "release" -> released++;
        case "answer" -> {
          String place = line.get("iteration") + "/" + line.get("round") + "/" + line.get("slice");
          assertTrue(places.add(place), "answered twice: " + place);
          digests.add(Sha256.parse(line.get("request").asText()));
        }
        default -> throw new AssertionError("unexpected: " + line);
      }
    }
    assertTrue(sessions <= 1, "opened once");
    assertTrue(released <= 1 && released >= releases, "released once");
    for (RefreshRequest request : asked) {
      assertTrue(digests.contains(Sha256.of(request.digest())), "an answer was lost");
    }
  }

  private List<JsonNode> lines() {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try {
      List<String> all = Files.readAllLines(owners.home(0).resolve("transcript"));
      for (String line : all) {
        lines.add(json.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
