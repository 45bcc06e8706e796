package dev.lineal.owner.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Trains over HTTP, writes the model, and dumps its heap: terms, model, dump. */
final class ClientProcess {
  private ClientProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (StudyClient client = StudyClient.read(Path.of(arguments[0]))) {
      double[] model = client.train(client.plans("nonce"));
      new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), model);
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(arguments[2], false);
    }
  }
}
