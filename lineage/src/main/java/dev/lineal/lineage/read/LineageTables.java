package dev.lineal.lineage.read;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import io.delta.kernel.data.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The lineage tables in a folder, as {@code lineage.store} wrote them. */
public final class LineageTables {
  private static final List<String> COLUMNS = List.of("sha256", "kind", "document");

  private static final String MANIFESTS = "manifests";

  private final Path folder;

  public LineageTables(Path folder) {
    this.folder = folder;
  }

  /**
   * What the table of manifests holds.
   *
   * @param good by hash, each checked against its text, in no order
   * @param broken the other rows; nothing of their text is served
   */
  public record Manifests(Map<Sha256, StoredManifest> good, List<Broken> broken) {
    /** What is wrong with the broken rows, in sentences. */
    public List<String> faults() {
      return broken.stream().map(Broken::fault).toList();
    }
  }

  /**
   * A row that is not what it says.
   *
   * @param sha256 as the row states it
   * @param kind as the row states it
   * @param fault a sentence
   */
  public record Broken(String sha256, String kind, String fault) {}

  /** The latest version of the table of manifests; empty where there is no table. */
  public OptionalLong version() {
    return new DeltaFolder(folder.resolve(MANIFESTS)).version();
  }

  /** All manifests now. */
  public Manifests manifests() {
    return manifests(OptionalLong.empty());
  }

  /** All manifests as of a version of the table; a version is one append. */
  public Manifests manifestsAt(long version) {
    return manifests(OptionalLong.of(version));
  }

  private Manifests manifests(OptionalLong version) {
    Map<Sha256, StoredManifest> good = new LinkedHashMap<>();
    List<Broken> broken = new ArrayList<>();
    new DeltaFolder(folder.resolve(MANIFESTS)).forEach(version, row -> take(row, good, broken));
    return new Manifests(good, List.copyOf(broken));
  }

  private static void take(Row row, Map<Sha256, StoredManifest> good, List<Broken> broken) {
    List<String> columns =
        COLUMNS.stream().map(name -> text(row, row.getSchema().indexOf(name))).toList();
    String stated = columns.get(0);
    byte[] document = columns.get(2).getBytes(StandardCharsets.UTF_8);
    Sha256 hash = Sha256.hash(document);
    try {
      if (!hash.toString().equals(stated)) {
        throw new IllegalArgumentException("has another text, of SHA-256 " + hash);
      }
      good.put(hash, parse(columns.get(1), hash, document));
    } catch (LineageException fault) {
      String sentence = "Manifest %s cannot be read: %s".formatted(stated, fault.problem());
      broken.add(new Broken(stated, columns.get(1), sentence));
    } catch (IllegalArgumentException fault) {
      String sentence = "Manifest %s %s.".formatted(stated, fault.getMessage());
      broken.add(new Broken(stated, columns.get(1), sentence));
    }
  }

  private static String text(Row row, int column) {
    return column < 0 || row.isNullAt(column) ? "" : row.getString(column);
  }

  private static StoredManifest parse(String kind, Sha256 hash, byte[] document) {
    return switch (kind) {
      case "dataset" -> new StoredManifest.OfDataset(hash, DatasetManifest.parse(document));
      case "run-plan" -> new StoredManifest.OfPlan(hash, RunPlan.parse(document));
      case "run" -> new StoredManifest.OfRun(hash, RunManifest.parse(document));
      case "model" -> new StoredManifest.OfModel(hash, ModelManifest.parse(document));
      default -> throw new IllegalArgumentException("is of no known kind");
    };
  }
}
