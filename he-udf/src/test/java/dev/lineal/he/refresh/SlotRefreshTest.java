package dev.lineal.he.refresh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.Examples;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.Residues;
import dev.lineal.he.SlowRing;
import dev.lineal.he.TestStudy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLiveHandles.class)
class SlotRefreshTest {
  private static final int OWNERS = 3;
  private static final FixedPoint GAMMA = FixedPoint.powerOfTwo(40);

  private TestStudy study;
  private Ciphertext product;
  private RefreshRequest request;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 101);
    product = study.random(2, 80);
    request =
        RefreshRequest.ofProducts(
            new RefreshRequest.Position(Examples.RUN, 0, 2, 0), 0, List.of(product));
  }

  @AfterEach
  void close() {
    study.close();
  }

  private List<Residues> draws() {
    List<Residues> made = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      made.add(Residues.random(study.parameters, 2, study.random));
    }
    return made;
  }

  private RefreshAnswer answer(int owner, Residues handb) {
    byte[] bytes = RefreshAnswer.ofSlots(request, owner).slots(0, handb.packed()).toBytes();
    return RefreshAnswer.parse(bytes, request);
  }

  /** (sum b_i + NTT(round(gamma d)), a), d = c_0 + sum H_i, by the slow transforms. */
  private Residues twin(List<Residues> answers, FixedPoint gamma) {
    Residues d = Residues.of(product).slice(0, 1);
    Residues b = Residues.zero(study.parameters, 1);
    for (Residues answer : answers) {
      d = d.plus(answer.slice(0, 1));
      b = b.plus(answer.slice(1, 1));
    }
    BigInteger[] integers = SlowRing.coefficients(study.parameters, d.values()[0]);
    long[][] rounded = new long[HeParameters.LIMBS][];
    for (int limb = 0; limb < rounded.length; limb++) {
      BigInteger q = BigInteger.valueOf(study.parameters.moduli().get(limb));
      long[] coefficients = new long[integers.length];
      for (int j = 0; j < integers.length; j++) {
        coefficients[j] = gamma.applyTo(integers[j]).mod(q).longValue();
      }
      rounded[limb] = SlowRing.evaluate(coefficients, q.longValue());
    }
    return b.plus(new Residues(study.parameters, new long[][][] {rounded}));
  }

  /** Gammas of the plan: 2^-42, 2^-40 and a5 2^-40, which is negative; and the edge 1. */
  @ParameterizedTest
  @CsvSource({"1, 42", "1, 40", "-2154756917418, 80", "1, 0", "0, 3"})
  void finish_scalesTheMaskedIntegersAndAddsTheOwnersParts(long numerator, int shift) {
    FixedPoint gamma = new FixedPoint(numerator, shift);
    List<Residues> answers = draws();
    SlotRefresh refresh = study.keep(new SlotRefresh(product));
    for (int i = 0; i < OWNERS; i++) {
      refresh.absorb(answer(i, answers.get(i)), 0);
    }
    Ciphertext fresh = study.keep(refresh.finish(Examples.SEED, gamma));
    assertEquals(1, fresh.degree());
    assertEquals(40, fresh.scaleBits());
    assertEquals(study.key.keyId(), fresh.keyId());
    Residues.of(fresh).slice(0, 1).assertSame(twin(answers, gamma));
    Ciphertext uniform =
        study.keep(
            Ciphertext.ofSeed(study.parameters, 40, 0, Examples.SEED, answers.get(0).packed(), 0));
    Residues.of(fresh).slice(1, 1).assertSame(Residues.of(uniform).slice(1, 1));
  }

  @Test
  void absorb_inAnyOrder_givesTheSameBytes() {
    List<Residues> answers = draws();
    SlotRefresh forwards = study.keep(new SlotRefresh(product));
    SlotRefresh backwards = study.keep(new SlotRefresh(product));
    for (int i = 0; i < OWNERS; i++) {
      forwards.absorb(answer(i, answers.get(i)), 0);
      backwards.absorb(answer(OWNERS - 1 - i, answers.get(OWNERS - 1 - i)), 0);
    }
    assertArrayEquals(
        study.keep(forwards.finish(Examples.SEED, GAMMA)).toBytes(),
        study.keep(backwards.finish(Examples.SEED, GAMMA)).toBytes());
  }

  /** b is bad, H is not: nothing of the answer may stay, so that the owner can be asked again. */
  @Test
  void absorb_ofACorruptAnswer_addsNothing() {
    Residues good = draws().get(0);
    byte[] bytes = RefreshAnswer.ofSlots(request, 0).slots(0, good.packed()).toBytes();
    for (int i = 1; i <= 6; i++) {
      bytes[bytes.length - i] = -1;
    }
    SlotRefresh refresh = study.keep(new SlotRefresh(product));
    HeFormatException e =
        assertThrows(
            HeFormatException.class, () -> refresh.absorb(RefreshAnswer.parse(bytes, request), 0));
    assertEquals(
        "polynomial 0, limb 3: a residue is not below its prime; the data are corrupt",
        e.getMessage());
    refresh.absorb(answer(0, good), 0);
    Residues.of(study.keep(refresh.finish(Examples.SEED, GAMMA)))
        .slice(0, 1)
        .assertSame(twin(List.of(good), GAMMA));
  }

  @Test
  void finish_twice_isRefused() {
    SlotRefresh refresh = study.keep(new SlotRefresh(product));
    study.keep(refresh.finish(Examples.SEED, GAMMA));
    String message = "this refresh is finished; make a new one for the product";
    assertEquals(message, refused(() -> refresh.finish(Examples.SEED, GAMMA)));
    RefreshAnswer late = answer(0, draws().get(0));
    assertEquals(message, refused(() -> refresh.absorb(late, 0)));
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "4398046511104, 80",
    "-4398046511104, 127",
    "2, 0",
    "-3, 1",
    "-9223372036854775808, 100"
  })
  void finish_byAFactorTheKernelDoesNotTake(long numerator, int shift) {
    SlotRefresh refresh = study.keep(new SlotRefresh(product));
    assertEquals(
        "a refresh scales by a factor of magnitude 1 at most, its numerator below 2^42, its shift"
            + " below 128",
        refused(() -> refresh.finish(Examples.SEED, new FixedPoint(numerator, shift))));
    assertEquals("a seed has 32 bytes, not 0", refused(() -> refresh.finish(new byte[0], GAMMA)));
    assertEquals("an array is null", refused(() -> refresh.finish(null, GAMMA)));
    study.keep(refresh.finish(Examples.SEED, GAMMA)); // a refused call leaves it as it was
  }

  @Test
  void absorb_ofAnAnswerToSomethingElse() {
    SlotRefresh refresh = study.keep(new SlotRefresh(product));
    RefreshAnswer trace =
        RefreshAnswer.ofTraces(request, 0)
            .trace(0, new long[4], Residues.zero(study.parameters, 1).packed());
    HeFormatException kind = assertThrows(HeFormatException.class, () -> refresh.absorb(trace, 0));
    assertEquals(
        "This is a trace refresh answer where a slot refresh answer is needed.", kind.getMessage());
    Ciphertext strange = study.keep(Residues.of(product).ciphertext(80, 0xabcdef));
    SlotRefresh other = study.keep(new SlotRefresh(strange));
    RefreshAnswer mine = answer(4, draws().get(0));
    HeFormatException key = assertThrows(HeFormatException.class, () -> other.absorb(mine, 0));
    assertEquals(
        String.format(
            "Owner 4's answer is of INSECURE_TEST_10 under joint key %016x, the refresh of"
                + " INSECURE_TEST_10 under 0000000000abcdef.",
            study.key.keyId()),
        key.getMessage());
    assertEquals("The answer has no item 1.", refused(() -> refresh.absorb(mine, 1)));
  }
}
