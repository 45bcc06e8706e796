package dev.lineal.owner.shard;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The datasets of one study in an owner's home. A dataset that another process publishes is seen at
 * once; manifests are read once, since they never change. For many threads.
 */
public final class PublishedDatasets {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;
  private final Map<String, PublishedDataset> known = new ConcurrentHashMap<>();

  /**
   * @param directory {@code datasets} of a study; it need not be there yet
   */
  public PublishedDatasets(Path directory) {
    this.directory = directory;
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
    try {
      return PublishedDataset.read(directory.resolve(id));
    } catch (NoSuchFileException notThere) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> ids() {
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
