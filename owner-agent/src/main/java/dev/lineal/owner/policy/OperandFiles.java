package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.home.ScratchFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The c_0 of values that a request brings and a later round needs again, such as the margins;
 * public. Two files per round and slice: of the run's latest iteration there, and of the latest
 * repeat of an earlier one, so that repeats never disturb the run and the disk holds two iterations
 * at most. Content: the request's digest, then the packed polynomials. What a loss of power damages
 * comes again by repeating the request.
 */
final class OperandFiles {
  private final Path directory;

  OperandFiles(Path directory) {
    this.directory = directory;
  }

  /** Which of a place's two files. */
  enum Use {
    FIRST,
    REPEAT
  }

  void write(Place brought, Use use, Sha256 digest, List<Ciphertext> values) {
    int each = values.get(0).parameters().packedBytes();
    byte[] content = new byte[Sha256.BYTES + values.size() * each];
    System.arraycopy(digest.bytes(), 0, content, 0, Sha256.BYTES);
    int at = Sha256.BYTES;
    for (Ciphertext value : values) {
      at = value.pack(0, 1, content, at);
    }
    ScratchFile.write(file(brought, use), content);
  }

  /** Packed polynomials, one after another, where a file is of this request. */
  Optional<ByteBuffer> read(Place brought, Sha256 digest) {
    return read(file(brought, Use.FIRST), digest).or(() -> read(file(brought, Use.REPEAT), digest));
  }

  private Path file(Place brought, Use use) {
    String name = "operands-" + brought.round() + "-" + brought.slice();
    return directory.resolve(name + (use == Use.REPEAT ? "-repeat" : ""));
  }

  private static Optional<ByteBuffer> read(Path file, Sha256 digest) {
    return ScratchFile.read(file)
        .filter(content -> content.remaining() > Sha256.BYTES)
        .filter(content -> digest.equals(digest(content)))
        .map(content -> content.slice(Sha256.BYTES, content.remaining() - Sha256.BYTES));
  }

  private static Sha256 digest(ByteBuffer content) {
    byte[] head = new byte[Sha256.BYTES];
    content.get(0, head);
    return Sha256.of(head);
  }
}
