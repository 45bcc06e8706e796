package dev.lineal.owner.http;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.policy.KeySet;
import dev.lineal.owner.policy.PublishedDatasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An owner's key set in a directory, sealed by a key that every test knows; counts uses. */
final class TestKeySet implements KeySet, AutoCloseable {
  static final String STUDY = "blobs";
  private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

  final AtomicInteger uses = new AtomicInteger();
  private final Path directory;
  private final Properties terms;
  private final IdentityKeyPair identity;
  private final SecretShare share;

  private TestKeySet(
      Path directory, Properties terms, IdentityKeyPair identity, SecretShare share) {
    this.directory = directory;
    this.terms = terms;
    this.identity = identity;
    this.share = share;
  }

  /** Takes over the share's bytes, not the share. */
  static IdentityKey write(
      Path directory, int self, List<Address> owners, JointPublicKey key, SecretShare share) {
    IdentityKeyPair identity = IdentityKeyPair.generate();
    Properties terms = new Properties();
    terms.setProperty("self", Integer.toString(self));
    terms.setProperty("parameters", key.parameters().name());
    terms.setProperty("key", key.fingerprint());
    terms.setProperty("identity", identity.publicKey().text());
    terms.setProperty("owners", String.join(",", owners.stream().map(Address::text).toList()));
    try {
      Files.createDirectories(directory);
      try (var out = Files.newBufferedWriter(directory.resolve("terms"))) {
        terms.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.write(directory.resolve("public-key"), key.toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestKeySet made = new TestKeySet(directory, terms, identity, share);
    made.seal("identity", identity.revealSeed());
    made.seal("share", share.exportBytes(SecretAccess.forStorageAtRest()));
    return identity.publicKey();
  }

  static TestKeySet open(Path directory) {
    Properties terms = terms(directory);
    byte[] seed = unseal(directory, "identity").orElseThrow();
    byte[] share = unseal(directory, "share").orElseThrow();
    return new TestKeySet(
        directory,
        terms,
        IdentityKeyPair.restore(new IdentityKey(terms.getProperty("identity")), seed),
        SecretShare.importBytes(SecretAccess.forStorageAtRest(), share));
  }

  @Override
  public ColumnEncryption encryption() {
    try (JointPublicKey key =
        JointPublicKey.parse(Files.readAllBytes(directory.resolve("public-key")))) {
      return key.withResidues(b -> new ColumnEncryption(key.parameters(), b));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The identity keys of all owners, whose homes lie beside this one. */
  List<IdentityKey> identities() {
    List<IdentityKey> identities = new ArrayList<>();
    for (int owner = 0; owner < owners().size(); owner++) {
      Properties other = terms(directory.resolveSibling("owner-" + owner));
      identities.add(new IdentityKey(other.getProperty("identity")));
    }
    return identities;
  }

  private static Properties terms(Path directory) {
    Properties terms = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve("terms"))) {
      terms.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }

  /** Says that a dataset version was published. */
  void publish(Sha256 contentRoot, PublishedDatasets.Published published) {
    String line =
        String.join(
            " ",
            contentRoot.toString(),
            published.manifest().toString(),
            Long.toString(published.rows()),
            Integer.toString(published.blocks()),
            Integer.toString(published.columns()) + "\n");
    try {
      Files.writeString(
          directory.resolve("datasets"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PublishedDatasets datasets() {
    return root -> {
      try {
        return Files.readAllLines(directory.resolve("datasets")).stream()
            .map(line -> line.split(" "))
            .filter(fields -> fields[0].equals(root.toString()))
            .map(
                fields ->
                    new PublishedDatasets.Published(
                        Sha256.parse(fields[1]),
                        Long.parseLong(fields[2]),
                        Integer.parseInt(fields[3]),
                        Integer.parseInt(fields[4])))
            .findFirst();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Override
  public String study() {
    return STUDY;
  }

  @Override
  public HeParameters parameters() {
    return HeParameters.named(terms.getProperty("parameters"));
  }

  @Override
  public Sha256 fingerprint() {
    return Sha256.parse(terms.getProperty("key"));
  }

  @Override
  public List<Address> owners() {
    return Arrays.stream(terms.getProperty("owners").split(",")).map(Address::new).toList();
  }

  @Override
  public int self() {
    return Integer.parseInt(terms.getProperty("self"));
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
  public <T> T withShare(Function<SecretShare, T> body) {
    uses.incrementAndGet();
    return body.apply(share);
  }

  @Override
  public void seal(String name, byte[] secret) {
    byte[] nonce = new byte[12];
    new SecureRandom().nextBytes(nonce);
    Path file = directory.resolve(name + ".sealed");
    Path draft = directory.resolve("draft-" + Thread.currentThread().getId() + System.nanoTime());
    try {
      Files.createDirectories(file.getParent());
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(secret);
      byte[] content = Arrays.copyOf(nonce, 12 + sealed.length);
      System.arraycopy(sealed, 0, content, 12, sealed.length);
      Files.write(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<byte[]> unseal(String name) {
    return unseal(directory, name);
  }

  private static Optional<byte[]> unseal(Path directory, String name) {
    Path file = directory.resolve(name + ".sealed");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] content = Files.readAllBytes(file);
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(content, 12), name)
              .doFinal(content, 12, content.length - 12));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] nonce, String name)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, KEY, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  @Override
  public void close() {
    share.close();
  }
}
