package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.rounds.RoundTerms.Kept;
import dev.lineal.he.rounds.RoundTerms.Operands;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The kinds of rounds that tasks are made of. */
final class Terms {
  static final int REFRESHED = HeParameters.REFRESHED_SCALE_BITS;
  static final int COLUMNS = 2 * HeParameters.COLUMN_SCALE_BITS;
  static final int PRODUCT = HeParameters.COLUMN_SCALE_BITS + REFRESHED;
  static final int SQUARE = 2 * REFRESHED;

  private Terms() {}

  /** Columns times weights, per block. */
  static RoundTerms forward(String name, Span span, double slots) {
    return new RoundTerms(
        name,
        Kept.SLOTS,
        new Items.Blocks(),
        Operands.SENT,
        span,
        PRODUCT,
        RunSize.slotBits(PRODUCT, slots),
        Optional.empty(),
        FixedPoint.powerOfTwo(HeParameters.COLUMN_SCALE_BITS),
        FixedPoint.ZERO,
        REFRESHED);
  }

  /**
   * The rounds of an activation.
   *
   * @param margin bounds |y|
   * @param slots of a product that follow from it
   */
  static List<RoundTerms> activation(
      ActivationRounds activation,
      Span span,
      double margin,
      ToDoubleFunction<ActivationRounds.Largest> slots) {
    List<RoundTerms> rounds = new ArrayList<>();
    rounds.add(forward("y", span, margin));
    for (int round = 2; round <= activation.rounds(); round++) {
      double largest = slots.applyAsDouble(activation.of(round).largest());
      rounds.add(formed(activation, round, span, largest));
    }
    return rounds;
  }

  private static RoundTerms formed(
      ActivationRounds activation, int round, Span span, double slots) {
    ActivationRounds.Product product = activation.of(round);
    return new RoundTerms(
        product.name(),
        Kept.SLOTS,
        new Items.Blocks(),
        Operands.FORMED,
        span,
        SQUARE,
        RunSize.slotBits(SQUARE, slots),
        product.linear() == 0
            ? Optional.empty()
            : Optional.of(new FixedPoint(product.linear(), REFRESHED)),
        activation.gamma(round),
        product.addend() == 0 ? FixedPoint.ZERO : new FixedPoint(product.addend(), REFRESHED),
        REFRESHED);
  }

  /** Traces per feature that become new weights. */
  static RoundTerms step(Span span, int inputScaleBits, int boundBits, FixedPoint gamma) {
    return new RoundTerms(
        "w",
        Kept.TRACE,
        new Items.Features(),
        Operands.SENT,
        span,
        inputScaleBits,
        boundBits,
        Optional.empty(),
        gamma,
        FixedPoint.ZERO,
        WeightShares.SCALE_BITS);
  }

  /** Traces per feature that become shares of new weights. */
  static RoundTerms shared(Span span, int inputScaleBits, int boundBits, FixedPoint gamma) {
    return new RoundTerms(
        "w",
        Kept.SHARE,
        new Items.Features(),
        Operands.KNOWN,
        span,
        inputScaleBits,
        boundBits,
        Optional.empty(),
        gamma,
        FixedPoint.ZERO,
        WeightShares.SCALE_BITS);
  }

  /** Columns times an owner's shares of the weights, per block. */
  static RoundTerms partial(String name, Span span) {
    return new RoundTerms(
        name,
        Kept.PARTIAL,
        new Items.Blocks(),
        Operands.KNOWN,
        span,
        PRODUCT,
        PRODUCT,
        Optional.empty(),
        FixedPoint.ONE,
        FixedPoint.ZERO,
        PRODUCT);
  }

  /** Sums over all rows that become known. */
  static RoundTerms released(String name, Items.Scalars scalars, Span span, int boundBits) {
    return released(name, scalars, span, SQUARE, boundBits);
  }

  /** Numbers at a scale of their own that become known. */
  static RoundTerms released(
      String name, Items.Scalars scalars, Span span, int scaleBits, int boundBits) {
    return new RoundTerms(
        name,
        Kept.RELEASE,
        scalars,
        Operands.SENT,
        span,
        scaleBits,
        boundBits,
        Optional.empty(),
        FixedPoint.ONE,
        FixedPoint.ZERO,
        scaleBits);
  }
}
