package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The c_0 of the margins y that round 2 brings and round 4 needs again; public. One file per slice,
 * of the iteration that was last in round 2 there: the request's digest, then the packed
 * polynomials. A reader that comes too late is told to repeat round 2.
 */
final class MarginFiles {
  private final Path directory;

  MarginFiles(Path directory) {
    this.directory = directory;
  }

  void write(int slice, Sha256 digest, List<Ciphertext> margins) {
    int each = margins.get(0).parameters().packedBytes();
    byte[] content = new byte[Sha256.BYTES + margins.size() * each];
    System.arraycopy(digest.bytes(), 0, content, 0, Sha256.BYTES);
    int at = Sha256.BYTES;
    for (Ciphertext margin : margins) {
      at = margin.pack(0, 1, content, at);
    }
    StateFiles.write(directory.resolve("margins-" + slice), content);
  }

  /** Packed polynomials, one after another, where the file is of this request. */
  Optional<ByteBuffer> read(int slice, Sha256 digest) {
    return StateFiles.read(directory.resolve("margins-" + slice))
        .filter(content -> content.length > Sha256.BYTES)
        .filter(content -> digest.equals(Sha256.of(Arrays.copyOf(content, Sha256.BYTES))))
        .map(content -> ByteBuffer.wrap(content).position(Sha256.BYTES).slice());
  }
}
