package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Under which keys, scales and masks a run computes.
 *
 * @param parameterSet such as {@code STUDY_13}
 * @param jointKey fingerprint of the joint public key
 * @param weightScaleBits log2 of the scale of an encrypted weight
 * @param rounds of one iteration, in order
 */
public record EncryptionTerms(
    String parameterSet, Sha256 jointKey, int weightScaleBits, List<Round> rounds) {
  private static final Pattern PARAMETER_SET = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  public EncryptionTerms {
    requireParameterSet(parameterSet);
    Require.present("joint-public-key", jointKey);
    Require.range("weight_scale_bits", weightScaleBits, 1, Round.MAX_BITS);
    rounds = Require.notEmpty("rounds", rounds);
    Require.distinct("rounds", rounds.stream().map(Round::name).toList());
  }

  static void requireParameterSet(String name) {
    if (name == null || !PARAMETER_SET.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "parameter_set: must be a name like STUDY_13, but is " + Require.quoted(name));
    }
  }
}
