package dev.lineal.he.refresh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.Examples;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.Residues;
import dev.lineal.he.SlowRing;
import dev.lineal.he.TestStudy;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLiveHandles.class)
class TraceRefreshTest {
  private static final int OWNERS = 3;

  private TestStudy study;
  private GradientAccumulator gradient;
  private RefreshRequest request;
  private BigInteger constantOfC0;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 111);
    EncryptedBlock block = study.keep(new EncryptedBlock(study.randoms(2, 1, 42)));
    Ciphertext residual = study.random(1, 40);
    gradient =
        study
            .keep(new GradientAccumulator(study.parameters, study.key.keyId(), 2, 82))
            .add(List.of(block), List.of(residual));
    request =
        RefreshRequest.ofColumns(
            new RefreshRequest.Position(Examples.RUN, 0, 5, 0), gradient, 0, 2);
    Ciphertext product = study.keep(study.keep(block.column(1)).multiply(residual));
    constantOfC0 = SlowRing.coefficients(study.parameters, Residues.of(product).values()[0])[0];
  }

  @AfterEach
  void close() {
    study.close();
  }

  private TraceRefresh refresh() {
    return study.keep(
        new TraceRefresh(study.parameters, study.key.keyId(), gradient.constantOfC0(1)));
  }

  private RefreshAnswer answer(int owner, BigInteger h, Residues b) {
    RefreshAnswer made = RefreshAnswer.ofTraces(request, owner);
    for (int item = 0; item < 2; item++) {
      made.trace(item, study.parameters.residues(h), b.packed());
    }
    return RefreshAnswer.parse(made.toBytes(), request);
  }

  @Test
  void masked_isTheConstantOfC0PlusTheOwnersTraces() {
    TraceRefresh refresh = refresh();
    assertEquals(constantOfC0, refresh.masked());
    BigInteger want = constantOfC0;
    Residues b = Residues.zero(study.parameters, 1);
    for (int i = 0; i < OWNERS; i++) {
      BigInteger h = new BigInteger(167, study.random).subtract(BigInteger.ONE.shiftLeft(166));
      refresh.absorb(answer(i, h, b), 1);
      want = want.add(h);
    }
    assertEquals(
        study.parameters.residues(want)[2], study.parameters.residues(refresh.masked())[2]);
    assertEquals(study.parameters.centred(study.parameters.residues(want)), refresh.masked());
  }

  @Test
  void finish_addsTheOwnersPartsAndTheConstant() {
    TraceRefresh refresh = refresh();
    List<Residues> parts = new ArrayList<>();
    Residues sum = Residues.zero(study.parameters, 1);
    for (int i = 0; i < OWNERS; i++) {
      parts.add(Residues.random(study.parameters, 1, study.random));
      refresh.absorb(answer(i, BigInteger.TWO, parts.get(i)), 1);
      sum = sum.plus(parts.get(i));
    }
    BigInteger constant = BigInteger.valueOf(-123456789);
    Ciphertext fresh = study.keep(refresh.finish(Examples.SEED, constant));
    Residues want = sum.plusConstant(study.parameters.residues(constant));
    Residues.of(fresh).slice(0, 1).assertSame(want);
    Ciphertext ofSeed =
        study.keep(
            Ciphertext.ofSeed(
                study.parameters, 40, study.key.keyId(), Examples.SEED, want.packed(), 0));
    assertArrayEquals(ofSeed.toBytes(), fresh.toBytes());
  }

  @Test
  void absorb_ofACorruptAnswer_addsNothing() {
    TraceRefresh refresh = refresh();
    byte[] bytes = answer(0, BigInteger.TEN, Residues.zero(study.parameters, 1)).toBytes();
    for (int i = 1; i <= 6; i++) {
      bytes[bytes.length - i] = -1;
    }
    RefreshAnswer corrupt = RefreshAnswer.parse(bytes, request);
    HeFormatException e = assertThrows(HeFormatException.class, () -> refresh.absorb(corrupt, 1));
    assertEquals(
        "polynomial 0, limb 3: a residue is not below its prime; the data are corrupt",
        e.getMessage());
    assertEquals(constantOfC0, refresh.masked());
  }

  @Test
  void absorb_ofASlotAnswer() {
    TraceRefresh refresh = refresh();
    RefreshAnswer slots = RefreshAnswer.ofSlots(request, 0);
    HeFormatException e = assertThrows(HeFormatException.class, () -> refresh.absorb(slots, 0));
    assertEquals(
        "This is a slot refresh answer where a trace refresh answer is needed.", e.getMessage());
    TraceRefresh other =
        study.keep(new TraceRefresh(HeParameters.INSECURE_TEST_11, study.key.keyId(), new long[4]));
    RefreshAnswer mine = answer(7, BigInteger.ONE, Residues.zero(study.parameters, 1));
    HeFormatException set = assertThrows(HeFormatException.class, () -> other.absorb(mine, 0));
    assertEquals(
        String.format(
            "Owner 7's answer is of INSECURE_TEST_10 under joint key %016x, the refresh of"
                + " INSECURE_TEST_11 under %016x.",
            study.key.keyId(), study.key.keyId()),
        set.getMessage());
  }
}
