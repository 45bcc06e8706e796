package dev.lineal.lineage.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/** The contracts' custom errors, read from their ABIs by selector (Solidity ABI, "Errors"). */
final class ContractErrors {
  private static final List<String> CONTRACTS =
      List.of("DatasetRegistry", "LicenceMarket", "ModelRegistry", "RevenueSplit", "AnchorLog");
  private static final String STRING_ERROR = "0x08c379a0";
  private static final Map<String, JsonNode> BY_SELECTOR = load();
  private static final String OTHERWISE = "docs/contracts.md says when it does.";

  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          Map.entry("TermsChanged", "Read the new terms and buy again."),
          Map.entry("WrongPayment", "Pay exactly what is wanted; ask for the price again."),
          Map.entry("NotAllowed", "Ask the owner to allow your address."),
          Map.entry("PurposeNotAllowed", "State a purpose that the terms allow."),
          Map.entry("CommercialUseNotAllowed", "Buy for research, or ask for other terms."),
          Map.entry("NotDatasetOwner", "Use the wallet that holds the dataset."),
          Map.entry("NotModelOwner", "Use the wallet that holds the model."),
          Map.entry("ContentRegistered", "Nothing is left to do: that version is registered."),
          Map.entry("GrantRevoked", "Ask the owner why, and for a new grant."),
          Map.entry("GrantExpired", "Buy a new licence."),
          Map.entry("IterationsUsedUp", "Plan fewer iterations, or buy more."),
          Map.entry("ScalarsUsedUp", "Release fewer numbers, or buy more."),
          Map.entry("RunNotOpened", "Open the run with its grants before it is trained."),
          Map.entry("ShareTooSmall", "Give that owner the share its terms ask for."),
          Map.entry("NothingToClaim", "Nothing is owed to this address yet."));

  private ContractErrors() {}

  /**
   * @param data what a revert returned, hex with 0x; null or empty where there is nothing
   */
  static ContractError decode(String data) {
    if (data == null || data.length() < 10) {
      return new ContractError("Reverted", "the call reverted without a reason", OTHERWISE);
    }
    String selector = data.substring(0, 10);
    if (selector.equals(STRING_ERROR)) {
      List<Type<?>> values = values("0x" + data.substring(10), List.of(Utf8String.class));
      return new ContractError("Reverted", String.valueOf(values.get(0).getValue()), OTHERWISE);
    }
    JsonNode error = BY_SELECTOR.get(selector);
    if (error == null) {
      return new ContractError("Reverted", "unknown error " + data, OTHERWISE);
    }
    String name = error.get("name").asText();
    return new ContractError(
        name, text(error, data.substring(10)), ACTIONS.getOrDefault(name, OTHERWISE));
  }

  private static String text(JsonNode error, String encoded) {
    JsonNode inputs = error.get("inputs");
    List<Class<? extends Type<?>>> types = new java.util.ArrayList<>();
    inputs.forEach(input -> types.add(type(input.get("type").asText())));
    List<Type<?>> values = values(encoded, types);
    StringJoiner text = new StringJoiner(", ", error.get("name").asText() + "(", ")");
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i).getValue();
      text.add(
          inputs.get(i).get("name").asText()
              + "="
              + (value instanceof byte[] bytes ? Numeric.toHexString(bytes) : value));
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends Type<?>> type(String name) {
    return (Class<? extends Type<?>>) org.web3j.abi.datatypes.AbiTypes.getType(name);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<Type<?>> values(String encoded, List<Class<? extends Type<?>>> types) {
    List references = types.stream().map(type -> TypeReference.create((Class) type)).toList();
    return FunctionReturnDecoder.decode(encoded, references);
  }

  private static Map<String, JsonNode> load() {
    Map<String, JsonNode> errors = new HashMap<>();
    for (String contract : CONTRACTS) {
      try (InputStream abi = ContractErrors.class.getResourceAsStream("abi/" + contract + ".abi")) {
        for (JsonNode entry : new ObjectMapper().readTree(abi)) {
          if (entry.get("type").asText().equals("error")) {
            errors.put(selector(entry), entry);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Map.copyOf(errors);
  }

  private static String selector(JsonNode error) {
    StringJoiner signature = new StringJoiner(",", error.get("name").asText() + "(", ")");
    error.get("inputs").forEach(input -> signature.add(input.get("type").asText()));
    return Hash.sha3String(signature.toString()).substring(0, 10);
  }
}
