package dev.lineal.owner.verify;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Polynomials;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.OwnOperands;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The check of a run. Products that a request brings are held against the run's combinations of all
 * shards, everything else against the values that this owner computes from all owners' signed
 * answers (docs/protocol.md, owners verify).
 */
final class VerifiedCluster implements ClusterCheck {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final CheckParts parts;
  private final RecentEvidence recent = new RecentEvidence();

  VerifiedCluster(CheckedRun run, HeParameters parameters, Kept kept, CheckParts parts) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.parts = parts;
  }

  @Override
  public void prepare() {
    parts.pass().start();
  }

  @Override
  public void check(RefreshRequest request, List<? extends Polynomials> products) {
    parts.operands().requireShards();
    RoundTerms terms = run.layout().terms(request.round());
    if (terms.operands() == RoundTerms.Operands.KNOWN) {
      return; // it names items only
    }
    if (terms.operands() == RoundTerms.Operands.FORMED) {
      refreshed(request);
    } else if (terms.kept() == RoundTerms.Kept.RELEASE) {
      parts.released().check(request, products);
    } else {
      parts.sums().check(parts.equation(Place.of(request)), request, products);
    }
  }

  /** The c_0 from which products are formed must be what the answers of the round before give. */
  private void refreshed(RefreshRequest request) {
    Place place = Place.of(request);
    Place before = place.round(place.round() - 1);
    byte[] expected = parts.values().packed(before);
    int each = parameters.packedBytes();
    for (int i = 0; i < request.items(); i++) {
      byte[] own = Arrays.copyOfRange(expected, i * each, (i + 1) * each);
      Identity.REFRESHED.require(
          place,
          "block " + request.number(i),
          parameters,
          request.packed(i),
          own,
          recent.files(before, expected));
    }
  }

  @Override
  public void answered(RefreshRequest request, RefreshAnswer mine) {
    parts.answers().keep(Place.of(request), mine);
  }

  @Override
  public void take(RefreshEvidence evidence) {
    Place place = Place.of(evidence.position());
    RoundTerms terms = run.layout().terms(place.round());
    if (has(place, terms)) {
      return;
    }
    requireC0Length(place, evidence);
    List<RefreshAnswer> all = parts.answers().all(place, evidence);
    try {
      switch (terms.kept()) {
        case SLOTS -> slots(place, terms, evidence, all);
        case TRACE -> traces(place, evidence, all);
        case RELEASE -> parts.released().keep(place, all);
        case SHARE -> parts.traces().keepShares(place, all);
        case PARTIAL -> parts.partials().keep(place, all);
      }
    } catch (HeFormatException malformed) {
      throw Refusal.of(Rule.EVIDENCE_FORMAT, malformed.getMessage());
    }
  }

  private boolean has(Place place, RoundTerms terms) {
    return switch (terms.kept()) {
      case SLOTS -> parts.values().has(place);
      case TRACE -> isStep(place) ? parts.weights().has(place) : parts.values().has(place);
      case RELEASE -> parts.released().has(place);
      case SHARE -> parts.weights().hasShares(place);
      case PARTIAL -> parts.values().has(place);
    };
  }

  private boolean isStep(Place place) {
    return place.round() == run.task().stepRound();
  }

  private void requireC0Length(Place place, RefreshEvidence evidence) {
    int items = run.layout().count(place.round(), place.slice());
    int each = run.layout().c0Bytes(place.round(), parameters);
    if (evidence.c0().length != items * each) {
      throw Refusal.of(
          Rule.EVIDENCE_FORMAT,
          "The evidence in %s has %d bytes of c_0, not %d.",
          place,
          evidence.c0().length,
          items * each);
    }
  }

  private void slots(
      Place place, RoundTerms terms, RefreshEvidence evidence, List<RefreshAnswer> all) {
    if (terms.operands() == RoundTerms.Operands.SENT) {
      checkC0(place, evidence);
    }
    parts.slots().keep(place, evidence, all);
    recent.keep(place, evidence);
  }

  private void traces(Place place, RefreshEvidence evidence, List<RefreshAnswer> all) {
    checkC0(place, evidence);
    List<long[]> constants = Residues.all(parameters, evidence.c0());
    if (isStep(place)) {
      parts.traces().keepStep(place, constants, all);
    } else {
      parts.traces().keepConstants(place, constants, all);
    }
  }

  private void checkC0(Place place, RefreshEvidence evidence) {
    parts
        .sums()
        .checkC0(parts.equation(place), place, evidence.c0(), RecentEvidence.files(evidence));
  }

  @Override
  public OwnOperands operands() {
    return parts.operands();
  }

  @Override
  public void requireReleased(Place place, BigInteger sum) {
    parts.released().require(place, sum);
  }

  @Override
  public void finish() {
    close();
    kept.clear();
  }

  @Override
  public void close() {
    parts.close();
  }
}
