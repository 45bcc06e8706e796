package dev.lineal.owner.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A folder of the cache with a peer's program, which lies in our jar, and what it needs, which is
 * fetched by its lock. Only programs that are started here with one thread run in it.
 */
final class PeerFolder {
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "GOMAXPROCS", "1", "GOTOOLCHAIN", "local");

  private final Path folder;

  /** Copies the files of {@code /peers/NAME} into the cache. */
  PeerFolder(Path cache, String name, List<String> files) {
    folder = cache.resolve("peers").resolve(name);
    try {
      Files.createDirectories(folder);
      for (String file : files) {
        try (InputStream in = PeerFolder.class.getResourceAsStream("/peers/" + name + "/" + file)) {
          Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** LINEAL_CACHE, or .cache/lineal at home. */
  static Path cache() {
    String named = System.getenv("LINEAL_CACHE");
    return named != null && !named.isBlank()
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".cache", "lineal");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Runs the commands, one process at a time for everybody who shares the cache. */
  void prepare(List<List<String>> commands) {
    try (FileChannel channel =
            FileChannel.open(file("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assert held.isValid();
      for (List<String> command : commands) {
        run(command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a command writes to standard output.
   *
   * @throws PeerMissing when it cannot be started, or fails
   */
  String run(List<String> command) {
    Path errors = file("errors.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(ONE_THREAD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new PeerMissing(command.get(0) + " cannot be started here.");
    }
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new PeerMissing(
            "'%s' ended with %d: %s"
                .formatted(
                    String.join(" ", command.subList(0, Math.min(4, command.size()))),
                    process.exitValue(),
                    lastLine(errors)));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerMissing("Measuring it was interrupted.");
    } finally {
      process.destroy();
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
