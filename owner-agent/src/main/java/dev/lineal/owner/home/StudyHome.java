package dev.lineal.owner.home;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.study.Study;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * One study's part of an owner's home: {@code study.json} (the owners that this owner agreed to),
 * {@code joint-key.bin}, {@code share.sealed}, {@code moments.json}, {@code ceremony/}, {@code
 * datasets/}, {@code sessions/}.
 */
public final class StudyHome {
  private static final String STUDY = "study.json";
  private static final String JOINT_KEY = "joint-key.bin";
  private static final String MOMENTS = "moments.json";
  private static final String SHARE = "share";
  private static final String RELEASED = "ceremony/released";
  private static final String DECRYPTED = "ceremony/decrypted";

  private final String id;
  private final Path directory;
  private final Vault vault;

  StudyHome(String id, Path directory, Vault vault) {
    this.id = id;
    this.directory = directory;
    this.vault = vault;
  }

  public String id() {
    return id;
  }

  /** A file or folder of this study; its folder is made with mode 0700. */
  public Path path(String name) {
    Path path = directory.resolve(name).normalize();
    if (!path.startsWith(directory)) {
      throw new IllegalArgumentException(name + " lies outside the study's folder");
    }
    DurableFile.makeDirectory(path.toAbsolutePath().getParent());
    return path;
  }

  /** Fixes the study: its terms and its owners, as this owner agreed to them. */
  public void confirm(Study study) {
    DurableFile.write(path(STUDY), study.canonicalBytes());
  }

  /** Whether this owner agreed to the list of owners. */
  public boolean confirmed() {
    return DurableFile.read(directory.resolve(STUDY)).isPresent();
  }

  /**
   * The study as this owner agreed to it.
   *
   * @throws OwnerException when it has not
   */
  public Study study() {
    return Study.parse(
        DurableFile.read(directory.resolve(STUDY)).orElseThrow(() -> HomeErrors.unknownStudy(id)));
  }

  /** The joint public key; the caller closes it. */
  public JointPublicKey jointKey() {
    return JointPublicKey.parse(
        DurableFile.read(directory.resolve(JOINT_KEY)).orElseThrow(() -> HomeErrors.noKeys(id)));
  }

  /** Whether the key ceremony is over. */
  public boolean hasKeys() {
    return DurableFile.read(directory.resolve(JOINT_KEY)).isPresent();
  }

  /** This owner's share, complete; the caller closes it. */
  public SecretShare share() {
    byte[] bytes = unseal(SHARE).orElseThrow(() -> HomeErrors.noKeys(id));
    try {
      return SecretShare.importBytes(SecretAccess.forStorageAtRest(), bytes);
    } catch (HeFormatException e) {
      throw HomeErrors.damaged(directory.resolve(SHARE + ".sealed"), "it holds no share");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Stores what the key ceremony made, the share first. */
  public void keep(SecretShare share, JointPublicKey key) {
    byte[] bytes = share.exportBytes(SecretAccess.forStorageAtRest());
    try {
      seal(SHARE, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    DurableFile.write(path(JOINT_KEY), key.toBytes());
  }

  /** Canonical text of the collective moments. */
  public byte[] moments() {
    return DurableFile.read(directory.resolve(MOMENTS)).orElseThrow(() -> HomeErrors.noMoments(id));
  }

  public boolean hasMoments() {
    return DurableFile.read(directory.resolve(MOMENTS)).isPresent();
  }

  public void keepMoments(byte[] canonical) {
    DurableFile.write(path(MOMENTS), canonical);
  }

  /**
   * Scalars that the ceremony has released or may have released under this key set; they count
   * against its budget of N/8.
   */
  public int releasedByCeremony() {
    return DurableFile.read(directory.resolve(RELEASED))
        .map(text -> Integer.parseInt(new String(text, java.nio.charset.StandardCharsets.US_ASCII)))
        .orElse(0);
  }

  /** To be called before the first part of a collective decryption leaves. */
  public void countReleased(int scalars) {
    DurableFile.write(
        path(RELEASED),
        Integer.toString(scalars).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Digest of the total that was or may have been decrypted for the moments. */
  public Optional<byte[]> decryptedForMoments() {
    return DurableFile.read(directory.resolve(DECRYPTED));
  }

  /** To be called before this owner's part of that decryption leaves. */
  public void fixDecryptedForMoments(byte[] digest) {
    DurableFile.write(path(DECRYPTED), digest);
  }

  /** Seals a secret of this study under a name, replacing an older one. */
  public void seal(String name, byte[] secret) {
    DurableFile.write(path(name + ".sealed"), vault.seal(context(name), secret));
  }

  /** A secret of this study; the caller overwrites it. */
  public Optional<byte[]> unseal(String name) {
    Path file = directory.resolve(name + ".sealed");
    return DurableFile.read(file)
        .map(
            content ->
                vault
                    .open(context(name), content)
                    .orElseThrow(
                        () -> HomeErrors.damaged(file, "it was changed or is of another study")));
  }

  /** Overwrites and removes a secret of this study. */
  public void erase(String name) {
    DurableFile.erase(directory.resolve(name + ".sealed"));
  }

  private String context(String name) {
    return OwnerHome.STUDIES + "/" + id + "/" + name;
  }

  @Override
  public String toString() {
    return "StudyHome[" + id + "]";
  }
}
