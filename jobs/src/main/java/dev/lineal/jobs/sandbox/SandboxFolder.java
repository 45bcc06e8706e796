package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.JobErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/** What lies where in a sandbox's folder. */
public record SandboxFolder(Path root) {
  /** Makes the folders and the sandbox's own passphrase where they are not there. */
  public SandboxFolder create() {
    try {
      for (Path folder : new Path[] {root, data(), logs(), runs()}) {
        Files.createDirectories(folder);
      }
      Path secrets = root.resolve("secrets");
      if (!Files.exists(secrets)) {
        Files.createDirectory(
            secrets,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.exists(passphrase())) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.createFile(
            passphrase(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passphrase(), HexFormat.of().formatHex(random) + "\n");
      }
      return this;
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "The sandbox's folder " + root + " cannot be made: " + e.getMessage() + ".",
          "Choose another with --dir.");
    }
  }

  String root(String name) {
    return root.resolve(name).toString();
  }

  /** Removes what a set-up that was broken off left behind: keys that nobody has used. */
  void clear() {
    remove();
    create();
  }

  /** Removes everything. */
  public void remove() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "What an earlier set-up left in " + root + " cannot be removed: " + e.getMessage() + ".",
          "Choose another folder with --dir.");
    }
  }

  /**
   * Refuses a folder of other things, which would be removed.
   *
   * @throws dev.lineal.jobs.JobException when it has entries and is no sandbox's
   */
  public SandboxFolder requireOurs() {
    try (Stream<Path> entries = Files.exists(root) ? Files.list(root) : Stream.empty()) {
      if (entries.findAny().isPresent() && !Files.exists(passphrase())) {
        throw JobErrors.usage(
            root + " is no sandbox and not empty.", "Choose another folder with --dir.");
      }
      return this;
    } catch (IOException e) {
      throw JobErrors.usage(
          root + " cannot be read: " + e.getMessage() + ".", "Choose another folder with --dir.");
    }
  }

  Path data() {
    return root.resolve("data");
  }

  Path train() {
    return data().resolve("train.csv");
  }

  Path test() {
    return data().resolve("test.csv");
  }

  Path rows(int owner) {
    return data().resolve("part-" + owner + ".csv");
  }

  Path schema() {
    return root.resolve("schema.json");
  }

  public Path study() {
    return root.resolve("study.json");
  }

  /** Written when the owners have their keys and have published their rows. */
  Path ready() {
    return root.resolve("ready");
  }

  Path ledger() {
    return root.resolve("ledger.jsonl");
  }

  /** State of a chain of its own. */
  Path chain() {
    return root.resolve("chain");
  }

  /** Addresses of the contracts on it. */
  public Path deployment() {
    return chain().resolve("chain.json");
  }

  /** What {@code owner init} said. */
  Path ownerReport(int owner) {
    return root.resolve("owner-" + owner + ".json");
  }

  /** What {@code owner register} said. */
  Path registered(int owner) {
    return root.resolve("registered-" + owner + ".json");
  }

  Path owner(int owner) {
    return root.resolve("owner-" + owner);
  }

  Path trainer() {
    return root.resolve("trainer");
  }

  Path passphrase() {
    return root.resolve("secrets/passphrase");
  }

  public Path store() {
    return root.resolve("store");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** A folder per training. */
  Path runs() {
    return root.resolve("runs");
  }

  /** Processes that were left running, one id and start time per line. */
  Path left() {
    return root.resolve("running");
  }
}
