// Uniform integers in [-M, M] from uniform 192-bit words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace lineal::owner {

/// 192 bits, least significant word first.
using Words = std::array<uint64_t, 3>;

/// With R = 2M + 1: u is accepted when u < floor(2^192 / R) R, and u mod R is then uniform in
/// [0, 2M]; minus M, uniform in [-M, M]. R is public and u is secret: accepting reveals nothing
/// about an accepted u, and the reduction takes the same instructions for every u.
class UniformRange {
 public:
  /// 1 <= M < 2^190, else ArgumentError.
  explicit UniformRange(const Words &bound);

  /// [-2^bits, 2^bits], bits < 190.
  static UniformRange of_power(uint32_t bits);

  const Words &bound() const { return bound_; }
  bool accepts(const Words &u) const;
  Words reduce(const Words &u) const;

  /// False only when `top` may be the highest word of a u that is not accepted.
  bool surely_accepts(uint64_t top) const { return top < limit_[2]; }

  /// reduce() for n accepted integers in place, word w of number k at words[w][k].
  void reduce_all(size_t n, uint64_t *const words[3]) const;

 private:
  Words bound_;
  Words size_{};        ///< R
  Words reciprocal_{};  ///< floor(2^192 / R)
  Words limit_{};       ///< floor(2^192 / R) R
  bool short_reciprocal_;
};

}  // namespace lineal::owner
