package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.Place;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster of a run whose weights stay shared that sends other margins than the sum of all owners'
 * partial products, or other values: each owner alone refuses, and ends the run.
 */
class HostileSharedClusterTest extends HostileRuns {
  private static final String PARTIAL = "partial-products";

  @Override
  Plans planned() {
    return SharedPlans.of(super.planned());
  }

  /** Every owner holds the request against what it knows itself. */
  private void refusedByAll(String identity, byte[] forged, RefreshRequest honest) {
    for (int owner = 0; owner < Owners.COUNT; owner++) {
      refused(owner, identity, forged, honest);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 3, 17",
    "0, 1, 1, 0, 1023",
    "1, 0, 0, 0, 0",
    "1, 1, 0, 1, 5",
    "1, 0, 1, 2, 512",
    "2, 1, 1, 3, 700"
  })
  void oneAlteredResidueOfTheMargins_isRefused(
      int iteration, int item, int polynomial, int limb, int position) {
    RefreshRequest honest = reach(iteration, 1, 0);
    refusedByAll(PARTIAL, Forgeries.residue(honest, item, polynomial, limb, position), honest);
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 1", "3, 0, 77", "4, 2, 900"})
  void oneAlteredResidueOfARefreshedValue_isRefused(int round, int limb, int position) {
    RefreshRequest honest = reach(1, round, 1);
    refusedByAll("refreshed-c0", Forgeries.residue(honest, 0, 0, limb, position), honest);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, partial-products", "1, 1, partial-products", "1, 3, refreshed-c0"})
  void theRequestThatReadsAKey_isRefused(int iteration, int round, String identity) {
    RefreshRequest honest = reach(iteration, round, 0);
    refusedByAll(identity, Forgeries.keyRecovery(honest), honest);
  }

  @ParameterizedTest
  @CsvSource({"0, -1", "1, -1", "2, -1", "0, 1", "1, 1", "2, 1"})
  void marginsWithAnOwnersPartMissingOrTwice_areRefused(int owner, int times) {
    RefreshRequest honest = reach(1, 1, 1);
    byte[] c1 = part(honest, owner, 1);
    refusedByAll(PARTIAL, Forgeries.plus(honest, BigInteger.valueOf(times), c1), honest);
  }

  /** It would decrypt to the block times that owner's shares. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anOwnersPartAlone_isRefused(int owner) {
    RefreshRequest honest = reach(1, 1, 0);
    byte[] c1 = part(honest, owner, 1);
    refusedByAll(PARTIAL, Forgeries.with(honest, Arrays.copyOf(c1, 2 * c1.length)), honest);
  }

  /** The blocks' sum is the agreed one, but the blocks are not. */
  @Test
  void whatIsMovedFromOneBlockToAnother_isRefused() {
    RefreshRequest honest = reach(1, 1, 0);
    byte[] c1 = part(honest, 1, 1);
    RefreshRequest more = RefreshRequest.parse(Forgeries.plus(honest, BigInteger.ONE, c1));
    RefreshRequest turned = RefreshRequest.parse(Forgeries.swapped(more));
    RefreshRequest less = RefreshRequest.parse(Forgeries.plus(turned, BigInteger.ONE.negate(), c1));
    refusedByAll(PARTIAL, Forgeries.swapped(less), honest);
  }

  @Test
  void swappedBlocks_areRefused() {
    RefreshRequest honest = reach(1, 1, 0);
    refusedByAll(PARTIAL, Forgeries.swapped(honest), honest);
  }

  /** Those of the iteration before show the margins of other weights. */
  @Test
  void marginsOfAnEarlierIteration_areRefused() {
    RefreshRequest honest = reach(2, 1, 0);
    HeParameters set = study.owners.parameters;
    Place earlier = new Place(1, SharedPlans.PARTIAL, 0);
    byte[] forged = honest.toBytes();
    for (int item = 0; item < honest.items(); item++) {
      byte[] c1 = new byte[set.packedBytes()];
      try (WeightedSum sum = new WeightedSum(set, 1)) {
        for (byte[] answer : answers.get(earlier)) {
          add(sum, polynomial(answer, item, 1), 1);
        }
        sum.pack(0, 1, c1, 0);
      }
      System.arraycopy(c1, 0, forged, Forgeries.at(honest, item), c1.length);
    }
    refusedByAll(PARTIAL, forged, honest);
  }

  @Test
  void anotherRunsMargins_areRefused() {
    RefreshRequest other = reach(1, 1, 0);
    RefreshRequest honest = reach(1, 1, 0);
    refusedByAll(PARTIAL, Forgeries.replayed(other, run.bytes()), honest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void evidenceOfAnotherC0OfTheMargins_endsTheRun(int iteration) {
    endedByC0(
        answered(iteration, 1, 0),
        (owner, c0) -> Forgeries.flip(study.owners.parameters, c0, 0, 2, 100));
  }

  @Test
  void evidenceOfAC0WithoutAnOwnersPart_endsTheRun() {
    RefreshRequest request = answered(1, 1, 0);
    endedByC0(
        request,
        (owner, c0) -> {
          try (WeightedSum sum = WeightedSum.unpack(study.owners.parameters, 1, c0, 0)) {
            add(sum, part(request, 2 - owner, 0), -1);
            sum.pack(0, 1, c0, 0);
          }
        });
  }

  private interface Alteration {
    void of(int owner, byte[] c0);
  }

  private void endedByC0(RefreshRequest request, Alteration alteration) {
    List<RefreshEvidence> honest =
        IntStream.range(0, Owners.COUNT).mapToObj(owner -> evidence(request, owner)).toList();
    for (int owner = 0; owner < Owners.COUNT; owner++) {
      byte[] c0 = honest.get(owner).c0().clone();
      alteration.of(owner, c0);
      int uses = uses(owner);
      HttpResponse<byte[]> response =
          study
              .clients
              .get(owner)
              .evidence(RefreshEvidence.of(request, c0, honest.get(owner).answers()));
      ended(owner, PARTIAL + "-c0", response, uses, request);
    }
  }

  /** A polynomial of an owner's partial product of a request's first block. */
  private byte[] part(RefreshRequest margins, int owner, int polynomial) {
    Place place = Place.of(margins).round(SharedPlans.PARTIAL);
    return polynomial(answers.get(place).get(owner), 0, polynomial);
  }

  private static byte[] polynomial(byte[] answer, int item, int polynomial) {
    byte[] packed = new byte[study.owners.parameters.packedBytes()];
    try (Ciphertext part = RefreshAnswer.parse(answer).partial(item, 82)) {
      part.pack(polynomial, 1, packed, 0);
    }
    return packed;
  }

  private static void add(WeightedSum sum, byte[] polynomial, int times) {
    HeParameters set = study.owners.parameters;
    try (WeightedSum term = WeightedSum.unpack(set, 1, polynomial, 0)) {
      sum.add(term, set.residues(BigInteger.valueOf(times)));
    }
  }

  private static RefreshRequest.Position position(RefreshRequest request) {
    return new RefreshRequest.Position(
        request.run(), request.iteration(), request.round(), request.slice());
  }

  /** Zeros of a degree as items of a place. */
  private static RefreshRequest bringing(RefreshRequest place, int degree) {
    HeParameters set = study.owners.parameters;
    byte[] packed = new byte[(degree + 1) * set.packedBytes()];
    long key = study.owners.key.keyId();
    try (Ciphertext zero = Ciphertext.unpack(set, degree, 82, key, packed, 0)) {
      List<Ciphertext> zeros = Collections.nCopies(place.items(), zero);
      int first = place.number(0);
      return degree == 2
          ? RefreshRequest.ofProducts(position(place), first, zeros)
          : RefreshRequest.ofRefreshed(position(place), first, zeros);
    }
  }

  /** There is nothing in such rounds that owners would take from a cluster. */
  @ParameterizedTest
  @CsvSource({
    "0, 6, 0, 1, request-format, 422",
    "0, 6, 0, 2, request-format, 422",
    "1, 6, 2, 2, request-format, 422",
    "0, 5, 0, 1, request-format, 422",
    "1, 5, 1, 2, request-format, 422",
    "1, 5, 0, 2, body-size, 413"
  })
  void polynomialsWhereOnlyNamesBelong_areRefused(
      int iteration, int round, int slice, int degree, String rule, int status) {
    RefreshRequest honest = reach(iteration, round, slice);
    passedOver(rule, status, honest, bringing(honest, degree));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void namesWhereMarginsBelong_areRefused(int iteration) {
    RefreshRequest honest = reach(iteration, 1, 0);
    RefreshRequest names =
        RefreshRequest.ofKnown(
            position(honest),
            study.owners.parameters,
            study.owners.key.keyId(),
            82,
            0,
            honest.items());
    passedOver("request-format", 422, honest, names);
  }

  /** Refused before the share is used, and the run goes on. */
  private void passedOver(String rule, int status, RefreshRequest honest, RefreshRequest forged) {
    for (int owner = 0; owner < Owners.COUNT; owner++) {
      OwnerClient client = study.clients.get(owner);
      int uses = uses(owner);
      long answered = answers(owner);
      HttpResponse<byte[]> response = client.refreshRaw(run, forged.toBytes());
      assertEquals(rule, OwnerClient.rule(response), () -> OwnerClient.text(response));
      assertEquals(status, response.statusCode());
      assertEquals(uses, uses(owner), "the share was used");
      assertEquals(answered, answers(owner));
    }
    List<byte[]> given = new ArrayList<>(study.ask(honest));
    assertEquals(Owners.COUNT, given.size());
  }
}
