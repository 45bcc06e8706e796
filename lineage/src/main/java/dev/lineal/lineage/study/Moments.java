package dev.lineal.lineage.study;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * The study's collective moments, with which every owner standardises its rows. Only totals over
 * all owners were released for them.
 *
 * @param study the study's id
 * @param schemaSha256 hash of the study's schema
 * @param rows of all owners together
 * @param columns what is kept, in the schema's order; a regression's target is last
 * @param dropped features without variance, in the schema's order; they are not encrypted
 */
public record Moments(
    String study,
    Sha256 schemaSha256,
    long rows,
    List<ColumnMoments> columns,
    List<String> dropped) {
  public Moments {
    Require.name("study", study);
    Require.present("study_schema", schemaSha256);
    Require.range("rows", rows, 1, Require.MAX_JSON_INTEGER);
    columns = Require.notEmpty("columns", columns);
    Require.range("columns", columns.size(), 1, Shard.MAX_COLUMNS);
    dropped = List.copyOf(Require.present("dropped", dropped));
    dropped.forEach(StudyColumn::requireName);
    List<String> names = new ArrayList<>(columns.stream().map(ColumnMoments::name).toList());
    names.addAll(dropped);
    Require.distinct("columns", names);
  }

  /** Reads canonical bytes; whatever is not exactly moments is an error with a path. */
  public static Moments parse(byte[] canonical) {
    return MomentsJson.parse(canonical);
  }

  /** The one canonical text, UTF-8. */
  public byte[] canonicalBytes() {
    return MomentsJson.canonicalBytes(this);
  }

  /** Hash of the canonical bytes. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /**
   * Checks that these are the moments of a study: its id, its schema's hash, and every column of
   * {@link StudySchema#standardised} once, in order, a regression's target not dropped.
   *
   * @throws dev.lineal.lineage.LineageException naming what differs
   */
  public void checkBelongTo(Study owner) {
    StudySchema schema = owner.schema();
    if (!study.equals(owner.id()) || !schemaSha256.equals(schema.sha256())) {
      throw LineageErrors.badField(
          MomentsJson.DOCUMENT, "/study_schema", "is not that of study " + owner.id());
    }
    List<String> kept = new ArrayList<>(schema.standardised());
    List<String> features = schema.columns().stream().map(StudyColumn::name).toList();
    List<String> known = features.stream().filter(dropped::contains).toList();
    kept.removeAll(known);
    if (!known.equals(dropped)
        || !kept.equals(columns.stream().map(ColumnMoments::name).toList())) {
      throw LineageErrors.badField(
          MomentsJson.DOCUMENT,
          "/columns",
          "must be every column of the schema once, in its order, either kept or dropped");
    }
  }
}
