package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.GrantPurchase;
import dev.lineal.lineage.licence.GrantWish;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Prints the gas of every operation's whole transaction, from receipts of a real chain: the table
 * of docs/performance.md. Not a test; the test of gas is the committed snapshot.
 */
public final class GasTable {
  private final LinealChain chain;
  private final ChainWriter owner;
  private final ChainWriter trainer;

  private GasTable(TestChain test) {
    this.chain = test.chain();
    this.owner = test.writer("owner");
    this.trainer = test.writer("trainer");
  }

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("gas-table");
    try (TestChain test = TestChain.start(directory)) {
      print("deploy all five contracts", test.deploymentGas());
      new GasTable(test).run();
    }
  }

  private static void print(String operation, long gas) {
    System.out.printf("| %s | %,d |%n", operation, gas);
  }

  private static Sha256 hash(String text) {
    return Sha256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private void run() {
    datasets();
    anchors();
    long first = model("three", 3, List.of());
    long fifty = model("fifty", 50, List.of());
    long child = model("child", 3, List.of(new ModelParent(first, 2_500)));
    print("pay for calls, no parent, first time", pay(fifty));
    print("pay for calls, no parent", pay(fifty));
    print("pay for calls, one parent, first time", pay(child));
    print("pay for calls, one parent", pay(child));
    Written<BigInteger> claimed = chain.revenue().claim(owner, List.of(first));
    print("claim revenue of one model", claimed.transaction().gas());
    print("claim licence fees", chain.licences().claim(owner).transaction().gas());
  }

  private void datasets() {
    LicenceTerms terms =
        chain.datasets().preset(LicenceTerms.Preset.COMMERCIAL, BigInteger.TEN, 100);
    DatasetVersion version =
        new DatasetVersion(hash("content"), hash("manifest"), hash("schema"), 569, "ipfs://data");
    print(
        "register dataset",
        chain.datasets().register(owner, "breast-cancer", version, terms).transaction().gas());
    DatasetVersion next =
        new DatasetVersion(hash("next"), hash("manifest"), hash("schema"), 569, "ipfs://data");
    print("append version", chain.datasets().append(owner, 1, next).transaction().gas());
  }

  private void anchors() {
    AnchorBatch one = AnchorBatch.of(List.of(hash("one")));
    AnchorBatch many =
        AnchorBatch.of(IntStream.range(0, 1_000).mapToObj(i -> hash("m" + i)).toList());
    print("anchor 1 manifest", anchor(one));
    print("anchor 1,000 manifests (one root)", anchor(many));
  }

  private long anchor(AnchorBatch batch) {
    AnchorRecord record = chain.anchors().anchor(trainer, batch.request()).orThrow();
    return chain
        .node()
        .ask(chain.node().web3j().ethGetTransactionReceipt(record.transaction().orElseThrow()))
        .getTransactionReceipt()
        .orElseThrow()
        .getGasUsed()
        .longValueExact();
  }

  private long model(String name, int contributors, List<ModelParent> parents) {
    GrantWish wish =
        new GrantWish(1, "diagnosis", Optional.empty(), Optional.empty(), GrantWish.Use.COMMERCIAL);
    Written<Grant> grant = new GrantPurchase(chain).buy(trainer, wish);
    MinedTransaction opened =
        chain
            .licences()
            .openRun(trainer, hash("plan " + name), List.of(grant.value().id()), 10, 31);
    List<Contributor> payees = new ArrayList<>();
    for (int i = 1; i < contributors; i++) {
      payees.add(new Contributor(TestWallets.of("payee " + i).address(), 10));
    }
    payees.add(new Contributor(owner.address(), 10_000 - 10 * (contributors - 1)));
    Written<Long> model =
        chain
            .models()
            .register(
                trainer,
                new ModelVersion(hash("plan " + name), hash(name), "ipfs://model"),
                new ModelTerms(true, true, 1_000, BigInteger.valueOf(1_000_000)),
                payees,
                parents);
    if (name.equals("three")) {
      print("buy grant", grant.transaction().gas());
      print("open run, one grant", opened.gas());
    }
    print(
        "register model, %d contributors, %d parents".formatted(contributors, parents.size()),
        model.transaction().gas());
    return model.value();
  }

  private long pay(long model) {
    return chain.revenue().pay(trainer, model, 1, BigInteger.valueOf(1_000_000)).gas();
  }
}
