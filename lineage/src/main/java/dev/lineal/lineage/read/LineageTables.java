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

  private final Path folder;

  public LineageTables(Path folder) {
    this.folder = folder;
  }

  /**
   * What the table of manifests holds.
   *
   * @param good by hash, each checked against its text, in no order
   * @param faults what is wrong with the other rows, in sentences; nothing of them is served
   */
  public record Manifests(Map<Sha256, StoredManifest> good, List<String> faults) {}

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
    List<String> faults = new ArrayList<>();
    new DeltaFolder(folder.resolve("manifests")).forEach(version, row -> take(row, good, faults));
    return new Manifests(good, List.copyOf(faults));
  }

  private static void take(Row row, Map<Sha256, StoredManifest> good, List<String> faults) {
    List<String> columns =
        COLUMNS.stream().map(name -> text(row, row.getSchema().indexOf(name))).toList();
    String stated = columns.get(0);
    byte[] document = columns.get(2).getBytes(StandardCharsets.UTF_8);
    Sha256 hash = Sha256.hash(document);
    if (!hash.toString().equals(stated)) {
      faults.add("Manifest %s has another text, of SHA-256 %s.".formatted(stated, hash));
      return;
    }
    try {
      good.put(hash, parse(columns.get(1), hash, document));
    } catch (LineageException fault) {
      faults.add("Manifest %s cannot be read: %s".formatted(stated, fault.problem()));
    } catch (IllegalArgumentException unknown) {
      faults.add("Manifest %s %s.".formatted(stated, unknown.getMessage()));
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
