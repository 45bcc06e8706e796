package dev.lineal.owner.home;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.WalletBindingJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a lost disk would lose for good, in one file sealed under the home's passphrase:
 * wallet, identity, and for every study with a joint key its share, key and moments. A ceremony
 * that is going on is not in it. The file: a vault, then one sealed text of named parts.
 *
 * <p>A restored home does not know what the lost one answered after the backup. It says so in
 * {@code restored}; no run that was open then may go on.
 */
public final class Backup {
  private static final String CONTEXT = "lineal/backup/v1";
  private static final String SHARE = "/share";
  private static final String RESTORED = "restored";
  private static final List<String> STUDY_PARTS =
      List.of("study.json", "moments.json", StudyHome.AGREED);
  private static final List<String> KEY_SET_PARTS = List.of("joint-key.bin", "ceremony/released");

  private Backup() {}

  /**
   * Writes a new backup.
   *
   * @return ids of the studies in it
   */
  public static List<String> write(
      OwnerHome home, Passphrase passphrase, GuessCost cost, Path file) {
    if (Files.exists(file)) {
      throw HomeErrors.backupTarget(file, "exists already");
    }
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(OwnerHome.WALLET, required(home.directory().resolve(OwnerHome.WALLET)));
    parts.put(OwnerHome.BINDING, WalletBindingJson.canonicalBytes(home.binding()));
    parts.put(OwnerHome.IDENTITY, home.identity().revealSeed());
    List<String> studies = home.studies().stream().filter(id -> home.study(id).hasKeys()).toList();
    studies.forEach(id -> collect(home, id, parts));
    byte[] payload = encode(parts);
    byte[] head = Vault.create(passphrase, cost);
    try (Vault vault = Vault.open(head, passphrase, file)) {
      byte[] sealed = vault.seal(CONTEXT, payload);
      DurableFile.write(
          file, ByteBuffer.allocate(head.length + sealed.length).put(head).put(sealed).array());
      return studies;
    } finally {
      Arrays.fill(payload, (byte) 0);
      parts.values().forEach(part -> Arrays.fill(part, (byte) 0));
    }
  }

  /** Makes a new home from a backup; the same passphrase opens it. */
  public static OwnerHome restore(
      Path file, Path directory, Passphrase passphrase, GuessCost cost) {
    byte[] content =
        DurableFile.read(file).orElseThrow(() -> HomeErrors.backupTarget(file, "is not there"));
    if (content.length < Vault.BYTES) {
      throw HomeErrors.damaged(file, "it is no backup");
    }
    Map<String, byte[]> parts;
    try (Vault vault = Vault.open(Arrays.copyOf(content, Vault.BYTES), passphrase, file)) {
      byte[] payload =
          vault
              .open(CONTEXT, Arrays.copyOfRange(content, Vault.BYTES, content.length))
              .orElseThrow(() -> HomeErrors.damaged(file, "it was changed"));
      parts = decode(payload);
      Arrays.fill(payload, (byte) 0);
    }
    try (Vault vault = OwnerHome.emptyHome(directory, passphrase, cost)) {
      fill(directory, vault, parts);
    } finally {
      parts.values().forEach(part -> Arrays.fill(part, (byte) 0));
    }
    return OwnerHome.open(directory, passphrase);
  }

  /** Whether this home came out of a backup, so that runs begun before are unknown to it. */
  public static boolean restored(OwnerHome home) {
    return Files.exists(home.directory().resolve(RESTORED));
  }

  private static void collect(OwnerHome home, String id, Map<String, byte[]> parts) {
    put(home.study(id), STUDY_PARTS, parts);
    for (StudyHome keySet : home.study(id).keySets()) {
      byte[] share = keySet.unseal("share").orElseThrow(() -> HomeErrors.noKeys(id));
      parts.put(keySet.context("share"), share);
      put(keySet, KEY_SET_PARTS, parts);
    }
  }

  private static void put(StudyHome from, List<String> names, Map<String, byte[]> parts) {
    for (String name : names) {
      DurableFile.read(from.path(name)).ifPresent(part -> parts.put(from.context(name), part));
    }
  }

  private static void fill(Path directory, Vault vault, Map<String, byte[]> parts) {
    WalletBinding binding = WalletBindingJson.parse(parts.get(OwnerHome.BINDING));
    DurableFile.write(directory.resolve(OwnerHome.WALLET), parts.get(OwnerHome.WALLET));
    byte[] seed = parts.get(OwnerHome.IDENTITY);
    IdentityKeyPair identity = IdentityKeyPair.restore(binding.identityKey(), seed.clone());
    OwnerHome.storeIdentity(directory, vault, identity, binding);
    parts.forEach((name, part) -> fillStudy(directory, vault, name, part));
    DurableFile.write(directory.resolve(RESTORED), new byte[0]);
  }

  private static void fillStudy(Path directory, Vault vault, String name, byte[] part) {
    String[] levels = name.split("/", 3);
    if (!levels[0].equals(OwnerHome.STUDIES)) {
      return;
    }
    String id = Require.name("study", levels[1]);
    StudyHome study = new StudyHome(id, directory.resolve(OwnerHome.STUDIES).resolve(id), vault);
    if (name.endsWith(SHARE)) {
      study.seal(levels[2], part);
    } else {
      DurableFile.write(study.path(levels[2]), part);
    }
  }

  private static byte[] required(Path file) {
    return DurableFile.read(file).orElseThrow(() -> HomeErrors.damaged(file, "it is missing"));
  }

  /** Each part: length of the name and name, length of the content and content; u32 big-endian. */
  private static byte[] encode(Map<String, byte[]> parts) {
    List<byte[]> fields = new ArrayList<>();
    parts.forEach(
        (name, part) -> {
          fields.add(name.getBytes(StandardCharsets.UTF_8));
          fields.add(part);
        });
    int bytes = fields.stream().mapToInt(field -> Integer.BYTES + field.length).sum();
    ByteBuffer out = ByteBuffer.allocate(bytes);
    fields.forEach(field -> out.putInt(field.length).put(field));
    return out.array();
  }

  private static Map<String, byte[]> decode(byte[] payload) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(payload);
    while (in.hasRemaining()) {
      String name = new String(field(in), StandardCharsets.UTF_8);
      parts.put(name, field(in));
    }
    return parts;
  }

  private static byte[] field(ByteBuffer in) {
    byte[] field = new byte[in.getInt()];
    in.get(field);
    return field;
  }
}
