package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import java.util.List;

/** The keys of a study whose owners all live in this test: both ceremonies, held for real. */
public final class StudyKeys {
  private final Study study;

  private StudyKeys(Study study) {
    this.study = study;
  }

  public static StudyKeys of(HeParameters parameters, int owners) {
    return new StudyKeys(Study.of(parameters, owners));
  }

  /** One share per owner; the caller closes them. */
  public List<SecretShare> shares() {
    return List.copyOf(study.shares);
  }

  public JointPublicKey publicKey() {
    return JointPublicKey.of(study.ring.parameters, study.key.seed(), study.key.packed());
  }
}
