package dev.lineal.owner.home;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.WalletBindingJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An owner's home, opened with its passphrase: {@code wallet.json}, {@code identity.sealed}, {@code
 * binding.json}, {@code vault}, and {@code studies/ID/}. Refused when anything in it is open to
 * other users of the machine.
 */
public final class OwnerHome implements AutoCloseable {
  static final String VAULT = "vault";
  static final String WALLET = "wallet.json";
  static final String IDENTITY = "identity.sealed";
  static final String BINDING = "binding.json";
  static final String STUDIES = "studies";
  private static final String LOCK = "lock";

  private final Path directory;
  private final Vault vault;
  private final WalletBinding binding;
  private final IdentityKeyPair identity;

  private OwnerHome(Path directory, Vault vault, WalletBinding binding, IdentityKeyPair identity) {
    this.directory = directory;
    this.vault = vault;
    this.binding = binding;
    this.identity = identity;
  }

  /**
   * Makes a home with a fresh wallet and a fresh identity bound to it.
   *
   * @param directory missing or empty
   */
  public static OwnerHome create(Path directory, Passphrase passphrase, GuessCost cost) {
    Wallet wallet = Wallet.generate();
    IdentityKeyPair identity = IdentityKeyPair.generate();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    WalletBinding binding = WalletBinding.sign(wallet, identity, now, SigningDomain.OFFLINE);
    Vault vault = emptyHome(directory, passphrase, cost);
    Keystore.save(wallet, directory.resolve(WALLET), passphrase.characters(), cost.keystore());
    storeIdentity(directory, vault, identity, binding);
    return new OwnerHome(directory, vault, binding, identity);
  }

  /** A directory with a vault and nothing else. */
  static Vault emptyHome(Path directory, Passphrase passphrase, GuessCost cost) {
    if (Files.exists(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw HomeErrors.exists(directory);
        }
      } catch (IOException e) {
        throw HomeErrors.unavailable(directory, e);
      }
    }
    DurableFile.makeDirectory(directory.toAbsolutePath());
    DurableFile.makeDirectory(directory.resolve(STUDIES));
    Permissions.check(directory);
    Path file = directory.resolve(VAULT);
    byte[] content = Vault.create(passphrase, cost);
    DurableFile.write(file, content);
    return Vault.open(content, passphrase, file);
  }

  static void storeIdentity(
      Path directory, Vault vault, IdentityKeyPair identity, WalletBinding binding) {
    byte[] seed = identity.revealSeed();
    try {
      DurableFile.write(directory.resolve(IDENTITY), vault.seal(IDENTITY, seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
    DurableFile.write(directory.resolve(BINDING), WalletBindingJson.canonicalBytes(binding));
  }

  /** Opens a home; wider permissions, a wrong passphrase and damage are errors that say which. */
  public static OwnerHome open(Path directory, Passphrase passphrase) {
    Permissions.check(directory);
    Path vaultFile = directory.resolve(VAULT);
    byte[] content = DurableFile.read(vaultFile).orElseThrow(() -> HomeErrors.missing(directory));
    Vault vault = Vault.open(content, passphrase, vaultFile);
    Path bindingFile = directory.resolve(BINDING);
    WalletBinding binding =
        WalletBindingJson.parse(
            DurableFile.read(bindingFile)
                .orElseThrow(() -> HomeErrors.damaged(bindingFile, "it is missing")));
    binding.check(SigningDomain.OFFLINE);
    byte[] seed = unsealed(vault, directory.resolve(IDENTITY), IDENTITY);
    return new OwnerHome(
        directory, vault, binding, IdentityKeyPair.restore(binding.identityKey(), seed));
  }

  static byte[] unsealed(Vault vault, Path file, String name) {
    byte[] sealed =
        DurableFile.read(file).orElseThrow(() -> HomeErrors.damaged(file, "it is missing"));
    return vault
        .open(name, sealed)
        .orElseThrow(() -> HomeErrors.damaged(file, "it was changed or is of another home"));
  }

  public Path directory() {
    return directory;
  }

  /** Signs for this owner. */
  public IdentityKeyPair identity() {
    return identity;
  }

  /** This owner's wallet address and identity key, bound to each other. */
  public WalletBinding binding() {
    return binding;
  }

  /** The same statement for a chain; opens the wallet. */
  public WalletBinding binding(SigningDomain domain, Passphrase passphrase) {
    return domain.equals(SigningDomain.OFFLINE)
        ? binding
        : WalletBinding.sign(wallet(passphrase), identity, binding.issuedAt(), domain);
  }

  /** Opens the wallet; takes a second. */
  public Wallet wallet(Passphrase passphrase) {
    return Keystore.load(directory.resolve(WALLET), passphrase.characters());
  }

  /** The part of the home that belongs to one study, joined or not. */
  public StudyHome study(String id) {
    Require.name("study", id);
    return new StudyHome(id, directory.resolve(STUDIES).resolve(id), vault);
  }

  /** Ids of the studies that this owner has joined, sorted. */
  public List<String> studies() {
    try (Stream<Path> entries = Files.list(directory.resolve(STUDIES))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw HomeErrors.unavailable(directory, e);
    }
  }

  /**
   * Keeps any other agent from serving this home until it is closed.
   *
   * @throws OwnerException when another one does
   */
  public AutoCloseable lockForServing() {
    Path file = directory.resolve(LOCK);
    try {
      FileChannel channel = DurableFile.lockable(file);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw HomeErrors.inUse(directory);
      }
      return channel;
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The layer below, for backups. */
  Vault vault() {
    return vault;
  }

  /** Forgets the key that opens sealed secrets. */
  @Override
  public void close() {
    vault.close();
  }

  @Override
  public String toString() {
    return "OwnerHome[" + directory + "]";
  }
}
