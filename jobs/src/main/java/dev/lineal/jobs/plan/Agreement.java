package dev.lineal.jobs.plan;

/** How closely two models agree. */
public final class Agreement {
  private Agreement() {}

  /** Bits: -log2(max |got - want| / max(1, max |want|)). Equal models agree to infinitely many. */
  public static double bits(double[] got, double[] want) {
    double largest = 1;
    for (double value : want) {
      largest = Math.max(largest, Math.abs(value));
    }
    return -Math.log(maxDifference(got, want) / largest) / Math.log(2);
  }

  /** max |got - want|. */
  public static double maxDifference(double[] got, double[] want) {
    if (got.length != want.length) {
      throw new IllegalArgumentException(
          "Models of " + got.length + " and " + want.length + " weights do not compare.");
    }
    double difference = 0;
    for (int j = 0; j < want.length; j++) {
      difference = Math.max(difference, Math.abs(got[j] - want[j]));
    }
    return difference;
  }
}
