package dev.lineal.jobs.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardWriter;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.testing.EmptyChain;
import dev.lineal.jobs.testing.FileAgent;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.train.PackedBlock;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.report.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real shard files over real HTTP into real Delta tables. */
class IngestTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int COLUMNS = 2;
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50));

  @TempDir Path folder;

  private final Sha256 jointKey = Sha256.hash(new byte[] {7});
  private FileAgent agent;
  private ColumnStore store;

  @BeforeEach
  void begin() {
    agent = new FileAgent();
    store = new ColumnStore(SPARK.session(), folder.toString());
  }

  @AfterEach
  void end() {
    agent.close();
  }

  /** Two shards of a dataset whose residues are all {@code residue}'s byte. */
  private DatasetSource publish(int residue) throws IOException {
    return publish(residue, Address.parse("0x00000000000000000000000000000000000000aa"));
  }

  private DatasetSource publish(int residue, Address owner) throws IOException {
    List<Shard> shards = new ArrayList<>();
    List<byte[]> files = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      int rows = index == 0 ? 512 : 100;
      files.add(shard(index, rows, residue));
      byte[] file = files.get(index);
      shards.add(new Shard(index, Sha256.hash(file), file.length, rows, COLUMNS));
    }
    DatasetManifest manifest =
        new DatasetManifest(
            "study",
            owner,
            new IdentityKey(
                "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
            Sha256.hash(new byte[] {1}),
            612,
            512,
            SET.name(),
            jointKey,
            shards,
            DatasetManifest.contentRoot(shards.stream().map(Shard::sha256).toList()),
            DatasetManifest.commitment(new byte[32], Sha256.hash(new byte[] {2})),
            Instant.parse("2026-01-02T03:04:05Z"));
    String base = "/v1/datasets/" + manifest.contentRoot();
    agent.files().put(base + "/manifest", manifest.canonicalBytes());
    for (int index = 0; index < 2; index++) {
      agent.files().put(base + "/shards/" + index, files.get(index));
    }
    return new DatasetSource(agent.address(), manifest.contentRoot(), manifest.sha256());
  }

  private byte[] shard(int index, int rows, int residue) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long keyId = Long.parseUnsignedLong(jointKey.toString().substring(0, 16), 16);
    try (ShardWriter writer =
        new ShardWriter(out, new ShardHeader(SET, keyId, index, rows, COLUMNS))) {
      for (int column = 0; column < COLUMNS; column++) {
        writer.column(column(residue + index + 10 * column));
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private static byte[] column(int value) {
    byte[] column = new byte[2 * SET.packedBytes()];
    Arrays.fill(column, (byte) value);
    return column;
  }

  private Ingest ingest(DatasetSource... sources) {
    return new Ingest(List.of(sources), store, SHORT);
  }

  private String shardPath(DatasetSource source, int index) {
    return "/v1/datasets/" + source.contentRoot() + "/shards/" + index;
  }

  @Test
  void onAChainADatasetMustBeRegisteredWithThisManifest() throws IOException {
    try (EmptyChain chain = new EmptyChain(folder.resolve("chain"))) {
      Wallet owner = chain.rich(Wallet.generate());
      DatasetSource source = publish(20, owner.address());
      Ingest ingest = new Ingest(List.of(source), store, SHORT, chain.grants());
      assertNotRegistered(source, ingest);
      LicenceTerms terms =
          chain.chain().datasets().preset(LicenceTerms.Preset.RESEARCH, BigInteger.ZERO, 0);
      ChainWriter writer = chain.chain().writer(owner);
      Sha256 other = Sha256.hash(new byte[] {9});
      long dataset =
          chain
              .chain()
              .datasets()
              .register(
                  writer,
                  "study",
                  new DatasetVersion(other, source.manifest(), other, 612, ""),
                  terms)
              .value();
      assertNotRegistered(source, ingest);
      DatasetVersion version =
          new DatasetVersion(source.contentRoot(), source.manifest(), other, 612, "");
      chain.chain().datasets().append(writer, dataset, version);
      assertEquals(1, ingest.execute().pulled());
    }
  }

  private static void assertNotRegistered(DatasetSource source, Ingest ingest) {
    JobException refused = assertThrows(JobException.class, ingest::execute);
    assertEquals("dataset.not_registered", refused.code());
    assertTrue(
        refused.getMessage().contains("Dataset " + source.contentRoot() + " with this manifest"),
        refused.getMessage());
  }

  @Test
  void datasetsArePulledOnceAndTheirBlocksComeInThePlansOrder() throws IOException {
    DatasetSource first = publish(20);
    DatasetSource second = publish(60);
    Ingest.Ingested once = ingest(first, second).execute();
    assertEquals(2, once.pulled());
    agent.files().clear();
    Ingest.Ingested again = ingest(second, first).execute();
    assertEquals(0, again.pulled());
    List<PackedBlock> blocks =
        store.blocks(again.manifests()).collect().stream()
            .sorted(java.util.Comparator.comparing(PackedBlock::number))
            .toList();
    assertEquals(List.of(0, 1, 2, 3), blocks.stream().map(PackedBlock::number).toList());
    assertArrayEquals(column(60 + 1 + 10), blocks.get(1).columns()[1]);
    assertArrayEquals(column(20), blocks.get(2).columns()[0]);
    assertArrayEquals(
        ColumnStore.hashes(again.manifests()),
        blocks.stream().map(PackedBlock::sha256).toArray(String[]::new));
  }

  @Test
  void aSwappedShardIsNamedAndNothingOfItsDatasetIsSeen() throws IOException {
    DatasetSource bad = publish(30);
    agent.files().put(shardPath(bad, 1), agent.files().get(shardPath(bad, 0)));
    assertRefused(bad, "Shard 1 of dataset ");
  }

  @Test
  void anAlteredShardIsNamed() throws IOException {
    DatasetSource bad = publish(40);
    byte[] altered = agent.files().get(shardPath(bad, 0)).clone();
    altered[altered.length - 1] ^= 1;
    agent.files().put(shardPath(bad, 0), altered);
    assertRefused(bad, "its SHA-256 is ");
  }

  @Test
  void aTruncatedShardIsNamed() throws IOException {
    DatasetSource bad = publish(50);
    byte[] whole = agent.files().get(shardPath(bad, 1));
    agent.files().put(shardPath(bad, 1), Arrays.copyOf(whole, whole.length - 5));
    assertRefused(bad, "it is truncated");
  }

  @Test
  void anotherManifestThanThePlannedOneIsRefused() throws IOException {
    DatasetSource planned = publish(70);
    DatasetSource other =
        new DatasetSource(planned.owner(), planned.contentRoot(), Sha256.hash(new byte[] {9}));
    assertRefused(other, "is not the planned one");
  }

  private void assertRefused(DatasetSource bad, String message) {
    Exception failure = assertThrows(Exception.class, () -> ingest(bad).execute());
    JobException known = JobException.within(failure);
    assertTrue(known != null && known.getMessage().contains(message), failure.toString());
    assertEquals(ExitCode.CHECK_FAILED, known.exitCode());
    assertTrue(store.find(bad.contentRoot()).isEmpty());
  }
}
