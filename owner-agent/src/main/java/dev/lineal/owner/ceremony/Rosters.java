package dev.lineal.owner.ceremony;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyOwner;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.moments.MomentColumns;
import java.util.List;

/** Which studies an agent or a driver takes part in. */
public enum Rosters {
  /** Parameter sets that protect something. */
  SECURE,
  /** Also the small sets of tests, which protect nothing. */
  INSECURE_TEST;

  /**
   * @throws OwnerException when the study's parameter set is unknown or not allowed here
   */
  public Roster of(Study study) {
    HeParameters parameters = parameters(study.parameterSet());
    List<Roster.Participant> participants =
        study.owners().stream().map(Rosters::participant).toList();
    if (participants.size() < study.minOwners()) {
      throw CeremonyErrors.tooFewOwners(study.id(), participants.size(), study.minOwners());
    }
    return new Roster(
        study.id(),
        study.sha256(),
        parameters,
        MomentColumns.of(study.schema()),
        participants,
        Roster.FIRST);
  }

  /** The parameter set of this name. */
  public HeParameters parameters(String name) {
    HeParameters parameters;
    try {
      parameters = HeParameters.named(name);
    } catch (IllegalArgumentException e) {
      throw new OwnerException(ExitCode.USAGE, "study.parameters", e.getMessage(), "Use STUDY_13.");
    }
    if (this == SECURE && !parameters.secure()) {
      throw CeremonyErrors.unsafeParameters(name);
    }
    return parameters;
  }

  private static Roster.Participant participant(StudyOwner owner) {
    return new Roster.Participant(owner.name(), owner.url(), owner.identityKey());
  }
}
