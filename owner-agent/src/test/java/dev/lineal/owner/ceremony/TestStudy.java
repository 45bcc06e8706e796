package dev.lineal.owner.ceremony;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.study.Bounds;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.NumberType;
import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.home.GuessCost;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.moments.MomentColumns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Homes of all owners of a study, their rows, and the study's file. */
final class TestStudy {
  static final String ID = "heart";
  static final String[] NAMES = {"alpha", "beta", "gamma", "delta", "epsilon"};

  static final StudySchema SCHEMA =
      new StudySchema(
          List.of(column("age", "0", "120"), column("site", "0", "9"), column("dose", "-1", "1")),
          new StudyLabel.Classification("ill", "no", "yes"));

  private TestStudy() {}

  private static StudyColumn column(String name, String min, String max) {
    return new StudyColumn(name, NumberType.NUMBER, new Bounds(new Decimal(min), new Decimal(max)));
  }

  static Passphrase passphrase() {
    return new Passphrase("correct horse".toCharArray());
  }

  /** Fresh homes that have entered, agreed, and given their rows. */
  static StudyDraft make(Path folder, List<URI> urls) throws IOException {
    return make(folder, urls, HeParameters.INSECURE_TEST_10.name(), SCHEMA);
  }

  static StudyDraft make(Path folder, List<URI> urls, String parameterSet, StudySchema schema)
      throws IOException {
    StudyDraft draft = new StudyDraft(ID, "research", schema, parameterSet, 3, List.of());
    List<OwnerHome> homes = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      try (Passphrase passphrase = passphrase()) {
        homes.add(OwnerHome.create(home(folder, i), passphrase, GuessCost.INSECURE_TEST));
      }
      draft = Membership.enter(draft, homes.get(i), NAMES[i], urls.get(i));
    }
    for (int i = 0; i < homes.size(); i++) {
      Membership.agree(draft, homes.get(i), Rosters.INSECURE_TEST);
      giveRows(homes.get(i), schema, rows(i));
      homes.get(i).close();
    }
    return draft;
  }

  static void giveRows(OwnerHome home, StudySchema schema, List<double[]> rows) throws IOException {
    OwnRows.give(
        home.study(ID),
        MomentColumns.of(schema),
        visitor -> {
          for (double[] row : rows) {
            visitor.accept(row);
          }
          return rows.size();
        });
  }

  static Path home(Path folder, int owner) {
    return folder.resolve("owner-" + owner);
  }

  static OwnerHome open(Path folder, int owner) {
    try (Passphrase passphrase = passphrase()) {
      return OwnerHome.open(home(folder, owner), passphrase);
    }
  }

  /** Age, a site that is the same everywhere, a dose; then the label. */
  static List<double[]> rows(int owner) {
    Random random = new Random(owner);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 40 + owner; i++) {
      rows.add(new double[] {random.nextInt(121), 3, random.nextDouble() * 2 - 1, 1});
    }
    return rows;
  }
}
