package dev.lineal.he;

/** An encoded vector of up to N/2 real slots: one polynomial at a scale, not encrypted. */
public final class Plaintext extends Polynomials {
  Plaintext(long address, HeParameters parameters, int scaleBits) {
    super(address, parameters, 0, scaleBits);
  }
}
