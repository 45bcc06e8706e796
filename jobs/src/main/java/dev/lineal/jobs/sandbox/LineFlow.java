package dev.lineal.jobs.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of one connection: what is read leaves at the line's pace, and arrives half a round
 * trip later. A new connection first waits a round trip, as TCP's handshake does; its slow start is
 * not played.
 */
final class LineFlow {
  private static final int CHUNK = 1 << 15;
  private static final long AHEAD_NANOS = 2_000_000; // a park is no finer than a tenth of this

  private record Chunk(byte[] bytes, long arrives) {}

  private static final Chunk END = new Chunk(new byte[0], 0);

  private final Socket from;
  private final Socket to;
  private final LinePace pace;
  private final long delayNanos;
  private final BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();

  LineFlow(Socket from, Socket to, LinePace pace, LineSpeed speed) {
    this.from = from;
    this.to = to;
    this.pace = pace;
    this.delayNanos = speed.roundTrip().toNanos() / 2;
  }

  /** Two threads, until the sender or the receiver ends. */
  void start(long notBefore) {
    daemon("line-in", () -> read(notBefore));
    daemon("line-out", this::write);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read(long notBefore) {
    byte[] buffer = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      waitUntil(notBefore);
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long left = pace.leaves(n);
        onTheWay.add(new Chunk(Arrays.copyOf(buffer, n), left + delayNanos));
        waitUntil(left - AHEAD_NANOS);
      }
    } catch (IOException closed) {
      // the end of what this side had to say
    }
    onTheWay.add(END);
  }

  private void write() {
    try {
      OutputStream out = to.getOutputStream();
      for (Chunk chunk = onTheWay.take(); chunk != END; chunk = onTheWay.take()) {
        waitUntil(chunk.arrives());
        out.write(chunk.bytes());
      }
      to.shutdownOutput();
    } catch (IOException closed) {
      close(from);
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is closed
    }
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
