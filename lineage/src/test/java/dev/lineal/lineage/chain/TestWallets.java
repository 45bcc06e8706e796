package dev.lineal.lineage.chain;

import java.nio.charset.StandardCharsets;
import org.web3j.crypto.Hash;

/** Wallets with published keys. */
public final class TestWallets {
  private TestWallets() {}

  /** The wallet of EIP-712's example: its key is the Keccak-256 of the text. */
  public static Wallet of(String text) {
    return Wallet.ofPrivateKey(Hash.sha3(text.getBytes(StandardCharsets.UTF_8)));
  }
}
