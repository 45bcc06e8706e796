package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.owner.home.DurableFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder {@code failed-check} of a run: {@code failure.json}, which names what failed and the
 * hash of every other file, its signature {@code failure.sig} (hex), the offending bytes and what
 * they are held against. It shows that these bytes are not the agreed computation; requests carry
 * no signature, so who sent them is this owner's word.
 */
public final class FailureBundle {
  /** Its folder in a run's. */
  public static final String DIRECTORY = "failed-check";

  /** What says what failed. */
  public static final String DOCUMENT = "failure.json";

  /** The owner's signature over it. */
  public static final String SIGNATURE = "failure.sig";

  private static final SignedPurpose PURPOSE = new SignedPurpose("failed-check-1");
  private static final String SCHEMA = "lineal.failed-check/1";

  private FailureBundle() {}

  /**
   * Writes the folder; on the disk when it returns.
   *
   * @return hash of {@code failure.json}
   */
  static Sha256 write(KeySet keys, Sha256 run, Path directory, FailedCheck failed) {
    Path folder = directory.resolve(DIRECTORY);
    DurableFile.makeDirectory(folder);
    Map<String, byte[]> files = new TreeMap<>(failed.evidence());
    DurableFile.read(directory.resolve("session.json"))
        .ifPresent(session -> files.put("session.json", session));
    files.forEach((name, content) -> DurableFile.write(folder.resolve(name), content));
    byte[] document = document(keys, run, failed, files);
    IdentitySignature signature = keys.identity().sign(PURPOSE, document);
    DurableFile.write(
        folder.resolve(SIGNATURE), (signature.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
    DurableFile.write(folder.resolve(DOCUMENT), document);
    return Sha256.hash(document);
  }

  private static byte[] document(
      KeySet keys, Sha256 run, FailedCheck failed, Map<String, byte[]> files) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("detail", failed.getMessage());
    ObjectNode hashes = document.putObject("files");
    files.forEach((name, content) -> hashes.put(name, Sha256.hash(content).toString()));
    document.put("identity", failed.identity());
    document.put("identity_key", keys.identity().publicKey().text());
    document.put("iteration", failed.place().iteration()).put("owner", keys.self());
    document.put("round", failed.place().round()).put("run", run.toString());
    document.put("schema", SCHEMA).put("slice", failed.place().slice());
    document.put("study", keys.study());
    return CanonicalJson.write(document, "failed check");
  }

  /** Whether an owner signed this document. */
  public static boolean verifies(
      dev.lineal.lineage.identity.IdentityKey owner, byte[] document, IdentitySignature signature) {
    return owner.verifies(PURPOSE, document, signature);
  }
}
