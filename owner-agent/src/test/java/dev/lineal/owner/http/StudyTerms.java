package dev.lineal.owner.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.LedgerSigner;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.owner.home.OwnerHome;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What owners hand to a client: addresses, identity keys, grants, the joint key. */
record StudyTerms(Path folder, String study, Path ledger) {
  private static final long MOST = 1000;

  /** Grants every owner's datasets and writes the client's file. */
  Path write(List<String> urls, IntFunction<OwnerHome> homes) throws IOException {
    Path jointKey = folder.resolve("joint-key.bin");
    ObjectNode terms = StudyClient.terms(study, jointKey);
    for (int i = 0; i < urls.size(); i++) {
      try (OwnerHome home = homes.apply(i);
          var key = home.study(study).current().jointKey()) {
        Files.write(jointKey, key.toBytes());
        ((ArrayNode) terms.get("owners"))
            .addObject()
            .put("url", urls.get(i))
            .put("identity", home.binding().identityKey().text())
            .put("grant", grant(home).toString());
      }
    }
    return Files.writeString(folder.resolve("client.json"), terms.toString());
  }

  private Sha256 grant(OwnerHome home) {
    Grant grant =
        new Grant(
            study,
            home.binding().wallet(),
            Optional.empty(),
            Owners.TRAINER.address(),
            Plans.PURPOSE,
            List.of(Task.LOGISTIC),
            Owners.EXPIRES,
            MOST,
            List.of("weights"),
            MOST,
            BigInteger.ONE,
            Plans.hash("grant"));
    LedgerSigner signer = new LedgerSigner(home.identity(), home.binding());
    return FileLedger.at(ledger, SigningDomain.OFFLINE).append(grant, signer);
  }
}
