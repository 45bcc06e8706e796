package dev.lineal.lineage.cli;

import dev.lineal.lineage.OwnerOnlyFile;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.Wallet;
import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Whose wallet signs and pays. */
public final class WalletOptions {
  private static final String VARIABLE = "LINEAL_PASSPHRASE";
  private static final int MAX_BYTES = 4096;

  @Option(names = "--wallet", required = true, description = "Keystore file of mode 0600.")
  private Path wallet;

  @Option(
      names = "--passphrase-file",
      description = "First line is the passphrase; else LINEAL_PASSPHRASE, else a prompt.")
  private Path passphraseFile;

  /** Opens it; the passphrase is overwritten. */
  public Wallet open() {
    char[] passphrase = passphrase();
    try {
      return Keystore.load(wallet, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private char[] passphrase() {
    if (passphraseFile != null) {
      return firstLine(OwnerOnlyFile.read(passphraseFile, MAX_BYTES));
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null) {
      return variable.toCharArray();
    }
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Passphrase of this wallet: ");
    if (typed == null) {
      throw new IllegalArgumentException(
          "--passphrase-file: is missing, and neither LINEAL_PASSPHRASE nor a terminal is there");
    }
    return typed;
  }

  private static char[] firstLine(byte[] content) {
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(content));
    Arrays.fill(content, (byte) 0);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] line = Arrays.copyOf(text.array(), end);
    Arrays.fill(text.array(), '\0');
    return line;
  }
}
