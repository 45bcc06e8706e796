package dev.lineal.he.refresh;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.Header;
import dev.lineal.he.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What an owner needs beside its own answer to compute a refreshed value itself (docs/formats.md):
 * what of the products' c_0 it cannot form, and the other owners' signed answers. It lies outside
 * the request's digest, since every owner gets another one.
 *
 * @param header items and key of the request that was answered
 * @param position of that request
 * @param digest of that request
 * @param c0 round 1: the packed c_0 of every product; round 5: its constant coefficient, a residue
 *     per limb; else empty
 * @param answers of the other owners, in ascending order of their indices
 */
public record RefreshEvidence(
    Header header,
    RefreshRequest.Position position,
    byte[] digest,
    byte[] c0,
    List<Signed> answers) {
  /** Length of a signature (Ed25519). */
  public static final int SIGNATURE_BYTES = 64;

  /** Bytes before the c_0. */
  public static final int PRELUDE = Header.BYTES + 88;

  /** Bytes before each answer. */
  public static final int ANSWER_HEADER = SIGNATURE_BYTES + 8;

  /** An answer's bytes and its owner's signature over them and the request's digest. */
  public record Signed(byte[] signature, byte[] answer) {
    public Signed {
      if (signature.length != SIGNATURE_BYTES) {
        throw new IllegalArgumentException("A signature has 64 bytes.");
      }
    }
  }

  public RefreshEvidence {
    answers = List.copyOf(answers);
  }

  /**
   * Evidence of a request and some owners' answers to it.
   *
   * @param c0 see above
   */
  public static RefreshEvidence of(RefreshRequest request, byte[] c0, List<Signed> answers) {
    Header asked = request.header();
    Header header =
        new Header(Kind.REFRESH_EVIDENCE, asked.parameters(), 0, 0, asked.keyId(), asked.items());
    RefreshRequest.Position position =
        new RefreshRequest.Position(
            request.run(), request.iteration(), request.round(), request.slice());
    return new RefreshEvidence(header, position, request.digest(), c0, answers);
  }

  /** The bytes in parts, none of which is copied; to be written one after another. */
  public List<byte[]> parts() {
    List<byte[]> parts = new ArrayList<>();
    byte[] prelude = new byte[PRELUDE];
    header.write(prelude, 0);
    ByteBuffer.wrap(prelude)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(Header.BYTES)
        .put(position.run())
        .putInt(position.iteration())
        .putInt(position.round())
        .putInt(position.slice())
        .putInt(answers.size())
        .put(digest)
        .putLong(c0.length);
    parts.add(prelude);
    parts.add(c0);
    for (Signed one : answers) {
      ByteBuffer head = ByteBuffer.allocate(ANSWER_HEADER).order(ByteOrder.LITTLE_ENDIAN);
      parts.add(head.put(one.signature()).putInt(one.answer().length).putInt(0).array());
      parts.add(one.answer());
    }
    return parts;
  }

  /** Number of bytes of {@link #parts}. */
  public long length() {
    return parts().stream().mapToLong(part -> part.length).sum();
  }

  /**
   * Reads {@code length} bytes. What the answers say is not looked at.
   *
   * @throws HeFormatException when they are no evidence of that length
   */
  public static RefreshEvidence read(InputStream in, long length) throws IOException {
    Reader reader = new Reader(in, length);
    byte[] prelude = reader.next(PRELUDE);
    Header header = Header.parse(prelude, 0).require(Kind.REFRESH_EVIDENCE);
    header.requirePolynomials(0, 0);
    header.requireScale(0);
    ByteBuffer fields =
        ByteBuffer.wrap(prelude).order(ByteOrder.LITTLE_ENDIAN).position(Header.BYTES);
    byte[] run = new byte[32];
    fields.get(run);
    RefreshRequest.Position position;
    try {
      position =
          new RefreshRequest.Position(run, fields.getInt(), fields.getInt(), fields.getInt());
    } catch (IllegalArgumentException e) {
      throw new HeFormatException("The evidence's iteration, round or slice is out of range.");
    }
    int count = fields.getInt();
    byte[] digest = new byte[32];
    fields.get(digest);
    byte[] c0 = reader.next(fields.getLong());
    List<Signed> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer head = ByteBuffer.wrap(reader.next(ANSWER_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
      byte[] signature = new byte[SIGNATURE_BYTES];
      head.get(signature);
      answers.add(new Signed(signature, reader.next(Integer.toUnsignedLong(head.getInt()))));
    }
    reader.requireEnd();
    return new RefreshEvidence(header, position, digest, c0, answers);
  }

  /** Never allocates more than the stated length has left. */
  private static final class Reader {
    private final InputStream in;
    private long left;

    Reader(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    byte[] next(long count) throws IOException {
      if (count < 0 || count > left || count > Integer.MAX_VALUE - 16) {
        throw new HeFormatException("The evidence ends before what it announces does.");
      }
      byte[] bytes = new byte[(int) count];
      if (in.readNBytes(bytes, 0, bytes.length) < count) {
        throw new HeFormatException("The evidence is cut off.");
      }
      left -= count;
      return bytes;
    }

    void requireEnd() {
      if (left != 0) {
        throw new HeFormatException("The evidence has " + left + " bytes behind its last answer.");
      }
    }
  }
}
