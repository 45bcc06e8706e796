package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-, 0, 99",
    "bytes=0-99, 0, 99",
    "bytes=0-100, 0, 99",
    "bytes=10-19, 10, 19",
    "bytes=99-99, 99, 99",
    "bytes=99-999999999999999999, 99, 99",
    "bytes=-1, 99, 99",
    "bytes=-100, 0, 99",
    "bytes=-101, 0, 99",
    "bytes= 5-6 , 5, 6",
    "bytes=007-8, 7, 8",
  })
  void oneRangeOfAHundredBytes(String header, long first, long last) {
    assertEquals(Optional.of(new ByteRange(first, last)), ByteRange.parse(header, 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=123456789012345678-"})
  void aRangeOfNoByteIsEmpty(String header) {
    assertTrue(ByteRange.parse(header, 100).orElseThrow().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=1-2,4-5",
        "items=1-2",
        "bytes=1--2",
        "bytes=+1-2",
        "bytes=0x1-2",
        "bytes=1-2;",
        "bytes=1234567890123456789-",
        "bytes=\u0661-2"
      })
  void anythingElseIsIgnored(String header) {
    assertEquals(Optional.empty(), ByteRange.parse(header, 100));
  }
}
