package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for pieces of secrets in heap dumps, logs and documents. */
public final class SecretSearch {
  /** Bytes of a secret that never occur by chance. */
  private static final int WINDOW = 24;

  private static final int PIECES = 8;

  private final Map<String, byte[]> wanted = new LinkedHashMap<>();
  private final boolean[] starts = new boolean[1 << 16];

  /** Everything that a share must keep to itself: pieces as they are, in hex, and in Base64. */
  public SecretSearch share(String name, SecretShare share) {
    List<byte[]> secrets = ShareChecks.secrets(share);
    for (int i = 0; i < secrets.size(); i++) {
      secret(name + ", part " + i, secrets.get(i));
    }
    return this;
  }

  /** Any secret of 24 bytes or more. */
  public SecretSearch secret(String name, byte[] secret) {
    int step = Math.max(WINDOW, secret.length / PIECES);
    for (int at = 0; at + WINDOW <= secret.length; at += step) {
      byte[] window = Arrays.copyOfRange(secret, at, at + WINDOW);
      add(name + " at " + at, window);
      add(name + " at " + at + " in hex", text(HexFormat.of().formatHex(window)));
      String base64 = Base64.getEncoder().encodeToString(window);
      add(name + " at " + at + " in Base64", text(base64.substring(0, 32)));
    }
    return this;
  }

  private void add(String name, byte[] piece) {
    wanted.put(name, piece);
    starts[start(piece, 0)] = true;
  }

  private static int start(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Fails when a piece is in the bytes, or {@code present} is not, which the search must find. */
  public void assertAbsent(String where, byte[] in, byte[] present) {
    SecretSearch control = new SecretSearch();
    control.add("control", present);
    assertNotEquals(List.of(), control.found(in), "the search is blind in " + where);
    assertEquals(List.of(), found(in), where);
  }

  /** Names of the pieces that are in the bytes. */
  public List<String> found(byte[] in) {
    List<String> found = new ArrayList<>();
    for (int at = 0; at + 1 < in.length; at++) {
      if (starts[start(in, at)]) {
        for (Map.Entry<String, byte[]> piece : wanted.entrySet()) {
          int end = at + piece.getValue().length;
          if (end <= in.length
              && Arrays.equals(in, at, end, piece.getValue(), 0, piece.getValue().length)) {
            found.add(piece.getKey());
          }
        }
      }
    }
    return found;
  }
}
