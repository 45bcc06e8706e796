package dev.lineal.lineage.contribution;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.study.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Released validation losses of one run: of the model of all owners, and of the models that leave
 * out one owner each. Exact decimals.
 *
 * @param run id
 * @param data hash of the validation data
 * @param rows of the validation data
 * @param all loss with all owners
 * @param without loss without each owner, in the plan's order
 */
public record Losses(Sha256 run, Sha256 data, long rows, Decimal all, List<Without> without) {
  /** log2 of the scale of released numbers. */
  private static final int SCALE_BITS = 110;

  /** Digits behind the point of a loss. */
  private static final int DIGITS = 12;

  /**
   * A loss.
   *
   * @param owner that is left out
   * @param loss without its rows
   */
  public record Without(Address owner, Decimal loss) {
    public Without {
      Require.present("owner", owner);
      requireLoss("loss", loss);
    }
  }

  public Losses {
    Require.present("run", run);
    Require.present("data", data);
    Require.range("rows", rows, 1, Require.MAX_JSON_INTEGER);
    requireLoss("all", all);
    without = Require.notEmpty("without", without);
    Require.distinct("without", without.stream().map(Without::owner).toList());
  }

  private static void requireLoss(String field, Decimal loss) {
    if (Require.present(field, loss).value().signum() < 0) {
      throw new IllegalArgumentException(field + ": a loss must not be negative, but is " + loss);
    }
  }

  /**
   * What a run released, in units of the standardised target's variance: c + released / 2^{@value
   * #SCALE_BITS}, rounded half even to {@value #DIGITS} digits; the owners' floods may take none
   * below 0.
   *
   * @param plan that measures contributions
   * @param released w'Gw - 2 b'w of every solve, in their order: without each owner, then with all
   * @throws IllegalArgumentException where there is not one number per solve
   */
  public static Losses of(RunPlan plan, List<BigInteger> released) {
    ValidationForm form =
        plan.validation()
            .orElseThrow(() -> new IllegalArgumentException("losses: the plan releases none"));
    int owners = plan.datasets().size();
    Require.range("released losses", released.size(), owners + 1L, owners + 1L);
    List<Without> without = new ArrayList<>();
    for (int owner = 0; owner < owners; owner++) {
      without.add(new Without(plan.datasets().get(owner).owner(), loss(form, released.get(owner))));
    }
    return new Losses(
        plan.sha256(), form.data(), form.rows(), loss(form, released.get(owners)), without);
  }

  private static Decimal loss(ValidationForm form, BigInteger released) {
    BigInteger constant =
        BigInteger.valueOf(form.square()).shiftLeft(SCALE_BITS - ValidationForm.SCALE_BITS);
    BigDecimal loss =
        new BigDecimal(released.add(constant).max(BigInteger.ZERO))
            .divide(
                new BigDecimal(BigInteger.ONE.shiftLeft(SCALE_BITS)),
                DIGITS,
                RoundingMode.HALF_EVEN);
    return Decimal.of(loss);
  }

  /** Reads canonical bytes; whatever is not exactly losses is an error with a path. */
  public static Losses parse(byte[] canonical) {
    return LossesJson.parse(canonical);
  }

  /** The one canonical text, UTF-8. */
  public byte[] canonicalBytes() {
    return LossesJson.canonicalBytes(this);
  }

  /** Hash of the canonical bytes. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /** Loss without an owner minus with it, negatives 0, all in the smallest decimal that occurs. */
  Map<Address, BigInteger> weights() {
    Map<Address, BigInteger> weights = new LinkedHashMap<>();
    for (Without one : without) {
      BigDecimal rise = one.loss().value().subtract(all.value()).max(BigDecimal.ZERO);
      weights.put(one.owner(), rise.setScale(Decimal.MAX_FRACTION).unscaledValue());
    }
    return Collections.unmodifiableMap(weights);
  }
}
