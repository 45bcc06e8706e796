package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;
import dev.lineal.lineage.chain.contract.AnchorLog;
import dev.lineal.lineage.chain.contract.DatasetRegistry;
import dev.lineal.lineage.chain.contract.LicenceMarket;
import dev.lineal.lineage.chain.contract.ModelRegistry;
import dev.lineal.lineage.chain.contract.RevenueSplit;
import java.math.BigInteger;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.StaticGasProvider;

/** Lineal's contracts on one chain: what to read, and who writes. Safe for many threads. */
public final class LinealChain {
  private static final ContractGasProvider NO_GAS =
      new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO);

  private final Deployment deployment;
  private final ChainNode node;
  private final ChainCalls calls;

  private LinealChain(Deployment deployment) {
    this.deployment = deployment;
    this.node = ChainNode.at(deployment.url());
    this.calls = new ChainCalls(node);
  }

  /** Opens a deployment, after a look at whether the node's chain has those contracts. */
  public static LinealChain open(Deployment deployment) {
    LinealChain chain = new LinealChain(deployment);
    long actual = chain.node.chainId();
    if (actual != deployment.chainId()) {
      throw ChainErrors.wrongChain(deployment.url().toString(), deployment.chainId(), actual);
    }
    chain.require("DatasetRegistry", deployment.datasetRegistry());
    chain.require("LicenceMarket", deployment.licenceMarket());
    chain.require("ModelRegistry", deployment.modelRegistry());
    chain.require("RevenueSplit", deployment.revenueSplit());
    chain.require("AnchorLog", deployment.anchorLog());
    return chain;
  }

  private void require(String name, Address contract) {
    if (!node.hasCode(contract)) {
      throw ChainErrors.noContract(name, contract.text(), deployment.url().toString());
    }
  }

  /** Where the contracts are. */
  public Deployment deployment() {
    return deployment;
  }

  /** The node that answers. */
  public ChainNode node() {
    return node;
  }

  /** A writer for one wallet; threads share it. */
  public ChainWriter writer(Wallet wallet) {
    return writer(wallet, Patience.forChain(deployment.chainId()));
  }

  /** A writer with its own patience. */
  public ChainWriter writer(Wallet wallet, Patience patience) {
    return new ChainWriter(node, wallet, patience);
  }

  /** Datasets, their versions and terms. */
  public Datasets datasets() {
    return new Datasets(
        DatasetRegistry.load(deployment.datasetRegistry().text(), node.web3j(), calls, NO_GAS));
  }

  /** Grants, runs and what owners earned by licences. */
  public Licences licences() {
    return new Licences(
        this, LicenceMarket.load(deployment.licenceMarket().text(), node.web3j(), calls, NO_GAS));
  }

  /** Models. */
  public Models models() {
    return new Models(
        ModelRegistry.load(deployment.modelRegistry().text(), node.web3j(), calls, NO_GAS));
  }

  /** Payments for calls. */
  public Revenue revenue() {
    return new Revenue(
        RevenueSplit.load(deployment.revenueSplit().text(), node.web3j(), calls, NO_GAS));
  }

  /** Roots of manifests. */
  public ChainAnchor anchors() {
    return new ChainAnchor(
        this, AnchorLog.load(deployment.anchorLog().text(), node.web3j(), calls, NO_GAS));
  }
}
