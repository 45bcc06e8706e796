package dev.lineal.jobs.owners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.attest.EnvelopeSignature;
import dev.lineal.lineage.attest.RunAttestation;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.SignedRunPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Opens a run with every owner; asks for their sealed shares of a release and attestations. */
public record RunSessions(List<OwnerAddress> owners) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public RunSessions {
    owners = List.copyOf(owners);
  }

  /**
   * Opens the run, or finds it open.
   *
   * @return what refreshes and releases of the run must carry
   * @throws dev.lineal.jobs.JobException with the first owner's rule that says no
   */
  public RunAccess open(SignedRunPlan signed) {
    return open(signed, Optional.empty());
  }

  /** The same, showing what a power iteration released where the plan's step stands on it. */
  public RunAccess open(SignedRunPlan signed, Optional<CurvatureEvidence> curvature) {
    byte[] body = SignedPlanFile.request(signed, curvature);
    List<byte[]> opened =
        owners.stream()
            .map(owner -> post(owner, "/v1/sessions", body, Optional.empty()).body())
            .toList();
    return new RunAccess(
        signed.plan().sha256().toString(),
        IntStream.range(0, owners.size())
            .mapToObj(i -> token(owners.get(i), opened.get(i)))
            .toList(),
        opened.stream().map(one -> read(one).path("cluster").asText("trusted")).toList(),
        opened.stream().map(one -> read(one).path("evidence").asBoolean()).toList());
  }

  private static JsonNode read(byte[] opened) {
    try {
      return JSON.readTree(opened);
    } catch (IOException e) {
      return MissingNode.getInstance(); // what is no JSON has no token either
    }
  }

  private static String token(OwnerAddress owner, byte[] opened) {
    try {
      String token = JSON.readTree(opened).path("token").asText();
      if (token.matches("[0-9a-f]{64}")) {
        return token;
      }
    } catch (IOException e) {
      // Told below.
    }
    throw JobErrors.ownerFailed(owner.toString(), 200, "the opened session has no token");
  }

  /** Every owner's answer, sealed to the plan's licensee, in the owners' order. */
  public List<byte[]> release(RunAccess access, String name) {
    byte[] body =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("schema", "lineal.release-request/1")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    String path = "/v1/sessions/" + access.run() + "/release";
    return IntStream.range(0, owners.size())
        .mapToObj(i -> post(owners.get(i), path, body, Optional.of(access.authorization(i))).body())
        .toList();
  }

  /**
   * Every owner's word that a run's manifest agrees with its transcript, in the owners' order; not
   * yet believed.
   *
   * @param keys the owners' identity keys
   * @param heads of the owners' transcripts of the run
   */
  public List<Envelope> attest(
      RunAccess access, Sha256 manifest, List<IdentityKey> keys, List<Sha256> heads) {
    return IntStream.range(0, owners.size())
        .mapToObj(i -> attest(access, i, manifest, keys.get(i), heads.get(i)))
        .toList();
  }

  private Envelope attest(
      RunAccess access, int owner, Sha256 manifest, IdentityKey key, Sha256 head) {
    byte[] body =
        JsonNodeFactory.instance
            .objectNode()
            .put("manifest_sha256", manifest.toString())
            .put("schema", "lineal.attestation-request/1")
            .put("transcript_head", head.toString())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> answer =
        post(
            owners.get(owner),
            "/v1/sessions/" + access.run() + "/attestation",
            body,
            Optional.of(access.authorization(owner)));
    try {
      IdentitySignature signature =
          new IdentitySignature(answer.headers().firstValue("Lineal-Signature").orElse(""));
      return new Envelope(
          RunAttestation.TYPE, answer.body(), List.of(new EnvelopeSignature(key, signature)));
    } catch (IllegalArgumentException e) {
      throw JobErrors.ownerFailed(
          owners.get(owner).toString(), answer.statusCode(), "the attestation has no signature");
    }
  }

  private static HttpResponse<byte[]> post(
      OwnerAddress owner, String path, byte[] body, Optional<String> authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(owner.url() + path))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw Problem.of(response.body()).error(owner, response.statusCode());
      }
      return response;
    } catch (IOException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw JobErrors.ownerDown(owner.name(), owner.url().toString(), Duration.ZERO, why);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JobErrors.unavailable("The job was interrupted.", "Run it again.");
    }
  }
}
