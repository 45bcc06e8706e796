package dev.lineal.owner.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body that must arrive in time; the connection's idle timeout ends a read that hangs. */
final class PacedInput extends InputStream {
  private final InputStream in;
  private final long deadline;
  private long arrived = System.nanoTime();

  PacedInput(InputStream in, Duration patience) {
    this.in = in;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    arrived = System.nanoTime();
    if (arrived - deadline > 0) {
      throw new SlowClientException("The body came too slowly.");
    }
    return count;
  }

  /** Nanoseconds since the last byte came. */
  long sinceArrival() {
    return System.nanoTime() - arrived;
  }

  /** A client below the least rate. */
  static final class SlowClientException extends IOException {
    private static final long serialVersionUID = 1L;

    SlowClientException(String message) {
      super(message);
    }
  }
}
