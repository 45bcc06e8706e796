package dev.lineal.jobs.train;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.owners.Evidence;
import dev.lineal.jobs.owners.OwnerAnswer;
import dev.lineal.jobs.owners.OwnerChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Requests of one task and the time they took. */
final class Exchange {
  private final OwnerChannel owners;
  private final long started = System.nanoTime();
  private long answering;
  private long waited;
  private long hashed;
  private long combined;
  private long reduced;
  private long sent;
  private long received;

  Exchange(OwnerChannel owners) {
    this.owners = owners;
  }

  /** All owners' answers to a request, in their order, parsed and as they came. */
  record Answers(List<RefreshAnswer> parsed, List<OwnerAnswer> replies) {
    /** The bytes that came. */
    List<byte[]> bytes() {
      return replies.stream().map(OwnerAnswer::bytes).toList();
    }
  }

  /** Every owner's answer to a request, in their order. */
  Answers ask(RefreshRequest request) {
    return ask(Optional.empty(), request);
  }

  /**
   * The same.
   *
   * @param evidence of the round before, where owners want it
   */
  Answers ask(Optional<Evidence> evidence, RefreshRequest request) {
    List<OwnerAnswer> replies = replies(evidence, request);
    return combining(() -> new Answers(parsed(request, replies), replies));
  }

  private List<OwnerAnswer> replies(Optional<Evidence> evidence, RefreshRequest request) {
    long before = System.nanoTime();
    request.digest();
    long asked = System.nanoTime();
    hashed += asked - before;
    List<OwnerAnswer> replies = owners.refresh(evidence, request);
    long wait = System.nanoTime() - asked;
    waited += wait;
    answering +=
        Math.min(wait, replies.stream().mapToLong(OwnerAnswer::worked).max().orElseThrow());
    sent += request.length() + evidence.map(Exchange::bytes).orElse(0L);
    received += replies.get(0).bytes().length;
    return replies;
  }

  private static List<RefreshAnswer> parsed(RefreshRequest request, List<OwnerAnswer> replies) {
    List<RefreshAnswer> answers = new ArrayList<>();
    for (int owner = 0; owner < replies.size(); owner++) {
      RefreshAnswer answer = parse(owner, replies.get(owner).bytes(), request);
      if (answer.owner() != owner) {
        throw JobErrors.strangeAnswer("number " + owner, owner, answer.owner());
      }
      answers.add(answer);
    }
    return answers;
  }

  /** What owners that check the cluster must get of a request, or nothing. */
  Optional<Evidence> evidence(RefreshRequest request, Supplier<byte[]> c0, Answers answers) {
    return owners.wantsEvidence()
        ? Optional.of(new Evidence(request, c0.get(), answers.replies()))
        : Optional.empty();
  }

  /** Sends evidence where no request of this task follows. */
  void tell(Optional<Evidence> evidence) {
    if (evidence.isPresent()) {
      long before = System.nanoTime();
      owners.tell(evidence.get());
      waited += System.nanoTime() - before;
      sent += bytes(evidence.get());
    }
  }

  /** To one owner, headers not counted. */
  private static long bytes(Evidence evidence) {
    long others = evidence.replies().size() - 1L;
    return evidence.c0().length + others * evidence.replies().get(0).bytes().length;
  }

  private static RefreshAnswer parse(int owner, byte[] reply, RefreshRequest request) {
    try {
      return RefreshAnswer.parse(reply, request);
    } catch (HeFormatException e) {
      throw JobErrors.ownerFailed("number " + owner, 200, e.getMessage());
    }
  }

  /** Work that puts answers together; must not hash through this object. */
  <T> T combining(Supplier<T> work) {
    long before = System.nanoTime();
    T result = work.get();
    combined += System.nanoTime() - before;
    return result;
  }

  /** Work that adds up what other partitions did. */
  void reducing(Runnable work) {
    long before = System.nanoTime();
    work.run();
    reduced += System.nanoTime() - before;
  }

  /** Hash of a refreshed value, hexadecimal. */
  String hash(byte[] packedC0) {
    long before = System.nanoTime();
    String hash = dev.lineal.lineage.Sha256.hash(packedC0).toString();
    hashed += System.nanoTime() - before;
    return hash;
  }

  /** Everything since this object was made, its arithmetic being for one thing. */
  Timings timings(Phases.Work work) {
    long arithmetic = System.nanoTime() - started - waited - hashed - combined - reduced;
    return new Timings(
        work == Phases.Work.FORWARD ? arithmetic : 0,
        work == Phases.Work.PRODUCTS ? arithmetic : 0,
        work == Phases.Work.GRADIENT ? arithmetic : 0,
        reduced,
        combined,
        answering,
        waited - answering,
        hashed,
        sent,
        received);
  }
}
