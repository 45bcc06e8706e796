package dev.lineal.lineage.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which code is running: the version and the commit that the build wrote into the jar. */
public final class Build {
  private static final Properties PROPERTIES = load();

  private Build() {}

  public static String version() {
    return PROPERTIES.getProperty("git.build.version");
  }

  /** The commit's full id, or null when the jar was not built from a git checkout. */
  public static String commit() {
    String commit = PROPERTIES.getProperty("git.commit.id.full");
    return commit == null || commit.isBlank() ? null : commit;
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
