package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.DurableFile;
import dev.lineal.owner.home.OwnerException;
import java.io.IOException;
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

  /**
   * Checks a folder: the owner's signature, and that every file is the one that it names.
   *
   * @return what {@code failure.json} says
   * @throws OwnerException naming the file that is not what it must be
   */
  public static JsonNode check(Path folder) {
    byte[] document = read(folder, DOCUMENT);
    JsonNode failure;
    try {
      failure = new ObjectMapper().readTree(document);
      String hex = new String(read(folder, SIGNATURE), StandardCharsets.US_ASCII).strip();
      IdentityKey key = new IdentityKey(failure.path("identity_key").asText());
      if (!failure.path("schema").asText().equals(SCHEMA)
          || !verifies(key, document, new IdentitySignature(hex))) {
        throw broken(DOCUMENT, "its owner did not sign it");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw broken(DOCUMENT, e.getMessage());
    }
    for (var file : failure.get("files").properties()) {
      if (file.getKey().contains("/")
          || !Sha256.hash(read(folder, file.getKey()))
              .toString()
              .equals(file.getValue().asText())) {
        throw broken(file.getKey(), "its hash is another");
      }
    }
    return failure;
  }

  private static byte[] read(Path folder, String name) {
    return DurableFile.read(folder.resolve(name)).orElseThrow(() -> broken(name, "it is missing"));
  }

  private static OwnerException broken(String file, String why) {
    return new OwnerException(
        ExitCode.CHECK_FAILED,
        "evidence.damaged",
        "The file " + file + " of the bundle is not what it must be: " + why + ".",
        "Export it again at the owner that made it.");
  }

  /** Whether an owner signed this document. */
  public static boolean verifies(IdentityKey owner, byte[] document, IdentitySignature signature) {
    return owner.verifies(PURPOSE, document, signature);
  }
}
