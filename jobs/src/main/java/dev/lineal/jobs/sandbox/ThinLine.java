package dev.lineal.jobs.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** An address on the loopback that reaches an agent over a line of a given speed. */
final class ThinLine implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final URI agent;
  private final LineSpeed speed;
  private final LinePace toAgent;
  private final LinePace fromAgent;
  private final ServerSocket listening;

  ThinLine(URI agent, LineSpeed speed) {
    this.agent = agent;
    this.speed = speed;
    toAgent = new LinePace(speed);
    fromAgent = new LinePace(speed);
    try {
      listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread accepting = new Thread(this::accept, "line");
    accepting.setDaemon(true);
    accepting.start();
  }

  /** Where the agent is reached over this line. */
  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  long bytesToAgent() {
    return toAgent.bytes();
  }

  long bytesFromAgent() {
    return fromAgent.bytes();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket cluster = listening.accept();
        long ready = System.nanoTime() + speed.roundTrip().toNanos();
        connect(cluster, ready);
      } catch (IOException e) {
        // closed, or a connection that came to nothing: the client sees it
      }
    }
  }

  private void connect(Socket cluster, long ready) throws IOException {
    try {
      Socket owner = new Socket(agent.getHost(), agent.getPort());
      cluster.setTcpNoDelay(true);
      owner.setTcpNoDelay(true);
      new LineFlow(cluster, owner, toAgent, speed).start(ready);
      new LineFlow(owner, cluster, fromAgent, speed).start(ready);
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
  }

  /** Takes no new connections. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
