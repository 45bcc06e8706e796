package dev.lineal.owner.verify;

import dev.lineal.he.Polynomials;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.OwnOperands;
import dev.lineal.owner.policy.Place;
import java.math.BigInteger;
import java.util.List;

/**
 * An owner that trusts the cluster in a run whose weights stay shared: it checks nothing, but
 * multiplies itself and so needs the shards and what refreshes gave.
 */
final class TrustingOwner implements ClusterCheck {
  private final CheckedRun run;
  private final Kept kept;
  private final CheckParts parts;

  TrustingOwner(CheckedRun run, Kept kept, CheckParts parts) {
    this.run = run;
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
  }

  @Override
  public void answered(RefreshRequest request, RefreshAnswer mine) {
    parts.answers().keep(Place.of(request), mine);
  }

  @Override
  public void take(RefreshEvidence evidence) {
    Place place = Place.of(evidence.position());
    switch (run.layout().terms(place.round()).kept()) {
      case SLOTS -> parts.slots().keep(place, evidence, parts.answers().all(place, evidence));
      case SHARE -> parts.traces().keepShares(place, parts.answers().all(place, evidence));
      default -> {} // nothing is made of it
    }
  }

  @Override
  public OwnOperands operands() {
    return parts.operands();
  }

  @Override
  public void requireReleased(Place place, BigInteger sum) {}

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
