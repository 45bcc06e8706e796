package dev.lineal.lineage.contribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.study.Decimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContributorsTest {
  private static final RunPlan PLAN = Samples.plan();
  private static final List<Address> PEOPLE =
      IntStream.range(0, 12).mapToObj(i -> TestWallets.of("owner " + i).address()).toList();

  @Test
  void randomWeightsAgreeWithTheReferenceInEveryOrder() {
    Random random = new Random(11);
    for (int round = 0; round < 400; round++) {
      int n = 1 + random.nextInt(PEOPLE.size());
      Map<Address, BigInteger> weights = new LinkedHashMap<>();
      int bits = 1 + random.nextInt(round % 4 == 0 ? 2 : 140);
      PEOPLE.subList(0, n).forEach(owner -> weights.put(owner, new BigInteger(bits, random)));
      weights.computeIfPresent(PEOPLE.get(0), (owner, weight) -> weight.add(BigInteger.ONE));
      List<Share> shares = BasisPoints.divide(weights);
      assertEquals(10_000, shares.stream().mapToInt(Share::basisPoints).sum());
      assertEquals(List.copyOf(weights.keySet()), shares.stream().map(Share::owner).toList());
      assertEquals(reference(weights), byOwner(shares));
      List<Address> order = new ArrayList<>(weights.keySet());
      Collections.shuffle(order, random);
      Map<Address, BigInteger> shuffled = new LinkedHashMap<>();
      order.forEach(owner -> shuffled.put(owner, weights.get(owner)));
      assertEquals(byOwner(shares), byOwner(BasisPoints.divide(shuffled)));
    }
  }

  /**
   * One basis point at a time to whoever has the largest claim that is still open, in fractions.
   */
  private static Map<Address, Integer> reference(Map<Address, BigInteger> weights) {
    BigInteger total = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    Map<Address, Integer> given = new HashMap<>();
    Map<Address, BigInteger> open = new HashMap<>();
    weights.forEach(
        (owner, weight) -> {
          BigInteger exact = weight.multiply(BigInteger.valueOf(10_000));
          given.put(owner, exact.divide(total).intValueExact());
          open.put(owner, exact.mod(total));
        });
    for (int left = 10_000 - given.values().stream().mapToInt(i -> i).sum(); left > 0; left--) {
      Address next = null;
      for (Address owner : weights.keySet()) {
        int larger = next == null ? 1 : open.get(owner).compareTo(open.get(next));
        if (larger > 0 || (larger == 0 && number(owner).compareTo(number(next)) < 0)) {
          next = owner;
        }
      }
      given.merge(next, 1, Integer::sum);
      open.put(next, BigInteger.ONE.negate());
    }
    return given;
  }

  private static BigInteger number(Address address) {
    return new BigInteger(address.text().substring(2), 16);
  }

  private static Map<Address, Integer> byOwner(List<Share> shares) {
    return shares.stream().collect(Collectors.toMap(Share::owner, Share::basisPoints));
  }

  @Test
  void equalRemaindersGoToTheLowerAddress() {
    Map<Address, BigInteger> thirds = new LinkedHashMap<>();
    PEOPLE.subList(0, 3).forEach(owner -> thirds.put(owner, BigInteger.TEN));
    Share lucky =
        BasisPoints.divide(thirds).stream()
            .filter(share -> share.basisPoints() == 3334)
            .findFirst()
            .orElseThrow();
    assertTrue(
        thirds.keySet().stream().allMatch(o -> number(o).compareTo(number(lucky.owner())) >= 0));
  }

  @Test
  void rowsAreTheDefault() {
    assertEquals(
        new Contributors(
            Method.ROWS,
            Optional.empty(),
            List.of(new Share(Samples.ALICE, 8346), new Share(Samples.BOB, 1654))),
        Contributors.byRows(PLAN));
  }

  @Test
  void lossesWithoutAnOwnerDecideWhereTheyRise() {
    Losses losses = losses("0.25", "0.5", "0.375");
    Contributors measured = Contributors.byLosses(PLAN, losses);
    assertEquals(Method.LEAVE_ONE_OWNER_OUT, measured.method());
    assertEquals(Optional.of(losses.sha256()), measured.losses());
    assertEquals(
        List.of(new Share(Samples.ALICE, 6667), new Share(Samples.BOB, 3333)), measured.shares());
    assertEquals(
        List.of(new Share(Samples.ALICE, 10_000), new Share(Samples.BOB, 0)),
        Contributors.byLosses(PLAN, losses("0.25", "0.26", "0.1")).shares());
  }

  @Test
  void whereTheLossNeverRisesRowsDecideAndAreSaid() {
    Contributors fallen = Contributors.byLosses(PLAN, losses("0.25", "0.25", "0.1"));
    assertEquals(Method.ROWS, fallen.method());
    assertTrue(fallen.losses().isPresent());
    assertEquals(Contributors.byRows(PLAN).shares(), fallen.shares());
  }

  /** Released w'Gw - 2 b'w at scale 2^110, c = 1: 1 - 3/4, 1 - 1/2, and below 0. */
  @Test
  void lossesAreWhatWasReleasedAndThePlansConstant() {
    RunPlan plan = Samples.measured(Samples.plan().encryption().rounds(), Samples.validation(), 3);
    BigInteger quarter = BigInteger.ONE.shiftLeft(108);
    List<BigInteger> released =
        List.of(
            quarter.multiply(BigInteger.valueOf(-3)), quarter.multiply(BigInteger.TWO).negate());
    List<BigInteger> all = new ArrayList<>(released);
    all.add(quarter.multiply(BigInteger.valueOf(-5)));
    Losses losses = Losses.of(plan, all);
    assertEquals(
        new Losses(
            plan.sha256(),
            Samples.validation().data(),
            100,
            new Decimal("0"),
            List.of(
                new Losses.Without(Samples.ALICE, new Decimal("0.25")),
                new Losses.Without(Samples.BOB, new Decimal("0.5")))),
        losses);
    assertEquals(losses, Losses.parse(losses.canonicalBytes()));
    assertThrows(IllegalArgumentException.class, () -> Losses.of(plan, released));
    assertEquals(
        "losses: the plan releases none",
        assertThrows(IllegalArgumentException.class, () -> Losses.of(PLAN, all)).getMessage());
  }

  @Test
  void lossesOfOthersAreRefused() {
    Losses good = losses("1", "2", "3");
    Losses other =
        new Losses(Samples.hash("run"), good.data(), good.rows(), good.all(), good.without());
    assertEquals(
        "losses: are of run " + Samples.hash("run"),
        assertThrows(IllegalArgumentException.class, () -> Contributors.byLosses(PLAN, other))
            .getMessage());
    Losses fewer =
        new Losses(good.run(), good.data(), good.rows(), good.all(), good.without().subList(0, 1));
    assertEquals(
        "losses: must leave out every owner of the plan, in order",
        assertThrows(IllegalArgumentException.class, () -> Contributors.byLosses(PLAN, fewer))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> losses("-1", "2", "3"));
    assertThrows(IllegalArgumentException.class, () -> BasisPoints.divide(Map.of()));
  }

  private static Losses losses(String all, String withoutAlice, String withoutBob) {
    return new Losses(
        PLAN.sha256(),
        Samples.hash("validation"),
        100,
        new Decimal(all),
        List.of(
            new Losses.Without(Samples.ALICE, new Decimal(withoutAlice)),
            new Losses.Without(Samples.BOB, new Decimal(withoutBob))));
  }
}
