package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.merkle.MerkleTree;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing is anchored twice, whatever happens to the node. */
@Timeout(120)
class AnchorFaultsTest {
  private static final Patience SHORT = new Patience(1, Duration.ofMillis(300));

  private static AnchorRequest request(String text) {
    return new AnchorRequest(Sha256.hash(text.getBytes(StandardCharsets.UTF_8)), 1);
  }

  /** How many anchoring events a root has: what "twice" would show in. */
  private static long events(LinealChain chain, Sha256 root) {
    var filter =
        new org.web3j.protocol.core.methods.request.EthFilter(
            org.web3j.protocol.core.DefaultBlockParameterName.EARLIEST,
            org.web3j.protocol.core.DefaultBlockParameterName.LATEST,
            chain.deployment().anchorLog().text());
    filter
        .addSingleTopic(
            org.web3j.abi.EventEncoder.encode(
                dev.lineal.lineage.chain.contract.AnchorLog.ANCHORED_EVENT))
        .addSingleTopic(null)
        .addSingleTopic("0x" + root);
    return chain.node().ask(chain.node().web3j().ethGetLogs(filter)).getLogs().size();
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "condition not met within 30 s");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void anchoringAgainFindsTheFirst(@TempDir Path directory) {
    try (TestChain test = TestChain.start(directory)) {
      ChainWriter writer = test.writer("gas");
      AnchorRecord first = test.chain().anchors().anchor(writer, request("a")).orThrow();
      AnchorRecord again = test.chain().anchors().anchor(writer, request("a")).orThrow();
      assertEquals(first, again);
      assertTrue(first.transaction().isPresent());
      assertEquals(1, events(test.chain(), first.root()));
      AnchorRecord others =
          test.chain().anchors().anchor(test.writer("other"), request("a")).orThrow();
      assertNotEquals(first.by(), others.by());
    }
  }

  @Test
  void manyManifestsUnderOneRootAreEachProven(@TempDir Path directory) {
    try (TestChain test = TestChain.start(directory)) {
      List<Sha256> manifests =
          IntStream.range(0, 1_000).mapToObj(i -> request("manifest " + i).root()).toList();
      AnchorBatch batch = AnchorBatch.of(manifests);
      ChainAnchor anchors = test.chain().anchors();
      AnchorRecord record = anchors.anchor(test.writer("gas"), batch.request()).orThrow();
      assertEquals(1_000, record.leaves());
      for (int i : List.of(0, 1, 511, 512, 998, 999)) {
        Sha256 leaf = MerkleTree.ofHashes(List.of(manifests.get(i))).root();
        Sha256 other = MerkleTree.ofHashes(List.of(manifests.get((i + 1) % 1_000))).root();
        assertTrue(anchors.includes(record.by(), record.root(), leaf, batch.proof(i)));
        assertEquals(false, anchors.includes(record.by(), record.root(), other, batch.proof(i)));
        assertTrue(batch.proof(i).verifies(manifests.get(i).bytes(), record.root()));
      }
    }
  }

  @Test
  void twentyWritersOfOneWalletLoseNothing(@TempDir Path directory) throws Exception {
    try (TestChain test = TestChain.start(directory)) {
      Wallet wallet = test.funded("gas");
      // Two writers of one wallet, as two processes would be; ten threads each.
      List<ChainWriter> writers = List.of(test.chain().writer(wallet), test.chain().writer(wallet));
      ExecutorService threads = Executors.newFixedThreadPool(20);
      List<Future<AnchorRecord>> results = new ArrayList<>();
      for (int thread = 0; thread < 20; thread++) {
        ChainWriter writer = writers.get(thread % 2);
        for (int i = 0; i < 10; i++) {
          // Every root is wanted by two threads, of different writers for odd ones.
          AnchorRequest request = request("root " + (thread / 2 * 10 + i));
          results.add(
              threads.submit(() -> test.chain().anchors().anchor(writer, request).orThrow()));
        }
      }
      Set<Sha256> roots = new HashSet<>();
      for (Future<AnchorRecord> result : results) {
        roots.add(result.get(60, TimeUnit.SECONDS).root());
      }
      threads.shutdown();
      assertEquals(100, roots.size());
      for (Sha256 root : roots) {
        assertEquals(1, events(test.chain(), root), "anchored twice: " + root);
      }
    }
  }

  @Test
  void aNodeThatIsKilledBeforeTheReceiptLosesNothing(@TempDir Path directory) throws Exception {
    DevChain first = DevChain.start(directory, 0);
    int port = first.url().getPort();
    Wallet wallet = TestWallets.of("gas");
    first.fund(wallet.address(), TestChain.ETHER);
    LinealChain chain =
        LinealChain.open(
            ContractDeployment.deploy(first.node(), wallet, Patience.DEVELOPMENT).deployment());
    untilSaved(chain.node(), directory);
    // No block is made from here on, so the transaction is sent and has no receipt.
    chain.node().raw("evm_setAutomine", false);
    AnchorRequest request = request("killed");
    AnchorOutcome outcome = chain.anchors().anchor(chain.writer(wallet, SHORT), request);
    AnchorOutcome.Unknown unknown = assertInstanceOf(AnchorOutcome.Unknown.class, outcome);
    LineageException told = assertThrows(LineageException.class, unknown::orThrow);
    assertEquals("chain.unknown", told.code());
    assertTrue(told.getMessage().contains(unknown.sent().transaction().hash()), told.getMessage());
    first.kill();

    ChainWriter patient;
    assertThrows(
        LineageException.class, () -> chain.anchors().find(wallet.address(), request.root()));
    try (DevChain second = DevChain.start(directory, port)) {
      assertEquals(URI.create("http://127.0.0.1:" + port), second.url());
      assertEquals(Optional.empty(), chain.anchors().find(wallet.address(), request.root()));
      patient = chain.writer(wallet);
      AnchorRecord record = chain.anchors().lookUp(patient, unknown).orThrow();
      assertEquals(unknown.sent().transaction().hash(), record.transaction().orElseThrow());
      assertEquals(record, chain.anchors().lookUp(patient, unknown).orThrow());
      assertEquals(record, chain.anchors().anchor(patient, request).orThrow());
      assertEquals(1, events(chain, request.root()));
    }
  }

  @Test
  void aNodeThatIsKilledWhileTwentyWaitLosesNothing(@TempDir Path directory) throws Exception {
    DevChain first = DevChain.start(directory, 0);
    int port = first.url().getPort();
    Wallet wallet = TestWallets.of("gas");
    first.fund(wallet.address(), TestChain.ETHER);
    LinealChain chain =
        LinealChain.open(
            ContractDeployment.deploy(first.node(), wallet, Patience.DEVELOPMENT).deployment());
    untilSaved(chain.node(), directory);
    chain.node().raw("evm_setAutomine", false);
    ChainWriter writer = chain.writer(wallet, new Patience(1, Duration.ofSeconds(60)));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Future<AnchorRecord>> results = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AnchorRequest request = request("waits " + i);
      results.add(threads.submit(() -> chain.anchors().anchor(writer, request).orThrow()));
    }
    until(() -> pending(chain) == 20);
    first.kill();
    try (DevChain second = DevChain.start(directory, port)) {
      for (Future<AnchorRecord> result : results) {
        AnchorRecord record = result.get(60, TimeUnit.SECONDS);
        assertEquals(1, events(chain, record.root()));
      }
      assertTrue(second.node().head() > 0);
    }
    threads.shutdown();
  }

  private static long pending(LinealChain chain) {
    String status = chain.node().raw("txpool_status");
    return Integer.decode(status.replaceAll(".*pending=(0x[0-9a-f]+).*", "$1"));
  }

  /** Until the node's file has its newest block; it is written every second. */
  private static void untilSaved(ChainNode node, Path directory) throws Exception {
    Path file = directory.resolve("state.json");
    String head = "\"number\":\"0x" + Long.toHexString(node.head()) + "\"";
    until(
        () -> {
          try {
            return java.nio.file.Files.exists(file)
                && java.nio.file.Files.readString(file).contains(head);
          } catch (java.io.IOException beingWritten) {
            return false;
          }
        });
  }

  @Test
  void anAnchorWhoseBlockLeavesTheChainComesBack(@TempDir Path directory) throws Exception {
    try (TestChain test = TestChain.start(directory)) {
      ChainNode node = test.chain().node();
      ChainWriter writer =
          test.chain().writer(test.funded("gas"), new Patience(3, Duration.ofSeconds(60)));
      AnchorRequest request = request("reorganised");
      CompletableFuture<AnchorRecord> anchored =
          CompletableFuture.supplyAsync(
              () -> test.chain().anchors().anchor(writer, request).orThrow());
      until(() -> events(test.chain(), request.root()) == 1);
      long block =
          test.chain().anchors().find(writer.address(), request.root()).orElseThrow().block();
      node.raw("anvil_mine", "0x1");
      assertEquals(false, anchored.isDone(), "two of three confirmations");
      // Both blocks are replaced by others without the transaction.
      node.raw("anvil_reorg", 2, List.of());
      until(() -> events(test.chain(), request.root()) == 1);
      long later =
          test.chain().anchors().find(writer.address(), request.root()).orElseThrow().block();
      assertTrue(later > block, later + " after " + block);
      assertEquals(false, anchored.isDone(), "one of three confirmations again");
      node.raw("anvil_mine", "0x2");
      AnchorRecord record = anchored.get(30, TimeUnit.SECONDS);
      assertEquals(later, record.block());
      assertEquals(1, events(test.chain(), request.root()));
      assertEquals(record.block() + 2, node.head());
    }
  }

  @Test
  void aNumberThatAnotherTransactionUsedIsGivenUp(@TempDir Path directory) throws Exception {
    try (TestChain test = TestChain.start(directory)) {
      ChainNode node = test.chain().node();
      Wallet wallet = test.funded("gas");
      node.raw("evm_setAutomine", false);
      AnchorRequest request = request("replaced");
      AnchorOutcome.Unknown unknown =
          assertInstanceOf(
              AnchorOutcome.Unknown.class,
              test.chain().anchors().anchor(test.chain().writer(wallet, SHORT), request));
      node.raw("anvil_dropAllTransactions");
      node.raw("evm_setAutomine", true);
      ChainWriter writer = test.chain().writer(wallet);
      test.chain().anchors().anchor(writer, request("takes its number")).orThrow();
      AnchorRecord record = test.chain().anchors().lookUp(writer, unknown).orThrow();
      assertNotEquals(unknown.sent().transaction().hash(), record.transaction().orElseThrow());
      assertEquals(1, events(test.chain(), request.root()));
    }
  }

  @Test
  void aWalletWithoutMoneyIsRefused(@TempDir Path directory) {
    try (TestChain test = TestChain.start(directory)) {
      ChainWriter poor = test.chain().writer(TestWallets.of("poor"));
      assertEquals(BigInteger.ZERO, poor.balanceWei());
      AnchorOutcome outcome = test.chain().anchors().anchor(poor, request("x"));
      LineageException refused = assertThrows(LineageException.class, outcome::orThrow);
      assertEquals("chain.funds", refused.code());
      assertTrue(refused.getMessage().endsWith("Send ether to the wallet."), refused.getMessage());
    }
  }
}
