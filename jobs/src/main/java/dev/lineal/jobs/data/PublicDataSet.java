package dev.lineal.jobs.data;

import dev.lineal.jobs.JobErrors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The data sets of the demo, the benchmarks and the tests. */
public enum PublicDataSet {
  /** 11,982 rows of 196 pixels to train on, 1,984 held out. */
  MNIST_3V8(
      "mnist-3v8",
      List.of(
          PinnedFile.mnist(
              "train-images-idx3-ubyte",
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          PinnedFile.mnist(
              "train-labels-idx1-ubyte",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          PinnedFile.mnist(
              "t10k-images-idx3-ubyte",
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          PinnedFile.mnist(
              "t10k-labels-idx1-ubyte",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
      files ->
          new SplitTable(
              MnistImages.threeAgainstEight(files.get(0), files.get(1)),
              MnistImages.threeAgainstEight(files.get(2), files.get(3)))),
  /** 569 rows of 30 features, a quarter held out. */
  BREAST_CANCER(
      "breast-cancer",
      List.of(
          PinnedFile.scikitLearn(
              "breast_cancer.csv",
              "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed")),
      files -> SplitTable.quarterHeldOut(ScikitTables.breastCancer(files.get(0)))),
  /** 1,797 rows of 64 pixels, 8 against the rest, a quarter held out. */
  DIGITS_8(
      "digits-8",
      List.of(
          PinnedFile.scikitLearn(
              "digits.csv.gz", "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22")),
      files -> SplitTable.quarterHeldOut(ScikitTables.digitEight(files.get(0)))),
  /** 442 rows of 10 features and a real target, a quarter held out. */
  DIABETES(
      "diabetes",
      List.of(
          PinnedFile.scikitLearn(
              "diabetes_data_raw.csv.gz",
              "a3e94cc7cea00f8a84fa5f6345203913a68efa42df18f87ddf9bead721bfd503"),
          PinnedFile.scikitLearn(
              "diabetes_target.csv.gz",
              "8e53f65eb811df43c206f3534bb3af0e5fed213bc37ed6ba36310157d6023803")),
      files -> SplitTable.quarterHeldOut(ScikitTables.diabetes(files.get(0), files.get(1))));

  private final String text;
  private final List<PinnedFile> files;
  private final Function<List<byte[]>, SplitTable> reader;

  PublicDataSet(String text, List<PinnedFile> files, Function<List<byte[]>, SplitTable> reader) {
    this.text = text;
    this.files = files;
    this.reader = reader;
  }

  /** Reads the written form; anything else is an error that names the known ones. */
  public static PublicDataSet named(String text) {
    return Arrays.stream(values())
        .filter(set -> set.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                JobErrors.usage(
                    "There is no data set '" + text + "'.",
                    "Known: "
                        + String.join(
                            ", ", Arrays.stream(values()).map(PublicDataSet::text).toList())
                        + "."));
  }

  /** The written form. */
  public String text() {
    return text;
  }

  /** Fetches what is missing and reads it. */
  public SplitTable load(PackageCache cache) {
    return reader.apply(files.stream().map(cache::read).toList());
  }
}
