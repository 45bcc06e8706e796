package dev.lineal.he;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Extracts the native libraries that the jars carry into one private folder and loads them.
 *
 * <p>All of them lie beside one copy of {@code libopenfhe.so}: OpenFHE keeps process-wide
 * registries, so two copies in one process would be a defect. The folder has mode 0700 and is
 * removed when the JVM ends.
 */
public final class NativeLibrary {
  private static final String FOLDER = "/native/linux-x86_64/";
  private static final Map<String, Path> EXTRACTED = new HashMap<>();
  private static final Set<String> LOADED = new HashSet<>();
  private static Path folder;

  private NativeLibrary() {}

  /**
   * Loads {@code lib<name>.so}, with the libraries it stands on beside it where the class path has
   * them (a build against an installed OpenFHE carries none). Loading twice does nothing.
   *
   * @param owner a class of the jar that carries the library
   * @throws HeException when this machine is not x86_64 Linux or the jar carries no such library
   */
  public static synchronized void load(Class<?> owner, String name, String... dependencies) {
    if (LOADED.contains(name)) {
      return;
    }
    requireSupportedMachine();
    try {
      for (String dependency : dependencies) {
        extract(owner, dependency);
      }
      Path library = extract(owner, name);
      if (library == null) {
        throw new HeException(
            "The jar of "
                + owner.getName()
                + " carries no lib"
                + name
                + ".so; build it with: mvn -pl he-udf,owner-agent -am package");
      }
      System.load(library.toString());
      LOADED.add(name);
    } catch (IOException e) {
      throw new HeException(
          "The native library "
              + name
              + " could not be unpacked into "
              + folder
              + ": "
              + e.getMessage()
              + ". Check free space and permissions of java.io.tmpdir.",
          e);
    }
  }

  static synchronized boolean isLoaded(String name) {
    return LOADED.contains(name);
  }

  private static void requireSupportedMachine() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!machine.equals("Linux amd64")) {
      throw new HeException(
          "Lineal's native code runs on x86_64 Linux; this is "
              + machine
              + ". Use such a machine.");
    }
  }

  /** Null when the class path carries no such library. */
  private static Path extract(Class<?> owner, String name) throws IOException {
    Path known = EXTRACTED.get(name);
    if (known != null) {
      return known;
    }
    String file = "lib" + name + ".so";
    try (InputStream in = owner.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        return null;
      }
      Path target = folder().resolve(file);
      Files.copy(in, target);
      EXTRACTED.put(name, target);
      return target;
    }
  }

  private static Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("lineal-native-"); // mode 0700
      Runtime.getRuntime().addShutdownHook(new Thread(NativeLibrary::remove));
    }
    return folder;
  }

  private static synchronized void remove() {
    try {
      for (Path file : EXTRACTED.values()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The folder lies in the system's temporary directory, which the system clears.
    }
  }
}
