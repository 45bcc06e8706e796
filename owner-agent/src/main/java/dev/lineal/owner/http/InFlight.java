package dev.lineal.owner.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Admits bodies while their bytes fit into the limit; the rest waits a little, then goes away. */
final class InFlight {
  private static final int UNIT = 1 << 10;
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final int units;
  private final Semaphore free;
  private final Semaphore waiters;

  /**
   * @param waiters more than so many at a time are turned away at once
   */
  InFlight(long bytes, int waiters) {
    this.waiters = new Semaphore(waiters);
    units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    free = new Semaphore(units, true);
  }

  /** Given back by closing. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @throws BusyException when there is still no room after five seconds
   */
  Permit admit(long bytes) {
    int wanted = (int) Math.min(units, bytes / UNIT + 1);
    if (!free.tryAcquire(wanted)) {
      await(wanted);
    }
    return () -> free.release(wanted);
  }

  private void await(int wanted) {
    if (!waiters.tryAcquire()) {
      throw new BusyException();
    }
    try {
      if (!free.tryAcquire(wanted, WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BusyException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    } finally {
      waiters.release();
    }
  }

  long bytes() {
    return (long) (units - free.availablePermits()) * UNIT;
  }

  /** No room for another body now. */
  static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException() {
      super("This owner is busy with other requests.", null, false, false);
    }
  }
}
