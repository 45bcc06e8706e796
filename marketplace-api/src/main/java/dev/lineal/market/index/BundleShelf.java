package dev.lineal.market.index;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.study.StudySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of bundles. A bundle, itself a folder or a zip of any name, is that of the model whose
 * manifest is in it; whether it holds is for its verification to say.
 */
public final class BundleShelf {
  private static final Logger LOG = LoggerFactory.getLogger(BundleShelf.class);
  private static final String MODEL = "model-manifest.json";
  private static final String SCHEMA = "study-schema.json";
  private static final String LOSSES = "losses.json";
  private static final int MAX_DOCUMENT = 16 << 20;

  private final List<Path> folders;
  private volatile Map<Sha256, Found> byModel = Map.of();

  /**
   * A bundle.
   *
   * @param path a folder or a zip
   * @param changed when the zip, or the folder itself, last was
   * @param schema of the study, if it can be read
   * @param losses from which shares were measured, if there are any that can be read
   */
  public record Found(
      Path path, FileTime changed, Optional<StudySchema> schema, Optional<Losses> losses) {}

  BundleShelf(List<Path> folders) {
    this.folders = folders;
  }

  /** Looks what is there now; what did not change is not read again. */
  void look() {
    Map<Path, Map.Entry<Sha256, Found>> known = new HashMap<>();
    byModel.entrySet().forEach(entry -> known.put(entry.getValue().path(), entry));
    Map<Sha256, Found> found = new HashMap<>();
    for (Path folder : folders) {
      for (Path path : children(folder)) {
        Map.Entry<Sha256, Found> old = known.get(path);
        if (old != null && old.getValue().changed().equals(changed(path))) {
          found.put(old.getKey(), old.getValue());
        } else {
          read(path, found);
        }
      }
    }
    byModel = Map.copyOf(found);
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(folder, e);
    }
  }

  private static FileTime changed(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(path, e);
    }
  }

  private static void read(Path path, Map<Sha256, Found> found) {
    try {
      FileTime changed = changed(path);
      Optional<byte[]> model = document(path, MODEL);
      if (model.isPresent()) {
        Found bundle =
            new Found(
                path,
                changed,
                document(path, SCHEMA).flatMap(text -> parsed(text, StudySchema::parse)),
                document(path, LOSSES).flatMap(text -> parsed(text, Losses::parse)));
        found.put(Sha256.hash(model.get()), bundle);
      }
    } catch (IOException e) {
      LOG.warn("{} is no bundle that can be read: {}", path, e.toString());
    }
  }

  private static <T> Optional<T> parsed(byte[] text, Function<byte[], T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (dev.lineal.lineage.LineageException notOne) {
      return Optional.empty(); // verification says so
    }
  }

  private static Optional<byte[]> document(Path bundle, String name) throws IOException {
    if (Files.isDirectory(bundle)) {
      Path file = bundle.resolve(name);
      return Files.isRegularFile(file) && Files.size(file) <= MAX_DOCUMENT
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    }
    if (!bundle.toString().endsWith(".zip")) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      return entry == null
          ? Optional.empty()
          : Optional.of(zip.getInputStream(entry).readNBytes(MAX_DOCUMENT));
    }
  }

  /** The bundle of a model. */
  public Optional<Found> find(Sha256 model) {
    return Optional.ofNullable(byModel.get(model));
  }

  /** A schema of this hash, if some bundle has it. */
  public Optional<StudySchema> schema(Sha256 hash) {
    return byModel.values().stream()
        .flatMap(found -> found.schema().stream())
        .filter(schema -> schema.sha256().equals(hash))
        .findFirst();
  }
}
