package dev.lineal.lineage.licence;

import dev.lineal.lineage.LineageErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A file of lines under a lock. The file system's lock keeps other processes out, but not other
 * threads of this one, so a lock per path does that.
 */
final class LockedFile {
  private static final Map<Path, Lock> LOCKS = new ConcurrentHashMap<>();

  private final Path file;
  private final Lock lock;

  LockedFile(Path file) {
    this.file = file;
    this.lock = LOCKS.computeIfAbsent(canonical(file), path -> new ReentrantLock());
  }

  /** One name for a file, whichever way it was reached. */
  private static Path canonical(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      return absolute.getParent().toRealPath().resolve(absolute.getFileName());
    } catch (IOException directoryMissing) {
      return absolute;
    }
  }

  /** The whole content; nothing where the file is not there. */
  byte[] read() {
    lock.lock();
    try {
      if (!Files.exists(file)) {
        return new byte[0];
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        channel.lock(0, Long.MAX_VALUE, true); // Closing the channel gives it back.
        return content(channel);
      }
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    } finally {
      lock.unlock();
    }
  }

  /** Appends the line that {@code next} makes of the content, and waits for the disk. */
  void append(Function<byte[], Optional<byte[]>> next) {
    lock.lock();
    try {
      try (FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        channel.lock();
        Optional<byte[]> line = next.apply(content(channel));
        if (line.isPresent()) {
          write(channel, line.get());
        }
      }
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    } finally {
      lock.unlock();
    }
  }

  private static byte[] content(FileChannel channel) throws IOException {
    return Channels.newInputStream(channel.position(0)).readAllBytes();
  }

  private void write(FileChannel channel, byte[] line) throws IOException {
    long end = channel.size();
    ByteBuffer buffer = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, end + buffer.position());
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
    if (end == 0) {
      try (FileChannel directory =
          FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }
}
