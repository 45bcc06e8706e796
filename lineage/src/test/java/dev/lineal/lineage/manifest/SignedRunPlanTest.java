package dev.lineal.lineage.manifest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TestWallets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedRunPlanTest {
  private static final SignedRunPlan SIGNED =
      SignedRunPlan.sign(Samples.plan(), Samples.TRAINER, SigningDomain.OFFLINE);

  @Test
  void theTrainersSignatureHolds() {
    assertDoesNotThrow(() -> SIGNED.check(SigningDomain.OFFLINE));
  }

  @Test
  void aChangedPlanIsNoticed() {
    RunPlan changed =
        Samples.plan("another purpose", Optional.empty(), Samples.hash("grant of alice"));
    assertForged(new SignedRunPlan(changed, SIGNED.signature()), SigningDomain.OFFLINE);
  }

  @Test
  void anotherDomainIsNoticed() {
    Address contract = new Address("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    assertForged(SIGNED, SigningDomain.onChain(1, contract));
  }

  @Test
  void aStrangersSignatureIsNoticed() {
    SignedRunPlan stranger =
        new SignedRunPlan(
            Samples.plan(),
            TestWallets.of("mallory").sign(Samples.plan().typedData(SigningDomain.OFFLINE)));
    LineageException error = assertForged(stranger, SigningDomain.OFFLINE);
    assertTrue(
        error.getMessage().contains("signed by " + TestWallets.of("mallory").address()),
        error.getMessage());
  }

  @Test
  void onlyTheTrainersWalletSigns() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    SignedRunPlan.sign(
                        Samples.plan(), TestWallets.of("mallory"), SigningDomain.OFFLINE))
            .getMessage();
    assertTrue(message.startsWith("trainer: the plan names 0xFc85bA"), message);
  }

  private static LineageException assertForged(SignedRunPlan signed, SigningDomain domain) {
    LineageException error = assertThrows(LineageException.class, () -> signed.check(domain));
    assertEquals("signature.forged", error.code());
    assertEquals(1, error.kind().exitCode());
    return error;
  }
}
