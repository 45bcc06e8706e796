package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.JobErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged programs of a checkout.
 *
 * @param home the checkout, with bin/lineal
 */
public record Programs(Path home) {
  private static final String VERSION = "0.1.0";

  /** A keystore's scrypt alone takes 256 MiB. */
  private static final String HEAP = "-Xmx768m";

  /** Of the checkout that bin/lineal names in LINEAL_HOME, or the system property lineal.home. */
  public static Programs installed() {
    String named = System.getProperty("lineal.home", System.getenv("LINEAL_HOME"));
    if (named == null || !Files.isDirectory(Path.of(named))) {
      throw JobErrors.usage(
          "The programs are not found: LINEAL_HOME names no folder.", "Start it as bin/lineal.");
    }
    return new Programs(Path.of(named).toAbsolutePath());
  }

  /** A program of owner-agent. */
  List<String> ownerAgent(List<String> arguments) {
    return java("owner-agent", "dev.lineal.owner.Main", arguments);
  }

  /** A program of lineage. */
  List<String> lineage(List<String> arguments) {
    return java("lineage", "dev.lineal.lineage.Main", arguments);
  }

  /** A program of marketplace-api, of which this module needs no class. */
  List<String> market(List<String> arguments) {
    return java("marketplace-api", "dev.lineal.market.Main", arguments);
  }

  /** A program of this module that needs no Spark. */
  List<String> local(List<String> arguments) {
    return java("jobs", "dev.lineal.jobs.LocalMain", arguments);
  }

  private List<String> java(String module, String main, List<String> arguments) {
    Path target = home.resolve(module).resolve("target");
    String classPath = jar(module) + ":" + target.resolve("lib") + "/*";
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:Tier4InvocationThreshold=50000", // short lives: compile the hottest only
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath,
                main));
    command.addAll(arguments);
    return command;
  }

  /** A job, by spark-submit. */
  List<String> job(String master, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("cluster/bin/spark-submit").toString(),
                "--master",
                master,
                "--driver-memory",
                "2g",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--class",
                "dev.lineal.jobs.Main",
                jar("jobs").toString()));
    command.addAll(arguments);
    return command;
  }

  private Path jar(String module) {
    Path jar = home.resolve(module + "/target/lineal-" + module + "-" + VERSION + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw JobErrors.usage(jar + " is not built.", "Start it as bin/lineal, which builds it.");
    }
    return jar;
  }
}
