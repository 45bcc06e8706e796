package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.math.BigInteger;

/**
 * What users of a model may do and pay.
 *
 * @param commercialUse only where all grants of its run and all parents allow it
 * @param derivatives only where all grants of its run allow them
 * @param derivativeShareBp least share of a child's payments that goes to this model
 * @param pricePerCallWei may be 0
 */
public record ModelTerms(
    boolean commercialUse, boolean derivatives, int derivativeShareBp, BigInteger pricePerCallWei) {
  public ModelTerms {
    Require.range("derivative_share_bp", derivativeShareBp, 0, 10_000);
    Require.range("price_per_call_wei", pricePerCallWei.signum(), 0, 1);
  }
}
