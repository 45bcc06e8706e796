package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.chain.Earnings;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Written;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.math.BigInteger;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lineal owner claim}. */
@Command(name = "claim", description = "Claims whatever this owner has earned.")
public final class ClaimCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;

  ClaimCommand() {
    super("lineal.owner.claim/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain chain = owner.chain();
    List<Written<BigInteger>> claims = Earnings.claim(chain, owner.writer(chain));
    ArrayNode transactions = JsonNodeFactory.instance.arrayNode();
    claims.forEach(
        claim ->
            transactions
                .addObject()
                .put("transaction", claim.transaction().hash())
                .put("claimed_wei", claim.value().toString())
                .put("transaction_gas", claim.transaction().gas()));
    BigInteger all = claims.stream().map(Written::value).reduce(BigInteger.ZERO, BigInteger::add);
    report.with("claimed_wei", ChainJson.wei(all)).with("transactions", transactions);
    out.println("claimed   " + all + " wei");
  }
}
