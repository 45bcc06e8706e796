package dev.lineal.jobs.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.AnchorBatch;
import dev.lineal.lineage.chain.AnchorRecord;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Spark job that anchors: Spark's class path and web3j's live in one process. */
class SparkAnchorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir Path directory;

  @Test
  void manifestsOfATableAreAnchoredAndTasksSeeIt() {
    try (DevChain process = DevChain.start(directory, 0)) {
      Wallet gas = Wallet.generate();
      process.fund(gas.address(), BigInteger.TEN.pow(18));
      Deployment deployment =
          ContractDeployment.deploy(process.node(), gas, Patience.DEVELOPMENT).deployment();

      List<String> manifests =
          SPARK
              .session()
              .range(1_000)
              .selectExpr("sha2(concat('manifest ', id), 256) AS manifest", "id")
              .orderBy("id")
              .toJavaRDD()
              .map(row -> row.getString(0))
              .collect();
      AnchorBatch batch = AnchorBatch.of(manifests.stream().map(Sha256::parse).toList());
      LinealChain chain = LinealChain.open(deployment);
      AnchorRecord record = chain.anchors().anchor(chain.writer(gas), batch.request()).orThrow();
      assertEquals(1_000, record.leaves());
      assertTrue(batch.proof(417).verifies(batch.manifests().get(417).bytes(), record.root()));

      // Executors' tasks ask the chain themselves, as ingest does of datasets.
      String file = directory.resolve("chain.json").toString();
      deployment.write(Path.of(file));
      String root = record.root().toString();
      String by = record.by().text();
      JavaRDD<Long> blocks =
          SPARK.context().parallelize(List.of(1, 2, 3, 4), 4).map(task -> block(file, by, root));
      assertEquals(List.of(record.block()), blocks.distinct().collect());
    }
  }

  private static long block(String deployment, String by, String root) {
    return LinealChain.open(Deployment.read(Path.of(deployment)))
        .anchors()
        .find(dev.lineal.lineage.chain.Address.parse(by), Sha256.parse(root))
        .orElseThrow()
        .block();
  }
}
