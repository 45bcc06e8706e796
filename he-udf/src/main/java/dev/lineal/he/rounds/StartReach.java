package dev.lineal.he.rounds;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.List;

/**
 * How much larger messages may get where a training starts from public weights instead of 0. A
 * round's own bound holds for margins within 1.7 R, of a regression for weights of norm 4; columns
 * are clipped at 4 deviations. A start that may reach 2^e times as far adds bits to every round, a
 * polynomial's degree times e where it is evaluated. Integers only, so that trainer and owners
 * agree. Source: docs/protocol.md, derived models.
 *
 * @param start w / R at scale 2^40, one per feature; empty for 0
 * @param degree of the activation; 1 for a regression
 */
public record StartReach(List<BigInteger> start, int degree) {
  private static final int SCALE = HeParameters.REFRESHED_SCALE_BITS;

  public StartReach {
    start = List.copyOf(start);
  }

  /** The least B of a round, with what the start adds. */
  public int boundBits(RoundTerms round) {
    return round.boundBits() + extraBits(round);
  }

  private int extraBits(RoundTerms round) {
    int reach = reachBits();
    if (reach == 0
        || round.items() instanceof Items.PairsOfColumns
        || round.kept() == RoundTerms.Kept.PARTIAL) {
      return 0;
    }
    if (degree == 1) {
      return reach;
    }
    if (round.kept() == RoundTerms.Kept.RELEASE) {
      return 2 * reach;
    }
    boolean margins =
        round.kept() == RoundTerms.Kept.SLOTS && round.operands() == RoundTerms.Operands.SENT;
    return margins ? reach : degree * reach + cancellationBits();
  }

  /** A polynomial's terms no longer cancel where it is evaluated outside its own bound. */
  private int cancellationBits() {
    return (degree + 3) / 4;
  }

  /** e, at least 0. */
  private int reachBits() {
    return degree == 1 ? normBits() : marginBits();
  }

  /** Least e with 4 sum |w / R| at most 1.7 2^e. */
  private int marginBits() {
    BigInteger sum = start.stream().map(BigInteger::abs).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger reached = sum.multiply(BigInteger.valueOf(40));
    int bits = 0;
    while (reached.compareTo(BigInteger.valueOf(17).shiftLeft(SCALE + bits)) > 0) {
      bits++;
    }
    return bits;
  }

  /** Least e with sum w^2 at most 16 4^e. */
  private int normBits() {
    BigInteger squares =
        start.stream().map(w -> w.multiply(w)).reduce(BigInteger.ZERO, BigInteger::add);
    int bits = 0;
    while (squares.compareTo(BigInteger.valueOf(16).shiftLeft(2 * (SCALE + bits))) > 0) {
      bits++;
    }
    return bits;
  }
}
