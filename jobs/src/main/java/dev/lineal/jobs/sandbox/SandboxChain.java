package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sandbox's own chain, and the gas that its parties used on it. Money there is worth nothing.
 *
 * @param gas by operation, added up
 */
record SandboxChain(
    Programs programs, SandboxFolder folder, Processes processes, Map<String, Long> gas) {
  private static final String NAME = "chain";
  private static final String PRICE_WEI = "1000000";
  private static final String SHARE_BP = "500";

  SandboxChain(Programs programs, SandboxFolder folder, Processes processes) {
    this(programs, folder, processes, new TreeMap<>());
  }

  /** Starts it, as it was or anew, with the contracts on it; every wallet gets ether. */
  void start(List<String> wallets) {
    List<String> words =
        new ArrayList<>(List.of("chain", "dev", "--dir", folder.chain().toString()));
    for (String wallet : wallets) {
      words.addAll(List.of("--fund", wallet));
    }
    processes.start(NAME, programs.lineage(words));
    processes.awaitLine(NAME, "listening ");
  }

  /** Every owner puts its dataset and its terms on the chain. */
  void register(SandboxOwners owners) {
    owners.register(SHARE_BP, PRICE_WEI);
    for (int i = 0; i < owners.count(); i++) {
      add("register_dataset", SandboxTrainer.read(folder.registered(i)));
    }
  }

  /** The trainer buys a grant of every dataset. */
  void buy(SandboxTrainer trainer, int owners) {
    for (int i = 0; i < owners; i++) {
      Path bought = folder.root().resolve("bought-" + i + ".json");
      long dataset = SandboxTrainer.read(folder.registered(i)).get("dataset").asLong();
      trainer.buy(dataset, SandboxStudy.PURPOSE, bought);
      add("buy_licence", SandboxTrainer.read(bought));
    }
  }

  private void add(String operation, JsonNode report) {
    gas.merge(operation, report.get("transaction_gas").asLong(), Long::sum);
  }

  /** What the training job used, as it says. */
  void add(JsonNode train) {
    if (train.get("open_run_gas").isNumber()) {
      gas.put("open_run", train.get("open_run_gas").asLong());
    }
    train
        .at("/chain/gas")
        .properties()
        .forEach(used -> gas.put(used.getKey(), used.getValue().asLong()));
  }
}
