package dev.lineal.he.udf;

import dev.lineal.he.Ciphertext;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** The ciphertexts of one array, closed together. */
record CiphertextRow(List<Ciphertext> items) implements AutoCloseable {
  /**
   * @param array of BINARY without nulls
   * @throws dev.lineal.he.HeFormatException when an element is no ciphertext; none stays open then
   */
  static CiphertextRow parse(ArrayData array) {
    CiphertextRow row = new CiphertextRow(new ArrayList<>());
    try {
      for (int i = 0; i < array.numElements(); i++) {
        row.items.add(Ciphertext.parse(array.getBinary(i)));
      }
      return row;
    } catch (RuntimeException e) {
      row.close();
      throw e;
    }
  }

  @Override
  public void close() {
    items.forEach(Ciphertext::close);
  }
}
