package dev.lineal.jobs.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.OwnerOnlyFile;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Wallet;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar writes to a chain under a real spark-submit: Spark's jars come first there. */
class ChainUnderSparkIT {
  @TempDir Path folder;

  @Test
  void contractsAreDeployedByTheJobsJar() throws Exception {
    try (DevChain chain = DevChain.start(folder.resolve("chain"), 0)) {
      Wallet wallet = Wallet.generate();
      chain.fund(wallet.address(), BigInteger.TEN.pow(18));
      Path secrets = folder.resolve("secrets");
      Path keystore = secrets.resolve("wallet.json");
      Path passphrase = secrets.resolve("passphrase");
      Keystore.save(wallet, keystore, "secret".toCharArray(), Keystore.Cost.INSECURE_TEST);
      OwnerOnlyFile.create(passphrase, "secret".getBytes(StandardCharsets.UTF_8));
      Path out = folder.resolve("chain.json");
      Path log = folder.resolve("log");
      Process process =
          new ProcessBuilder(
                  System.getProperty("spark.submit"),
                  "--master",
                  "local[1]",
                  "--class",
                  "dev.lineal.lineage.Main",
                  System.getProperty("jobs.jar"),
                  "chain",
                  "deploy",
                  "--node=" + chain.url(),
                  "--wallet=" + keystore,
                  "--passphrase-file=" + passphrase,
                  "--out=" + out)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "spark-submit ends");
      assertEquals(0, process.exitValue(), Files.readString(log));
      assertEquals(0, LinealChain.open(Deployment.read(out)).models().count());
    }
  }
}
