package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled library exports its JNI functions only and knows no function that uses a secret. */
class NativeSymbolsTest {
  private static final String LIBRARY = "/native/linux-x86_64/liblineal_he.so";
  private static final Pattern SECRET = Pattern.compile("Decrypt|PrivateKey|SecretKey|KeyGen");
  private static final Pattern INTERNAL =
      Pattern.compile("lbcrypto|lineal::|lineal_kernels|intnat|bigintfxd");

  /** A demangled name with nm's letter for it: upper case defined and exported, U undefined. */
  private record Symbol(char type, String name) {
    boolean defined() {
      return type != 'U' && type != 'w' && type != 'v';
    }
  }

  @TempDir static Path folder;
  private static List<Symbol> symbols;

  @BeforeAll
  static void readSymbols() throws IOException, InterruptedException {
    Path library = folder.resolve("liblineal_he.so");
    try (InputStream in = NativeSymbolsTest.class.getResourceAsStream(LIBRARY)) {
      Files.copy(in, library);
    }
    Process nm = new ProcessBuilder("nm", "-D", "-C", library.toString()).start();
    String table = new String(nm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, nm.waitFor(), "nm (of binutils, which comes with g++) reads the library");
    // "address type name" or, undefined, "type name"
    Pattern line = Pattern.compile("(?:[0-9a-f]{16})? +(\\w) (.+)");
    symbols =
        table
            .lines()
            .map(line::matcher)
            .filter(java.util.regex.Matcher::matches)
            .map(m -> new Symbol(m.group(1).charAt(0), m.group(2)))
            .toList();
    assertEquals(table.lines().count(), symbols.size());
    assertTrue(symbols.size() > 50, () -> "nm gives " + symbols.size() + " symbols");
  }

  private static TreeSet<String> golden(String resource) throws IOException {
    try (InputStream in = NativeSymbolsTest.class.getResourceAsStream("/native/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String lines(Stream<String> names) {
    return names.sorted().distinct().collect(Collectors.joining("\n"));
  }

  @Test
  void symbols_thatNameASecret_areKnownByReason() throws IOException {
    assertEquals(
        lines(golden("key-symbols.txt").stream()),
        lines(symbols.stream().map(Symbol::name).filter(SECRET.asPredicate())));
  }

  @Test
  void exports_areTheJniFunctions() throws IOException {
    assertEquals(
        lines(golden("jni-exports.txt").stream()),
        lines(symbols.stream().filter(s -> s.type() == 'T').map(Symbol::name)));
  }

  /** Of the C++ library some inline names are exported by its own rule; of OpenFHE and us, none. */
  @Test
  void exports_nothingInternal() {
    assertEquals(
        "",
        lines(
            symbols.stream()
                .filter(Symbol::defined)
                .map(Symbol::name)
                .filter(INTERNAL.asPredicate())));
  }

  @Test
  void exports_areExactlyTheNativeMethods() throws IOException {
    Stream<String> natives =
        new ClassFileImporter()
            .importPackages("dev.lineal.he").stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.NATIVE))
                .map(NativeSymbolsTest::jniName);
    assertEquals(
        lines(golden("jni-exports.txt").stream()),
        lines(Stream.concat(natives, Stream.of("JNI_OnLoad"))));
  }

  private static String jniName(JavaMethod method) {
    return "Java_" + method.getOwner().getName().replace('.', '_') + "_" + method.getName();
  }
}
