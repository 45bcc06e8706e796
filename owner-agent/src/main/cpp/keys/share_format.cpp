// A share as bytes, little-endian, for sealed storage: "LSHR" | u16 version 1 | u16 parameter set |
// u32 flags (1: t_i present) | 32 bytes PRF key | s_i, two bits per coefficient plus one (0, 1, 2)
// | t_i packed limb after limb. No checksum: the storage layer's sealing authenticates.
#include "error.hpp"
#include "packing.hpp"
#include "share.hpp"

namespace lineal::owner {
namespace {

constexpr uint8_t kMagic[4] = {'L', 'S', 'H', 'R'};
constexpr uint16_t kVersion = 1;
constexpr uint32_t kHasSquare = 1;

struct Header {
  uint8_t magic[4];
  uint16_t version;
  uint16_t parameter_set;
  uint32_t flags;
  uint8_t prf_key[LINEAL_SEED_BYTES];
};
static_assert(sizeof(Header) == 44, "no padding");

size_t coefficient_bytes(const Ring &ring) { return ring.n() / 4; }

[[noreturn]] void refuse(const std::string &why) {
  throw FormatError("the stored share is damaged: " + why + "; restore it from a backup");
}

}  // namespace

size_t Share::serialized_bytes() const {
  return sizeof(Header) + coefficient_bytes(*ring_) + (has_square() ? ring_->packed_bytes() : 0);
}

void Share::serialize(uint8_t *out) const {
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.version = kVersion;
  header.parameter_set = static_cast<uint16_t>(ring_->set().id);
  header.flags = has_square() ? kHasSquare : 0;
  std::memcpy(header.prf_key, prf_key_.bytes, sizeof(header.prf_key));
  std::memcpy(out, &header, sizeof(header));
  explicit_bzero(&header, sizeof(header));
  out += sizeof(Header);

  SecretBuffer small(ring_->n());
  coefficients(reinterpret_cast<int64_t *>(small.data()));
  for (size_t k = 0; k < ring_->n(); k += 4) {
    uint64_t quad = 0;
    for (size_t i = 0; i < 4; i++) quad |= (small[k + i] + 1) << (2 * i);
    *out++ = static_cast<uint8_t>(quad);
  }
  if (has_square()) pack_polynomials(*ring_, square_.data(), 1, out);
}

std::unique_ptr<Share> Share::parse(const uint8_t *bytes, size_t size) {
  Header header;
  if (size < sizeof(header)) refuse("it is too short");
  std::memcpy(&header, bytes, sizeof(header));
  SecretKey prf_key(header.prf_key);
  explicit_bzero(header.prf_key, sizeof(header.prf_key));
  if (std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0) refuse("it is no share");
  if (header.version != kVersion || header.flags > kHasSquare) refuse("its version is unknown");
  std::shared_ptr<const Ring> ring = Ring::study(header.parameter_set);
  const bool square = header.flags == kHasSquare;
  const size_t small_bytes = coefficient_bytes(*ring);
  if (size != sizeof(header) + small_bytes + (square ? ring->packed_bytes() : 0)) {
    refuse("it has " + std::to_string(size) + " bytes");
  }
  SecretBuffer small(ring->n());
  uint64_t largest = 0;
  for (size_t k = 0; k < ring->n(); k++) {
    uint64_t value = bytes[sizeof(header) + k / 4] >> (2 * (k % 4)) & 3;
    largest |= value & (value >> 1);  // 1 for the value 3 only
    small[k] = value - 1;
  }
  if (largest) refuse("a coefficient of the secret is not -1, 0 or 1");
  std::unique_ptr<Share> share(
      new Share(ring, reinterpret_cast<int64_t *>(small.data()), prf_key.bytes));
  if (!square) return share;
  share->square_ = SecretBuffer(ring->words());
  unpack_polynomials(*ring, bytes + sizeof(header) + small_bytes, 1, share->square_.data());
  return share;
}

}  // namespace lineal::owner
