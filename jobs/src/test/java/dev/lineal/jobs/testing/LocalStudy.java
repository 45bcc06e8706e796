package dev.lineal.jobs.testing;

import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.Plaintext;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.jobs.owners.HttpOwners;
import dev.lineal.jobs.owners.OwnerChannel;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunAccess;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.train.KeyTerms;
import dev.lineal.jobs.train.PackedBlock;
import dev.lineal.jobs.train.RefreshedValues;
import dev.lineal.jobs.train.RunShape;
import dev.lineal.jobs.train.RunTerms;
import dev.lineal.jobs.train.TrainingState;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.SecretShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Owners behind HTTP, their encrypted rows as blocks, and a run over them. */
public final class LocalStudy implements AutoCloseable {
  private static final int BLOCK_CACHE = 1 << 30;

  private final TestKeys keys;
  private final TestData data;
  private final List<TestOwner> owners = new ArrayList<>();
  private final List<TestAgent> agents = new ArrayList<>();
  private final List<PackedBlock> blocks = new ArrayList<>();
  private final List<Integer> ownerOfBlock = new ArrayList<>();
  private final TaskPlan plan;
  private final Map<String, TaskPlan> plans = new ConcurrentHashMap<>();

  /** One or more blocks per owner, as their rows need. */
  public LocalStudy(HeParameters parameters, int count, TestData data, TaskPlan plan) {
    this(TestKeys.of(parameters, count), data, List.of(), plan);
    encrypt(parameters, count);
  }

  /**
   * Of keys and encrypted rows that another study had; whose the rows are is not known.
   *
   * @param encrypted the other's blocks
   */
  public LocalStudy(TestKeys keys, TestData data, List<PackedBlock> encrypted, TaskPlan plan) {
    this.keys = keys;
    this.plan = plan;
    this.data = data;
    blocks.addAll(encrypted);
    int count = keys.shares().size();
    for (int i = 0; i < count; i++) {
      TestOwner owner =
          new TestOwner(
              i,
              count,
              keys.shares().get(i),
              keys.publicKey(),
              run -> plans.getOrDefault(run, plan));
      owners.add(owner);
      agents.add(new TestAgent(owner));
    }
  }

  private void encrypt(HeParameters parameters, int count) {
    try (HeContext context = new HeContext(parameters)) {
      ColumnEncryption encryption =
          keys.publicKey().withResidues(key -> new ColumnEncryption(parameters, key));
      for (int i = 0; i < count; i++) {
        double[][] rows = data.part(i, count);
        for (int first = 0; first < rows.length; first += parameters.slots()) {
          int to = Math.min(rows.length, first + parameters.slots());
          blocks.add(block(context, encryption, Arrays.copyOfRange(rows, first, to)));
          ownerOfBlock.add(i);
        }
      }
    }
  }

  private PackedBlock block(HeContext context, ColumnEncryption encryption, double[][] rows) {
    byte[][] columns = new byte[data.features()][];
    for (int j = 0; j < columns.length; j++) {
      int column = j;
      double[] values = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      try (Plaintext plaintext = context.encode(values)) {
        columns[j] = plaintext.withResidues(encryption::encryptPacked);
      }
    }
    return new PackedBlock(
        blocks.size(),
        Sha256.hash(columns).toString(),
        context.parameters().name(),
        keys.publicKey().keyId(),
        columns);
  }

  public List<PackedBlock> blocks() {
    return blocks;
  }

  public JointPublicKey publicKey() {
    return keys.publicKey();
  }

  /** The owners' keys; the study closes them. */
  public List<SecretShare> shares() {
    return keys.shares();
  }

  public List<TestAgent> agents() {
    return agents;
  }

  /** Index of the owner, by block. */
  public int[] ownerOfBlock() {
    return ownerOfBlock.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A run whose slices of features have so many. */
  public RunTerms run(int id, int featuresPerRequest, Patience patience) {
    return run(id, featuresPerRequest, patience, plan);
  }

  /** The same under another plan. */
  public RunTerms run(int id, int featuresPerRequest, Patience patience, TaskPlan other) {
    byte[] run = new byte[32];
    Arrays.fill(run, (byte) id);
    plans.put(HexFormat.of().formatHex(run), other);
    List<dev.lineal.jobs.owners.OwnerAddress> addresses = new ArrayList<>();
    for (int i = 0; i < agents.size(); i++) {
      addresses.add(agents.get(i).address("owner-" + i));
    }
    OwnerChannel channel = new HttpOwners(addresses, access(run), patience);
    return new RunTerms(
        run,
        KeyTerms.of(keys.publicKey()),
        other.training().features(),
        featuresPerRequest,
        blocks.stream().map(PackedBlock::sha256).toArray(String[]::new),
        channel,
        BLOCK_CACHE,
        RunShape.of(other, data.features()),
        RefreshedValues.NOT_KEPT);
  }

  private RunAccess access(byte[] run) {
    List<String> tokens = agents.stream().map(TestAgent::token).toList();
    return new RunAccess(
        HexFormat.of().formatHex(run),
        tokens,
        java.util.Collections.nCopies(tokens.size(), "trusted"),
        java.util.Collections.nCopies(tokens.size(), false));
  }

  /** The released model: all shares of v. */
  public double[] release(String run, TrainingState state) {
    List<List<BigInteger>> parts = new ArrayList<>();
    parts.add(state.shares().v());
    owners.forEach(owner -> parts.add(owner.release(run, state.iterations())));
    return ReleasedWeights.sum(
        parts, WeightShares.SCALE_BITS, plans.getOrDefault(run, plan).interval());
  }

  @Override
  public void close() {
    agents.forEach(TestAgent::close);
    keys.publicKey().close();
  }
}
