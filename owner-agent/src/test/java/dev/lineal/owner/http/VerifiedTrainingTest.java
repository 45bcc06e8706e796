package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An honest cluster passes every check, and gets the bits that trusting owners give. */
class VerifiedTrainingTest extends NoNativeLeaks {
  @TempDir Path directory;

  @Test
  void owners_thatCheckAnswerWithTheBitsOfOwnersThatTrust() throws Exception {
    Path checking = directory.resolve("checking");
    Path trusting = directory.resolve("trusting");
    try (VerifiedStudy study =
        new VerifiedStudy(checking, HeParameters.INSECURE_TEST_10, Blobs.of(3, 700, 7))) {
      Homes.copy(checking, trusting);
      Plans plans = study.open(study.owners.plans());
      List<byte[]> verified = new ArrayList<>();
      try (HttpCluster cluster = study.cluster(plans)) {
        for (int t = 0; t < plans.iterations; t++) {
          cluster.iterate(t);
        }
        for (RefreshRequest request : cluster.sent()) {
          if (request.round() != 4) { // needs its round 2 again, which the next line repeats
            verified.addAll(study.ask(request));
          }
        }
        double bits = study.agreement(plans, cluster);
        assertTrue(bits >= 20, bits + " bits of agreement");
      }
      for (int i = 0; i < Owners.COUNT; i++) {
        Path kept =
            study.owners.home(i).resolve("sessions/" + plans.plan().sha256()).resolve("check");
        try (Stream<Path> files = Files.list(kept)) {
          List<String> left =
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.startsWith("weights-"))
                  .toList();
          assertEquals(List.of(), left, "the disk is given back");
        }
      }
      assertEquals(verified.size(), same(study, plans, trusting, verified));
    }
  }

  private static int same(VerifiedStudy study, Plans plans, Path homes, List<byte[]> verified) {
    List<TestAgent> agents = new ArrayList<>();
    List<OwnerClient> clients = new ArrayList<>();
    List<byte[]> trusted = new ArrayList<>();
    Owners owners = study.owners;
    try {
      for (int i = 0; i < Owners.COUNT; i++) {
        agents.add(
            new TestAgent(
                homes.resolve("owner-" + i),
                owners.ledger(),
                Owners.RULES,
                java.time.Clock.systemUTC(),
                Limits.DEFAULT));
        clients.add(new OwnerClient(agents.get(i).server.url(), owners.identities.get(i)));
        assertEquals(200, clients.get(i).open(Owners.signed(plans)).statusCode());
      }
      try (HttpCluster cluster =
          new HttpCluster(
              owners.key,
              plans.plan(),
              owners.blocks,
              request -> {
                List<byte[]> answers = clients.stream().map(one -> one.refresh(request)).toList();
                trusted.addAll(request.round() == 4 ? List.of() : answers);
                return answers;
              })) {
        for (int t = 0; t < plans.iterations; t++) {
          cluster.iterate(t);
        }
      }
    } finally {
      agents.forEach(TestAgent::close);
    }
    for (int i = 0; i < verified.size(); i++) {
      assertArrayEquals(verified.get(i), trusted.get(i), "answer " + i);
    }
    return trusted.size();
  }

  @Test
  void evidence_ridesInFrontOfTheNextRequest() throws Exception {
    try (VerifiedStudy study =
        new VerifiedStudy(directory, HeParameters.INSECURE_TEST_10, Blobs.of(3, 200, 4))) {
      Plans plans = study.open("two");
      Sha256 run = plans.plan().sha256();
      List<RefreshRequest> asked = new ArrayList<>();
      List<byte[]> pending = new ArrayList<>();
      try (HttpCluster cluster =
          study
              .cluster(
                  plans,
                  request -> {
                    List<byte[]> answers = new ArrayList<>();
                    for (int i = 0; i < study.clients.size(); i++) {
                      boolean follows = request.round() > 1 && request.round() < 5;
                      answers.add(
                          follows
                              ? study
                                  .clients
                                  .get(i)
                                  .refreshWith(before(study, asked, pending, request, i), request)
                                  .body()
                              : VerifiedStudy.answer(study.clients.get(i), request));
                    }
                    return answers;
                  })
              .with(
                  (request, c0, answers) -> {
                    asked.add(request);
                    pending.add(c0);
                    if (request.round() > 3) {
                      study.tell(request, c0);
                    }
                  })) {
        cluster.iterate(0);
        cluster.iterate(1);
        for (int i = 0; i < asked.size(); i++) {
          if (asked.get(i).round() != 4) { // a resumed job repeats itself
            study.ask(asked.get(i));
            study.tell(asked.get(i), pending.get(i));
          }
        }
        cluster.iterate(2);
        asked.stream().filter(one -> one.round() == 1).forEach(study::ask);
      }
      assertEquals(1 + 3 * (4 * 2 + 2), study.clients.get(0).transcript(run).size());
    }
  }

  private static dev.lineal.he.refresh.RefreshEvidence before(
      VerifiedStudy study,
      List<RefreshRequest> asked,
      List<byte[]> pending,
      RefreshRequest next,
      int owner) {
    for (int i = asked.size() - 1; i >= 0; i--) {
      RefreshRequest one = asked.get(i);
      if (one.round() == next.round() - 1 && one.slice() == next.slice()) {
        return study.evidence(one, pending.get(i), owner);
      }
    }
    throw new AssertionError("no round before");
  }
}
