package dev.lineal.lineage.licence;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.identity.WalletBinding;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file ledger's lines, all of them checked. The first that fails is named, and nothing counts.
 */
final class LedgerContent {
  private final Path file;
  private final SigningDomain domain;
  private final Map<Sha256, Grant> grants = new LinkedHashMap<>();
  private final Map<Sha256, Revocation> revocations = new LinkedHashMap<>();
  private final Set<WalletBinding> checkedBindings = new HashSet<>();
  private Optional<Sha256> last = Optional.empty();

  private LedgerContent(Path file, SigningDomain domain) {
    this.file = file;
    this.domain = domain;
  }

  static LedgerContent read(Path file, byte[] bytes, SigningDomain domain) {
    LedgerContent content = new LedgerContent(file, domain);
    int number = 1;
    for (int start = 0; start < bytes.length; number++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        throw LineageErrors.ledgerTorn(file, number);
      }
      content.add(number, Arrays.copyOfRange(bytes, start, end));
      start = end + 1;
    }
    return content;
  }

  private void add(int number, byte[] bytes) {
    LedgerLine line;
    try {
      line = LedgerLine.parse(bytes);
      if (checkedBindings.add(line.binding())) {
        line.binding().check(domain);
      }
    } catch (LineageException fault) {
      throw LineageErrors.ledgerLine(file, number, fault.problem());
    }
    if (!line.previous().equals(last)) {
      throw untrusted(
          number, "it does not follow the line before it, so lines are missing or moved");
    }
    if (!line.signatureHolds()) {
      throw untrusted(number, "it was not signed by " + line.binding().identityKey());
    }
    Address signer = line.binding().wallet();
    line.grant().ifPresent(grant -> addGrant(number, grant, signer));
    line.revocation().ifPresent(revocation -> addRevocation(number, revocation, signer));
    last = Optional.of(Sha256.hash(bytes));
  }

  private void addGrant(int number, Grant grant, Address signer) {
    if (!grant.owner().equals(signer)) {
      throw untrusted(number, "%s grants what belongs to %s".formatted(signer, grant.owner()));
    }
    if (grants.putIfAbsent(grant.id(), grant) != null) {
      throw untrusted(number, "it repeats grant " + grant.id());
    }
  }

  private void addRevocation(int number, Revocation revocation, Address signer) {
    Grant grant = grants.get(revocation.grant());
    if (grant == null) {
      throw untrusted(number, "it revokes a grant that no line above gives");
    }
    if (!grant.owner().equals(signer)) {
      throw untrusted(number, "%s revokes what belongs to %s".formatted(signer, grant.owner()));
    }
    revocations.putIfAbsent(revocation.grant(), revocation);
  }

  private LineageException untrusted(int number, String reason) {
    return LineageErrors.ledgerLine(file, number, reason + ".");
  }

  Map<Sha256, Grant> grants() {
    return grants;
  }

  Map<Sha256, Revocation> revocations() {
    return revocations;
  }

  /** Hash of the last line. */
  Optional<Sha256> last() {
    return last;
  }
}
