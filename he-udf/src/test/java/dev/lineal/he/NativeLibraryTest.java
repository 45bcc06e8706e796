package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NativeLibraryTest {
  @Test
  void load_ofALibraryTheJarLacks() {
    for (int attempt = 0; attempt < 2; attempt++) {
      HeException e =
          assertThrows(
              HeException.class, () -> NativeLibrary.load(HeContext.class, "lineal_missing"));
      assertEquals(
          "The jar of dev.lineal.he.HeContext carries no liblineal_missing.so; build it with: mvn"
              + " -pl he-udf,owner-agent -am package",
          e.getMessage());
    }
  }

  @Test
  void load_twice_doesNothing() {
    NativeLibrary.load(HeContext.class, "lineal_he", "openfhe");
    NativeLibrary.load(HeContext.class, "lineal_he", "openfhe");
  }
}
