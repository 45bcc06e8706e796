package dev.lineal.lineage.iteration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.EncryptionTerms;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.merkle.InclusionProof;
import dev.lineal.lineage.merkle.ReferenceTree;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IterationTreeTest {
  private static final StepRecord STEP =
      new StepRecord(3, 1, 2, hash(0x11), 5, List.of(hash(0x22), hash(0x33)));

  @Test
  void leavesAreTheseBytes() {
    String head = HexFormat.of().formatHex("lineal/iteration-leaf/1\0".getBytes());
    assertEquals(
        head + "01" + "00000003" + "00000001" + "00000002" + "11".repeat(32),
        HexFormat.of().formatHex(IterationLeaf.request(STEP)));
    assertEquals(
        head + "02" + "00000003" + "00000001" + "00000006" + "33".repeat(32),
        HexFormat.of().formatHex(IterationLeaf.refreshed(STEP, 1)));
  }

  @Test
  void randomRunsAgreeWithTheReference() {
    Random random = new Random(7);
    for (int n = 1; n <= 60; n++) {
      List<StepRecord> steps = steps(n, random);
      List<byte[]> leaves = new ArrayList<>();
      for (StepRecord step : steps) {
        leaves.add(IterationLeaf.request(step));
        for (int i = 0; i < step.refreshed().size(); i++) {
          leaves.add(IterationLeaf.refreshed(step, i));
        }
      }
      IterationTree tree = IterationTree.of(steps);
      assertEquals(ReferenceTree.root(leaves), tree.root());
      assertEquals(leaves.size(), tree.leaves());
      StepRecord some = steps.get(random.nextInt(n));
      int item = random.nextInt(some.refreshed().size());
      InclusionProof request = tree.ofRequest(some).orElseThrow();
      InclusionProof refreshed = tree.ofRefreshed(some, item).orElseThrow();
      assertTrue(request.verifies(IterationLeaf.request(some), tree.root()));
      assertTrue(refreshed.verifies(IterationLeaf.refreshed(some, item), tree.root()));
      assertFalse(request.verifies(IterationLeaf.refreshed(some, item), tree.root()));
    }
  }

  @Test
  void whatIsNotInTheRunHasNoProof() {
    IterationTree tree = IterationTree.of(List.of(STEP));
    StepRecord other = new StepRecord(3, 1, 3, hash(1), 0, List.of(hash(2)));
    assertTrue(tree.ofRequest(other).isEmpty());
    assertTrue(tree.ofRefreshed(STEP, 2).isEmpty());
  }

  @Test
  void stepsOutOfOrderAreRefused() {
    IterationTree.Builder builder = new IterationTree.Builder().add(STEP);
    assertEquals(
        "steps: iteration 3, round 1, slice 2 does not follow iteration 3, round 1, slice 2",
        assertThrows(IllegalArgumentException.class, () -> builder.add(STEP)).getMessage());
  }

  @Test
  void aPlanKnowsItsSteps() {
    List<StepRecord> steps = planned();
    PlannedSteps plan = new PlannedSteps(Samples.plan());
    assertEquals(java.util.Optional.empty(), plan.differenceFrom(steps));
    assertDifference("iteration 1, round 5, slice 2 is missing", steps.subList(0, 13));
    List<StepRecord> more = new ArrayList<>(steps);
    more.add(new StepRecord(2, 1, 0, hash(1), 0, List.of(hash(2))));
    assertDifference("iteration 2, round 1, slice 0 is not planned", more);
    List<StepRecord> fewer = new ArrayList<>(steps);
    fewer.remove(4);
    assertDifference(
        "iteration 0, round 5, slice 1 stands where iteration 0, round 5, slice 0", fewer);
    List<StepRecord> shorter = new ArrayList<>(steps);
    shorter.set(0, new StepRecord(0, 1, 0, hash(1), 0, List.of(hash(2))));
    assertDifference("iteration 0, round 1, slice 0 has 1 items from 0, planned are 4", shorter);
  }

  @Test
  void aLinearPlanKnowsThePairsOfItsFirstIteration() {
    RunPlan plan = linear();
    int features = plan.training().features();
    List<StepRecord> steps = new ArrayList<>();
    for (int row = 0, first = 0; row < features; first += features + 1 - row, row++) {
      steps.add(new StepRecord(0, 1, row, hash(1), first, hashes(features + 1 - row)));
    }
    for (int iteration = 0; iteration < 2; iteration++) {
      for (int slice = 0; slice < 3; slice++) {
        int count = slice < 2 ? 64 : 46;
        steps.add(new StepRecord(iteration, 2, slice, hash(2), slice * 64, hashes(count)));
      }
    }
    assertEquals(java.util.Optional.empty(), new PlannedSteps(plan).differenceFrom(steps));
    StepRecord second = steps.remove(1);
    assertEquals(
        "iteration 0, round 1, slice 2 stands where iteration 0, round 1, slice 1 belongs",
        new PlannedSteps(plan).differenceFrom(steps).orElseThrow());
    steps.add(1, new StepRecord(0, 1, 1, hash(1), second.first() + 1, second.refreshed()));
    String moved = new PlannedSteps(plan).differenceFrom(steps).orElseThrow();
    assertTrue(moved.startsWith("iteration 0, round 1, slice 1 has 174 items from 176"), moved);
  }

  /** The pairs once per solve, and behind every solve the release of its loss. */
  @Test
  void aPlanThatMeasuresContributionsKnowsTheStepsOfEverySolve() {
    Round step = Samples.plan().encryption().rounds().get(4);
    RunPlan plan =
        Samples.measured(
            List.of(
                step,
                as(step, "step", step.refresh()),
                as(step, ValidationForm.LOSS, Round.Refresh.RELEASE)),
            Samples.validation(),
            3);
    List<StepRecord> steps = new ArrayList<>();
    for (int first = 0; first < 6; first += 2) {
      steps.add(new StepRecord(first, 1, 0, hash(1), 0, hashes(3)));
      steps.add(new StepRecord(first, 1, 1, hash(1), 3, hashes(2)));
      steps.add(new StepRecord(first, 2, 0, hash(2), 0, hashes(2)));
      steps.add(new StepRecord(first + 1, 2, 0, hash(2), 0, hashes(2)));
      steps.add(new StepRecord(first + 1, 3, 0, hash(3), 0, List.of()));
    }
    PlannedSteps planned = new PlannedSteps(plan);
    assertEquals(java.util.Optional.empty(), planned.differenceFrom(steps));
    StepRecord loss = steps.remove(4);
    assertEquals(
        "iteration 2, round 1, slice 0 stands where iteration 1, round 3, slice 0 belongs",
        planned.differenceFrom(steps).orElseThrow());
    steps.add(4, loss);
    steps.subList(10, 15).clear();
    assertEquals(
        "iteration 4, round 1, slice 0 is missing", planned.differenceFrom(steps).orElseThrow());
  }

  /**
   * A round that releases makes one step, in the iterations that release, and refreshes nothing.
   */
  @Test
  void aReleaseIsAStepThatRefreshesNothing() {
    Round step = Samples.plan().encryption().rounds().get(4);
    List<Round> rounds = new ArrayList<>(Samples.plan().encryption().rounds());
    rounds.add(as(step, "margin", Round.Refresh.RELEASE));
    RunPlan plan = with(Samples.plan().training(), rounds, List.of(new Release("margin", 1)));
    PlannedSteps planned = new PlannedSteps(plan);
    StepRecord released = new StepRecord(1, 6, 0, hash(6), 0, List.of());
    List<StepRecord> steps = planned();
    assertEquals(
        "iteration 1, round 6, slice 0 is missing", planned.differenceFrom(steps).orElseThrow());
    steps.add(released);
    assertEquals(java.util.Optional.empty(), planned.differenceFrom(steps));
    assertEquals(released, StepLine.parse(StepLine.canonicalBytes(released)));
    steps.set(steps.size() - 1, new StepRecord(1, 6, 0, hash(6), 0, hashes(1)));
    assertEquals(
        "iteration 1, round 6, slice 0 has 1 items from 0, planned are 0 from 0",
        planned.differenceFrom(steps).orElseThrow());
    steps.set(steps.size() - 1, released);
    steps.add(7, new StepRecord(0, 6, 0, hash(6), 0, List.of()));
    assertTrue(planned.differenceFrom(steps).isPresent(), "an iteration too early");
  }

  /** The sample's sizes with the two rounds of a linear run. */
  private static RunPlan linear() {
    RunPlan plan = Samples.plan();
    Round step = plan.encryption().rounds().get(4);
    Training training = plan.training();
    return with(
        new Training(
            Task.LINEAR,
            training.features(),
            training.iterations(),
            java.util.Optional.empty(),
            training.step(),
            training.l2(),
            training.eta()),
        List.of(step, as(step, "step", step.refresh())),
        plan.releases());
  }

  /** The sample with other rounds. */
  private static RunPlan with(Training training, List<Round> rounds, List<Release> releases) {
    RunPlan plan = Samples.plan();
    EncryptionTerms terms = plan.encryption();
    return new RunPlan(
        plan.study(),
        plan.purpose(),
        plan.datasets(),
        plan.code(),
        training,
        new EncryptionTerms(
            terms.parameterSet(), terms.jointKey(), terms.weightScaleBits(), rounds),
        plan.floor(),
        plan.batches(),
        releases,
        plan.keepRefreshed(),
        plan.trainer(),
        plan.licensee(),
        plan.parent(),
        plan.nonce());
  }

  private static Round as(Round round, String name, Round.Refresh refresh) {
    return new Round(
        name,
        refresh,
        round.inputScaleBits(),
        round.boundBits(),
        round.linear(),
        round.factor(),
        round.addend(),
        round.outputScaleBits());
  }

  private static void assertDifference(String start, List<StepRecord> steps) {
    String found = new PlannedSteps(Samples.plan()).differenceFrom(steps).orElseThrow();
    assertTrue(found.startsWith(start), found);
  }

  private static List<StepRecord> planned() {
    List<StepRecord> steps = new ArrayList<>();
    for (int iteration = 0; iteration < 2; iteration++) {
      for (int round = 1; round < 5; round++) {
        steps.add(new StepRecord(iteration, round, 0, hash(round), 0, hashes(4)));
      }
      for (int slice = 0; slice < 3; slice++) {
        steps.add(
            new StepRecord(iteration, 5, slice, hash(5), slice * 64, hashes(slice < 2 ? 64 : 46)));
      }
    }
    return steps;
  }

  private static List<StepRecord> steps(int n, Random random) {
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                new StepRecord(
                    i / 5, 1 + i % 5, 0, hash(i), random.nextInt(9), hashes(1 + random.nextInt(5))))
        .toList();
  }

  private static List<Sha256> hashes(int n) {
    return IntStream.range(0, n).mapToObj(IterationTreeTest::hash).toList();
  }

  private static Sha256 hash(int value) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) value);
    return Sha256.of(bytes);
  }
}
