package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;

/**
 * Who is paid for a model's calls.
 *
 * @param payee its account
 * @param shareBp basis points of what the model's parents leave, 1 .. 10,000
 */
public record Contributor(Address payee, int shareBp) {
  public Contributor {
    Require.present("payee", payee);
    Require.range("share_bp", shareBp, 1, 10_000);
  }
}
