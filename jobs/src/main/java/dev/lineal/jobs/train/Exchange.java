package dev.lineal.jobs.train;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.owners.OwnerChannel;
import java.util.ArrayList;
import java.util.List;

/** Requests of one task and the time they took. */
final class Exchange {
  private final OwnerChannel owners;
  private final long started = System.nanoTime();
  private long waited;
  private long hashed;
  private long sent;
  private long received;

  Exchange(OwnerChannel owners) {
    this.owners = owners;
  }

  /** Every owner's answer to a request, in their order. */
  List<RefreshAnswer> ask(RefreshRequest request) {
    return parsed(request, replies(request));
  }

  /** The same as the bytes that came. */
  List<byte[]> replies(RefreshRequest request) {
    byte[] bytes = request.toBytes();
    long before = System.nanoTime();
    List<byte[]> replies = owners.refresh(bytes);
    waited += System.nanoTime() - before;
    sent += bytes.length;
    received += replies.get(0).length;
    return replies;
  }

  /** Replies to a request, in the owners' order. */
  static List<RefreshAnswer> parsed(RefreshRequest request, List<byte[]> replies) {
    List<RefreshAnswer> answers = new ArrayList<>();
    for (int owner = 0; owner < replies.size(); owner++) {
      RefreshAnswer answer = parse(owner, replies.get(owner), request);
      if (answer.owner() != owner) {
        throw JobErrors.strangeAnswer("number " + owner, owner, answer.owner());
      }
      answers.add(answer);
    }
    return answers;
  }

  private static RefreshAnswer parse(int owner, byte[] reply, RefreshRequest request) {
    try {
      return RefreshAnswer.parse(reply, request);
    } catch (HeFormatException e) {
      throw JobErrors.ownerFailed("number " + owner, 200, e.getMessage());
    }
  }

  /** Hash of a refreshed value, hexadecimal. */
  String hash(byte[] packedC0) {
    long before = System.nanoTime();
    String hash = dev.lineal.lineage.Sha256.hash(packedC0).toString();
    hashed += System.nanoTime() - before;
    return hash;
  }

  /** Everything since this object was made. */
  Timings timings() {
    long arithmetic = System.nanoTime() - started - waited - hashed;
    return new Timings(arithmetic, waited, hashed, sent, received);
  }
}
