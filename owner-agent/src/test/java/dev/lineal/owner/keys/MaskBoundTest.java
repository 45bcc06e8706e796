package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.HeParameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskBoundTest {
  private static BigInteger scaled(double bound, int bits) {
    return new BigDecimal(bound)
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)))
        .toBigInteger();
  }

  /** The table of docs/protocol.md, masks: slots' bounds 1.7, 2.9, 3.8, 15.4. */
  @ParameterizedTest
  @CsvSource({
    "3, 1.7, 82, 82.6", "3, 2.9, 80, 83.9", "3, 3.8, 80, 83.5", "3, 15.4, 80, 81.5",
    "16, 1.7, 82, 80.2", "16, 2.9, 80, 81.5", "16, 3.8, 80, 81.1", "16, 15.4, 80, 79.1"
  })
  void sigmaIsThatOfTheDesign(int owners, double slots, int scale, double sigma) {
    MaskBound masks =
        MaskBound.forStudy(HeParameters.STUDY_13, owners, scaled(slots, scale), 1L << 30);
    assertEquals(sigma, masks.sigmaBits(), 0.06);
  }

  @Test
  void theBoundIsTheLargestThatFits() {
    BigInteger message = BigInteger.ONE.shiftLeft(83);
    MaskBound masks = MaskBound.forStudy(HeParameters.STUDY_13, 3, message, 1);
    BigInteger three = BigInteger.valueOf(3);
    BigInteger half = HeParameters.STUDY_13.modulus().shiftRight(1);
    assertEquals(half.subtract(message).divide(three), masks.bound());
  }

  @Test
  void tooLittleRoomIsRefusedWithTheNumbers() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                MaskBound.forStudy(
                    HeParameters.STUDY_13, 3, BigInteger.ONE.shiftLeft(100), 1L << 30));
    assertEquals(
        "Masks have too little room: messages up to 2^100.0 and 3 owners leave sigma = 65.4 bits"
            + " at STUDY_13 (log2 Q = 168.0), but 1073741824 answers need 40 + 30.0 = 70.0 bits."
            + " Lower the bound of the message (fewer rows per run, smaller values) or the number"
            + " of answers.",
        refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> MaskBound.forStudy(HeParameters.STUDY_13, 3, BigInteger.ONE.shiftLeft(170), 1));
  }

  @Test
  void theLimitIsExact() {
    BigInteger message = BigInteger.ONE.shiftLeft(96);
    MaskBound most = MaskBound.forStudy(HeParameters.STUDY_13, 2, message, 1);
    long answers = most.bound().shiftRight(40 + 96).longValueExact();
    MaskBound.forStudy(HeParameters.STUDY_13, 2, message, answers);
    assertThrows(
        IllegalArgumentException.class,
        () -> MaskBound.forStudy(HeParameters.STUDY_13, 2, message, answers + 1));
  }
}
