package dev.lineal.he.rounds;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.ActivationRounds.Largest;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.rounds.RoundTerms.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics of encrypted weights on encrypted rows. Classification: rounds y, u, v, r per block, then
 * the sums of y^2, u^2, u v, y r and r^2 over all rows are released. Regression: e = X w - t per
 * block, then the sum of e^2.
 *
 * @param size of the rows; one iteration
 * @param model what kind of model
 */
public record EvaluationRounds(RunSize size, Model model) implements TaskRounds {
  /** The release of all sums. */
  public static final String METRICS = "metrics";

  /** Kinds of models. */
  public enum Model {
    CLASSIFICATION(5),
    REGRESSION(1);

    private final int scalars;

    Model(int scalars) {
      this.scalars = scalars;
    }

    /** Released numbers. */
    public int scalars() {
      return scalars;
    }
  }

  /** Its activation. */
  public static final ActivationRounds ACTIVATION = ActivationRounds.DEGREE_5;

  /** Held-out margins stay within 4 R. */
  private static final double MARGINS = 4;

  /** Errors of a prediction, in deviations. */
  private static final double LARGEST_ERROR = 1024;

  public EvaluationRounds {
    if (size.iterations() != 1) {
      throw new IllegalArgumentException("An evaluation has one iteration.");
    }
  }

  @Override
  public List<RoundTerms> rounds() {
    Span once = new Span(0, 0);
    boolean classes = model == Model.CLASSIFICATION;
    List<RoundTerms> rounds =
        new ArrayList<>(
            classes
                ? Terms.activation(ACTIVATION, once, MARGINS, Largest::heldOut)
                : List.of(Terms.forward("e", once, LARGEST_ERROR)));
    double largest = classes ? residuals() + 1 : LARGEST_ERROR;
    rounds.add(
        Terms.released(
            METRICS,
            new Items.Scalars(model.scalars(), FLOOD_BITS),
            once,
            size.traceBits(Terms.SQUARE, largest * largest)));
    return List.copyOf(rounds);
  }

  private static double residuals() {
    return ACTIVATION.of(ACTIVATION.rounds()).largest().heldOut();
  }

  @Override
  public int stepRound() {
    return 0;
  }

  @Override
  public NesterovStep step(int iteration, int first) {
    throw new UnsupportedOperationException("An evaluation makes no weights.");
  }

  @Override
  public int interval() {
    return model == Model.CLASSIFICATION ? ACTIVATION.interval() : 1;
  }
}
