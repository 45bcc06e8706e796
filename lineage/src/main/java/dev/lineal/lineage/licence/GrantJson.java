package dev.lineal.lineage.licence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.manifest.Task;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text of a {@link Grant}; its JSON Schema is {@code schemas/grant-1.json}. */
final class GrantJson {
  private static final String DOCUMENT = "grant";
  private static final String SCHEMA = "lineal.grant/1";
  private static final Pattern WEI = Pattern.compile("0|[1-9][0-9]{0,77}");

  private GrantJson() {}

  static byte[] canonicalBytes(Grant grant) {
    return CanonicalJson.write(write(grant), DOCUMENT);
  }

  static Grant parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(GrantJson::read);
  }

  static ObjectNode write(Grant grant) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schema", SCHEMA).put("study", grant.study()).put("owner", grant.owner().text());
    node.put("content_root", grant.contentRoot().map(Sha256::toString).orElse(null));
    node.put("licensee", grant.licensee().text()).put("purpose", grant.purpose());
    ArrayNode tasks = node.putArray("tasks");
    grant.tasks().forEach(task -> tasks.add(task.text()));
    node.put("expires", grant.expires().toString()).put("iterations", grant.iterations());
    ArrayNode releases = node.putArray("releases");
    grant.releases().forEach(releases::add);
    node.put("released_scalars", grant.releasedScalars());
    node.put("price_wei", grant.priceWei().toString()).put("nonce", grant.nonce().toString());
    return node;
  }

  static Grant read(StrictObject grant) {
    grant.constant("schema", SCHEMA);
    return new Grant(
        grant.text("study"),
        grant.value("owner", Address::new),
        grant.nullableValue("content_root", Sha256::parse),
        grant.value("licensee", Address::new),
        grant.text("purpose"),
        tasks(grant),
        grant.time("expires"),
        grant.integer("iterations", 1, Require.MAX_JSON_INTEGER),
        grant.texts("releases"),
        grant.integer("released_scalars", 0, Require.MAX_JSON_INTEGER),
        grant.value("price_wei", GrantJson::wei),
        grant.sha256("nonce"));
  }

  private static List<Task> tasks(StrictObject grant) {
    List<Task> tasks = new ArrayList<>();
    for (String text : grant.texts("tasks")) {
      try {
        tasks.add(Task.parse(text));
      } catch (IllegalArgumentException unknown) {
        throw grant.bad("tasks", unknown.getMessage());
      }
    }
    return tasks;
  }

  private static BigInteger wei(String text) {
    if (!WEI.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a decimal number of wei, but is " + Require.quoted(text));
    }
    return new BigInteger(text);
  }
}
