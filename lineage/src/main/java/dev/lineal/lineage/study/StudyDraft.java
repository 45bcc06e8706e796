package dev.lineal.lineage.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.manifest.WalletBindingJson;
import java.util.ArrayList;
import java.util.List;

/**
 * A study that owners are still joining: the fields and the text of a {@link Study}, with any
 * number of owners. With enough of them the same bytes are the study.
 */
public record StudyDraft(
    String id,
    String purpose,
    StudySchema schema,
    String parameterSet,
    int minOwners,
    List<StudyOwner> owners,
    SigningDomain domain) {
  private static final String DOCUMENT = "study";
  private static final String SCHEMA = "lineal.study/1";

  public StudyDraft {
    Require.name("id", id);
    Require.text("purpose", purpose);
    Require.present("schema", schema);
    Require.text("parameter_set", parameterSet);
    Require.range("min_owners", minOwners, 2, Study.MAX_OWNERS);
    owners = List.copyOf(owners);
    Require.distinct("owners", owners.stream().map(StudyOwner::name).toList());
    Require.distinct("owners", owners.stream().map(StudyOwner::url).toList());
    Require.distinct("owners", owners.stream().map(StudyOwner::wallet).toList());
    Require.distinct("owners", owners.stream().map(StudyOwner::identityKey).toList());
    Require.present("chain", domain);
  }

  /** A draft without a chain. */
  public StudyDraft(
      String id,
      String purpose,
      StudySchema schema,
      String parameterSet,
      int minOwners,
      List<StudyOwner> owners) {
    this(id, purpose, schema, parameterSet, minOwners, owners, SigningDomain.OFFLINE);
  }

  /** Reads canonical bytes of a study or of a draft. */
  public static StudyDraft parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(StudyDraft::read);
  }

  /** This draft with one owner more, behind the others. */
  public StudyDraft with(StudyOwner owner) {
    List<StudyOwner> more = new ArrayList<>(owners);
    more.add(owner);
    return new StudyDraft(id, purpose, schema, parameterSet, minOwners, more, domain);
  }

  /**
   * The study of these owners.
   *
   * @throws IllegalArgumentException when there are too few
   */
  public Study study() {
    return new Study(id, purpose, schema, parameterSet, minOwners, owners, domain);
  }

  /** The one canonical text, UTF-8. */
  public byte[] canonicalBytes() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    node.put("id", id).put("purpose", purpose);
    node.set("row_schema", StudySchemaJson.write(schema));
    node.put("parameter_set", parameterSet).put("min_owners", minOwners);
    ArrayNode list = node.putArray("owners");
    for (StudyOwner owner : owners) {
      ObjectNode entry = list.addObject();
      entry.put("name", owner.name()).put("url", owner.url().toString());
      entry.set("binding", WalletBindingJson.write(owner.binding()));
    }
    StudyDomain.write(node, domain);
    return CanonicalJson.write(node, DOCUMENT);
  }

  private static StudyDraft read(StrictObject study) {
    study.constant("schema", SCHEMA);
    return new StudyDraft(
        study.text("id"),
        study.text("purpose"),
        study.object("row_schema").read(StudySchemaJson::read),
        study.text("parameter_set"),
        (int) study.integer("min_owners", 2, Study.MAX_OWNERS),
        study.objects("owners", StudyDraft::readOwner),
        StudyDomain.read(study));
  }

  private static StudyOwner readOwner(StrictObject owner) {
    return new StudyOwner(
        owner.text("name"),
        owner.value("url", StudyOwner::url),
        owner.object("binding").read(WalletBindingJson::read));
  }
}
