package dev.lineal.owner.keys;

import dev.lineal.he.NativeLibrary;

/** liblineal_owner.so, the library that knows shares; it stands on no other library. */
final class OwnerLibrary {
  private OwnerLibrary() {}

  /** Loads the library once; every class with native methods calls this first. */
  static void load() {
    NativeLibrary.load(OwnerLibrary.class, "lineal_owner");
  }
}
