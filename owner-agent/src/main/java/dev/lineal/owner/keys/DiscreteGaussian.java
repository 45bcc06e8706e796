package dev.lineal.owner.keys;

import java.math.BigInteger;

/**
 * Integers with probability proportional to exp(-x^2 / (2 sigma^2)), exactly: rational arithmetic
 * and coin flips only, no floating point whose low bits could give the noiseless value away.
 * Source: Canonne, Kamath, Steinke, The Discrete Gaussian for Differential Privacy, algorithms 1 to
 * 3.
 */
final class DiscreteGaussian {
  private static final BigInteger ONE = BigInteger.ONE;

  private final ChaChaBits random;
  private final BigInteger numerator;
  private final BigInteger denominator;
  private final BigInteger laplaceScale;

  /** sigma = numerator / denominator, both positive. */
  DiscreteGaussian(BigInteger numerator, BigInteger denominator, ChaChaBits random) {
    this.random = random;
    this.numerator = numerator.multiply(numerator);
    this.denominator = denominator.multiply(denominator);
    laplaceScale = numerator.divide(denominator).add(ONE);
  }

  BigInteger next() {
    while (true) {
      BigInteger y = laplace();
      BigInteger gap = y.abs().multiply(laplaceScale).multiply(denominator).subtract(numerator);
      BigInteger below =
          numerator
              .multiply(denominator)
              .multiply(laplaceScale)
              .multiply(laplaceScale)
              .shiftLeft(1);
      if (flipExponential(gap.multiply(gap), below)) {
        return y;
      }
    }
  }

  /** Probability proportional to exp(-|x| / laplaceScale). */
  private BigInteger laplace() {
    while (true) {
      BigInteger low = random.below(laplaceScale);
      if (!flipExponential(low, laplaceScale)) {
        continue;
      }
      BigInteger high = BigInteger.ZERO;
      while (flipExponential(ONE, ONE)) {
        high = high.add(ONE);
      }
      BigInteger size = high.multiply(laplaceScale).add(low);
      boolean negative = random.bit();
      if (!negative || size.signum() != 0) {
        return negative ? size.negate() : size;
      }
    }
  }

  /** True with probability exp(-a / b), a not negative. */
  private boolean flipExponential(BigInteger a, BigInteger b) {
    BigInteger rest = a;
    for (; rest.compareTo(b) > 0; rest = rest.subtract(b)) {
      if (!flipExponentialUpToOne(b, b)) {
        return false;
      }
    }
    return flipExponentialUpToOne(rest, b);
  }

  /** The same for a <= b: the first k where a coin of probability a / (b k) falls is odd. */
  private boolean flipExponentialUpToOne(BigInteger a, BigInteger b) {
    int k = 1;
    for (BigInteger kb = b; random.below(kb).compareTo(a) < 0; kb = kb.add(b)) {
      k++;
    }
    return k % 2 == 1;
  }
}
