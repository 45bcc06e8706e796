package dev.lineal.lineage.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine a report was made on; what cannot be read is null or empty, never guessed.
 *
 * @param cpu model name
 * @param memoryBytes of the whole machine, null when unknown
 * @param simd the vector extensions that matter to the kernels
 */
public record Machine(String cpu, int cores, Long memoryBytes, List<String> simd) {
  private static final List<String> EXTENSIONS =
      List.of("avx2", "fma", "aes", "sha_ni", "avx512f", "avx512ifma");

  public static Machine current() {
    String cpuInfo = read("/proc/cpuinfo");
    String memory = field(read("/proc/meminfo"), "MemTotal");
    List<String> flags = Arrays.asList(String.valueOf(field(cpuInfo, "flags")).split(" "));
    return new Machine(
        field(cpuInfo, "model name"),
        Runtime.getRuntime().availableProcessors(),
        memory == null ? null : Long.parseLong(memory.split(" ")[0]) * 1024,
        EXTENSIONS.stream().filter(flags::contains).toList());
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cpu", cpu).put("cores", cores).put("memory_bytes", memoryBytes);
    simd.forEach(node.putArray("simd")::add);
    return node.putNull("gpu");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "";
    }
  }

  private static String field(String text, String name) {
    try (Stream<String> lines = text.lines()) {
      return lines
          .filter(line -> line.startsWith(name) && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(null);
    }
  }
}
