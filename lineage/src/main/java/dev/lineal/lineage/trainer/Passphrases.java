package dev.lineal.lineage.trainer;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.OwnerOnlyFile;
import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a passphrase comes from: a file of mode 0600 in a directory of 0700, the environment, a
 * prompt.
 */
public final class Passphrases {
  private static final String VARIABLE = "LINEAL_PASSPHRASE";
  private static final int MAX_BYTES = 4096;

  private Passphrases() {}

  /**
   * The passphrase, which the caller clears.
   *
   * @param file its first line, or null: then LINEAL_PASSPHRASE, else a prompt
   * @param home that it opens, for messages
   */
  public static char[] find(Path file, Path home) {
    char[] found = file == null ? withoutFile() : firstLine(OwnerOnlyFile.read(file, MAX_BYTES));
    if (found.length == 0) {
      throw LineageErrors.emptyPassphrase(home);
    }
    return found;
  }

  private static char[] withoutFile() {
    String variable = System.getenv(VARIABLE);
    if (variable != null) {
      return variable.toCharArray();
    }
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Passphrase of this home: ");
    return typed == null ? new char[0] : typed;
  }

  private static char[] firstLine(byte[] bytes) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < decoded.length() && "\r\n".indexOf(decoded.charAt(end)) < 0) {
      end++;
    }
    char[] line = Arrays.copyOf(decoded.array(), end);
    Arrays.fill(decoded.array(), '\0');
    return line;
  }
}
