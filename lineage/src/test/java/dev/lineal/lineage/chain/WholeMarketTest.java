package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.GrantPurchase;
import dev.lineal.lineage.licence.GrantWish;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole market on a real chain: three datasets, two models, a hundred paid calls. */
class WholeMarketTest {
  private static final BigInteger PRICE = new BigInteger("1000000000000000007");
  private static final BigInteger CALL = new BigInteger("999999999999937");
  private static final List<String> OWNERS = List.of("alice", "bob", "carol");

  private final Map<String, ChainWriter> writers = new LinkedHashMap<>();

  private static Sha256 hash(String text) {
    return Sha256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aHundredCallsAreSplitToTheWeiUpTheAncestry(@TempDir Path directory) {
    try (TestChain test = TestChain.start(directory)) {
      LinealChain chain = test.chain();
      for (String name : List.of("alice", "bob", "carol", "trainer", "user")) {
        writers.put(name, test.writer(name));
      }
      registerDatasets(chain);
      long first = model(chain, "first", List.of(), 4_001, 3_000, 2_999);
      long second = model(chain, "second", List.of(new ModelParent(first, 2_503)), 10, 20, 9_970);
      claimLicences(chain);

      BigInteger paid = BigInteger.ZERO;
      BigInteger toFirst = BigInteger.ZERO;
      for (int call = 1; call <= 100; call++) {
        long calls = 1 + call % 3;
        BigInteger amount = CALL.multiply(BigInteger.valueOf(calls));
        chain.revenue().pay(writers.get("user"), second, calls, amount);
        paid = paid.add(amount);
        toFirst = toFirst.add(share(amount, 2_503));
      }
      assertEquals(toFirst, chain.revenue().potWei(first));
      assertEquals(paid.subtract(toFirst), chain.revenue().potWei(second));
      BigInteger claimed = BigInteger.ZERO;
      claimed = claimed.add(claim(chain, "alice", first, 4_001, second, 10));
      claimed = claimed.add(claim(chain, "bob", first, 3_000, second, 20));
      claimed = claimed.add(claim(chain, "carol", first, 2_999, second, 9_970));
      BigInteger dust = chain.revenue().dustWei(first).add(chain.revenue().dustWei(second));
      assertEquals(paid, claimed.add(dust));
      assertEquals(dust, chain.node().balanceWei(chain.deployment().revenueSplit()));
      assertTrue(dust.compareTo(BigInteger.valueOf(6)) < 0, "dust " + dust);
    }
  }

  private static BigInteger share(BigInteger amount, long bp) {
    return amount.multiply(BigInteger.valueOf(bp)).divide(BigInteger.valueOf(10_000));
  }

  private BigInteger claim(
      LinealChain chain, String name, long first, int firstBp, long second, int secondBp) {
    ChainWriter writer = writers.get(name);
    BigInteger expected =
        share(chain.revenue().potWei(first), firstBp)
            .add(share(chain.revenue().potWei(second), secondBp));
    BigInteger before = chain.node().balanceWei(writer.address());
    Written<BigInteger> claimed = chain.revenue().claim(writer, List.of(first, second));
    assertEquals(expected, claimed.value());
    BigInteger after = chain.node().balanceWei(writer.address());
    assertEquals(
        expected, after.subtract(before).add(claimed.transaction().feeWei()), "in the wallet");
    LineageException nothing =
        assertThrows(LineageException.class, () -> chain.revenue().claim(writer, List.of(first)));
    assertEquals("chain.nothing_to_claim", nothing.code());
    return expected;
  }

  private void registerDatasets(LinealChain chain) {
    LicenceTerms terms = chain.datasets().preset(LicenceTerms.Preset.COMMERCIAL, PRICE, 5);
    for (String owner : OWNERS) {
      DatasetVersion version =
          new DatasetVersion(hash(owner), hash("manifest"), hash("schema"), 569, "ipfs://" + owner);
      long dataset =
          chain.datasets().register(writers.get(owner), "breast-cancer", version, terms).value();
      assertEquals(List.of(version), chain.datasets().versions(dataset));
      assertEquals(terms, chain.datasets().terms(dataset, 0));
      assertEquals(writers.get(owner).address(), chain.datasets().owner(dataset));
      assertEquals(
          Optional.of(dataset), chain.datasets().find(writers.get(owner).address(), hash(owner)));
    }
    assertEquals(3, chain.datasets().count());
  }

  private long model(
      LinealChain chain, String name, List<ModelParent> parents, int alice, int bob, int carol) {
    ChainWriter trainer = writers.get("trainer");
    List<Sha256> grants = new ArrayList<>();
    for (long dataset = 1; dataset <= 3; dataset++) {
      GrantWish wish =
          new GrantWish(
              dataset, "diagnosis", Optional.empty(), Optional.empty(), GrantWish.Use.COMMERCIAL);
      Grant grant = new GrantPurchase(chain).buy(trainer, wish).value();
      grants.add(grant.id());
    }
    ModelVersion version = new ModelVersion(hash("plan " + name), hash(name), "ipfs://" + name);
    ModelTerms terms = new ModelTerms(true, true, 1_000, CALL);
    List<Contributor> contributors =
        List.of(
            new Contributor(writers.get("alice").address(), alice),
            new Contributor(writers.get("bob").address(), bob),
            new Contributor(writers.get("carol").address(), carol));
    LineageException early =
        assertThrows(
            LineageException.class,
            () -> chain.models().register(trainer, version, terms, contributors, parents));
    assertEquals("chain.run_not_opened", early.code());
    chain.licences().openRun(trainer, version.plan(), grants, 10, 100);
    Written<Long> model = chain.models().register(trainer, version, terms, contributors, parents);
    ChainModel read = chain.models().model(model.value());
    assertEquals(terms, read.terms());
    assertEquals(List.of(version), read.versions());
    assertEquals(parents, read.parents());
    assertEquals(java.util.Set.copyOf(contributors), java.util.Set.copyOf(read.contributors()));
    assertEquals(
        Optional.of(model.value()), chain.models().find(trainer.address(), version.manifest()));
    return model.value();
  }

  private void claimLicences(LinealChain chain) {
    for (String owner : OWNERS) {
      BigInteger two = PRICE.multiply(BigInteger.TWO);
      assertEquals(two, chain.licences().claimableWei(writers.get(owner).address()));
      assertEquals(two, chain.licences().claim(writers.get(owner)).value());
    }
    assertEquals(BigInteger.ZERO, chain.node().balanceWei(chain.deployment().licenceMarket()));
    List<Sha256> bought = chain.licences().grantsOf(writers.get("trainer").address());
    assertEquals(6, bought.size());
    assertEquals(2, chain.licences().grantsFor(1).size());
  }
}
