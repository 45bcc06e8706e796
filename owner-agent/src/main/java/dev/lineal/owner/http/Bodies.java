package dev.lineal.owner.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/** Reads bodies: of a stated length, admitted before a byte is read, in time; writes answers. */
public final class Bodies {
  private static final int MAX_JSON = 1 << 20;

  private final Limits limits;
  private final InFlight inFlight;
  private final Semaphore documents;

  Bodies(Limits limits, InFlight inFlight) {
    this.limits = limits;
    this.inFlight = inFlight;
    this.documents = new Semaphore(limits.documentReaders());
  }

  /**
   * A body in memory, and its place among the few that are worked on at a time; closing gives the
   * place back.
   */
  public record Body(byte[] bytes, Runnable done) implements AutoCloseable {
    @Override
    public void close() {
      done.run();
    }
  }

  /** The stated length; a body without one is refused. */
  long length(Context context) {
    long length = context.req().getContentLengthLong();
    if (length < 0) {
      throw BadRequestException.lengthMissing();
    }
    return length;
  }

  InFlight.Permit admit(long length) {
    return inFlight.admit(length);
  }

  PacedInput stream(Context context, long length) {
    return new PacedInput(context.bodyInputStream(), limits.patience(length));
  }

  /** A whole JSON body of at most one MiB. */
  byte[] json(Context context) throws IOException {
    try (Body body = whole(context, MAX_JSON)) {
      return body.bytes();
    }
  }

  /**
   * A whole body; no byte of it is read when there is no room, or it is longer than {@code
   * longest}.
   */
  public Body whole(Context context, long longest) throws IOException {
    long length = length(context);
    if (length > longest) {
      throw BadRequestException.tooLong(longest);
    }
    if (!documents.tryAcquire()) {
      throw new InFlight.BusyException();
    }
    try {
      InFlight.Permit room = admit(length);
      Runnable done =
          () -> {
            room.close();
            documents.release();
          };
      return new Body(read(context, length, room), done);
    } catch (IOException | RuntimeException e) {
      documents.release();
      throw e;
    }
  }

  private byte[] read(Context context, long length, InFlight.Permit room) throws IOException {
    boolean whole = false;
    try {
      byte[] bytes = stream(context, length).readNBytes((int) length);
      if (bytes.length < length) {
        throw BadRequestException.cutOff();
      }
      whole = true;
      return bytes;
    } finally {
      if (!whole) {
        room.close();
      }
    }
  }

  /** Sends a binary answer to a client that takes it in time. */
  public void send(Context context, byte[] answer) throws IOException {
    context.contentType("application/octet-stream");
    context.res().setContentLengthLong(answer.length);
    try (OutputStream out = output(context, answer.length)) {
      out.write(answer);
    }
  }

  /** Where an answer of so many bytes goes, in time. */
  public OutputStream output(Context context, long length) throws IOException {
    return new PacedOutput(context.res().getOutputStream(), limits.patience(length));
  }
}
