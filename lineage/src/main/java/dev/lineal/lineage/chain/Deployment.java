package dev.lineal.lineage.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.ChainErrors;
import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where Lineal's contracts are; its file is handed to whoever uses them.
 *
 * @param url of a node
 * @param chainId of EIP-155
 * @param block in which the first of them was made
 */
public record Deployment(
    URI url,
    long chainId,
    long block,
    Address datasetRegistry,
    Address licenceMarket,
    Address modelRegistry,
    Address revenueSplit,
    Address anchorLog) {
  private static final String SCHEMA = "lineal.deployment/1";

  public Deployment {
    Require.present("url", url);
    Require.range("chain_id", chainId, 1, Require.MAX_JSON_INTEGER);
    Require.range("block", block, 0, Require.MAX_JSON_INTEGER);
    Require.present("dataset_registry", datasetRegistry);
    Require.present("licence_market", licenceMarket);
    Require.present("model_registry", modelRegistry);
    Require.present("revenue_split", revenueSplit);
    Require.present("anchor_log", anchorLog);
  }

  /** The same contracts by another node. */
  public Deployment at(URI other) {
    return new Deployment(
        other,
        chainId,
        block,
        datasetRegistry,
        licenceMarket,
        modelRegistry,
        revenueSplit,
        anchorLog);
  }

  /** Where wallets' signatures for the market count (EIP-712). */
  public SigningDomain domain() {
    return SigningDomain.onChain(chainId, licenceMarket);
  }

  /** Reads a file that {@link #write} wrote. */
  public static Deployment read(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!json.path("schema").asText().equals(SCHEMA)) {
        throw new IllegalArgumentException("schema: must be " + SCHEMA);
      }
      return new Deployment(
          URI.create(json.path("url").asText()),
          json.path("chain_id").asLong(),
          json.path("block").asLong(),
          address(json, "dataset_registry"),
          address(json, "licence_market"),
          address(json, "model_registry"),
          address(json, "revenue_split"),
          address(json, "anchor_log"));
    } catch (IllegalArgumentException | com.fasterxml.jackson.core.JsonProcessingException e) {
      throw ChainErrors.badDeployment(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  private static Address address(JsonNode json, String name) {
    try {
      return new Address(json.path(name).asText(null));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage());
    }
  }

  /** As JSON: what the file holds. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("url", url.toString())
        .put("chain_id", chainId)
        .put("block", block)
        .put("dataset_registry", datasetRegistry.text())
        .put("licence_market", licenceMarket.text())
        .put("model_registry", modelRegistry.text())
        .put("revenue_split", revenueSplit.text())
        .put("anchor_log", anchorLog.text());
  }

  /** Writes the file, whole or not at all; an older one is replaced. */
  public void write(Path file) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path part =
          Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
      Files.writeString(part, toJson().toPrettyString() + "\n");
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }
}
