package dev.lineal.he.udf;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.Header;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.Kind;
import dev.lineal.he.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.internal.SQLConf;

/**
 * The places where a process looks for joint public keys. A key is told by its content, not by its
 * file's name; other files of a folder are passed over.
 *
 * @param places folders and files on this machine, or names of files that {@code
 *     SparkContext.addFile} distributes
 */
record KeyFiles(List<String> places) {
  /** A comma-separated list of {@link #places}; SET changes it in a running session. */
  static final String CONF = "spark.lineal.keys";

  /** Of the session whose query runs, on the driver or in a task. */
  static KeyFiles configured() {
    return of(SQLConf.get().getConfString(CONF, ""));
  }

  static KeyFiles of(String places) {
    return new KeyFiles(
        Arrays.stream(places.split(",")).map(String::strip).filter(p -> !p.isEmpty()).toList());
  }

  /**
   * The key with this fingerprint; the caller closes it.
   *
   * @param fingerprint 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException saying what was found instead
   */
  JointPublicKey load(String fingerprint) {
    if (places.isEmpty()) {
      throw UdfErrors.noPlaces(fingerprint);
    }
    List<String> others = new ArrayList<>();
    List<Path> files = files();
    for (Path file : files) {
      byte[] bytes = keyBytes(file);
      if (bytes != null) {
        String other = HexFormat.of().formatHex(Sha256.of(bytes));
        if (other.equals(fingerprint)) {
          return JointPublicKey.parse(bytes);
        }
        others.add(file + " (" + other + ")");
      }
    }
    throw UdfErrors.noKey(fingerprint, places, files.size(), others);
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String place : places) {
      Path path = located(place);
      if (Files.isDirectory(path)) {
        files.addAll(regularFiles(path));
      } else if (Files.exists(path)) {
        files.add(path);
      }
    }
    return files;
  }

  private static Path located(String place) {
    Path path = Path.of(place);
    return Files.exists(path) || SparkEnv.get() == null ? path : Path.of(SparkFiles.get(place));
  }

  private static List<Path> regularFiles(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The whole file when its header says that it is a joint public key, else null. */
  private static byte[] keyBytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(Header.BYTES);
      boolean key = Header.parse(start, 0).kind() == Kind.JOINT_PUBLIC_KEY;
      return key ? Files.readAllBytes(file) : null;
    } catch (HeFormatException e) {
      return null;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path path, IOException cause) {
    return new UncheckedIOException(UdfErrors.unreadable(path), cause);
  }
}
