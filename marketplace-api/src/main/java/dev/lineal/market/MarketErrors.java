package dev.lineal.market;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.LineageException.Kind;
import java.nio.file.Path;

/** Every error of the marketplace that a user reads: the problem, why, and what to do. */
public final class MarketErrors {
  private MarketErrors() {}

  /** No lineage tables where they should be. */
  public static LineageException noTables(Path folder) {
    return error(
        Kind.UNAVAILABLE,
        "tables-missing",
        "There are no lineage tables in %s.".formatted(folder),
        "Name the folder that publish writes its tables to; they are read as soon as they are"
            + " there.");
  }

  /** Nothing to show yet. */
  public static LineageException nothingRead(Path folder, String why) {
    return error(
        Kind.UNAVAILABLE,
        "tables-missing",
        "The lineage tables in %s were never read: %s".formatted(folder, why),
        "Try again; whoever runs this market looks at /readyz.");
  }

  /** More verifications than are made at a time. */
  public static LineageException busy() {
    return error(
        Kind.UNAVAILABLE,
        "busy",
        "Other bundles are being verified at this moment.",
        "Try again in a few seconds.");
  }

  /** A server that cannot listen. */
  public static LineageException address(String host, int port, String reason) {
    return error(
        Kind.UNAVAILABLE,
        "market.address",
        "The market cannot listen on %s:%d: %s.".formatted(host, port, reason),
        "Stop what listens there, or give another --port.");
  }

  /** A file that names no Airflow. */
  public static LineageException noAccount(Path file) {
    return error(
        Kind.BAD_INPUT,
        "market.airflow",
        "%s is no JSON object of url, user and password.".formatted(file),
        "Name the client.json that lineal airflow up writes, or write one like it (0600).");
  }

  private static LineageException error(Kind kind, String code, String problem, String action) {
    return new LineageException(kind, code, problem, action, null);
  }
}
