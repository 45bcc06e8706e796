package dev.lineal.lineage.contribution;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who contributed how much to a model, and how that was found.
 *
 * @param method that gave the shares
 * @param losses hash of the {@link Losses}; always with leave-one-owner-out. With rows: they were
 *     measured and no owner's rows lowered the loss, so rows decided
 * @param shares in the plan's order; their sum is 10,000
 */
public record Contributors(Method method, Optional<Sha256> losses, List<Share> shares) {
  public Contributors {
    Require.present("method", method);
    Require.present("losses", losses);
    shares = Require.notEmpty("shares", shares);
    Require.distinct("shares", shares.stream().map(Share::owner).toList());
    int sum = shares.stream().mapToInt(Share::basisPoints).sum();
    Require.range("sum of shares", sum, BasisPoints.WHOLE, BasisPoints.WHOLE);
    if (method == Method.LEAVE_ONE_OWNER_OUT && losses.isEmpty()) {
      throw new IllegalArgumentException("inputs: leave-one-owner-out needs the losses");
    }
  }

  /** By the rows that the plan uses of each owner. */
  public static Contributors byRows(RunPlan plan) {
    return new Contributors(Method.ROWS, Optional.empty(), BasisPoints.divide(rows(plan)));
  }

  /**
   * By what the loss rises by without each owner; by rows where it rises without none.
   *
   * @throws IllegalArgumentException where the losses are of another run or of other owners
   */
  public static Contributors byLosses(RunPlan plan, Losses losses) {
    requireSameOwners(plan, losses);
    Map<Address, BigInteger> weights = losses.weights();
    boolean nobody = weights.values().stream().allMatch(weight -> weight.signum() == 0);
    return new Contributors(
        nobody ? Method.ROWS : Method.LEAVE_ONE_OWNER_OUT,
        Optional.of(losses.sha256()),
        BasisPoints.divide(nobody ? rows(plan) : weights));
  }

  private static void requireSameOwners(RunPlan plan, Losses losses) {
    if (!losses.run().equals(plan.sha256())) {
      throw new IllegalArgumentException("losses: are of run " + losses.run());
    }
    List<Address> planned = plan.datasets().stream().map(PlannedDataset::owner).toList();
    if (!planned.equals(losses.without().stream().map(Losses.Without::owner).toList())) {
      throw new IllegalArgumentException(
          "losses: must leave out every owner of the plan, in order");
    }
  }

  private static Map<Address, BigInteger> rows(RunPlan plan) {
    Map<Address, BigInteger> rows = new LinkedHashMap<>();
    plan.datasets().forEach(d -> rows.put(d.owner(), BigInteger.valueOf(d.rows())));
    return rows;
  }
}
