package dev.lineal.owner.training;

import dev.lineal.he.linalg.ActivationRounds;

/** The plaintext twin: the same algorithm in doubles. */
final class PlainTraining {
  private final TrainingData data;
  private final Schedule schedule;
  private double[] w;
  private double[] v;

  PlainTraining(TrainingData data, Schedule schedule) {
    this.data = data;
    this.schedule = schedule;
    this.w = new double[data.features()];
    this.v = new double[data.features()];
  }

  /** The momentum sequence v, which is the model, after so many iterations. */
  double[] train(int iterations) {
    for (int t = 0; t < iterations; t++) {
      iterate(schedule.eta(t).toDouble());
    }
    return v;
  }

  private void iterate(double eta) {
    double[] gradient = new double[w.length];
    for (double[] row : data.folded()) {
      double residual = ActivationRounds.DEGREE_5.at(TrainingData.dot(row, w));
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += row[j] * residual;
      }
    }
    double[] ahead = new double[w.length];
    for (int j = 0; j < ahead.length; j++) {
      double kept = j < schedule.regularised() ? w[j] * schedule.decay().toDouble() : w[j];
      ahead[j] = kept + schedule.rate() * gradient[j] / data.rows();
      w[j] = (1 - eta) * ahead[j] + eta * v[j];
    }
    v = ahead;
  }
}
