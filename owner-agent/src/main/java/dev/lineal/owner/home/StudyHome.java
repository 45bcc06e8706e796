package dev.lineal.owner.home;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.study.Study;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One study's part of an owner's home, as one of its key sets sees it. Of the study: {@code
 * study.json} (the owners that this owner agreed to), {@code moments.json}; also {@code datasets/},
 * beside the first key set's files. Of each key set: {@code joint-key.bin}, {@code share.sealed},
 * {@code ceremony/}, {@code sessions/}, {@code transcript}; the first one's lie beside the study's
 * files, those of renewal n in {@code renewals/n/}.
 */
public final class StudyHome {
  private static final String STUDY = "study.json";
  private static final String JOINT_KEY = "joint-key.bin";
  private static final String MOMENTS = "moments.json";
  private static final String SHARE = "share";
  private static final String RELEASED = "ceremony/released";
  private static final String DECRYPTED = "ceremony/decrypted";
  private static final String RENEWALS = "renewals/";
  static final String AGREED = "renewal-agreed";
  private static final int FIRST = 1;

  private final String id;
  private final Path root;
  private final Path directory;
  private final Vault vault;
  private final int number;

  /** The study's first key set. */
  StudyHome(String id, Path directory, Vault vault) {
    this(id, directory, directory, vault, FIRST);
  }

  private StudyHome(String id, Path root, Path directory, Vault vault, int number) {
    this.id = id;
    this.root = root;
    this.directory = directory;
    this.vault = vault;
    this.number = number;
  }

  /** Number of the key set that this part is of; 1 is the study's first. */
  public int number() {
    return number;
  }

  /** The part of another key set of this study, made or not. */
  public StudyHome keySet(int other) {
    if (other < FIRST) {
      throw new IllegalArgumentException("key sets are numbered from 1, not " + other);
    }
    Path folder = other == FIRST ? root : root.resolve(RENEWALS + other);
    return new StudyHome(id, root, folder, vault, other);
  }

  /** All key sets that have their keys, the oldest first. */
  public List<StudyHome> keySets() {
    return IntStream.rangeClosed(FIRST, agreedKeySet())
        .mapToObj(this::keySet)
        .filter(StudyHome::hasKeys)
        .toList();
  }

  /** The newest key set that has its keys, or the first. */
  public StudyHome current() {
    List<StudyHome> all = keySets();
    return all.isEmpty() ? keySet(FIRST) : all.get(all.size() - 1);
  }

  /** Number of the newest key set that this owner has agreed to make. */
  public int agreedKeySet() {
    return DurableFile.read(root.resolve(AGREED))
        .map(text -> Integer.parseInt(new String(text, StandardCharsets.US_ASCII)))
        .orElse(FIRST);
  }

  /**
   * Agrees to make the key set after the current one.
   *
   * @return its number
   */
  public int agreeToRenewal() {
    int next = current().number() + 1;
    byte[] text = Integer.toString(next).getBytes(StandardCharsets.US_ASCII);
    DurableFile.write(root.resolve(AGREED), text);
    return next;
  }

  public String id() {
    return id;
  }

  /** A file or folder of this key set; its folder is made with mode 0700. */
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
    DurableFile.makeDirectory(root.toAbsolutePath());
    DurableFile.write(root.resolve(STUDY), study.canonicalBytes());
  }

  /** Whether this owner agreed to the list of owners. */
  public boolean confirmed() {
    return DurableFile.read(root.resolve(STUDY)).isPresent();
  }

  /**
   * The study as this owner agreed to it.
   *
   * @throws OwnerException when it has not
   */
  public Study study() {
    return Study.parse(
        DurableFile.read(root.resolve(STUDY)).orElseThrow(() -> HomeErrors.unknownStudy(id)));
  }

  /** The joint public key; the caller closes it. */
  public JointPublicKey jointKey() {
    return JointPublicKey.parse(
        DurableFile.read(directory.resolve(JOINT_KEY)).orElseThrow(() -> HomeErrors.noKeys(id)));
  }

  /** Fingerprint of the joint public key, which names the key set. */
  public Sha256 fingerprint() {
    try (JointPublicKey key = jointKey()) {
      return Sha256.of(key.fingerprintBytes());
    }
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
    return DurableFile.read(root.resolve(MOMENTS)).orElseThrow(() -> HomeErrors.noMoments(id));
  }

  public boolean hasMoments() {
    return DurableFile.read(root.resolve(MOMENTS)).isPresent();
  }

  public void keepMoments(byte[] canonical) {
    DurableFile.write(root.resolve(MOMENTS), canonical);
  }

  /**
   * Scalars that the ceremony has released or may have released under this key set; they count
   * against its budget of N/8.
   */
  public int releasedByCeremony() {
    return DurableFile.read(directory.resolve(RELEASED))
        .map(text -> Integer.parseInt(new String(text, StandardCharsets.US_ASCII)))
        .orElse(0);
  }

  /** To be called before the first part of a collective decryption leaves. */
  public void countReleased(int scalars) {
    DurableFile.write(
        path(RELEASED), Integer.toString(scalars).getBytes(StandardCharsets.US_ASCII));
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

  /** A name within the whole home. */
  String context(String name) {
    String set = number == FIRST ? "" : RENEWALS + number + "/";
    return OwnerHome.STUDIES + "/" + id + "/" + set + name;
  }

  @Override
  public String toString() {
    return "StudyHome[" + id + "]";
  }
}
