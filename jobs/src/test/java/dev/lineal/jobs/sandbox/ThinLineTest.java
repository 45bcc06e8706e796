package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.JobException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThinLineTest {
  private static final int BYTES = 250_000;

  @Test
  void bytesArriveAsTheyWereAndNotBeforeTheLineLetsThem() throws Exception {
    byte[] sent = new byte[BYTES];
    new Random(1).nextBytes(sent);
    try (ServerSocket agent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ThinLine line =
            new ThinLine(
                URI.create("http://127.0.0.1:" + agent.getLocalPort()), new LineSpeed(20, 40))) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(agent));
      long start = System.nanoTime();
      byte[] back;
      try (Socket socket = new Socket("127.0.0.1", line.url().getPort())) {
        socket.getOutputStream().write(sent);
        socket.shutdownOutput();
        back = socket.getInputStream().readAllBytes();
      }
      double millis = (System.nanoTime() - start) / 1e6;
      echo.join();
      assertArrayEquals(sent, back);
      assertEquals(BYTES, line.bytesToAgent());
      assertEquals(BYTES, line.bytesFromAgent());
      // a handshake, there and back; 2 Mbit at 20 Mbit/s go out whole before they come back whole
      assertTrue(millis >= 40 + 40 + 100 + 100, millis + " ms");
    }
  }

  /** Reads everything before it answers. */
  private static void echo(ServerSocket agent) {
    try (Socket socket = agent.accept()) {
      socket.getOutputStream().write(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatALineAddsIsBytesOverSpeedAndARoundTripPerRound() {
    assertEquals(1.05, new LineSpeed(100, 50).seconds(10_000_000, 5), 1e-9);
  }

  @Test
  void aLineWithoutSpeedIsAUsageError() {
    JobException refused = assertThrows(JobException.class, () -> new LineSpeed(0, 50));
    assertTrue(
        refused.getMessage().startsWith("A line of 0 Mbit/s and 50 ms cannot be played."),
        refused.getMessage());
  }
}
