package dev.lineal.owner.shard;

import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The datasets in an owner's home. A dataset that another process publishes is seen at once;
 * manifests are read once, since they never change. For many threads.
 */
public final class PublishedDatasets {
  static final String DIRECTORY = "datasets";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Supplier<List<Path>> directories;
  private final Map<String, PublishedDataset> known = new ConcurrentHashMap<>();

  private PublishedDatasets(Supplier<List<Path>> directories) {
    this.directories = directories;
  }

  /** Those of every study in a home, studies that are joined later included. */
  public static PublishedDatasets of(OwnerHome home) {
    return new PublishedDatasets(
        () -> home.studies().stream().map(id -> home.study(id).path(DIRECTORY)).toList());
  }

  /** Those of one study. */
  public static PublishedDatasets of(StudyHome study) {
    return new PublishedDatasets(() -> List.of(study.path(DIRECTORY)));
  }

  /** All versions, the newest first. */
  public List<PublishedDataset> list() {
    List<PublishedDataset> found = new ArrayList<>();
    for (String id : ids()) {
      find(id).ifPresent(found::add);
    }
    found.sort(
        Comparator.comparing((PublishedDataset dataset) -> dataset.manifest().created())
            .reversed()
            .thenComparing(PublishedDataset::id));
    return found;
  }

  /** One version by its content root in hex; anything else finds nothing. */
  public Optional<PublishedDataset> find(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(known.computeIfAbsent(id, this::read));
  }

  private PublishedDataset read(String id) {
    for (Path directory : directories.get()) {
      try {
        return PublishedDataset.read(directory.resolve(id));
      } catch (NoSuchFileException notThere) {
        // Perhaps in another study.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return null;
  }

  private List<String> ids() {
    return directories.get().stream().flatMap(directory -> names(directory).stream()).toList();
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<PublishedDataset> madeOf(EncryptInputs inputs) throws IOException {
    for (PublishedDataset dataset : list()) {
      if (dataset.madeOf(inputs)) {
        return Optional.of(dataset);
      }
    }
    return Optional.empty();
  }
}
