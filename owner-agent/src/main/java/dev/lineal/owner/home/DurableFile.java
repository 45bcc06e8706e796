package dev.lineal.owner.home;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Files of an owner's home: mode 0600 in directories of mode 0700 from the start, written whole or
 * not at all, on the disk when a method returns.
 */
public final class DurableFile {
  /** Mode 0600, for files that others open. */
  public static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private DurableFile() {}

  /** Makes a directory of mode 0700 and what is missing above it. */
  public static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory, DIRECTORY);
      sync(directory.toAbsolutePath().getParent());
    } catch (UnsupportedOperationException e) {
      throw HomeErrors.noFileModes(directory);
    } catch (IOException e) {
      throw HomeErrors.unavailable(directory, e);
    }
  }

  /** Replaces a file, atomically. */
  public static void write(Path file, byte[] content) {
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        create(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
      sync(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  /** Appends to a file, which is made when it is missing. */
  public static void append(Path file, byte[] content) {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    boolean fresh = !Files.exists(file);
    try (FileChannel channel = FileChannel.open(file, options, FILE)) {
      writeAll(channel, content);
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
    if (fresh) {
      syncOrFail(file.toAbsolutePath().getParent());
    }
  }

  /** The content, or nothing where there is no file. */
  public static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  /** Overwrites and removes a file that held a secret; a missing one is no error. */
  public static void erase(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        writeAll(channel, new byte[Math.toIntExact(channel.size())]);
      }
      Files.delete(file);
      sync(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  /** A new file, or an old one emptied; on the disk once the stream is closed. */
  public static OutputStream stream(Path file) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    FileChannel channel = FileChannel.open(file, options, FILE);
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        try (channel) {
          channel.force(true);
        }
      }
    };
  }

  /** The channel of a file whose lock is taken; empty files do. */
  public static FileChannel lockable(Path file) throws IOException {
    return FileChannel.open(
        file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
  }

  private static void create(Path file, byte[] content) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, FILE)) {
      writeAll(channel, content);
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /** Makes names in a directory durable. */
  public static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  private static void syncOrFail(Path directory) {
    try {
      sync(directory);
    } catch (IOException e) {
      throw HomeErrors.unavailable(directory, e);
    }
  }
}
