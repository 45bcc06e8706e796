package dev.lineal.owner.keys;

/**
 * Where every random number of an answer comes from. The public seed of {@code a} can be recomputed
 * by anybody; the secret key needs the owner's PRF key. The two never meet in one stream. Source:
 * docs/protocol.md, collective refresh.
 */
final class RefreshRandomness {
  private static final byte[] UNIFORM = Bytes.ascii("lineal/refresh/uniform/v1");
  private static final byte[] SECRET = Bytes.ascii("lineal/refresh/secret/v1");
  private static final byte[] FLOOD = Bytes.ascii("lineal/release/flood/v1");
  private static final byte[] NOISE = Bytes.ascii("lineal/release/noise/v1");

  private RefreshRandomness() {}

  /** Seed of the refreshed ciphertext's uniform part {@code a}; public. */
  static byte[] uniformSeed(RefreshRequest request) {
    return Bytes.sha256(UNIFORM, request.encoded());
  }

  /** Key of the mask and the noise of one refresh; the caller overwrites it. */
  static byte[] refreshKey(SecretShare share, RefreshRequest request) {
    return Bytes.hmacSha256(share.prfKey(), SECRET, request.encoded());
  }

  /** Key of the flood of one released trace; the caller overwrites it. */
  static byte[] floodKey(SecretShare share, RefreshRequest request) {
    return Bytes.hmacSha256(share.prfKey(), FLOOD, request.encoded());
  }

  /** Key of the noise on one release of shares; the caller overwrites it. */
  static byte[] noiseKey(SecretShare share, RefreshRequest request) {
    return Bytes.hmacSha256(share.prfKey(), NOISE, request.encoded());
  }
}
