package dev.lineal.lineage.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.chain.Wallet;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WalletBindingTest {
  private static final Wallet WALLET = TestWallets.of("cow");
  private static final IdentityKeyPair IDENTITY = IdentityKeyPair.generate();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final WalletBinding BINDING =
      WalletBinding.sign(WALLET, IDENTITY, NOW, SigningDomain.OFFLINE);

  @Test
  void aBindingHoldsInItsDomainOnly() {
    assertDoesNotThrow(() -> BINDING.check(SigningDomain.OFFLINE));
    SigningDomain chain =
        SigningDomain.onChain(1, new Address("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
    assertForged("it names wallet " + WALLET.address(), BINDING, chain);
  }

  @Test
  void aWalletCannotAdoptAStrangersKey() {
    WalletBinding adopted =
        WalletBinding.sign(TestWallets.of("dog"), IDENTITY, NOW, SigningDomain.OFFLINE);
    IdentitySignature mallory =
        IdentityKeyPair.generate().sign(new SignedPurpose("wallet-binding-1"), new byte[32]);
    WalletBinding forged =
        new WalletBinding(
            adopted.wallet(),
            adopted.identityKey(),
            adopted.issuedAt(),
            adopted.walletSignature(),
            mallory);
    assertForged(
        "identity key " + IDENTITY.publicKey() + " did not agree", forged, SigningDomain.OFFLINE);
  }

  @Test
  void everyChangedFieldIsNoticed() {
    Instant later = NOW.plusSeconds(1);
    IdentityKey otherKey = IdentityKeyPair.generate().publicKey();
    WalletBinding b = BINDING;
    WalletBinding other =
        WalletBinding.sign(TestWallets.of("dog"), IDENTITY, NOW, SigningDomain.OFFLINE);
    for (WalletBinding changed :
        new WalletBinding[] {
          with(b, other.wallet(), b.identityKey(), b.issuedAt()),
          with(b, b.wallet(), otherKey, b.issuedAt()),
          with(b, b.wallet(), b.identityKey(), later),
          new WalletBinding(
              b.wallet(), b.identityKey(), NOW, other.walletSignature(), b.identitySignature()),
          new WalletBinding(
              b.wallet(), b.identityKey(), NOW, b.walletSignature(), other.identitySignature())
        }) {
      assertForged("", changed, SigningDomain.OFFLINE);
    }
  }

  private static WalletBinding with(
      WalletBinding b, Address wallet, IdentityKey key, Instant issuedAt) {
    return new WalletBinding(wallet, key, issuedAt, b.walletSignature(), b.identitySignature());
  }

  private static void assertForged(String reason, WalletBinding binding, SigningDomain domain) {
    LineageException error = assertThrows(LineageException.class, () -> binding.check(domain));
    assertEquals(LineageException.Kind.CHECK_FAILED, error.kind());
    assertTrue(
        error
            .getMessage()
            .startsWith("The signature of the wallet binding does not hold: " + reason),
        error.getMessage());
  }
}
