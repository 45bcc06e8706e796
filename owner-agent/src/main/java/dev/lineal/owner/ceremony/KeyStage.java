package dev.lineal.owner.ceremony;

import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.keys.CeremonySeeds;
import dev.lineal.owner.keys.CeremonyStep;
import dev.lineal.owner.keys.JointKey;
import dev.lineal.owner.keys.JointKeyCeremony;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.SquareShareCeremony;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The joint public key, then the shares of s^2, then agreement on the key's fingerprint. */
final class KeyStage implements Stage {
  /** Exchanges of this stage. */
  static final int EXCHANGES = 8;

  static final String SEED = "ceremony/key-seed";

  private final StudyHome home;
  private final CeremonySeeds seeds;
  private final SecretShare share;
  private final JointKeyCeremony keys;
  private final SquareShareCeremony squares;
  private final List<Exchange> exchanges = new ArrayList<>();

  private KeyStage(StudyHome home, Roster roster, int self, CeremonySeeds seeds) {
    this.home = home;
    this.seeds = seeds;
    share = seeds.share(roster.parameters());
    byte[] keyId = id(roster, "joint-key");
    byte[] squareId = id(roster, "square-shares");
    keys = seeds.jointKey(share, keyId, roster.size(), self);
    squares = seeds.squareShares(share, squareId, roster.size(), self);
    exchanges.add(new KeyExchange(keys, CeremonyStep.NONCE, keyId));
    exchanges.add(new KeyExchange(keys, CeremonyStep.CONTRIBUTION, keyId));
    exchanges.add(new KeyExchange(squares, CeremonyStep.NONCE, squareId));
    exchanges.add(new KeyExchange(squares, CeremonyStep.CEREMONY_KEY, squareId));
    exchanges.add(new KeyExchange(squares, CeremonyStep.ENCRYPTED_SHARE, squareId));
    exchanges.add(new KeyExchange(squares, CeremonyStep.PRODUCT, squareId));
    exchanges.add(new KeyExchange(squares, CeremonyStep.MASKED_SHARE, squareId));
    exchanges.add(ValueExchange.agreement("KEY_AGREEMENT", roster, self, this::fingerprint));
  }

  /** From the sealed seed, which is made here when there is none. */
  static KeyStage open(StudyHome home, Roster roster, int self) {
    if (home.unseal(SEED).isEmpty()) {
      byte[] fresh = CeremonySeeds.fresh(SecretAccess.forStorageAtRest());
      home.seal(SEED, fresh);
      Arrays.fill(fresh, (byte) 0);
    }
    byte[] seed = home.unseal(SEED).orElseThrow();
    try {
      return new KeyStage(
          home, roster, self, CeremonySeeds.of(SecretAccess.forStorageAtRest(), seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public List<Exchange> exchanges() {
    return exchanges;
  }

  @Override
  public void accepted(byte[] view) {
    seeds.accepted(view);
  }

  @Override
  public byte[] finish() {
    try (JointPublicKey key = key();
        SecretShare complete = squares.result()) {
      home.keep(complete, key);
      return key.fingerprintBytes();
    }
  }

  @Override
  public void finished() {
    home.erase(SEED);
  }

  @Override
  public void close() {
    squares.close();
    keys.close();
    share.close();
    seeds.close();
  }

  private byte[] fingerprint() {
    try (JointPublicKey key = key()) {
      return key.fingerprintBytes();
    }
  }

  private JointPublicKey key() {
    JointKey key = keys.result();
    return JointPublicKey.of(key.parameters(), key.seed(), key.packed());
  }

  private static byte[] id(Roster roster, String part) {
    return Sha256.hash(roster.ceremony(), part.getBytes(StandardCharsets.US_ASCII)).bytes();
  }
}
