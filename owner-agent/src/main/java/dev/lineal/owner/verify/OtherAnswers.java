package dev.lineal.owner.verify;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Kind;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import dev.lineal.owner.policy.SignedAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All owners' answers in a place: this owner's as it was kept, the others' from the evidence, each
 * with its owner's signature over its hash and the digest of the very request that this owner
 * answered.
 */
final class OtherAnswers {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final List<IdentityKey> identities;
  private final int self;
  private final Signatures signatures;
  private final Map<String, Integer> written = new ConcurrentHashMap<>();

  /** Own answers, each until the other owners' are here: mostly at once, and no file is read. */
  private final Recent<RefreshAnswer> recent = new Recent<>(RefreshAnswer::length);

  /** Whether the others' answers are held against their signatures. */
  enum Signatures {
    CHECKED,
    BELIEVED
  }

  /**
   * @param identities of all owners, in the order of their indices
   */
  OtherAnswers(
      CheckedRun run,
      HeParameters parameters,
      Kept kept,
      List<IdentityKey> identities,
      int self,
      Signatures signatures) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.identities = identities;
    this.self = self;
    this.signatures = signatures;
  }

  /** Keeps this owner's own answer until the others' are here. */
  void keep(Place place, RefreshAnswer mine) {
    kept.write(name(place), List.of(mine.buffer()));
    written.put(name(place), place.iteration());
    recent.keep(place, mine);
  }

  /** All owners' answers, in their order. */
  List<RefreshAnswer> all(Place place, RefreshEvidence evidence) {
    if (evidence.answers().size() != identities.size() - 1) {
      throw Refusal.of(
          Rule.EVIDENCE_FORMAT,
          "The evidence has %d answers; %d other owners answered.",
          evidence.answers().size(),
          identities.size() - 1);
    }
    List<RefreshAnswer> all = new ArrayList<>();
    int next = 0;
    for (int owner = 0; owner < identities.size(); owner++) {
      all.add(owner == self ? mine(place) : other(place, owner, evidence, next++));
    }
    return all;
  }

  private RefreshAnswer mine(Place place) {
    return recent.take(place).orElseGet(() -> read(place));
  }

  private RefreshAnswer read(Place place) {
    Sha256 hash = run.answer(place).orElseThrow();
    byte[] bytes =
        kept.read(name(place))
            .filter(content -> isMine(place) || Sha256.hash(content).equals(hash))
            .orElseThrow(
                () ->
                    Refusal.of(
                        Rule.OPERANDS_AT_HAND,
                        "This owner's own answer in %s is kept no more.",
                        place));
    return RefreshAnswer.parse(bytes);
  }

  /** Whether this process wrote the file; what an earlier one left is checked by its hash. */
  private boolean isMine(Place place) {
    return Integer.valueOf(place.iteration()).equals(written.get(name(place)));
  }

  private RefreshAnswer other(Place place, int owner, RefreshEvidence evidence, int number) {
    RefreshEvidence.Signed signed = evidence.answers().get(number);
    if (signatures == Signatures.CHECKED && !isSigned(owner, signed, evidence)) {
      throw Refusal.of(
          Rule.EVIDENCE_SIGNED, "In %s owner %d has not signed this answer.", place, owner);
    }
    try {
      RefreshAnswer answer = RefreshAnswer.parse(signed.answer());
      requireAnswers(place, owner, answer, evidence.digest());
      return answer;
    } catch (HeFormatException malformed) {
      throw Refusal.of(
          Rule.EVIDENCE_FORMAT, "The answer of owner %d: %s", owner, malformed.getMessage());
    }
  }

  private boolean isSigned(int owner, RefreshEvidence.Signed signed, RefreshEvidence evidence) {
    IdentitySignature signature =
        new IdentitySignature(HexFormat.of().formatHex(signed.signature()));
    return SignedAnswer.verifies(
        identities.get(owner), signed.answer(), evidence.digest(), signature);
  }

  /** Its owner signed it, so only an owner that is no honest one can break this. */
  private void requireAnswers(Place place, int owner, RefreshAnswer answer, byte[] digest) {
    Kind kind =
        switch (run.layout().terms(place.round()).kept()) {
          case SLOTS -> Kind.SLOT_REFRESH_ANSWER;
          case TRACE -> Kind.TRACE_REFRESH_ANSWER;
          case RELEASE -> Kind.TRACE_RELEASE_ANSWER;
          case SHARE -> Kind.TRACE_SHARE_ANSWER;
          case PARTIAL -> Kind.PARTIAL_PRODUCT_ANSWER;
        };
    int first = run.layout().first(place.round(), place.slice());
    boolean same =
        answer.kind() == kind
            && answer.owner() == owner
            && answer.items() == run.layout().count(place.round(), place.slice())
            && answer.header().parameters().equals(parameters)
            && answer.header().keyId() == run.keyId()
            && Arrays.equals(answer.digest(), digest);
    for (int i = 0; same && i < answer.items(); i++) {
      same = answer.number(i) == first + i;
    }
    if (!same) {
      throw new HeFormatException("It answers another request.");
    }
  }

  /** One of the latest iteration is enough, but of releases, which a resumed job repeats. */
  private String name(Place place) {
    boolean release = run.layout().terms(place.round()).kept() == RoundTerms.Kept.RELEASE;
    return "own-" + place.round() + "-" + (release ? place.iteration() : place.slice());
  }
}
