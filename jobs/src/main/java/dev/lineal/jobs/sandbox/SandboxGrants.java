package dev.lineal.jobs.sandbox;

import java.util.List;

/** Where a sandbox's grants are. */
enum SandboxGrants {
  /** In a file of signed lines. */
  IN_FILE,
  /** On a chain of the sandbox's own. */
  ON_CHAIN;

  /** The option that says so to every command. */
  List<String> options(SandboxFolder folder) {
    return this == ON_CHAIN
        ? List.of("--chain", folder.deployment().toString())
        : List.of("--ledger", folder.ledger().toString());
  }
}
