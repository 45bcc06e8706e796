package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.owner.home.GuessCost;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {
  @TempDir private Path folder;

  private OwnerHome home(int owner) {
    try (Passphrase passphrase = TestStudy.passphrase()) {
      return OwnerHome.create(TestStudy.home(folder, owner), passphrase, GuessCost.INSECURE_TEST);
    }
  }

  private static StudyDraft draft(String parameterSet) {
    return new StudyDraft("heart", "research", TestStudy.SCHEMA, parameterSet, 3, List.of());
  }

  @Test
  void withFewerThanTheLeastOwnersNobodyCanAgree() {
    try (OwnerHome one = home(0);
        OwnerHome two = home(1)) {
      StudyDraft draft =
          Membership.enter(
              Membership.enter(draft("STUDY_13"), one, "a", URI.create("http://127.0.0.1:1")),
              two,
              "b",
              URI.create("http://127.0.0.1:2"));
      OwnerException refused =
          assertThrows(OwnerException.class, () -> Membership.agree(draft, one, Rosters.SECURE));
      assertEquals("study.min_owners", refused.rule());
      assertTrue(refused.getMessage().contains("has 2 owners and needs 3"), refused.getMessage());
      assertThrows(
          OwnerException.class, () -> one.study("heart").study(), "has not joined the study");
    }
  }

  @Test
  void anInsecureParameterSetIsRefused() {
    OwnerException refused =
        assertThrows(OwnerException.class, () -> Rosters.SECURE.parameters("INSECURE_TEST_10"));
    assertEquals("study.insecure_parameters", refused.rule());
  }

  @Test
  void aDraftsTextIsTheStudysOnceItHasEnoughOwners() {
    StudyDraft draft = draft("STUDY_13");
    for (int i = 0; i < 3; i++) {
      try (OwnerHome home = home(i)) {
        draft =
            Membership.enter(draft, home, TestStudy.NAMES[i], URI.create("http://h:" + (i + 1)));
      }
      assertEquals(draft, StudyDraft.parse(draft.canonicalBytes()));
    }
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        draft.study().canonicalBytes(), draft.canonicalBytes());
  }

  @Test
  void enteringNeedsANameAndAUrl() {
    try (OwnerHome home = home(0)) {
      OwnerException refused =
          assertThrows(
              OwnerException.class, () -> Membership.enter(draft("STUDY_13"), home, null, null));
      assertEquals("join.entry", refused.rule());
    }
  }
}
