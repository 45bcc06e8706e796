package dev.lineal.lineage.identity;

import dev.lineal.lineage.Require;
import java.nio.charset.StandardCharsets;

/**
 * What an identity key signs something for. It goes in front of the signed bytes ({@code lineal/},
 * name, 0x00), so that a signature for one purpose is none for another.
 *
 * @param name such as {@code grant-1}: a-z, 0-9, dot, dash
 */
public record SignedPurpose(String name) {
  public SignedPurpose {
    Require.name("purpose", name);
  }

  byte[] prefix() {
    return ("lineal/" + name + "\0").getBytes(StandardCharsets.UTF_8);
  }
}
