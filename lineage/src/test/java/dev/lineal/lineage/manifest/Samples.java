package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.SealingKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One dataset manifest and one run plan that every test starts from. */
public final class Samples {
  public static final Wallet TRAINER = TestWallets.of("trainer");
  public static final Address ALICE = TestWallets.of("alice").address();
  public static final Address BOB = TestWallets.of("bob").address();
  public static final Sha256 JOINT_KEY = hash("joint key");

  private Samples() {}

  public static Sha256 hash(String text) {
    return Sha256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  public static DatasetManifest dataset() {
    List<Shard> shards =
        List.of(
            new Shard(0, hash("shard 0"), 59_900_000, 4096, 174),
            new Shard(1, hash("shard 1"), 59_900_000, 4096, 174),
            new Shard(2, hash("shard 2"), 59_900_000, 1808, 174));
    return new DatasetManifest(
        "mnist-3v8",
        ALICE,
        new IdentityKey("ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        hash("schema"),
        10_000,
        4096,
        "STUDY_13",
        JOINT_KEY,
        shards,
        DatasetManifest.contentRoot(shards.stream().map(Shard::sha256).toList()),
        DatasetManifest.commitment(new byte[32], hash("rows")),
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  public static RunPlan plan() {
    return plan("digit recognition", Optional.empty(), hash("grant of alice"));
  }

  public static RunPlan plan(String purpose, Optional<ParentModel> parent, Sha256 aliceGrant) {
    return new RunPlan(
        "mnist-3v8",
        purpose,
        List.of(
            new PlannedDataset(
                ALICE, dataset().contentRoot(), dataset().sha256(), 10_000, 3, aliceGrant),
            new PlannedDataset(
                BOB, hash("content of bob"), hash("manifest"), 1_982, 1, hash("grant of bob"))),
        new Code("0123456789abcdef0123456789abcdef01234567", hash("jar")),
        training(),
        new EncryptionTerms("STUDY_13", JOINT_KEY, 40, rounds()),
        new Floor(2, 1000),
        new Batches(4, 64),
        List.of(new Release("weights", 174), new Release("metrics", 3)),
        KeepRefreshed.ALL,
        TRAINER.address(),
        SealingKey.of(hash("sealing key").bytes()),
        parent,
        hash("nonce"));
  }

  /** The sample's plan as a linear one that measures contributions, with other rounds. */
  public static RunPlan measured(List<Round> rounds, ValidationForm form, int losses) {
    RunPlan plan = plan();
    Training training = plan.training();
    return new RunPlan(
        plan.study(),
        plan.purpose(),
        plan.datasets(),
        plan.code(),
        new Training(
            Task.LINEAR,
            form.right().size(),
            training.iterations(),
            Optional.empty(),
            training.step(),
            training.l2(),
            training.eta()),
        new EncryptionTerms("STUDY_13", JOINT_KEY, 40, rounds),
        plan.floor(),
        plan.batches(),
        List.of(new Release("weights", 2), new Release(ValidationForm.LOSS, losses)),
        plan.keepRefreshed(),
        plan.trainer(),
        plan.licensee(),
        plan.parent(),
        Optional.of(form),
        plan.nonce());
  }

  /** Public rows of two features, in units of 2^-30. */
  public static ValidationForm validation() {
    return new ValidationForm(
        hash("validation"),
        100,
        List.of(1L << 30, 0L, 1L << 30),
        List.of(-(1L << 29), 3L),
        1L << 30);
  }

  /** A model that a plan of this sample can start from. */
  public static ParentModel parent() {
    return new ParentModel(hash("parent"), Collections.nCopies(174, -3L));
  }

  private static Training training() {
    return new Training(
        Task.LOGISTIC,
        174,
        2,
        Optional.of(new Sigmoid(5, 12)),
        new Factor(25_278_123, 30),
        Factor.ZERO,
        new Momentum(40, List.of(0L, -309_836_482_573L)));
  }

  private static List<Round> rounds() {
    return List.of(
        slots("y", 82, 88, Optional.empty(), new Factor(1, 42), Factor.ZERO),
        slots("u", 80, 87, Optional.empty(), new Factor(1, 40), Factor.ZERO),
        slots(
            "v",
            80,
            89,
            Optional.of(new Factor(-1_757_992_345_678L, 40)),
            new Factor(-2_154_758_789_012L, 80),
            new Factor(-1_949_427_890_123L, 40)),
        slots("r", 80, 100, Optional.empty(), new Factor(1, 40), new Factor(1, 1)),
        new Round(
            "w",
            Round.Refresh.TRACE,
            82,
            102,
            Optional.empty(),
            new Factor(1_234_567_890_123L, 90),
            Factor.ZERO,
            60));
  }

  private static Round slots(
      String name, int scale, int bound, Optional<Factor> linear, Factor factor, Factor addend) {
    return new Round(name, Round.Refresh.SLOTS, scale, bound, linear, factor, addend, 40);
  }
}
