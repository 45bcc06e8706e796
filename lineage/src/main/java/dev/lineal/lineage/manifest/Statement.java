package dev.lineal.lineage.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import java.util.function.Function;

/**
 * The frame of every manifest: an in-toto Statement v1 whose predicate carries its own schema
 * version, and the parts of SLSA provenance v1 that manifests share.
 */
public final class Statement {
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  private Statement() {}

  /** The frame around a subject and a predicate. */
  public static ObjectNode of(String predicateType, ArrayNode subject, ObjectNode predicate) {
    ObjectNode statement = object();
    statement.put("_type", TYPE);
    statement.set("subject", subject);
    statement.put("predicateType", predicateType);
    statement.set("predicate", predicate);
    return statement;
  }

  /** Reads the frame's constants; the caller goes on with subject and predicate. */
  public static void readFrame(StrictObject statement, String predicateType) {
    statement.constant("_type", TYPE);
    statement.constant("predicateType", predicateType);
  }

  /** An object without fields. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A list without elements. */
  public static ArrayNode list() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A resource descriptor: a name and one digest. */
  public static ObjectNode descriptor(String name, String algorithm, String digest) {
    ObjectNode descriptor = object();
    descriptor.put("name", name);
    descriptor.putObject("digest").put(algorithm, digest);
    return descriptor;
  }

  /** A resource descriptor by SHA-256. */
  public static ObjectNode descriptor(String name, Sha256 digest) {
    return descriptor(name, "sha256", digest.toString());
  }

  /** Reads a descriptor that must have this name; the caller reads its annotations, if any. */
  public static Sha256 readDescriptor(StrictObject descriptor, String name) {
    return readDescriptor(descriptor, name, digest -> digest.sha256("sha256"));
  }

  /** Reads a descriptor whose digest is of another kind. */
  public static <T> T readDescriptor(
      StrictObject descriptor, String name, Function<StrictObject, T> digest) {
    descriptor.constant("name", name);
    return descriptor.object("digest").read(digest);
  }
}
