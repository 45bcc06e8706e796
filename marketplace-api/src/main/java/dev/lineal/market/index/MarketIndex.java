package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.read.IterationTimes;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import dev.lineal.lineage.read.LineageTables;
import dev.lineal.market.MarketErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The market in memory. Tables and chain are looked at every few seconds, each on its own thread;
 * what cannot be read now is shown as it was, and said to be stale.
 */
public final class MarketIndex implements AutoCloseable {
  private final Sources sources;
  private final LineageTables tables;
  private final Optional<ChainFollower> follower;
  private final BundleShelf bundles;
  private final Poller tablePoller = new Poller("tables", this::lookAtTables);
  private final Poller chainPoller = new Poller("chain", this::lookAtChain);
  private Stock stock;
  private Optional<ChainState> chain = Optional.empty();
  private OptionalLong trainingsVersion = OptionalLong.empty();
  private Map<Sha256, List<Iteration>> iterations = Map.of();
  private volatile Snapshot snapshot;

  private MarketIndex(Sources sources) {
    this.sources = sources;
    this.tables = new LineageTables(sources.tables());
    this.follower = sources.chain().map(ChainFollower::new);
    this.bundles = new BundleShelf(sources.bundles());
  }

  /** Reads everything once, then keeps it current. What is out of reach is tried again later. */
  public static MarketIndex open(Sources sources) {
    MarketIndex index = new MarketIndex(sources);
    index.tablePoller.start(sources.every());
    if (index.follower.isPresent()) {
      index.chainPoller.start(sources.every());
    }
    return index;
  }

  private void lookAtTables() {
    bundles.look();
    long version = tables.version().orElseThrow(() -> MarketErrors.noTables(sources.tables()));
    if (stock == null || stock.version() != version) {
      replace(new Stock(version, tables.manifestsAt(version)), null);
    }
    if (!sources.trainings().map(IterationTimes::new).map(this::lookAtTimes).orElse(true)) {
      replace(stock, null);
    }
  }

  /** Whether the trainings' table is as it was. */
  private boolean lookAtTimes(IterationTimes times) {
    OptionalLong version = times.version();
    if (version.equals(trainingsVersion)) {
      return true;
    }
    iterations = times.byRun();
    trainingsVersion = version;
    return false;
  }

  private void lookAtChain() {
    ChainState read = follower.orElseThrow().read();
    boolean news = chain.map(old -> !old.head().hash().equals(read.head().hash())).orElse(true);
    if (news) {
      replace(null, read);
    }
  }

  private synchronized void replace(Stock newStock, ChainState newChain) {
    stock = newStock == null ? stock : newStock;
    chain = newChain == null ? chain : Optional.of(newChain);
    if (stock != null) {
      snapshot = new Snapshot(stock, chain, iterations);
    }
  }

  /**
   * Everything as it is now.
   *
   * @throws dev.lineal.lineage.LineageException where no table was ever read
   */
  public Snapshot snapshot() {
    Snapshot now = snapshot;
    if (now == null) {
      String why = tables().problem().orElse("they are being read");
      throw MarketErrors.nothingRead(sources.tables(), why);
    }
    return now;
  }

  /** Whether there is anything to show. */
  public boolean ready() {
    return snapshot != null;
  }

  /** How current the tables are. */
  public Freshness tables() {
    return tablePoller.freshness();
  }

  /** How current the chain is; empty where none is followed. */
  public Optional<Freshness> chain() {
    return follower.map(followed -> chainPoller.freshness());
  }

  /** The chain to ask, where it was ever reached. */
  public Optional<LinealChain> node() {
    return follower.flatMap(ChainFollower::chain);
  }

  /** The bundles that were found. */
  public BundleShelf bundles() {
    return bundles;
  }

  @Override
  public void close() {
    tablePoller.close();
    chainPoller.close();
  }
}
