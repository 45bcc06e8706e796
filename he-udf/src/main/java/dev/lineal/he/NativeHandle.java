package dev.lineal.he;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * One native object: closed once, refused after close, refused to close during use.
 *
 * <p>A handle that is collected without {@link #close()} is freed by a {@link Cleaner}; {@link
 * #leaked()} counts those, {@link #live()} the handles that still own native memory. Handles may be
 * used by many threads at once; what changes its object (an accumulator's add, a refresh) is for
 * one thread at a time.
 */
public abstract class NativeHandle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong LIVE = new AtomicLong();
  private static final AtomicLong LEAKED = new AtomicLong();

  private final State state;
  private final Cleaner.Cleanable cleanable;

  /**
   * @param address of the native object, never 0
   * @param free releases it
   */
  protected NativeHandle(long address, LongConsumer free) {
    if (address == 0) {
      throw new IllegalStateException("The native library returned no object; report this defect.");
    }
    state = new State(address, free, getClass().getSimpleName());
    cleanable = CLEANER.register(this, state);
    LIVE.incrementAndGet();
  }

  /** Number of native objects of this process that are not freed yet. */
  public static long live() {
    return LIVE.get();
  }

  /** Number of handles that the garbage collector had to free because nobody closed them. */
  public static long leaked() {
    return LEAKED.get();
  }

  /**
   * Runs {@code body} with the address; the object is not freed meanwhile.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  protected final <T> T use(LongFunction<T> body) {
    state.enter();
    try {
      return body.apply(state.address);
    } finally {
      state.leave();
      Reference.reachabilityFence(this);
    }
  }

  /** {@link #use} for several objects at once; the addresses come in the order of the handles. */
  protected static <T> T useAll(List<? extends NativeHandle> handles, Function<long[], T> body) {
    long[] addresses = new long[handles.size()];
    int entered = 0;
    try {
      for (NativeHandle handle : handles) {
        handle.state.enter();
        addresses[entered++] = handle.state.address;
      }
      return body.apply(addresses);
    } finally {
      for (int i = 0; i < entered; i++) {
        NativeHandle handle = handles.get(i);
        handle.state.leave();
      }
      Reference.reachabilityFence(handles);
    }
  }

  /**
   * Frees the native object. A second call does nothing.
   *
   * @throws IllegalStateException while another thread uses the object; nothing is freed then
   */
  @Override
  public final void close() {
    if (state.closeByOwner()) {
      cleanable.clean();
    }
  }

  /** Reference-free so that the Cleaner can run it; {@code users} is -1 once closed. */
  private static final class State implements Runnable {
    private static final int CLOSED = -1;
    private final long address;
    private final LongConsumer free;
    private final String name;
    private final AtomicInteger users = new AtomicInteger();

    State(long address, LongConsumer free, String name) {
      this.address = address;
      this.free = free;
      this.name = name;
    }

    void enter() {
      if (users.getAndUpdate(n -> n == CLOSED ? CLOSED : n + 1) == CLOSED) {
        throw new IllegalStateException(
            name + " is closed; use it before close(), or keep it open longer.");
      }
    }

    void leave() {
      users.decrementAndGet();
    }

    boolean closeByOwner() {
      if (users.compareAndSet(0, CLOSED)) {
        return true;
      }
      if (users.get() == CLOSED) {
        return false;
      }
      throw new IllegalStateException(
          name + " is in use by another thread; close it when that call has returned.");
    }

    @Override
    public void run() {
      if (users.getAndSet(CLOSED) != CLOSED) {
        LEAKED.incrementAndGet();
      }
      free.accept(address);
      LIVE.decrementAndGet();
    }
  }
}
