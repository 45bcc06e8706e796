package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import java.util.Optional;

/**
 * One request to all owners: the cluster forms product + linear * operand, the owners refresh it to
 * factor * that + addend.
 *
 * @param name unique in the plan, such as {@code y}
 * @param refresh what the owners keep of the product
 * @param inputScaleBits log2 of the product's scale
 * @param boundBits B: the product's coefficients stay below 2^B in absolute value; masks follow
 * @param linear the constant in front of the operand itself, where the round has one
 * @param factor gamma, which takes the input's scale to the output's
 * @param addend constant added at the output's scale
 * @param outputScaleBits log2 of the refreshed value's scale
 */
public record Round(
    String name,
    Refresh refresh,
    int inputScaleBits,
    int boundBits,
    Optional<Factor> linear,
    Factor factor,
    Factor addend,
    int outputScaleBits) {
  /** No scale or bound has more bits. */
  public static final int MAX_BITS = 1024;

  /** What the owners keep of a product. */
  public enum Refresh {
    /** Every slot. */
    SLOTS("slots"),
    /** The sum over all slots, in every slot. */
    TRACE("trace"),
    /** The sum over all slots, which becomes known. */
    RELEASE("release"),
    /** The sum over all slots, in additive shares. */
    SHARE("share"),
    /** Nothing: every owner encrypts the product of its own shares. */
    PARTIAL("partial");

    private final String text;

    Refresh(String text) {
      this.text = text;
    }

    /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
    public static Refresh parse(String text) {
      return Choice.parse(values(), Refresh::text, text);
    }

    /** The written form. */
    public String text() {
      return text;
    }
  }

  public Round {
    Require.name("name", name);
    Require.present("refresh", refresh);
    Require.range("input_scale_bits", inputScaleBits, 1, MAX_BITS);
    Require.range("bound_bits", boundBits, 1, MAX_BITS);
    Require.present("linear", linear);
    Require.present("factor", factor);
    Require.present("addend", addend);
    Require.range("output_scale_bits", outputScaleBits, 1, MAX_BITS);
  }
}
