package dev.lineal.owner.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends what it likes, as slowly as it likes. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;

  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /**
   * Feeds a byte at a time, always within the idle timeout, until the server hangs up.
   *
   * @return how long that took
   */
  public Duration trickle(String endless) throws IOException {
    long start = System.nanoTime();
    socket.setSoTimeout(200);
    for (int i = 0; System.nanoTime() - start < Duration.ofSeconds(60).toNanos(); i++) {
      try {
        send(endless.substring(i % endless.length(), i % endless.length() + 1));
        if (socket.getInputStream().read() < 0) {
          return Duration.ofNanos(System.nanoTime() - start);
        }
      } catch (SocketTimeoutException stillOpen) {
        // One more byte, then.
      } catch (IOException closed) {
        return Duration.ofNanos(System.nanoTime() - start);
      }
    }
    throw new AssertionError("the server never hung up");
  }

  /** The first line's start, such as {@code HTTP/1.1 413 }. */
  public String status() throws IOException {
    socket.setSoTimeout(10_000);
    return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
