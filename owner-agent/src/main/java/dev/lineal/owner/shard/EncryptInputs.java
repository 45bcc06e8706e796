package dev.lineal.owner.shard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.CanonicalJson;

/**
 * What a dataset is made of. Only an encryption of the same inputs goes on where another stopped.
 *
 * @param owner wallet of the owner
 * @param data hash of the file of raw rows
 * @param study hash of the study
 * @param moments hash of the moments
 * @param jointKey fingerprint of the joint public key
 */
record EncryptInputs(Address owner, Sha256 data, Sha256 study, Sha256 moments, Sha256 jointKey) {
  /** Changes whenever the same inputs would give other columns or blocks. */
  private static final String SCHEMA = "lineal.encrypt-inputs/1";

  /** The one canonical text, UTF-8. It never leaves: {@code data} is what the salt protects. */
  byte[] canonicalBytes() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    node.put("owner", owner.text()).put("data", data.toString()).put("study", study.toString());
    node.put("moments", moments.toString()).put("joint_key", jointKey.toString());
    return CanonicalJson.write(node, "inputs of an encryption");
  }

  /** Short name of the inputs. */
  String id() {
    return Sha256.hash(canonicalBytes()).toString().substring(0, 16);
  }
}
