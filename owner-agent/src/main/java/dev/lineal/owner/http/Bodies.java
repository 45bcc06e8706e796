package dev.lineal.owner.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** Reads bodies: of a stated length, admitted before a byte is read, in time. */
final class Bodies {
  private static final int MAX_JSON = 1 << 20;

  private final Limits limits;
  private final InFlight inFlight;
  private final Semaphore documents;

  Bodies(Limits limits, InFlight inFlight) {
    this.limits = limits;
    this.inFlight = inFlight;
    this.documents = new Semaphore(limits.documentReaders());
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

  InputStream stream(Context context, long length) {
    return new PacedInput(context.bodyInputStream(), limits.patience(length));
  }

  /** A whole JSON body of at most one MiB. */
  @SuppressWarnings("try")
  byte[] json(Context context) throws IOException {
    long length = length(context);
    if (length > MAX_JSON) {
      throw BadRequestException.tooLong(MAX_JSON);
    }
    if (!documents.tryAcquire()) {
      throw new InFlight.BusyException();
    }
    try (InFlight.Permit permit = admit(length)) {
      byte[] body = stream(context, length).readNBytes((int) length);
      if (body.length < length) {
        throw BadRequestException.cutOff();
      }
      return body;
    } finally {
      documents.release();
    }
  }
}
