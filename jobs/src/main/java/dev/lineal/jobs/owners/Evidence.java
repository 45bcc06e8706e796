package dev.lineal.jobs.owners;

import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * All owners' answers to a request: each owner that checks the cluster gets the others', and with
 * them what of the products' c_0 it cannot form itself.
 *
 * @param request that was answered
 * @param c0 as {@link RefreshEvidence#c0}
 * @param replies in the owners' order
 */
public record Evidence(RefreshRequest request, byte[] c0, List<OwnerAnswer> replies) {
  /** What an owner gets. */
  RefreshEvidence forOwner(int owner) {
    List<RefreshEvidence.Signed> others = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      if (i != owner) {
        others.add(new RefreshEvidence.Signed(replies.get(i).signature(), replies.get(i).bytes()));
      }
    }
    return RefreshEvidence.of(request, c0, others);
  }
}
