package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * What every owner's rows look like. Its hash is in every dataset manifest of the study.
 *
 * @param columns the features, in the order of the encrypted columns
 * @param label what a model predicts; another name than any feature's
 */
public record StudySchema(List<StudyColumn> columns, StudyLabel label) {
  public StudySchema {
    columns = Require.notEmpty("columns", columns);
    Require.range("columns", columns.size(), 1, Shard.MAX_COLUMNS - 2L);
    Require.present("label", label);
    List<String> names = new ArrayList<>(columns.stream().map(StudyColumn::name).toList());
    names.add(label.name());
    Require.distinct("columns", names);
  }

  /** Reads canonical bytes; whatever is not exactly a study schema is an error with a path. */
  public static StudySchema parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, StudySchemaJson.DOCUMENT).read(StudySchemaJson::read);
  }

  /** The one canonical text, UTF-8. */
  public byte[] canonicalBytes() {
    return CanonicalJson.write(StudySchemaJson.write(this), StudySchemaJson.DOCUMENT);
  }

  /** Hash of the canonical bytes. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /**
   * The names that are standardised, in order: the features and, for a regression, the target
   * behind them.
   */
  public List<String> standardised() {
    List<String> names = new ArrayList<>(columns.stream().map(StudyColumn::name).toList());
    if (label instanceof StudyLabel.Regression) {
      names.add(label.name());
    }
    return List.copyOf(names);
  }

  /** Bounds of the {@link #standardised} columns, in their order. */
  public List<Bounds> standardisedBounds() {
    List<Bounds> bounds = new ArrayList<>(columns.stream().map(StudyColumn::bounds).toList());
    if (label instanceof StudyLabel.Regression target) {
      bounds.add(target.bounds());
    }
    return List.copyOf(bounds);
  }
}
