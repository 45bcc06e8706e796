package dev.lineal.owner.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.report.Build;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.http.Bodies;
import dev.lineal.owner.http.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/**
 * {@code GET /v1/info}: who serves here, which studies, and how far their ceremonies are. {@code
 * GET /v1/studies/{id}/moments}: totals that the owners released together; a released model needs
 * them.
 */
final class InfoRoutes implements RouteGroup {
  private final OwnerHome owner;
  private final ClusterTrust trust;

  InfoRoutes(OwnerHome owner, ClusterTrust trust) {
    this.owner = owner;
    this.trust = trust;
  }

  @Override
  public void add(RoutesConfig routes, Bodies bodies) {
    routes.get(
        "/v1/info", context -> context.contentType("application/json").result(info().toString()));
    routes.get("/v1/studies/{id}/moments", this::moments);
  }

  private void moments(Context context) {
    String id = context.pathParam("id");
    if (!owner.studies().contains(id) || !owner.study(id).hasMoments()) {
      throw new NotFoundResponse("No moments of study " + id + " are here.");
    }
    context.contentType("application/json").result(owner.study(id).moments());
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
    StudyHome current = home.current();
    node.put("agreed_key_set", home.agreedKeySet());
    return current.hasKeys()
        ? node.put("key_set", current.number())
            .put("joint_key_fingerprint", current.fingerprint().toString())
        : node.put("key_set", 0).putNull("joint_key_fingerprint");
  }
}
