package dev.lineal.owner.policy;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.home.DurableFile;
import java.nio.file.Path;

/**
 * This owner's answers to steps whose requests only name features; public, one file per iteration
 * and slice, 40 bytes a feature. A resumed job repeats steps long after what they summed is gone.
 */
final class ShareFiles {
  private final Path directory;

  ShareFiles(Path directory) {
    this.directory = directory;
  }

  void write(Place place, RefreshAnswer answer) {
    DurableFile.write(file(place), answer.toBytes());
  }

  /** The answer given to a request. */
  RefreshAnswer read(Place place, RefreshRequest request) {
    try {
      return RefreshAnswer.parse(DurableFile.read(file(place)).orElseThrow(), request);
    } catch (HeFormatException | java.util.NoSuchElementException damaged) {
      throw new IllegalStateException(
          "The answer given in "
              + place
              + " is gone or damaged; restore this owner's state from its backup.");
    }
  }

  private Path file(Place place) {
    return directory.resolve("share-" + place.iteration() + "-" + place.slice());
  }
}
