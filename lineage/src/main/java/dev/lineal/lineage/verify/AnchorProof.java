package dev.lineal.lineage.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.merkle.InclusionProof;
import java.util.List;

/**
 * That a manifest's hash is a leaf of a tree whose root an account anchored.
 *
 * @param by account that anchored
 * @param root that is on chain
 * @param inclusion of the manifest's 32-byte hash
 */
public record AnchorProof(Address by, Sha256 root, InclusionProof inclusion) {
  private static final String DOCUMENT = "anchor proof";
  private static final String SCHEMA = "lineal.anchor-proof/1";

  public AnchorProof {
    Require.present("by", by);
    Require.present("root", root);
    Require.present("inclusion", inclusion);
  }

  /** Whether the manifest is under the root. */
  public boolean covers(Sha256 manifest) {
    return inclusion.verifies(manifest.bytes(), root);
  }

  static AnchorProof parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(AnchorProof::read);
  }

  private static AnchorProof read(StrictObject proof) {
    proof.constant("schema", SCHEMA);
    long size = proof.integer("size", 1, Require.MAX_JSON_INTEGER);
    long index = proof.integer("index", 0, size - 1);
    List<Sha256> path = proof.texts("path").stream().map(Sha256::parse).toList();
    return new AnchorProof(
        proof.value("by", Address::new),
        proof.sha256("root"),
        new InclusionProof(index, size, path));
  }

  byte[] canonicalBytes() {
    ObjectNode node = Statement.object().put("schema", SCHEMA).put("by", by.text());
    node.put("root", root.toString()).put("index", inclusion.index());
    node.put("size", inclusion.size());
    ArrayNode path = node.putArray("path");
    inclusion.path().forEach(hash -> path.add(hash.toString()));
    return CanonicalJson.write(node, DOCUMENT);
  }
}
