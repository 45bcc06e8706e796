package dev.lineal.jobs.sandbox;

/** One direction of a line, shared by its connections: bytes leave one behind the other. */
final class LinePace {
  private final LineSpeed speed;
  private long free = System.nanoTime();
  private long bytes;

  LinePace(LineSpeed speed) {
    this.speed = speed;
  }

  /** When the last of these bytes has left, on {@link System#nanoTime}'s clock. */
  synchronized long leaves(int count) {
    bytes += count;
    free = Math.max(free, System.nanoTime()) + speed.nanos(count);
    return free;
  }

  /** That have left so far. */
  synchronized long bytes() {
    return bytes;
  }
}
