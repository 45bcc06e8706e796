package dev.lineal.lineage.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.manifest.WalletBindingJson;

/** Text of a {@link Study}; its JSON Schema is {@code schemas/study-1.json}. */
final class StudyJson {
  private static final String DOCUMENT = "study";
  private static final String SCHEMA = "lineal.study/1";

  private StudyJson() {}

  static byte[] canonicalBytes(Study study) {
    return CanonicalJson.write(write(study), DOCUMENT);
  }

  static Study parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(StudyJson::read);
  }

  private static ObjectNode write(Study study) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    node.put("id", study.id()).put("purpose", study.purpose());
    node.set("row_schema", StudySchemaJson.write(study.schema()));
    node.put("parameter_set", study.parameterSet()).put("min_owners", study.minOwners());
    ArrayNode owners = node.putArray("owners");
    for (StudyOwner owner : study.owners()) {
      ObjectNode entry = owners.addObject();
      entry.put("name", owner.name()).put("url", owner.url().toString());
      entry.set("binding", WalletBindingJson.write(owner.binding()));
    }
    StudyDomain.write(node, study.domain());
    return node;
  }

  private static Study read(StrictObject study) {
    study.constant("schema", SCHEMA);
    return new Study(
        study.text("id"),
        study.text("purpose"),
        study.object("row_schema").read(StudySchemaJson::read),
        study.text("parameter_set"),
        (int) study.integer("min_owners", 2, Study.MAX_OWNERS),
        study.objects("owners", StudyJson::readOwner),
        StudyDomain.read(study));
  }

  private static StudyOwner readOwner(StrictObject owner) {
    return new StudyOwner(
        owner.text("name"),
        owner.value("url", StudyOwner::url),
        owner.object("binding").read(WalletBindingJson::read));
  }
}
