package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sums of products over blocks, place by place; exact, so that order never changes a bit. */
public final class ProductSums implements AutoCloseable {
  private List<Ciphertext> sums = List.of();

  /** Takes the products over: they are closed when they are not needed any more. */
  public void add(List<Ciphertext> products) {
    if (sums.isEmpty()) {
      sums = products;
      return;
    }
    List<Ciphertext> next = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      next.add(sums.get(i).add(products.get(i)));
    }
    sums.forEach(Ciphertext::close);
    products.forEach(Ciphertext::close);
    sums = next;
  }

  /** The sums; stay this object's. */
  public List<Ciphertext> all() {
    return sums;
  }

  /** One array per sum; empty where nothing was added. */
  Optional<byte[][]> toBytes() {
    return sums.isEmpty()
        ? Optional.empty()
        : Optional.of(sums.stream().map(Ciphertext::toBytes).toArray(byte[][]::new));
  }

  @Override
  public void close() {
    sums.forEach(Ciphertext::close);
    sums = List.of();
  }
}
