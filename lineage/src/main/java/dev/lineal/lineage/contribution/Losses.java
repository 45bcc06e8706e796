package dev.lineal.lineage.contribution;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.study.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
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
