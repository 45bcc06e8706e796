package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The c_0 of the margins y that round 2 brings and round 4 needs again; public. Two files per
 * slice: of the run's latest iteration there, and of the latest repeat of an earlier one, so that
 * repeats never disturb the run and the disk holds two iterations at most. Content: the digest of
 * round 2's request, then the packed polynomials.
 */
final class MarginFiles {
  private final Path directory;

  MarginFiles(Path directory) {
    this.directory = directory;
  }

  /** Which of a slice's two files. */
  enum Use {
    FIRST,
    REPEAT
  }

  void write(int slice, Use use, Sha256 digest, List<Ciphertext> margins) {
    int each = margins.get(0).parameters().packedBytes();
    byte[] content = new byte[Sha256.BYTES + margins.size() * each];
    System.arraycopy(digest.bytes(), 0, content, 0, Sha256.BYTES);
    int at = Sha256.BYTES;
    for (Ciphertext margin : margins) {
      at = margin.pack(0, 1, content, at);
    }
    StateFiles.write(file(slice, use), content);
  }

  /** Packed polynomials, one after another, where a file is of this request. */
  Optional<ByteBuffer> read(int slice, Sha256 digest) {
    return read(file(slice, Use.FIRST), digest).or(() -> read(file(slice, Use.REPEAT), digest));
  }

  private Path file(int slice, Use use) {
    return directory.resolve("margins-" + slice + (use == Use.REPEAT ? "-repeat" : ""));
  }

  private static Optional<ByteBuffer> read(Path file, Sha256 digest) {
    return StateFiles.read(file)
        .filter(content -> content.length > Sha256.BYTES)
        .filter(content -> digest.equals(Sha256.of(Arrays.copyOf(content, Sha256.BYTES))))
        .map(content -> ByteBuffer.wrap(content).position(Sha256.BYTES).slice());
  }
}
