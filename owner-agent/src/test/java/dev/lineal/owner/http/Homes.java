package dev.lineal.owner.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of owners' homes: the same keys in other agents. */
final class Homes {
  private Homes() {}

  /** All but transcripts, which agents at work hold open. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!file.getFileName().toString().equals("transcript")) {
          Files.copy(file, target);
        }
      }
    }
  }
}
