package dev.lineal.lineage.model;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.regex.Pattern;

/**
 * One file of an exported model.
 *
 * @param name such as {@code model.json}: letters, digits, dot, dash, underscore
 * @param sha256 of its bytes
 * @param bytes its length
 */
public record ModelFile(String name, Sha256 sha256, long bytes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ModelFile {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: must be a file name of letters, digits, '.', '_', '-', but is "
              + Require.quoted(name));
    }
    Require.present("sha256", sha256);
    Require.range("bytes", bytes, 0, Require.MAX_JSON_INTEGER);
  }

  /** The file of these bytes. */
  public static ModelFile of(String name, byte[] content) {
    return new ModelFile(name, Sha256.hash(content), content.length);
  }
}
