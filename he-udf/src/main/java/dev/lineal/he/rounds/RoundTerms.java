package dev.lineal.he.rounds;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.util.Optional;

/**
 * One round of a task.
 *
 * @param name unique in its task; of a release round, the release's
 * @param kept what the owners make of a product
 * @param items what a request's items are
 * @param operands where an owner has the products from
 * @param span iterations in which the round takes place
 * @param inputScaleBits log2 of the products' scale
 * @param boundBits the least B: messages stay below 2^B in absolute value
 * @param linear the constant in front of the operand itself, where the round has one
 * @param factor from the input's scale to the output's
 * @param addend constant added at the output's scale
 * @param outputScaleBits log2 of the scale of what comes out
 */
public record RoundTerms(
    String name,
    Kept kept,
    Items items,
    Operands operands,
    Span span,
    int inputScaleBits,
    int boundBits,
    Optional<FixedPoint> linear,
    FixedPoint factor,
    FixedPoint addend,
    int outputScaleBits) {

  /** Coefficients and traces that owners answer under masks for each item. */
  public int masked(HeParameters parameters) {
    return switch (kept) {
      case SLOTS -> parameters.ringDegree();
      case TRACE, SHARE -> 1;
      case RELEASE, PARTIAL -> 0;
    };
  }

  /** What the owners make of a product. */
  public enum Kept {
    /** A fresh ciphertext of every slot. */
    SLOTS,
    /** A fresh ciphertext of the constant coefficient. */
    TRACE,
    /** The constant coefficient itself, with a flood. */
    RELEASE,
    /** The constant coefficient in additive shares, the cluster's being known: no ciphertext. */
    SHARE,
    /** Nothing is refreshed: every owner encrypts the product of its own shares. */
    PARTIAL
  }

  /** Where an owner has the products from. */
  public enum Operands {
    /** Their c_1 and c_2 are in the request. */
    SENT,
    /** The request has the c_0 refreshed last; the owner forms the products. */
    FORMED,
    /** The request names its place only: the owner has columns and values itself. */
    KNOWN
  }

  /**
   * Iterations first, first + every, ... up to last, from 0.
   *
   * @param first from 0
   * @param last not before it
   * @param every 1 for all of them
   */
  public record Span(int first, int last, int every) {
    public Span {
      if (first < 0 || last < first || every < 1) {
        throw new IllegalArgumentException("Iterations " + first + " to " + last + " are none.");
      }
    }

    /** All iterations from first to last. */
    public Span(int first, int last) {
      this(first, last, 1);
    }

    public boolean has(int iteration) {
      return iteration >= first && iteration <= last && (iteration - first) % every == 0;
    }

    public int iterations() {
      return (last - first) / every + 1;
    }
  }
}
