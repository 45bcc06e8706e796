package dev.lineal.owner.home;

import java.io.Console;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What opens an owner's home; overwritten when closed, shown nowhere. */
public final class Passphrase implements AutoCloseable {
  private static final String VARIABLE = "LINEAL_PASSPHRASE";

  private final char[] characters;

  /** Takes the array over. */
  public Passphrase(char[] characters) {
    if (characters.length == 0) {
      throw HomeErrors.emptyPassphrase();
    }
    this.characters = characters;
  }

  /**
   * From a file of mode 0600 (its first line), else the environment, else a prompt.
   *
   * @param file null where none was named
   */
  public static Passphrase find(Path file) {
    if (file != null) {
      return ofFile(file);
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null) {
      return new Passphrase(variable.toCharArray());
    }
    Console console = System.console();
    if (console == null) {
      throw HomeErrors.emptyPassphrase();
    }
    char[] typed = console.readPassword("Passphrase of this home: ");
    return new Passphrase(typed == null ? new char[0] : typed);
  }

  private static Passphrase ofFile(Path file) {
    Permissions.check(file);
    try {
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer decoded = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      int end = 0;
      while (end < decoded.length() && "\r\n".indexOf(decoded.charAt(end)) < 0) {
        end++;
      }
      char[] line = Arrays.copyOf(decoded.array(), end);
      Arrays.fill(decoded.array(), '\0');
      return new Passphrase(line);
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  /** The characters themselves; not to be kept. */
  char[] characters() {
    return characters;
  }

  /** UTF-8; the caller overwrites it. */
  byte[] utf8() {
    java.nio.ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  @Override
  public String toString() {
    return "Passphrase";
  }
}
