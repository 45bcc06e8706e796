package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.HeParameters;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.FailedCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 10,000 single residues altered at random in rounds 1 and 5 of a run that real agents serve, each
 * held against the run's own check: every one fails.
 */
class RandomAlterationsTest extends NoNativeLeaks {
  private static final int EACH = 5_000;

  @TempDir Path directory;
  private final Random random = new Random(8);

  @Test
  void everyAlteredResidueFailsTheCheck() {
    try (VerifiedStudy study =
        new VerifiedStudy(directory, HeParameters.INSECURE_TEST_10, Blobs.of(3, 300, 5))) {
      Plans plans = study.open("alterations");
      List<RefreshRequest> last = new ArrayList<>();
      int failed = 0;
      try (HttpCluster cluster =
          study
              .cluster(plans, request -> untilRoundFive(study, request, last))
              .with((request, c0, answers) -> study.tell(request, c0))) {
        cluster.iterate(0);
        assertThrows(Enough.class, () -> cluster.iterate(1));
      }
      ClusterCheck check = study.agents.get(0).checks.get(0);
      for (RefreshRequest request : last) {
        check(check, request);
        for (int i = 0; i < EACH; i++) {
          RefreshRequest forged = RefreshRequest.parse(altered(request));
          assertThrows(FailedCheck.class, () -> check(check, forged));
          failed++;
        }
      }
      assertEquals(2 * EACH, failed);
    }
  }

  private static void check(ClusterCheck check, RefreshRequest request) {
    List<RefreshOperands> products =
        IntStream.range(0, request.items()).mapToObj(request::operands).toList();
    try {
      check.check(request, products);
    } finally {
      products.forEach(RefreshOperands::close);
    }
  }

  /** Where both requests are there. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static List<byte[]> untilRoundFive(
      VerifiedStudy study, RefreshRequest request, List<RefreshRequest> last) {
    boolean linear = request.round() == 1 || request.round() == 5;
    if (request.iteration() == 1 && request.slice() == 0 && linear) {
      last.add(request);
      if (request.round() == 5) {
        throw new Enough();
      }
    }
    return study.ask(request);
  }

  private byte[] altered(RefreshRequest request) {
    return Forgeries.residue(
        request,
        random.nextInt(request.items()),
        random.nextInt(2),
        random.nextInt(HeParameters.LIMBS),
        random.nextInt(request.header().parameters().ringDegree()));
  }
}
