package dev.lineal.jobs.testing;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.policy.KeySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One owner's keys for its policy; sealed secrets stay in memory. */
final class PolicyKeySet implements KeySet {
  static final String STUDY = "study";

  private final int self;
  private final List<Address> owners;
  private final JointPublicKey key;
  private final SecretShare share;
  private final Path directory;
  private final IdentityKeyPair identity = IdentityKeyPair.generate();
  private final Map<String, byte[]> sealed = new ConcurrentHashMap<>();

  PolicyKeySet(
      int self, List<Address> owners, JointPublicKey key, SecretShare share, Path directory) {
    this.self = self;
    this.owners = owners;
    this.key = key;
    this.share = share;
    this.directory = directory;
  }

  @Override
  public String study() {
    return STUDY;
  }

  @Override
  public HeParameters parameters() {
    return key.parameters();
  }

  @Override
  public Sha256 fingerprint() {
    return Sha256.of(key.fingerprintBytes());
  }

  @Override
  public ColumnEncryption encryption() {
    return key.withResidues(b -> new ColumnEncryption(key.parameters(), b));
  }

  @Override
  public List<Address> owners() {
    return owners;
  }

  @Override
  public int self() {
    return self;
  }

  @Override
  public int minOwners() {
    return 3;
  }

  @Override
  public long releasedScalars() {
    return 0;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public IdentityKeyPair identity() {
    return identity;
  }

  @Override
  public void seal(String name, byte[] secret) {
    sealed.put(name, secret.clone());
  }

  @Override
  public Optional<byte[]> unseal(String name) {
    return Optional.ofNullable(sealed.get(name)).map(byte[]::clone);
  }

  @Override
  public <T> T withShare(Function<SecretShare, T> body) {
    return body.apply(share);
  }
}
