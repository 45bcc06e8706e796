package dev.lineal.owner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/** Nothing in an owner's home may be open to anybody else. */
final class Permissions {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

  private Permissions() {}

  /** Checks the directory and everything below it; names the first wider or foreign entry. */
  static void check(Path home) {
    try (Stream<Path> walk = Files.walk(home)) {
      Iterator<Path> paths = walk.iterator();
      while (paths.hasNext()) {
        checkOne(paths.next());
      }
    } catch (NoSuchFileException e) {
      throw HomeErrors.missing(home);
    } catch (UnsupportedOperationException e) {
      throw HomeErrors.noFileModes(home);
    } catch (java.io.UncheckedIOException e) {
      throw HomeErrors.unavailable(home, e.getCause());
    } catch (IOException e) {
      throw HomeErrors.unavailable(home, e);
    }
  }

  private static void checkOne(Path path) throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return; // a draft that was renamed meanwhile
    }
    if (!attributes.isDirectory() && !attributes.isRegularFile()) {
      throw HomeErrors.link(path);
    }
    Set<PosixFilePermission> actual = attributes.permissions();
    if (actual.stream().anyMatch(OTHERS::contains)) {
      String wanted = attributes.isDirectory() ? "700" : "600";
      throw HomeErrors.openToOthers(path, PosixFilePermissions.toString(actual), wanted);
    }
  }
}
