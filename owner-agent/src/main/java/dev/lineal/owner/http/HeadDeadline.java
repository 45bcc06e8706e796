package dev.lineal.owner.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections that trickle a request's head: one byte now and then never lets the idle
 * timeout strike, and costs a connection for as long as the client likes.
 */
final class HeadDeadline implements Connection.Listener, AutoCloseable {
  private final Map<Connection, Waiting> connections = new ConcurrentHashMap<>();
  private final long nanos;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lineal-head-deadline");
            thread.setDaemon(true);
            return thread;
          });

  HeadDeadline(Duration longest) {
    nanos = longest.toNanos();
    long every = Math.max(10, longest.toMillis() / 8);
    sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
  }

  private record Waiting(long requests, long since) {}

  @Override
  public void onOpened(Connection connection) {
    connections.put(connection, new Waiting(0, System.nanoTime()));
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Map.Entry<Connection, Waiting> entry : connections.entrySet()) {
      Connection connection = entry.getKey();
      long done = connection.getMessagesOut();
      if (connection.getMessagesIn() > done || entry.getValue().requests() != done) {
        connections.computeIfPresent(connection, (c, w) -> new Waiting(done, now));
      } else if (now - entry.getValue().since() > nanos) {
        connection.getEndPoint().close();
      }
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
