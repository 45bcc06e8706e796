package dev.lineal.lineage.verify;

import dev.lineal.lineage.LineageErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of a bundle, from a folder or a zip, in memory: nothing of a zip is ever unpacked onto
 * the disk.
 */
public final class BundleFiles {
  /** No bundle has more bytes, unpacked. */
  public static final long MAX_BYTES = 1L << 30;

  /** No bundle has more files. */
  public static final int MAX_FILES = 10_000;

  private final TreeMap<String, byte[]> files;

  public BundleFiles(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /** Reads a folder or a zip. */
  public static BundleFiles read(Path bundle) {
    try {
      return new BundleFiles(Files.isDirectory(bundle) ? folder(bundle) : zip(bundle));
    } catch (NoSuchFileException e) {
      throw LineageErrors.notABundle(bundle, "it is not there");
    } catch (ZipException e) {
      throw LineageErrors.notABundle(bundle, "it is no folder and no zip: " + e.getMessage());
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(bundle, e);
    }
  }

  private static Map<String, byte[]> folder(Path bundle) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long bytes = 0;
    try (Stream<Path> paths = Files.walk(bundle)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(path);
        requireRoom(bundle, bytes, files.size());
        String name = bundle.relativize(path).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static Map<String, byte[]> zip(Path bundle) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    long bytes = 0;
    try (InputStream in = Files.newInputStream(bundle);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content =
            zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MAX_BYTES - bytes + 1));
        bytes += content.length;
        requireRoom(bundle, bytes, files.size());
        if (!entry.isDirectory() && files.put(entry.getName(), content) != null) {
          throw LineageErrors.notABundle(bundle, entry.getName() + " is in it twice");
        }
      }
    }
    if (files.isEmpty()) {
      throw LineageErrors.notABundle(bundle, "it is no folder and no zip with files");
    }
    return files;
  }

  private static void requireRoom(Path bundle, long bytes, int files) {
    if (bytes > MAX_BYTES || files >= MAX_FILES) {
      throw LineageErrors.notABundle(
          bundle, "it has more than %d bytes or %d files".formatted(MAX_BYTES, MAX_FILES));
    }
  }

  /** Writes a zip whose bytes depend on the files alone. */
  public void writeZip(Path target) {
    try (OutputStream out = Files.newOutputStream(target)) {
      writeZip(out);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(target, e);
    }
  }

  /** Writes the same zip to a stream, which stays open. */
  public void writeZip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ZipEntry entry = new ZipEntry(file.getKey());
      entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
      zip.putNextEntry(entry);
      zip.write(file.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /** Writes a folder; files that are there are replaced. */
  public void writeFolder(Path target) {
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = target.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(target, e);
    }
  }

  /** Names in order. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  Optional<byte[]> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  byte[] require(String name) {
    return find(name).orElseThrow(() -> LineageErrors.badBundle(name, "is missing"));
  }
}
