package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.he.refresh.TraceRefresh;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/formats.md says what the code does: its vectors are read from the document. */
@ExtendWith(NoLiveHandles.class)
class FormatsTest {
  private static final Path DOCUMENT = Path.of("../docs/formats.md");
  private static final Path CORE_SETS = Path.of("src/main/cpp/core/parameters.cpp");

  private TestStudy study;
  private String document;

  @BeforeEach
  void open() throws IOException {
    study = new TestStudy(Examples.SET, 121);
    document = Files.readString(DOCUMENT);
  }

  @AfterEach
  void close() {
    study.close();
  }

  /** The "key = value" lines of the document's blocks. */
  private Map<String, String> vectors() {
    Map<String, String> found = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : document.lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```properties");
      } else if (inside && !line.isBlank() && !line.startsWith("#")) {
        String[] pair = line.split(" = ", 2);
        assertEquals(null, found.put(pair[0], pair[1]), () -> pair[0] + " stands there twice");
      }
    }
    return found;
  }

  private void assertVectors(String prefix, Map<String, String> computed) {
    Map<String, String> written = vectors();
    written.keySet().removeIf(key -> !key.startsWith(prefix));
    assertEquals(lines(computed), lines(written));
  }

  private static String lines(Map<String, String> vectors) {
    return vectors.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String words(long... words) {
    return Arrays.stream(words).mapToObj(Long::toUnsignedString).collect(Collectors.joining(" "));
  }

  private static String sha256(byte[] bytes) {
    return Examples.hex(Sha256.of(bytes));
  }

  private static byte[] packed(Polynomials object, int first, int count) {
    byte[] bytes = new byte[count * object.parameters().packedBytes()];
    object.pack(first, count, bytes, 0);
    return bytes;
  }

  private static List<HeParameters> sets() {
    return HeParametersTest.sets().toList();
  }

  @Test
  void sets_areThoseOfTheCodeAndFollowTheirRule() throws IOException {
    Map<String, String> computed = new LinkedHashMap<>();
    for (HeParameters set : sets()) {
      long[] q = LongStream.concat(study(set), ceremony(set)).toArray();
      computed.put("set." + set.name() + ".q", words(q));
      computed.put(
          "set." + set.name() + ".psi",
          words(study(set).map(prime -> SlowRing.psi(prime, set.ringDegree())).toArray()));
      computed.put(
          "set." + set.name() + ".bits",
          words(IntStream.range(0, 4).mapToLong(set::residueBits).toArray()));
      computed.put("set." + set.name() + ".packed_bytes", "" + set.packedBytes());
      assertTrue(coreSource().contains(words(q)), "the core's primes of " + set.name());
    }
    assertVectors("set.", computed);
  }

  private static LongStream study(HeParameters set) {
    return set.moduli().stream().mapToLong(Long::longValue);
  }

  /** q_4 .. q_7: the largest primes below 2^42 that are 1 mod 2N and not the study's. */
  private static LongStream ceremony(HeParameters set) {
    long step = 2L * set.ringDegree();
    return LongStream.iterate((1L << 42) + 1 - step, q -> q - step)
        .filter(q -> !set.moduli().contains(q) && BigInteger.valueOf(q).isProbablePrime(60))
        .limit(4);
  }

  private static String coreSource() throws IOException {
    return Files.readString(CORE_SETS).replaceAll("[^0-9]+", " ");
  }

  @Test
  void expandSeed_isChaCha20WithRejection() {
    Map<String, String> computed = new LinkedHashMap<>();
    byte[] zeros = new byte[Examples.SET.packedBytes()];
    for (HeParameters set : List.of(Examples.SET, HeParameters.STUDY_13)) {
      byte[] b = new byte[set.packedBytes()];
      JointPublicKey key = study.keep(JointPublicKey.of(set, Examples.SEED, b));
      Residues a = Residues.of(key).slice(1, 1);
      a.assertSame(SlowSeed.expand(set, Examples.SEED, 1));
      for (int limb : new int[] {0, 3}) {
        computed.put(
            "expand." + set.name() + ".domain1.limb" + limb,
            words(a.at(0, limb, 0), a.at(0, limb, 1), a.at(0, limb, 2), a.at(0, limb, 3)));
      }
      computed.put("expand." + set.name() + ".domain1.sha256", sha256(a.packed()));
    }
    byte[] seed = new byte[32];
    seed[0] = 0x63;
    seed[1] = 0x01;
    Residues a =
        Residues.of(study.keep(Ciphertext.ofSeed(Examples.SET, 40, 0, seed, zeros, 0))).slice(1, 1);
    a.assertSame(SlowSeed.expand(Examples.SET, seed, 4));
    long rejected = SlowSeed.words(seed, 4, 3, 0, 368)[367];
    assertTrue(SlowSeed.rejected(rejected, Examples.SET.moduli().get(3)));
    computed.put("expand.rejected.limit", words(SlowSeed.limit(Examples.SET.moduli().get(3))));
    computed.put("expand.rejected.attempt0", words(rejected));
    computed.put("expand.rejected.attempt1", words(SlowSeed.words(seed, 4, 3, 1, 368)[367]));
    computed.put("expand.rejected.residue", words(a.at(0, 3, 367)));
    assertVectors("expand.", computed);
  }

  private static void put(Map<String, String> computed, String name, byte[] object) {
    computed.put("object." + name + ".bytes", "" + object.length);
    computed.put("object." + name + ".sha256", sha256(object));
  }

  @Test
  void objects_haveTheseHashes() {
    Map<String, String> computed = new LinkedHashMap<>();
    byte[] products = Examples.requestOfProducts();
    put(computed, "joint_public_key", Examples.key());
    computed.put("object.joint_public_key.key_id", String.format("%016x", Examples.keyId()));
    put(computed, "ciphertext", Examples.ciphertext(1));
    computed.put("object.ciphertext.head", Examples.hex(Arrays.copyOf(Examples.ciphertext(1), 64)));
    put(computed, "product", Examples.ciphertext(2));
    put(computed, "accumulator", Examples.accumulator());
    put(computed, "request_of_products", products);
    put(computed, "request_of_refreshed", Examples.requestOfRefreshed());
    put(computed, "slot_answer", Examples.slotAnswer(products));
    put(computed, "trace_answer", Examples.traceAnswer(products));
    byte[] seed = seed(products).forItem(Examples.FIRST);
    computed.put("object.refresh_seed", Examples.hex(seed));
    put(computed, "refreshed_slots", refreshedSlots(products, seed));
    put(computed, "refreshed_trace", refreshedTrace(products, seed));
    assertVectors("object.", computed);
  }

  private RefreshSeed seed(byte[] request) {
    JointPublicKey key = study.keep(JointPublicKey.parse(Examples.key()));
    return RefreshSeed.of(key.fingerprintBytes(), RefreshRequest.parse(request));
  }

  private byte[] refreshedSlots(byte[] request, byte[] seed) {
    SlotRefresh refresh = study.keep(new SlotRefresh(study.keep(Examples.product(0))));
    refresh.absorb(
        RefreshAnswer.parse(Examples.slotAnswer(request), RefreshRequest.parse(request)), 0);
    return study.keep(refresh.finish(seed, FixedPoint.powerOfTwo(42))).toBytes();
  }

  private byte[] refreshedTrace(byte[] request, byte[] seed) {
    TraceRefresh refresh =
        study.keep(new TraceRefresh(Examples.SET, Examples.keyId(), new long[4]));
    refresh.absorb(
        RefreshAnswer.parse(Examples.traceAnswer(request), RefreshRequest.parse(request)), 0);
    return study.keep(refresh.finish(seed, BigInteger.valueOf(-1))).toBytes();
  }

  @Test
  void objects_areReadAndWrittenBack() {
    byte[] request = Examples.requestOfProducts();
    for (int degree = 1; degree <= 2; degree++) {
      byte[] bytes = Examples.ciphertext(degree);
      Ciphertext read = study.keep(Ciphertext.parse(bytes));
      assertEquals(degree, read.degree());
      Residues.of(read).assertSame(Residues.example(Examples.SET, degree + 1, 0));
      assertArrayEquals(bytes, read.toBytes());
    }
    JointPublicKey key = study.keep(JointPublicKey.parse(Examples.key()));
    assertArrayEquals(Examples.key(), key.toBytes());
    assertEquals(Examples.keyId(), key.keyId());
    assertEquals(sha256(Examples.key()), key.fingerprint());
    byte[] sum = Examples.accumulator();
    assertArrayEquals(sum, study.keep(GradientAccumulator.parse(sum)).toBytes());
    RefreshRequest parsed = RefreshRequest.parse(request);
    assertArrayEquals(request, parsed.toBytes());
    assertArrayEquals(Sha256.of(request), parsed.digest());
    byte[] refreshed = Examples.requestOfRefreshed();
    assertArrayEquals(refreshed, RefreshRequest.parse(refreshed).toBytes());
    for (byte[] answer : List.of(Examples.slotAnswer(request), Examples.traceAnswer(request))) {
      assertArrayEquals(answer, RefreshAnswer.parse(answer, parsed).toBytes());
    }
  }

  @Test
  void objects_areWhatTheCodeBuilds() {
    RefreshRequest.Position first = new RefreshRequest.Position(Examples.RUN, 3, 1, 2);
    RefreshRequest.Position second = new RefreshRequest.Position(Examples.RUN, 3, 2, 2);
    List<Ciphertext> products =
        List.of(study.keep(Examples.product(0)), study.keep(Examples.product(1)));
    List<Ciphertext> values =
        List.of(study.keep(Examples.refreshed(0)), study.keep(Examples.refreshed(1)));
    RefreshRequest request = RefreshRequest.ofProducts(first, Examples.FIRST, products);
    assertArrayEquals(Examples.requestOfProducts(), request.toBytes());
    assertArrayEquals(
        Examples.requestOfRefreshed(),
        RefreshRequest.ofRefreshed(second, Examples.FIRST, values).toBytes());
    byte[] b = Residues.example(Examples.SET, 1, 0).packed();
    assertArrayEquals(
        Examples.key(), study.keep(JointPublicKey.of(Examples.SET, Examples.SEED, b)).toBytes());
    RefreshAnswer slots = RefreshAnswer.ofSlots(request, 1);
    RefreshAnswer traces = RefreshAnswer.ofTraces(request, 2);
    for (int item = 0; item < 2; item++) {
      slots.slots(item, Residues.example(Examples.SET, 2, 2 + item).packed());
      byte[] part = Residues.example(Examples.SET, 1, 4 + item).packed();
      traces.trace(item, Examples.trace(item), part);
    }
    assertArrayEquals(Examples.slotAnswer(request.toBytes()), slots.toBytes());
    assertArrayEquals(Examples.traceAnswer(request.toBytes()), traces.toBytes());
    assertArrayEquals(packed(products.get(1), 1, 2), packed(request.operands(1)));
  }

  private byte[] packed(RefreshOperands operands) {
    return packed(study.keep(operands), 0, 2);
  }

  @Test
  void refreshSeed_isTheHashOfItsFields() {
    byte[] request = Examples.requestOfProducts();
    byte[] bytes =
        new Layout()
            .ascii("lineal/refresh/uniform/v1")
            .raw(Sha256.of(Examples.key()))
            .raw(Examples.RUN)
            .raw(new byte[] {0, 0, 0, 3, 0, 1, 0, 0, 0, 5})
            .raw(Sha256.of(request))
            .bytes();
    assertArrayEquals(Sha256.of(bytes), seed(request).forItem(Examples.FIRST));
  }

  @Test
  void kinds_areInTheDocument() {
    for (Kind kind : Kind.values()) {
      assertTrue(document.contains("| " + kind.number() + " | " + kind + " |"), kind.toString());
    }
  }
}
