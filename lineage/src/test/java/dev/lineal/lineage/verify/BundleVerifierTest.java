package dev.lineal.lineage.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.LedgerCopy;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.verify.Finding.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundleVerifierTest {
  private static final Bundle GOOD = BundleSamples.bundle();
  private static final Map<String, byte[]> FILES = files(GOOD);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aGoodBundleHolds() {
    Verification found = BundleVerifier.offline(new BundleFiles(FILES));
    for (Finding finding : found.findings()) {
      boolean onChain =
          List.of(Check.ANCHOR_ON_CHAIN, Check.MODEL_ON_CHAIN).contains(finding.check());
      assertEquals(onChain ? Status.NOT_CHECKED : Status.OK, finding.status(), finding.toString());
    }
    assertEquals(Check.values().length, found.findings().size());
    assertTrue(found.limits().get(0).startsWith("Arithmetic"), found.limits().toString());
    assertTrue(found.limits().get(1).contains("owners did not verify it"));
  }

  @Test
  void aChildNamesItsParent() {
    Bundle child = BundleSamples.child(GOOD.model().manifest());
    assertTrue(BundleVerifier.offline(BundleFormat.write(child)).holds());
    Map<String, byte[]> files = files(child);
    byte[] file = files.get(BundleFormat.PARENT_FILE);
    files.put(
        BundleFormat.PARENT_FILE,
        new String(file, StandardCharsets.UTF_8)
            .replace("0.5", "0.6")
            .getBytes(StandardCharsets.UTF_8));
    assertFails(files, Check.STARTING_WEIGHTS);
    files.put(BundleFormat.PARENT_FILE, file);
    files.put(BundleFormat.PARENT, child.model().manifest().canonicalBytes());
    assertFails(files, Check.PARENT);
    files.remove(BundleFormat.PARENT);
    assertFails(files, Check.DOCUMENTS);
    files.remove(BundleFormat.PARENT_FILE);
    Verification without = BundleVerifier.offline(new BundleFiles(files));
    assertEquals(Status.NOT_CHECKED, status(without, Check.PARENT));
    assertEquals(Status.NOT_CHECKED, status(without, Check.STARTING_WEIGHTS));
  }

  @Test
  void aPlanOfOtherWeightsThanItsParentsIsFound() {
    Bundle child = BundleSamples.child(GOOD.model().manifest(), weight -> weight + 1);
    assertFails(files(child), Check.STARTING_WEIGHTS);
  }

  @Test
  void aFolderAndAZipReadBackTheSame(@TempDir Path folder) {
    BundleFiles files = new BundleFiles(FILES);
    files.writeFolder(folder.resolve("bundle"));
    files.writeZip(folder.resolve("bundle.zip"));
    for (String name : List.of("bundle", "bundle.zip")) {
      BundleFiles read = BundleFiles.read(folder.resolve(name));
      assertEquals(files.names(), read.names());
      for (String file : files.names()) {
        assertArrayEquals(files.require(file), read.require(file), file);
      }
    }
    assertThrows(LineageException.class, () -> BundleFiles.read(folder.resolve("none")));
  }

  @Test
  void aFileMissingOrStrangeIsNamed() {
    for (String name : FILES.keySet()) {
      Map<String, byte[]> fewer = new TreeMap<>(FILES);
      fewer.remove(name);
      if (name.equals(BundleFormat.ANCHOR)) {
        assertEquals(
            Status.NOT_CHECKED,
            status(BundleVerifier.offline(new BundleFiles(fewer)), Check.ANCHOR_PROOF));
      } else {
        Check check =
            switch (name) {
              case BundleFormat.LEDGER -> Check.GRANTS;
              case BundleFormat.LOSSES -> Check.CONTRIBUTORS;
              case "files/model.json" -> Check.MODEL_FILES;
              default -> Check.DOCUMENTS;
            };
        assertFails(fewer, check);
      }
    }
    assertFails(with("readme.txt", new byte[1]), Check.DOCUMENTS);
    assertFails(with("files/more.json", new byte[1]), Check.MODEL_FILES);
  }

  /** Every file but the ones of free form, and the check that guards its fields. */
  private static Check guard(String name) {
    return switch (name) {
      case BundleFormat.HEAD, BundleFormat.PLAN -> Check.PLAN_SIGNATURE;
      case BundleFormat.TRAINER -> Check.TRAINER_IDENTITY;
      case BundleFormat.RUN, BundleFormat.RUN_ENVELOPE -> Check.RUN_SIGNATURE;
      case BundleFormat.MODEL, BundleFormat.MODEL_ENVELOPE -> Check.MODEL_SIGNATURE;
      case BundleFormat.SCHEMA, BundleFormat.MOMENTS -> Check.PREPARATION;
      case BundleFormat.LOSSES -> Check.CONTRIBUTORS;
      case BundleFormat.ANCHOR -> Check.ANCHOR_PROOF;
      default ->
          name.endsWith("binding.json")
              ? Check.OWNER_IDENTITIES
              : name.endsWith("dataset-manifest.json")
                  ? Check.DATASETS
                  : name.endsWith("dsse.json") ? Check.ATTESTATIONS : null;
    };
  }

  /** Every value of every document, changed to another of its kind. */
  static List<Arguments> changedFields() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
      Check guard = guard(file.getKey());
      if (guard != null) {
        cases.add(Arguments.of(file.getKey(), guard));
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("changedFields")
  void everyChangedFieldFailsExactlyItsCheck(String name, Check guard) throws IOException {
    JsonNode good = JSON.readTree(FILES.get(name));
    List<String> pointers = new ArrayList<>();
    leaves("", good, pointers);
    int guarded = 0;
    for (String pointer : pointers) {
      JsonNode changed = good.deepCopy();
      change(changed, pointer);
      byte[] bytes =
          CanonicalJson.canonicalize(changed.toString().getBytes(StandardCharsets.UTF_8), "test");
      Verification found = BundleVerifier.offline(new BundleFiles(with(name, bytes)));
      List<Check> failed = found.failed().stream().map(Finding::check).toList();
      boolean wellFormed = !failed.equals(List.of(Check.DOCUMENTS));
      guarded += wellFormed ? 1 : 0;
      // Who anchored how many leaves is what the chain knows: aChainIsAskedForTheRoot.
      boolean anchorBy =
          name.equals(BundleFormat.ANCHOR) && List.of("/by", "/size").contains(pointer);
      assertEquals(
          wellFormed ? anchorBy ? List.of() : List.of(guard) : List.of(Check.DOCUMENTS),
          failed,
          () -> name + pointer + " " + found.failed());
    }
    assertTrue(guarded > 0, pointers.size() + " fields, none of them well formed when changed");
  }

  @Test
  void everyChangedStepAndTranscriptLineFails() {
    String steps = text(BundleFormat.STEPS);
    assertFails(with(BundleFormat.STEPS, flipHex(steps, "\"request\":\"")), Check.STEPS);
    assertFails(with(BundleFormat.STEPS, flipHex(steps, "\"refreshed\":[\"")), Check.STEPS);
    String last = steps.substring(0, steps.lastIndexOf('\n', steps.length() - 2) + 1);
    assertFails(with(BundleFormat.STEPS, bytes(last)), Check.STEPS);
    String name = "owners/1/transcript.jsonl";
    assertFails(with(name, flipHex(text(name), "\"request\":\"")), Check.TRANSCRIPTS);
    assertFails(with(name, flipHex(text(name), "\"answer\":\"")), Check.TRANSCRIPTS);
    assertFails(
        with(name, bytes(text(name).substring(text(name).indexOf('\n') + 1))), Check.TRANSCRIPTS);
  }

  @Test
  void everyByteOfALedgerLineCounts() {
    byte[] ledger = FILES.get(BundleFormat.LEDGER);
    int end = new String(ledger, StandardCharsets.UTF_8).indexOf('\n');
    for (int i = 0; i < end; i += 7) {
      byte[] changed = ledger.clone();
      changed[i] ^= 1;
      assertFails(with(BundleFormat.LEDGER, changed), Check.GRANTS);
    }
  }

  @Test
  void everyByteOfAModelFileCounts() {
    for (int i = 0; i < FILES.get("files/model.json").length; i++) {
      byte[] changed = FILES.get("files/model.json").clone();
      changed[i] ^= 1;
      assertFails(with("files/model.json", changed), Check.MODEL_FILES);
    }
  }

  @Test
  void aChainIsAskedForTheRoot() {
    BundleFiles files = new BundleFiles(FILES);
    LedgerCopy grants =
        LedgerCopy.of("grants.jsonl", FILES.get(BundleFormat.LEDGER), GOOD.domain());
    AnchorProof proof = GOOD.anchor().orElseThrow();
    AnchorLookup has =
        (by, root) ->
            by.equals(proof.by()) && root.equals(proof.root())
                ? Optional.of(new AnchorLookup.Anchored(3, 7, "chain 31337"))
                : Optional.empty();
    Sha256 plan = GOOD.plan().plan().sha256();
    ModelLookup known = (by, manifest) -> Optional.of(new ModelLookup.Registered(plan, List.of()));
    Verification both = BundleVerifier.online(files, has, known, grants);
    assertEquals(Status.OK, status(both, Check.ANCHOR_ON_CHAIN));
    assertEquals(Status.OK, status(both, Check.MODEL_ON_CHAIN));
    Verification none = BundleVerifier.online(files, (by, root) -> Optional.empty(), known, grants);
    AnchorLookup.Anchored larger = new AnchorLookup.Anchored(4, 7, "chain 31337");
    Verification another =
        BundleVerifier.online(files, (by, root) -> Optional.of(larger), known, grants);
    for (ModelLookup.Registered wrong :
        List.of(
            new ModelLookup.Registered(proof.root(), List.of()),
            new ModelLookup.Registered(plan, List.of(List.of(plan))))) {
      Verification other =
          BundleVerifier.online(files, has, (by, manifest) -> Optional.of(wrong), grants);
      assertEquals(List.of(Check.MODEL_ON_CHAIN), checks(other));
    }
    Verification unknown =
        BundleVerifier.online(files, has, (by, manifest) -> Optional.empty(), grants);
    assertEquals(List.of(Check.MODEL_ON_CHAIN), checks(unknown));
    assertEquals(List.of(Check.ANCHOR_ON_CHAIN), checks(another));
    assertEquals(List.of(Check.ANCHOR_ON_CHAIN), checks(none));
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
    JsonNode other = other(root.at(pointer), pointer);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(pointer.substring(cut + 1)), other);
    } else {
      ((ObjectNode) parent).set(pointer.substring(cut + 1), other);
    }
  }

  /** Another value of the same kind, well formed wherever that is easy. */
  private static JsonNode other(JsonNode value, String pointer) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isNumber()) {
      return json.numberNode(value.asLong() + 1);
    }
    if (value.isNull()) {
      return json.textNode("b".repeat(64));
    }
    String text = value.asText();
    UnaryOperator<String> last =
        t -> t.substring(0, t.length() - 1) + (t.endsWith("1") ? "2" : "1");
    if (text.matches("[0-9]{4}-.*Z")) {
      return json.textNode(text.replaceFirst("^2026", "2025"));
    }
    if (text.startsWith("0x") && text.length() == 42) {
      return json.textNode("0x52908400098527886E0F7030069857D2E4169EE7");
    }
    if (pointer.endsWith("/payload")) {
      byte[] payload = Base64.getDecoder().decode(text);
      payload[payload.length / 2] ^= 1;
      return json.textNode(Base64.getEncoder().encodeToString(payload));
    }
    if (pointer.endsWith("/sig")) {
      byte[] signature = Base64.getDecoder().decode(text);
      signature[3] ^= 1;
      return json.textNode(Base64.getEncoder().encodeToString(signature));
    }
    return json.textNode(
        switch (text) {
          case "all" -> "last";
          case "owners" -> "not-verified";
          case "not-verified" -> "owners";
          case "slots" -> "trace";
          case "trace" -> "slots";
          default -> last.apply(text);
        });
  }

  private static Map<String, byte[]> files(Bundle bundle) {
    BundleFiles written = BundleFormat.write(bundle);
    Map<String, byte[]> files = new TreeMap<>();
    written.names().forEach(name -> files.put(name, written.require(name)));
    return files;
  }

  private static Map<String, byte[]> with(String name, byte[] content) {
    Map<String, byte[]> files = new TreeMap<>(FILES);
    files.put(name, content);
    return files;
  }

  private static String text(String name) {
    return new String(FILES.get(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] flipHex(String text, String before) {
    int at = text.indexOf(before) + before.length();
    char other = text.charAt(at) == 'a' ? 'b' : 'a';
    return bytes(text.substring(0, at) + other + text.substring(at + 1));
  }

  private static List<Check> checks(Verification found) {
    return found.failed().stream().map(Finding::check).toList();
  }

  private static Status status(Verification found, Check check) {
    return found.findings().get(check.ordinal()).status();
  }

  private static void assertFails(Map<String, byte[]> files, Check check) {
    Verification found = BundleVerifier.offline(new BundleFiles(files));
    assertEquals(
        List.of(check),
        found.failed().stream().map(Finding::check).toList(),
        () -> found.failed().toString());
  }
}
