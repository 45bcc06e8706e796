package dev.lineal.owner.serve;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyOwner;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.policy.KeySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One of a study's key sets in an owner's home. The share is opened once and wiped on close. */
final class HomeKeySet implements KeySet, AutoCloseable {
  private final OwnerHome owner;
  private final StudyHome home;
  private final Study study;
  private final HeParameters parameters;
  private final Sha256 fingerprint;
  private final ColumnEncryption encryption;
  private final SecretShare share;

  /** For a study whose ceremony is over. */
  HomeKeySet(OwnerHome owner, StudyHome home) {
    this.owner = owner;
    this.home = home;
    this.study = home.study();
    try (JointPublicKey key = home.jointKey()) {
      this.parameters = key.parameters();
      this.fingerprint = Sha256.parse(key.fingerprint());
      this.encryption = key.withResidues(b -> new ColumnEncryption(key.parameters(), b));
    }
    this.share = home.share();
  }

  /** Where a key set keeps its transcript and sessions. */
  static Path directory(StudyHome home) {
    return home.path("transcript").getParent();
  }

  @Override
  public String study() {
    return study.id();
  }

  @Override
  public HeParameters parameters() {
    return parameters;
  }

  @Override
  public Sha256 fingerprint() {
    return fingerprint;
  }

  @Override
  public ColumnEncryption encryption() {
    return encryption;
  }

  @Override
  public List<Address> owners() {
    return study.owners().stream().map(StudyOwner::wallet).toList();
  }

  @Override
  public int self() {
    return owners().indexOf(owner.binding().wallet());
  }

  @Override
  public int minOwners() {
    return study.minOwners();
  }

  @Override
  public long releasedScalars() {
    return home.releasedByCeremony();
  }

  @Override
  public Path directory() {
    return directory(home);
  }

  @Override
  public IdentityKeyPair identity() {
    return owner.identity();
  }

  @Override
  public void seal(String name, byte[] secret) {
    home.seal(name, secret);
  }

  @Override
  public Optional<byte[]> unseal(String name) {
    return home.unseal(name);
  }

  @Override
  public <T> T withShare(Function<SecretShare, T> body) {
    return body.apply(share);
  }

  @Override
  public void close() {
    share.close();
  }
}
