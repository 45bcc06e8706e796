package dev.lineal.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.iteration.StepLine;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.Grants;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Mutations;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Schemas;
import dev.lineal.lineage.manifest.WalletBindingJson;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudySamples;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas and parsers say the same, of good documents and of every mutation of them. */
class SchemaTest {
  static List<Arguments> documents() {
    Function<byte[], Object> dataset = DatasetManifest::parse;
    Function<byte[], Object> plan = RunPlan::parse;
    Function<byte[], Object> grant = Grant::parse;
    Function<byte[], Object> binding = WalletBindingJson::parse;
    Function<byte[], Object> study = Study::parse;
    Function<byte[], Object> moments = Moments::parse;
    WalletBinding bound =
        WalletBinding.sign(
            Samples.TRAINER, IdentityKeyPair.generate(), Instant.EPOCH, SigningDomain.OFFLINE);
    Bundle bundle = BundleSamples.child(BundleSamples.bundle().model().manifest());
    Function<byte[], Object> run = RunManifest::parse;
    Function<byte[], Object> model = ModelManifest::parse;
    Function<byte[], Object> losses = Losses::parse;
    Function<byte[], Object> step = StepLine::parse;
    Function<byte[], Object> envelope = Envelope::parse;
    return List.of(
        Arguments.of("run-manifest-1.json", bundle.run().manifest().canonicalBytes(), run),
        Arguments.of("model-manifest-1.json", bundle.model().manifest().canonicalBytes(), model),
        Arguments.of("losses-1.json", bundle.losses().orElseThrow().canonicalBytes(), losses),
        Arguments.of("step-1.json", StepLine.canonicalBytes(bundle.steps().get(0)), step),
        Arguments.of("envelope-1.json", bundle.run().envelope().toJson(), envelope),
        Arguments.of("dataset-manifest-1.json", Samples.dataset().canonicalBytes(), dataset),
        Arguments.of("run-plan-1.json", Samples.plan().canonicalBytes(), plan),
        Arguments.of("grant-1.json", Grants.toAnyVersion().canonicalBytes(), grant),
        Arguments.of("wallet-binding-1.json", WalletBindingJson.canonicalBytes(bound), binding),
        Arguments.of("study-1.json", StudySamples.study().canonicalBytes(), study),
        Arguments.of("moments-1.json", StudySamples.moments().canonicalBytes(), moments));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void aGoodDocumentPassesAndEveryMutationFailsBoth(
      String name, byte[] good, Function<byte[], Object> parser) throws IOException {
    Schema schema = Schemas.of(name);
    assertEquals(List.of(), Schemas.faults(schema, text(good)));
    JsonNode tree = new ObjectMapper().readTree(good);
    List<Mutations.Mutation> mutations = Mutations.of(tree);
    assertTrue(mutations.size() >= 20, mutations.size() + " mutations");
    for (Mutations.Mutation mutation : mutations) {
      String json = mutation.document().toString();
      assertFalse(Schemas.faults(schema, json).isEmpty(), "schema accepts: " + mutation);
      LineageException error =
          assertThrows(
              LineageException.class,
              () -> parser.apply(canonical(json)),
              () -> "parser accepts: " + mutation);
      assertEquals(LineageException.Kind.BAD_INPUT, error.kind());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void whatIsMissingOrUnknownIsNamedWithItsPath(
      String name, byte[] good, Function<byte[], Object> parser) throws IOException {
    for (Mutations.Mutation mutation : Mutations.of(new ObjectMapper().readTree(good))) {
      String what = mutation.what();
      String at =
          what.startsWith("missing ")
              ? what.substring("missing ".length()) + ": is missing"
              : what.startsWith("unknown field in ")
                  ? what.substring("unknown field in ".length()) + "x_unknown: is unknown to this"
                  : null;
      if (at != null) {
        LineageException error =
            assertThrows(
                LineageException.class,
                () -> parser.apply(canonical(mutation.document().toString())));
        assertTrue(
            error.getMessage().contains(" has a fault at " + at),
            () -> what + " gave: " + error.getMessage());
      }
    }
  }

  private static byte[] canonical(String json) {
    return CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "test");
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
