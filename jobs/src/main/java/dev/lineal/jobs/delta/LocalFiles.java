package dev.lineal.jobs.delta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's file system for addresses {@code file:}, which forks a {@code chmod} for every file and
 * folder it makes and keeps a checksum file beside each. This one sets permissions itself and
 * leaves checksums to Parquet's pages and to Delta; a stale one beside a file it replaces goes.
 */
public final class LocalFiles extends LocalFileSystem {
  /** Made by Hadoop, by the name in its configuration. */
  public LocalFiles() {
    super(new Raw());
    setWriteChecksum(false);
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      String text =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      Files.setPosixFilePermissions(
          pathToFile(path).toPath(), PosixFilePermissions.fromString(text));
    }
  }
}
