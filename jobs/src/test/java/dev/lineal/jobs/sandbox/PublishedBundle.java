package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.licence.LicenceLedger;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.verify.AnchorLookup;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleVerifier;
import dev.lineal.lineage.verify.Check;
import dev.lineal.lineage.verify.Finding;
import dev.lineal.lineage.verify.ModelLookup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A bundle that a real run published, and its verification with one thing changed at a time.
 *
 * @param files by name
 * @param anchors of the chain it is on
 * @param models of the same chain
 * @param grants of the same chain
 */
record PublishedBundle(
    Map<String, byte[]> files, AnchorLookup anchors, ModelLookup models, LicenceLedger grants) {
  /** Up to the hash of a line's request. */
  private static final Pattern REQUEST = Pattern.compile("\"request\":\"");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static PublishedBundle read(
      Path zip, AnchorLookup anchors, ModelLookup models, LicenceLedger grants) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        files.put(e.getName(), entries.readAllBytes());
      }
    }
    return new PublishedBundle(files, anchors, models, grants);
  }

  /** Names of the checks that fail. */
  List<String> failed() {
    return BundleVerifier.online(new BundleFiles(files), anchors, models, grants).failed().stream()
        .map(Finding::check)
        .map(Check::text)
        .toList();
  }

  PublishedBundle with(String name, byte[] content) {
    Map<String, byte[]> changed = new TreeMap<>(files);
    changed.put(name, content);
    return new PublishedBundle(changed, anchors, models, grants);
  }

  /** Which check guards the fields of a document; null where it has no fields. */
  private static String guard(String name) {
    return switch (name) {
      case "bundle.json", "run-plan.json" -> "plan-signature";
      case "trainer-binding.json" -> "trainer-identity";
      case "run-manifest.json", "run-manifest.dsse.json" -> "run-signature";
      case "model-manifest.json", "model-manifest.dsse.json" -> "model-signature";
      case "study-schema.json", "moments.json" -> "preparation";
      case "anchor-proof.json" -> "anchor-proof";
      default ->
          name.endsWith("binding.json")
              ? "owner-identities"
              : name.endsWith("dataset-manifest.json")
                  ? "datasets"
                  : name.endsWith("attestation.dsse.json") ? "attestations" : null;
    };
  }

  /**
   * Changes every value of every document to another of its kind: exactly the check that guards it
   * fails, or the document is no longer one.
   *
   * @return how many changes were caught by the check that guards them
   */
  int changeEveryField() throws IOException {
    int guarded = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String guard = guard(file.getKey());
      if (guard == null) {
        continue;
      }
      JsonNode good = JSON.readTree(file.getValue());
      List<String> pointers = new ArrayList<>();
      leaves("", good, pointers);
      long caught =
          pointers.parallelStream()
              .filter(pointer -> changed(file.getKey(), good.deepCopy(), pointer, guard))
              .count();
      assertTrue(caught > 0, "no field of " + file.getKey() + " is guarded");
      guarded += (int) caught;
    }
    return guarded;
  }

  private boolean changed(String name, JsonNode document, String pointer, String guard) {
    change(document, pointer);
    byte[] bytes =
        CanonicalJson.canonicalize(document.toString().getBytes(StandardCharsets.UTF_8), "test");
    List<String> failed = with(name, bytes).failed();
    if (failed.equals(List.of("documents"))) {
      return false;
    }
    // Who anchored a root only the chain knows.
    boolean ofChain = guard.equals("anchor-proof") && pointer.equals("/by");
    assertEquals(List.of(ofChain ? "anchor-on-chain" : guard), failed, name + pointer);
    return true;
  }

  /** Every line of every transcript, of the steps, and every byte of the model. */
  void changeLinesAndFiles() {
    for (String name : files.keySet()) {
      if (name.endsWith(".jsonl")) {
        String text = new String(files.get(name), StandardCharsets.UTF_8);
        String guard = name.equals("steps.jsonl") ? "steps" : "transcripts";
        REQUEST.matcher(text).results().map(MatchResult::end).toList().parallelStream()
            .forEach(
                at ->
                    assertEquals(
                        List.of(guard), with(name, flipped(text, at)).failed(), name + at));
      }
    }
    byte[] model = files.get("files/model.json");
    IntStream.range(0, model.length / 17)
        .parallel()
        .forEach(
            i -> {
              byte[] changed = model.clone();
              changed[17 * i] ^= 1;
              assertEquals(List.of("model-files"), with("files/model.json", changed).failed());
            });
  }

  private static byte[] flipped(String text, int at) {
    char other = text.charAt(at) == 'a' ? 'b' : 'a';
    return (text.substring(0, at) + other + text.substring(at + 1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void leaves(String path, JsonNode node, List<String> found) {
    if (node.isValueNode()) {
      found.add(path);
    }
    node.properties()
        .forEach(field -> leaves(path + "/" + field.getKey(), field.getValue(), found));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      leaves(path + "/" + i, node.get(i), found);
    }
  }

  private static void change(JsonNode root, String pointer) {
    int cut = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, cut));
    String name = pointer.substring(cut + 1);
    JsonNode other = other(root.at(pointer), name);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), other);
    } else {
      ((ObjectNode) parent).set(name, other);
    }
  }

  /** Another value of the same kind, well formed wherever that is easy. */
  private static JsonNode other(JsonNode value, String name) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isNumber()) {
      return json.numberNode(value.asLong() + 1);
    }
    if (value.isNull()) {
      return json.textNode("b".repeat(64));
    }
    String text = value.asText();
    if (text.startsWith("0x") && text.length() == 42) {
      return json.textNode("0x52908400098527886E0F7030069857D2E4169EE7");
    }
    if (name.equals("payload") || name.equals("sig")) {
      byte[] bytes = Base64.getDecoder().decode(text);
      bytes[bytes.length / 2] ^= 1;
      return json.textNode(Base64.getEncoder().encodeToString(bytes));
    }
    if (text.matches("[0-9]{4}-.*Z")) {
      return json.textNode(text.replaceFirst("^20..", "2019"));
    }
    return json.textNode(
        switch (text) {
          case "all" -> "last";
          case "slots" -> "trace";
          case "trace" -> "slots";
          case "owners" -> "not-verified";
          case "not-verified" -> "owners";
          default -> text.substring(0, text.length() - 1) + (text.endsWith("1") ? "2" : "1");
        });
  }
}
