package dev.lineal.owner.verify;

import dev.lineal.owner.policy.Place;
import java.util.List;
import java.util.function.Supplier;

/** What the products of one request, each times its secret constant, must add up to. */
interface Equation {
  /** Of c_1 and c_2. */
  Identity products();

  /** Of c_0. */
  Identity c0();

  /** What an item is called, such as {@code block}. */
  String item();

  /** The constant of an item: one residue per limb. */
  long[] coefficient(Place place, int number);

  /**
   * What the sum may be: one thing, but for weights of which an owner knows only that it is one of
   * several runs that trained them.
   */
  List<Supplier<Right>> rights(Place place);

  /**
   * A right side.
   *
   * @param products c_1 and c_2, packed
   * @param c0 packed where slots are refreshed, else its constant coefficient, a residue per limb
   * @param holds is run when the left side is equal
   */
  record Right(byte[] products, byte[] c0, Runnable holds) {
    Right(byte[] products, byte[] c0) {
      this(products, c0, () -> {});
    }
  }
}
