package dev.lineal.lineage.licence;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.GrantOrder;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.chain.Written;
import dev.lineal.lineage.manifest.Task;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** Buys grants, or gives them: the same document either way, whose hash is the grant's id. */
public final class GrantPurchase {
  /** Left of the terms' duration for the time until the transaction is in a block. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final LinealChain chain;

  /**
   * @param chain whose market sells
   */
  public GrantPurchase(LinealChain chain) {
    this.chain = chain;
  }

  /** Buys a grant for the writer at the current terms' price. */
  public Written<Grant> buy(ChainWriter trainer, GrantWish wish) {
    Draft draft = draft(wish, trainer.address(), Payment.PRICE);
    MinedTransaction mined =
        chain.licences().buy(trainer, draft.order(), draft.document().priceWei());
    return new Written<>(draft.document(), mined);
  }

  /** Gives a grant to somebody, for nothing; the writer owns the dataset. */
  public Written<Grant> give(ChainWriter owner, Address licensee, GrantWish wish) {
    Draft draft = draft(wish, licensee, Payment.NOTHING);
    return new Written<>(draft.document(), chain.licences().give(owner, licensee, draft.order()));
  }

  private enum Payment {
    PRICE,
    NOTHING
  }

  private record Draft(Grant document, GrantOrder order) {}

  private Draft draft(GrantWish wish, Address licensee, Payment payment) {
    long number = chain.datasets().currentTerms(wish.dataset());
    LicenceTerms terms = chain.datasets().terms(wish.dataset(), number);
    Instant expires = wish.expires().orElseGet(() -> latest(terms));
    byte[] nonce = new byte[Sha256.BYTES];
    new SecureRandom().nextBytes(nonce);
    Grant document =
        new Grant(
            chain.datasets().study(wish.dataset()),
            chain.datasets().owner(wish.dataset()),
            wish.contentRoot(),
            licensee,
            wish.purpose(),
            terms.tasks().stream().map(Task::parse).toList(),
            expires,
            terms.iterations(),
            terms.releases(),
            terms.releasedScalars(),
            payment == Payment.PRICE ? terms.priceWei() : BigInteger.ZERO,
            Sha256.of(nonce));
    GrantOrder order =
        new GrantOrder(
            wish.dataset(),
            number,
            document.id(),
            document.nonce(),
            wish.contentRoot(),
            expires,
            wish.use() == GrantWish.Use.COMMERCIAL,
            wish.purpose());
    return new Draft(document, order);
  }

  private Instant latest(LicenceTerms terms) {
    Duration margin =
        terms.duration().compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : Duration.ZERO;
    Instant end = Instant.parse("9999-12-31T23:59:59Z");
    Instant now = chain.node().now();
    Duration longest = Duration.between(now, end);
    Duration lasts = terms.duration().minus(margin);
    return now.plus(lasts.compareTo(longest) < 0 ? lasts : longest);
  }
}
