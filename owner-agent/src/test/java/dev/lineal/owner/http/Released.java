package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/** What the licensee does with the owners' sealed shares. */
final class Released {
  private Released() {}

  /** Opens the sealed shares and adds them to the cluster's. */
  static double[] model(
      X25519PrivateKeyParameters licensee,
      List<OwnerClient> clients,
      Sha256 run,
      List<BigInteger> cluster)
      throws Exception {
    double[] model = new double[cluster.size()];
    BigInteger[] sums = cluster.toArray(BigInteger[]::new);
    for (OwnerClient client : clients) {
      HttpResponse<byte[]> response = client.release(run, "weights");
      assertEquals(200, response.statusCode(), () -> OwnerClient.text(response));
      assertArrayEquals(response.body(), client.release(run, "weights").body());
      JsonNode share = open(licensee, run, OwnerClient.json(response));
      int bits = share.get("fraction_bits").asInt();
      for (int j = 0; j < sums.length; j++) {
        BigInteger value = new BigInteger(share.get("values").get(j).asText());
        sums[j] = sums[j].add(value.shiftLeft(60 - bits));
      }
    }
    for (int j = 0; j < sums.length; j++) {
      model[j] = Math.scalb(sums[j].doubleValue(), -60) * 12;
    }
    return model;
  }

  private static JsonNode open(X25519PrivateKeyParameters licensee, Sha256 run, JsonNode sealed)
      throws Exception {
    HPKE hpke =
        new HPKE(
            HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    byte[] plain =
        hpke.open(
            HexFormat.of().parseHex(sealed.get("encapsulated").asText()),
            new AsymmetricCipherKeyPair(licensee.generatePublicKey(), licensee),
            "lineal/release/1".getBytes(StandardCharsets.US_ASCII),
            run.bytes(),
            HexFormat.of().parseHex(sealed.get("ciphertext").asText()),
            null,
            null,
            null);
    return new ObjectMapper().readTree(plain);
  }

  /** -log2 of the largest difference, relative to the largest value. */
  static double agreement(double[] want, double[] got) {
    double largest = 1;
    double difference = 0;
    for (int j = 0; j < want.length; j++) {
      largest = Math.max(largest, Math.abs(want[j]));
      difference = Math.max(difference, Math.abs(want[j] - got[j]));
    }
    return -Math.log(difference / largest) / Math.log(2);
  }
}
