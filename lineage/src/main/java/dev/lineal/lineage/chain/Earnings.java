package dev.lineal.lineage.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What an account may claim.
 *
 * @param licencesWei of grants that were bought
 * @param models that it contributes to
 */
public record Earnings(BigInteger licencesWei, List<OfModel> models) {
  public Earnings {
    models = List.copyOf(models);
  }

  /** One model's part. */
  public record OfModel(long model, int shareBp, BigInteger claimableWei, BigInteger claimedWei) {}

  /** Asks the chain, model by model. */
  public static Earnings of(LinealChain chain, Address account) {
    Revenue revenue = chain.revenue();
    List<OfModel> models =
        LongStream.rangeClosed(1, chain.models().count())
            .mapToObj(
                model ->
                    new OfModel(
                        model,
                        chain.models().shareBp(model, account),
                        revenue.claimableWei(model, account),
                        revenue.claimedWei(model, account)))
            .filter(model -> model.shareBp() > 0)
            .toList();
    return new Earnings(chain.licences().claimableWei(account), models);
  }

  /** All of it together. */
  public BigInteger claimableWei() {
    return models.stream().map(OfModel::claimableWei).reduce(licencesWei, BigInteger::add);
  }

  /** Claims whatever there is; one transaction for licences and one for models, or none. */
  public static List<Written<BigInteger>> claim(LinealChain chain, ChainWriter writer) {
    Earnings earnings = of(chain, writer.address());
    List<Written<BigInteger>> claims = new ArrayList<>();
    if (earnings.licencesWei().signum() > 0) {
      claims.add(chain.licences().claim(writer));
    }
    List<Long> owing =
        earnings.models().stream()
            .filter(model -> model.claimableWei().signum() > 0)
            .map(OfModel::model)
            .toList();
    if (!owing.isEmpty()) {
      claims.add(chain.revenue().claim(writer, owing));
    }
    return claims;
  }
}
