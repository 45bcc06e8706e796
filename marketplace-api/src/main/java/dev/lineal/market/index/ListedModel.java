package dev.lineal.market.index;

import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainModel;
import java.math.BigInteger;

/**
 * A model as it is on chain.
 *
 * @param registrant who registered it: the manifest's trainer, or it is not that manifest's model
 * @param potWei all that it has earned for its contributors
 */
public record ListedModel(ChainModel model, Address registrant, BigInteger potWei) {}
