package dev.lineal.he;

/**
 * The public purposes for which a uniform polynomial is expanded from a seed (core/domains.hpp).
 */
enum UniformDomain {
  JOINT_KEY(1),
  REFRESH(4);

  private final int number;

  UniformDomain(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
