package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ModelParent;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Method;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.market.index.ListedModel;
import dev.lineal.market.index.Snapshot;
import java.util.Optional;

/** Who is paid for a model, and how that was found. */
public final class ContributorsJson {
  private ContributorsJson() {}

  /** As the manifest says, and as the chain pays. */
  public static ObjectNode of(Snapshot snapshot, Sha256 id) {
    Contributors contributors = snapshot.stock().models().get(id).contributors();
    Optional<ListedModel> listed = snapshot.listedModel(id);
    ObjectNode json =
        Json.object()
            .put("method", contributors.method().text())
            .put("method_version", Method.VERSION)
            .put("measured", contributors.method() == Method.LEAVE_ONE_OWNER_OUT)
            .put("losses_sha256", Json.text(contributors.losses()));
    ArrayNode shares = json.putArray("shares");
    for (Share share : contributors.shares()) {
      shares
          .addObject()
          .put("owner", share.owner().text())
          .put("share_bp", share.basisPoints())
          .put("paid_bp", listed.map(on -> paid(on, share)).orElse(null));
    }
    ArrayNode parents = json.putArray("parents");
    listed.ifPresent(
        on -> {
          for (ModelParent parent : on.model().parents()) {
            parents.addObject().put("model", parent.model()).put("share_bp", parent.shareBp());
          }
        });
    return json.put("earned_wei", listed.map(on -> on.potWei().toString()).orElse(null));
  }

  /**
   * Basis points of what parents leave, as the contract has them; 0 where it pays somebody else.
   */
  private static Integer paid(ListedModel listed, Share share) {
    return listed.model().contributors().stream()
        .filter(contributor -> contributor.payee().equals(share.owner()))
        .map(dev.lineal.lineage.chain.Contributor::shareBp)
        .findFirst()
        .orElse(0);
  }
}
