package dev.lineal.jobs.owners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyOwner;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the owners of a study publish: their newest datasets, and the moments with which all of them
 * standardised.
 */
public record Catalogue(Study study, Patience patience) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BYTES = 64 << 20;

  /** The newest dataset of every owner, in the study's order. */
  public List<DatasetManifest> datasets() {
    List<DatasetManifest> found = new ArrayList<>();
    for (int i = 0; i < study.owners().size(); i++) {
      found.add(newest(study.owners().get(i), StudyOwners.addresses(study).get(i)));
    }
    return found;
  }

  private DatasetManifest newest(StudyOwner owner, OwnerAddress address) {
    JsonNode entry =
        StreamSupport.stream(json(address, "/v1/datasets").path("datasets").spliterator(), false)
            .filter(dataset -> study.id().equals(dataset.path("study").asText()))
            .max(Comparator.comparing(dataset -> dataset.path("created").asText()))
            .orElseThrow(() -> nothing(address));
    String id = Sha256.parse(entry.path("id").asText()).toString();
    DatasetManifest manifest =
        DatasetManifest.parse(bytes(address, "/v1/datasets/" + id + "/manifest"));
    boolean right =
        manifest.owner().equals(owner.wallet())
            && manifest.identityKey().equals(owner.identityKey())
            && manifest.schemaSha256().equals(study.schema().sha256())
            && manifest.contentRoot().toString().equals(id);
    if (!right) {
      throw JobErrors.checkFailed(
          "The dataset %s of owner %s is not of this study's owner and schema."
              .formatted(id, address),
          "Ask the owner to encrypt its rows for this study again.");
    }
    return manifest;
  }

  private static RuntimeException nothing(OwnerAddress address) {
    return JobErrors.unavailable(
        "Owner " + address + " publishes no dataset of this study.",
        "Have it run: lineal owner encrypt.");
  }

  /** The moments, which every owner must give alike. */
  public Moments moments() {
    Moments first = null;
    for (OwnerAddress address : StudyOwners.addresses(study)) {
      Moments moments = Moments.parse(bytes(address, "/v1/studies/" + study.id() + "/moments"));
      moments.checkBelongTo(study);
      if (first != null && !first.equals(moments)) {
        throw JobErrors.checkFailed(
            "Owner " + address + " has other moments than the owners before it.",
            "Compare their ceremonies; one of them must be repeated.");
      }
      first = moments;
    }
    return first;
  }

  private JsonNode json(OwnerAddress address, String path) {
    try {
      return JSON.readTree(bytes(address, path));
    } catch (IOException e) {
      throw JobErrors.ownerFailed(address.toString(), 200, "no JSON at " + path);
    }
  }

  private byte[] bytes(OwnerAddress address, String path) {
    try (InputStream in = new OwnerDownload(address, patience).get(path)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "%s of %s broke off: %s.".formatted(path, address, e.getMessage()), "Try again.");
    }
  }
}
