package dev.lineal.owner.keys;

/**
 * The steps of the two ceremonies. In each, every owner first commits to its message, and opens it
 * when it holds the commitments of all.
 */
public enum CeremonyStep {
  /** 32 random bytes; the public uniform polynomial comes from all owners' together. */
  NONCE,
  /** Joint key: b_i = -a s_i + e_i. */
  CONTRIBUTION,
  /** Shares of s^2, (0): b'_i = -a' s'_i + e in the ceremony's ring. */
  CEREMONY_KEY,
  /** (1): E_i = Enc_pk'(G s_i(X^2)). */
  ENCRYPTED_SHARE,
  /** (2): F_i = s_i(X^2) E + Enc_pk'(0). */
  PRODUCT,
  /** (3): even coefficients of s'_i F_1 + flood_i, minus G mu_i. */
  MASKED_SHARE
}
