package dev.lineal.market.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.OwnerOnlyFile;
import dev.lineal.lineage.Require;
import dev.lineal.market.MarketErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where an Airflow is, and as whom to speak to it.
 *
 * @param url of its api-server, without a path
 * @param user who may start runs
 * @param password of that user; a secret
 */
public record AirflowAccount(URI url, String user, String password) {
  private static final int MAX_BYTES = 4096;

  public AirflowAccount {
    Require.present("url", url);
    Require.present("user", user);
    Require.present("password", password);
  }

  /**
   * Reads {@code client.json}, as {@code lineal airflow up} writes it: {@code url}, {@code user}
   * and {@code password}.
   *
   * @throws dev.lineal.lineage.LineageException where it is missing, open to others, or another
   *     file
   */
  public static AirflowAccount read(Path file) {
    byte[] bytes = OwnerOnlyFile.read(file, MAX_BYTES);
    try {
      JsonNode json = new ObjectMapper().readTree(bytes);
      return new AirflowAccount(
          URI.create(json.required("url").asText()),
          json.required("user").asText(),
          json.required("password").asText());
    } catch (IOException | IllegalArgumentException malformed) {
      throw MarketErrors.noAccount(file); // without a cause: its message could quote the secret
    }
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
