package dev.lineal.owner.policy;

import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which requests of a run were answered, by place: the order of rounds, and one digest per place.
 * All methods are for many threads.
 */
final class Progress {
  private final Layout layout;
  private final Map<Place, Answered> answered = new HashMap<>();
  private final Map<Place, Claim> claimed = new HashMap<>();
  private final Map<Long, Integer> finished = new HashMap<>();

  Progress(Layout layout) {
    this.layout = layout;
  }

  /**
   * One place's only answer.
   *
   * @param entries of the transcript that must be on the disk before it is sent
   */
  record Answered(Sha256 request, Sha256 answer, long entries) {}

  private record Claim(Sha256 digest, int holders) {}

  synchronized Optional<Answered> find(Place place) {
    return Optional.ofNullable(answered.get(place));
  }

  /** The digest of a place that must have been answered before {@code place} can be. */
  synchronized Sha256 digest(Place earlier) {
    Answered found = answered.get(earlier);
    if (found == null) {
      throw Refusal.of(Rule.ROUND_ORDER, "The answer in %s is still missing.", earlier);
    }
    return found.request();
  }

  /** Whether a later round was answered that is built on a place. */
  synchronized boolean passed(Place place) {
    if (layout.releases(place.round())) {
      return false;
    }
    if (place.round() == layout.partialRound()) {
      return answered.containsKey(place.round(1));
    }
    if (place.round() < layout.rounds().size()
        && layout.terms(place.round() + 1).operands() == RoundTerms.Operands.FORMED) {
      return answered.containsKey(place.round(place.round() + 1));
    }
    for (int later = place.round() + 1; later <= layout.rounds().size(); later++) {
      if (leads(later) && begun(place.iteration(), later)) {
        return true;
      }
    }
    return place.iteration() + 1 < layout.iterations() && begunAny(place.iteration() + 1);
  }

  /** Partial products do not count: but for the first owner's, no step's evidence is in them. */
  private boolean begunAny(int iteration) {
    return IntStream.rangeClosed(1, layout.rounds().size())
        .filter(round -> round != layout.partialRound())
        .anyMatch(round -> begun(iteration, round));
  }

  private boolean begun(int iteration, int round) {
    return finished.getOrDefault(key(iteration, round), 0) > 0;
  }

  /** Refuses a digest where another one was answered or is being answered, and what is early. */
  synchronized void require(Place place, Sha256 digest) {
    Answered known = answered.get(place);
    Claim claim = claimed.get(place);
    Sha256 holder = known != null ? known.request() : claim != null ? claim.digest() : digest;
    if (!holder.equals(digest)) {
      throw Refusal.of(
          Rule.ONE_DIGEST_PER_SLICE,
          "In %s this owner answers request %s, this one is %s.",
          place,
          holder,
          digest);
    }
    if (known == null) {
      requireTurn(place);
    }
  }

  /** Reserves a place for a digest whose form is right, until {@link #release}. */
  synchronized void claim(Place place, Sha256 digest) {
    require(place, digest);
    claimed.merge(place, new Claim(digest, 1), (a, b) -> new Claim(digest, a.holders() + 1));
  }

  /** Gives up a claim, whether or not an answer came to be. */
  synchronized void release(Place place) {
    claimed.computeIfPresent(
        place,
        (p, claim) -> claim.holders() == 1 ? null : new Claim(claim.digest(), claim.holders() - 1));
  }

  private void requireTurn(Place place) {
    boolean first = place.round() == layout.partialRound();
    int slots = layout.releases(place.round()) ? lastSlots(place) : 0;
    int before = slots > 0 ? slots : first ? 0 : lastBefore(place.iteration(), place.round());
    if (layout.terms(place.round()).operands() == RoundTerms.Operands.FORMED) {
      digest(place.round(place.round() - 1));
    } else if (place.round() == 1 && layout.partialRound() > 0) {
      digest(place.round(layout.partialRound()));
    } else if (before > 0) {
      requireFinished(place.iteration(), before);
    } else if (place.iteration() > 0) {
      requireFinished(place.iteration() - 1, last(place.iteration() - 1));
    }
  }

  /**
   * What is released is made of refreshed slots, which need not have led to a step yet; where there
   * are none (0), of the step's weights.
   */
  private int lastSlots(Place release) {
    int earlier = release.round() - 1;
    while (earlier > 0 && layout.terms(earlier).kept() != RoundTerms.Kept.SLOTS) {
      earlier--;
    }
    return earlier;
  }

  /** The last round of an iteration before a number whose answers others build on; 0 for none. */
  private int lastBefore(int iteration, int round) {
    int earlier = round - 1;
    while (earlier > 0 && (!leads(earlier) || !layout.terms(earlier).span().has(iteration))) {
      earlier--;
    }
    return earlier;
  }

  /** Whether rounds with higher numbers come after it and build on it. */
  private boolean leads(int round) {
    return !layout.releases(round) && round != layout.partialRound();
  }

  private int last(int iteration) {
    return lastBefore(iteration, layout.rounds().size() + 1);
  }

  private void requireFinished(int iteration, int round) {
    if (!isFinished(iteration, round)) {
      throw Refusal.of(
          Rule.ROUND_ORDER,
          "Iteration %d has answers to %d of the %d slices of round %d.",
          iteration,
          finished.getOrDefault(key(iteration, round), 0),
          layout.slices(round),
          round);
    }
  }

  private boolean isFinished(int iteration, int round) {
    return finished.getOrDefault(key(iteration, round), 0) == layout.slices(round);
  }

  /** Whether the last planned iteration has all its answers. */
  synchronized boolean complete() {
    return isFinished(layout.iterations() - 1, last(layout.iterations() - 1));
  }

  synchronized void answered(Place place, Answered answer) {
    if (answered.put(place, answer) == null) {
      finished.merge(key(place.iteration(), place.round()), 1, Integer::sum);
    }
  }

  private static long key(int iteration, int round) {
    return ((long) iteration << 8) | round;
  }
}
