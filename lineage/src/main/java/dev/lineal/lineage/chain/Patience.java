package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.time.Duration;

/**
 * When a transaction counts, and how long one waits for it.
 *
 * @param confirmations blocks from its own on, its own counted; at least 1
 * @param deadline after which its outcome is told as unknown
 */
public record Patience(int confirmations, Duration deadline) {
  /** For a chain of one's own: its own block is enough. */
  public static final Patience DEVELOPMENT = new Patience(1, Duration.ofSeconds(30));

  /** For a public chain: twelve blocks, ten minutes. */
  public static final Patience PUBLIC = new Patience(12, Duration.ofMinutes(10));

  public Patience {
    Require.range("confirmations", confirmations, 1, 10_000);
    Require.present("deadline", deadline);
  }

  /** Half a minute on anvil's and Hardhat's chain 31337, ten minutes elsewhere. */
  public static Patience forChain(long chainId) {
    return chainId == DevChain.CHAIN_ID ? DEVELOPMENT : PUBLIC;
  }
}
