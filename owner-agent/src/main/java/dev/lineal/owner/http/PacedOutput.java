package dev.lineal.owner.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** An answer that must be taken in time: writes go out in pieces, between which time is checked. */
final class PacedOutput extends OutputStream {
  private static final int PIECE = 1 << 16;

  private final OutputStream out;
  private final long deadline;

  PacedOutput(OutputStream out, Duration patience) {
    this.out = out;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      if (System.nanoTime() - deadline > 0) {
        throw new PacedInput.SlowClientException("The answer was taken too slowly.");
      }
      out.write(bytes, offset + done, Math.min(PIECE, length - done));
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
