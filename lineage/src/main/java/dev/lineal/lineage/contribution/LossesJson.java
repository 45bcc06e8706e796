package dev.lineal.lineage.contribution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.study.Decimal;

/** Text of {@link Losses}; its JSON Schema is {@code schemas/losses-1.json}. */
final class LossesJson {
  private static final String DOCUMENT = "losses";
  private static final String SCHEMA = "lineal.losses/1";

  private LossesJson() {}

  static byte[] canonicalBytes(Losses losses) {
    ObjectNode node = Statement.object().put("schema", SCHEMA);
    node.put("run", losses.run().toString()).put("data", losses.data().toString());
    node.put("rows", losses.rows()).put("all", losses.all().text());
    ArrayNode without = node.putArray("without");
    for (Losses.Without one : losses.without()) {
      without.addObject().put("owner", one.owner().text()).put("loss", one.loss().text());
    }
    return CanonicalJson.write(node, DOCUMENT);
  }

  static Losses parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(LossesJson::read);
  }

  private static Losses read(StrictObject losses) {
    losses.constant("schema", SCHEMA);
    return new Losses(
        losses.sha256("run"),
        losses.sha256("data"),
        losses.integer("rows", 1, Require.MAX_JSON_INTEGER),
        losses.value("all", Decimal::new),
        losses.objects("without", LossesJson::readWithout));
  }

  private static Losses.Without readWithout(StrictObject one) {
    return new Losses.Without(one.value("owner", Address::new), one.value("loss", Decimal::new));
  }
}
