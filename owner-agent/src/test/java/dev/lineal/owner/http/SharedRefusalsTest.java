package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that stay shared: plans and requests that are refused before the share is touched. */
class SharedRefusalsTest extends NoNativeLeaks {
  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;

  @TempDir static Path directory;
  private static VerifiedStudy study;
  private static Plans plans;

  @BeforeAll
  static void start() {
    study = new VerifiedStudy(directory, SET, Blobs.of(Owners.COUNT, 200, 4));
    plans = study.open(SharedPlans.of(study.owners.plans()));
  }

  @AfterAll
  static void stop() {
    study.close();
  }

  private static RefreshRequest.Position position(int iteration, int round, int slice) {
    return new RefreshRequest.Position(plans.plan().sha256().bytes(), iteration, round, slice);
  }

  private static RefreshRequest known(
      RefreshRequest.Position position, int scaleBits, int first, int count) {
    return RefreshRequest.ofKnown(position, SET, study.owners.key.keyId(), scaleBits, first, count);
  }

  /** A well-formed request of (c_1, c_2) = 0. */
  private static RefreshRequest products(RefreshRequest.Position position, int count) {
    List<Ciphertext> zeros = new ArrayList<>();
    byte[] packed = new byte[3 * SET.packedBytes()];
    for (int i = 0; i < count; i++) {
      zeros.add(Ciphertext.unpack(SET, 2, 82, study.owners.key.keyId(), packed, 0));
    }
    RefreshRequest request = RefreshRequest.ofProducts(position, 0, zeros);
    zeros.forEach(Ciphertext::close);
    return request;
  }

  private static void refused(String rule, RefreshRequest request) {
    for (int owner = 0; owner < Owners.COUNT; owner++) {
      int uses = study.agents.get(owner).keys.uses.get();
      HttpResponse<byte[]> response =
          study.clients.get(owner).refreshRaw(plans.plan().sha256(), request.toBytes());
      assertEquals(rule, OwnerClient.rule(response), () -> OwnerClient.text(response));
      assertEquals(uses, study.agents.get(owner).keys.uses.get());
    }
  }

  @Test
  void nothingIsAnsweredBeforeItsTurn() {
    refused("round-order", known(position(0, SharedPlans.STEP, 0), 82, 0, 3));
    refused("round-order", known(position(1, SharedPlans.PARTIAL, 0), 82, 0, 2));
    refused("round-order", known(position(2, SharedPlans.PARTIAL, 1), 82, 2, 1));
    refused("round-order", products(position(1, 1, 0), 2));
    refused("round-order", products(position(0, 1, 0), 2));
  }

  /** All of a request that names its items is determined: there is no second digest of a place. */
  @Test
  void aRequestThatNamesItsItemsHasOneForm() {
    refused("request-format", known(position(0, SharedPlans.STEP, 0), 81, 0, 3));
    refused("request-format", known(position(1, SharedPlans.PARTIAL, 0), 80, 0, 2));
  }

  @Test
  void itemsAreThoseOfTheSlice() {
    refused("slice-of-plan", known(position(0, SharedPlans.STEP, 0), 82, 1, 3));
    refused("slice-of-plan", known(position(0, SharedPlans.STEP, 0), 82, 0, 2));
    refused("slice-of-plan", known(position(1, SharedPlans.PARTIAL, 1), 82, 0, 2));
    refused("slice-of-plan", known(position(1, SharedPlans.PARTIAL, 2), 82, 0, 2));
    refused("slice-of-plan", known(position(3, SharedPlans.PARTIAL, 0), 82, 0, 2));
  }

  @Test
  void sharesAndTracesDoNotMix() {
    Plans mixed = SharedPlans.of(study.owners.plans());
    Round trace = study.owners.plans().rounds.get(SharedPlans.STEP - 1);
    List<Round> rounds = new ArrayList<>(mixed.rounds);
    rounds.set(SharedPlans.STEP - 1, trace);
    unplanned(mixed, rounds);
  }

  private static void unplanned(Plans mixed, List<Round> rounds) {
    mixed.rounds = rounds;
    mixed.nonce = "mixed";
    HttpResponse<byte[]> response = study.clients.get(0).open(Owners.signed(mixed));
    assertEquals("planned-rounds", OwnerClient.rule(response), () -> OwnerClient.text(response));
  }
}
