package dev.lineal.owner.policy;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.SecretShare;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One study's key set as this owner holds it: the port to the owner's storage. */
public interface KeySet {
  /** The study's id. */
  String study();

  HeParameters parameters();

  /** Fingerprint of the joint public key, which names the key set. */
  Sha256 fingerprint();

  /** Encryption under the joint public key. */
  ColumnEncryption encryption();

  /** Wallets of all owners, in the order of their indices in the joint key. */
  List<Address> owners();

  /** This owner's index. */
  int self();

  /** No run may have fewer owners. */
  int minOwners();

  /** Scalars already released outside of runs, such as the collective moments. */
  long releasedScalars();

  /** Directory of mode 0700 for what the policy keeps: transcript and sessions. */
  Path directory();

  /** Signs what this owner answers. */
  IdentityKeyPair identity();

  /**
   * Seals a secret under a name like {@code sessions/RUN/weights-0-1}, replacing an older one; on
   * the disk when it returns.
   */
  void seal(String name, byte[] secret);

  /** A secret sealed before; the caller overwrites it. Damage is an error. */
  Optional<byte[]> unseal(String name);

  /** Lends the share; nothing may keep it. Only what the policy has allowed gets here. */
  <T> T withShare(Function<SecretShare, T> body);

  /** This owner's wallet. */
  default Address wallet() {
    return owners().get(self());
  }
}
