package dev.lineal.lineage.chain;

import java.math.BigInteger;

/**
 * What a transaction does.
 *
 * @param to the contract; null where the data make a new one
 * @param data hex with 0x
 * @param valueWei sent along
 */
record Call(Address to, String data, BigInteger valueWei) {
  static Call of(Address to, String data) {
    return new Call(to, data, BigInteger.ZERO);
  }

  String toText() {
    return to == null ? null : to.text();
  }
}
