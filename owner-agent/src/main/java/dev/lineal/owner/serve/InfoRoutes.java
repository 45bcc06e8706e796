package dev.lineal.owner.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.report.Build;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.http.RouteGroup;
import io.javalin.config.RoutesConfig;

/** {@code GET /v1/info}: who serves here, which studies, and how far their ceremonies are. */
final class InfoRoutes implements RouteGroup {
  private final OwnerHome owner;
  private final ClusterTrust trust;

  InfoRoutes(OwnerHome owner, ClusterTrust trust) {
    this.owner = owner;
    this.trust = trust;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get(
        "/v1/info", context -> context.contentType("application/json").result(info().toString()));
  }

  private ObjectNode info() {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("schema", "lineal.agent/1")
        .put("version", Build.version())
        .put("git_commit", Build.commit())
        .put("cluster", trust.text())
        .put("wallet", owner.binding().wallet().text())
        .put("identity_key", owner.binding().identityKey().text());
    ArrayNode studies = info.putArray("studies");
    owner.studies().forEach(id -> studies.add(study(owner.study(id))));
    return info;
  }

  private static ObjectNode study(StudyHome home) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", home.id()).put("confirmed", home.confirmed()).put("moments", home.hasMoments());
    if (home.hasKeys()) {
      try (JointPublicKey key = home.jointKey()) {
        return node.put("joint_key_fingerprint", key.fingerprint());
      }
    }
    return node.putNull("joint_key_fingerprint");
  }
}
