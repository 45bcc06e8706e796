package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshEvidence.Signed;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.owner.policy.Place;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where weights stay shared, owners multiply by what evidence tells them: without it, or with a
 * false one, nothing is answered that needs it, and an honest cluster still ends the run.
 */
class SharedEvidenceTest extends HostileRuns {
  private static final int DIGEST_AT = 32;

  /** What every owner is told of a place, by an honest cluster. */
  private final Map<Place, List<RefreshEvidence>> told = new HashMap<>();

  private final List<RefreshRequest> held = new ArrayList<>();
  private int attacks;

  @Override
  Plans planned() {
    return SharedPlans.of(super.planned());
  }

  /** What a cluster does once it has a request that needs evidence which it holds back. */
  private interface Attack {
    void at(RefreshRequest held, RefreshRequest next);
  }

  /** A whole run in which the evidence of one place is late. */
  private void holdBack(Place place, Attack attack) throws Exception {
    Plans plans = study.open(planned());
    run = plans.plan().sha256();
    try (HttpCluster cluster =
        study
            .cluster(
                plans,
                request -> {
                  if (!held.isEmpty() && needs(request, held.get(0))) {
                    RefreshRequest late = held.remove(0);
                    attack.at(late, request);
                    tell(late);
                    attacks++;
                  }
                  return study.ask(request);
                })
            .with(
                (request, c0, answers) -> {
                  note(request, c0);
                  if (Place.of(request).equals(place)) {
                    held.add(request);
                  } else {
                    tell(request);
                  }
                })) {
      for (int t = 0; t < plans.iterations; t++) {
        cluster.iterate(t);
      }
      assertEquals(1, attacks);
      double bits = study.agreement(plans, cluster);
      assertTrue(bits >= 18, bits + " bits of agreement");
    }
  }

  private void note(RefreshRequest request, byte[] c0) {
    List<RefreshEvidence> evidence = new ArrayList<>();
    for (int owner = 0; owner < Owners.COUNT; owner++) {
      evidence.add(study.evidence(request, c0, owner));
    }
    told.put(Place.of(request), evidence);
  }

  private void tell(RefreshRequest request) {
    for (int owner = 0; owner < Owners.COUNT; owner++) {
      RefreshEvidence honest = told.get(Place.of(request)).get(owner);
      assertEquals(204, study.clients.get(owner).evidence(honest).statusCode());
      assertEquals(204, study.clients.get(owner).evidence(honest).statusCode(), "again");
    }
  }

  /** Whether a request's answer is made of what evidence of an earlier one tells. */
  private static boolean needs(RefreshRequest request, RefreshRequest earlier) {
    Place next = Place.of(request);
    Place before = Place.of(earlier);
    return switch (before.round()) {
      case SharedPlans.PARTIAL -> next.equals(before.round(1));
      case SharedPlans.STEP ->
          next.round() == SharedPlans.PARTIAL && next.iteration() == before.iteration() + 1;
      case SharedPlans.STEP - 1 ->
          next.round() == SharedPlans.STEP && next.iteration() == before.iteration();
      default -> next.equals(before.round(before.round() + 1));
    };
  }

  /** The first owner alone multiplies by what a step made public. */
  private static boolean concerns(int owner, RefreshRequest held) {
    return owner == 0 || held.round() != SharedPlans.STEP;
  }

  private void refusedWithoutEvidence(int owner, RefreshRequest next) {
    OwnerClient client = study.clients.get(owner);
    int uses = uses(owner);
    long answered = answers(owner);
    HttpResponse<byte[]> response = client.refreshRaw(run, next.toBytes());
    assertEquals("evidence-at-hand", OwnerClient.rule(response));
    assertEquals(409, response.statusCode());
    assertEquals(uses, uses(owner), "the share was used");
    assertEquals(answered, answers(owner));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void nothing_isAnsweredBeforeItsEvidence(int round) throws Exception {
    holdBack(
        new Place(1, round, 1),
        (late, next) -> {
          for (int owner = 0; owner < Owners.COUNT; owner++) {
            if (concerns(owner, late)) {
              refusedWithoutEvidence(owner, next);
            } else {
              OwnerClient client = study.clients.get(owner);
              assertEquals(200, client.refreshRaw(run, next.toBytes()).statusCode());
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void falseEvidence_isRefusedAndNothingOfItKept(int round) throws Exception {
    holdBack(
        new Place(1, round, 1),
        (late, next) -> {
          for (int owner = 0; owner < Owners.COUNT; owner++) {
            RefreshEvidence honest = told.get(Place.of(late)).get(owner);
            notSigned(owner, honest);
            notWhole(owner, honest);
            fromElsewhere(owner, honest, Place.of(next));
            signedByACheat(owner, honest);
            if (concerns(owner, late)) {
              refusedWithoutEvidence(owner, next);
            }
          }
        });
  }

  private static RefreshEvidence with(RefreshEvidence honest, byte[] c0, List<Signed> answers) {
    return new RefreshEvidence(honest.header(), honest.position(), honest.digest(), c0, answers);
  }

  private static RefreshEvidence with(RefreshEvidence honest, Signed... answers) {
    return with(honest, honest.c0(), List.of(answers));
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  private static void notSigned(int owner, RefreshEvidence honest) {
    Signed low = honest.answers().get(0);
    Signed high = honest.answers().get(1);
    Signed forged = new Signed(flipped(high.signature(), 40), high.answer());
    refusedEvidence(owner, "evidence-signed", 422, with(honest, low, forged));
    byte[] answer = flipped(low.answer(), low.answer().length - 9);
    Signed altered = new Signed(low.signature(), answer);
    refusedEvidence(owner, "evidence-signed", 422, with(honest, altered, high));
    refusedEvidence(owner, "evidence-signed", 422, with(honest, high, low));
    refusedEvidence(owner, "evidence-signed", 422, with(honest, low, low));
  }

  private static void notWhole(int owner, RefreshEvidence honest) {
    List<Signed> all = honest.answers();
    refusedEvidence(owner, "evidence-format", 422, with(honest, all.get(0)));
    refusedEvidence(owner, "evidence-format", 422, with(honest));
    int length = honest.c0().length;
    byte[] other = Arrays.copyOf(honest.c0(), length == 0 ? 32 : length - 8);
    refusedEvidence(owner, "evidence-format", 422, with(honest, other, all));
  }

  /** Honest owners' honest answers, but of another slice or iteration. */
  private void fromElsewhere(int owner, RefreshEvidence honest, Place unanswered) {
    Place place = Place.of(honest.position());
    List<Place> others =
        List.of(new Place(1, place.round(), 0), new Place(0, place.round(), place.slice()));
    for (Place other : others) {
      RefreshEvidence theirs = told.get(other).get(owner);
      refusedEvidence(owner, "one-digest-per-slice", 409, placed(theirs, place));
      refusedEvidence(owner, "evidence-signed", 422, with(honest, honest.c0(), theirs.answers()));
      assertEquals(204, study.clients.get(owner).evidence(theirs).statusCode(), "known already");
    }
    refusedEvidence(owner, "round-order", 409, placed(honest, unanswered));
  }

  private static RefreshEvidence placed(RefreshEvidence evidence, Place place) {
    RefreshRequest.Position position =
        new RefreshRequest.Position(
            evidence.position().run(), place.iteration(), place.round(), place.slice());
    return new RefreshEvidence(
        evidence.header(), position, evidence.digest(), evidence.c0(), evidence.answers());
  }

  /** An owner that signs for this request what it answered to another one. */
  private void signedByACheat(int owner, RefreshEvidence honest) {
    Place place = Place.of(honest.position());
    RefreshEvidence theirs = told.get(new Place(1, place.round(), 0)).get(owner);
    int cheat = owner == 2 ? 1 : 2;
    Signed low = honest.answers().get(0);
    byte[] answer = theirs.answers().get(1).answer().clone();
    refusedEvidence(
        owner, "evidence-format", 422, with(honest, low, signed(cheat, answer, honest)));
    System.arraycopy(honest.digest(), 0, answer, DIGEST_AT, Sha256.BYTES);
    refusedEvidence(
        owner, "evidence-format", 422, with(honest, low, signed(cheat, answer, honest)));
  }

  private static Signed signed(int owner, byte[] answer, RefreshEvidence of) {
    byte[] message = Arrays.copyOf(Sha256.hash(answer).bytes(), 2 * Sha256.BYTES);
    System.arraycopy(of.digest(), 0, message, Sha256.BYTES, Sha256.BYTES);
    String hex =
        study
            .agents
            .get(owner)
            .keys
            .identity()
            .sign(new SignedPurpose("refresh-answer-1"), message)
            .hex();
    return new Signed(HexFormat.of().parseHex(hex), answer);
  }
}
