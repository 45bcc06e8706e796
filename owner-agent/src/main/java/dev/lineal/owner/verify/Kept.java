package dev.lineal.owner.verify;

import dev.lineal.owner.home.DurableFile;
import dev.lineal.owner.home.ScratchFile;
import dev.lineal.owner.policy.CheckedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files of a run's check, mode 0600, each replaced as a whole. They outlive the process, not a loss
 * of power: what is lost then is noticed by its length or hash.
 */
final class Kept {
  /** What names of files with encrypted weights start with. */
  static final String WEIGHTS = "weights-";

  /** What names of files with released numbers start with. */
  static final String RELEASED = "released-";

  private final Path directory;

  private Kept(Path directory) {
    this.directory = directory;
    DurableFile.makeDirectory(directory);
  }

  /** Of a run, which may be at work. */
  static Kept of(CheckedRun run) {
    return new Kept(run.directory().resolve("check"));
  }

  /** Removes drafts of a killed process. */
  Kept withoutDrafts() {
    delete(file -> file.getFileName().toString().startsWith("."));
    return this;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** A fresh name for a draft, in the same directory. */
  Path draft() {
    return directory.resolve("." + UUID.randomUUID());
  }

  /** Replaces a file. */
  void write(String name, byte[]... parts) {
    write(name, Arrays.stream(parts).map(ByteBuffer::wrap).toList());
  }

  /** The same. */
  void write(String name, List<ByteBuffer> parts) {
    try {
      ScratchFile.replace(path(name), parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes every file but what later runs may be about: weights and released numbers. */
  void clear() {
    delete(
        file -> {
          String name = file.getFileName().toString();
          return !name.startsWith(WEIGHTS) && !name.startsWith(RELEASED);
        });
  }

  private void delete(Predicate<Path> which) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(which).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content, or nothing where there is no file. */
  Optional<byte[]> read(String name) {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file is there that starts with these bytes and goes on. */
  boolean startsWith(String name, byte[] head) {
    try (InputStream in = Files.newInputStream(path(name))) {
      return Arrays.equals(head, in.readNBytes(head.length)) && in.read() >= 0;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file of this length is there. */
  boolean has(String name, long length) {
    try {
      return Files.size(path(name)) == length;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
