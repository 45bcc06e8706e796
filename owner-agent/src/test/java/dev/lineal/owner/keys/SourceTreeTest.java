package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no main source of this repository may say. */
class SourceTreeTest {
  /** OpenFHE's multiparty relinearisation keys give the joint secret away (docs/protocol.md). */
  private static final List<String> LEAKING =
      List.of("MultiKeySwitchGen", "MultiMultEvalKey", "MultiAddEvalMultKeys");

  private static List<Path> mainSources() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src/main"))
          .filter(Files::isDirectory)
          .flatMap(SourceTreeTest::files)
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noMainSourceNamesOpenFhesLeakingKeys() throws IOException {
    List<Path> sources = mainSources();
    assertTrue(sources.stream().anyMatch(p -> p.toString().contains("he-udf/src/main/cpp")));
    List<String> offending =
        sources.stream()
            .filter(p -> LEAKING.stream().anyMatch(text(p)::contains))
            .map(Path::toString)
            .toList();
    assertEquals(List.of(), offending);
  }

  @Test
  void thisLibraryIncludesNoOpenFhe() throws IOException {
    List<String> offending =
        mainSources().stream()
            .filter(p -> p.toString().matches(".*/owner-agent/src/main/cpp/(keys|jni)/.*"))
            .filter(p -> text(p).contains("openfhe.h"))
            .map(Path::toString)
            .toList();
    assertEquals(List.of(), offending);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
