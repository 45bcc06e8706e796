package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes refreshed slots from all owners' answers, as the cluster does. */
final class SlotValues {
  private static final byte[] NO_SEED = new byte[32];

  private final CheckedRun run;
  private final HeParameters parameters;
  private final PublicValues values;
  private final Workers workers;

  SlotValues(CheckedRun run, HeParameters parameters, PublicValues values, Workers workers) {
    this.run = run;
    this.parameters = parameters;
    this.values = values;
    this.workers = workers;
  }

  void keep(Place place, RefreshEvidence evidence, List<RefreshAnswer> all) {
    List<Ciphertext> products = products(place, evidence);
    try {
      values.keep(
          place, workers.map(products.size(), i -> refreshed(place, i, products.get(i), all)));
    } finally {
      products.forEach(Ciphertext::close);
    }
  }

  /** The c_0 that all owners' answers to an item give, packed. */
  private byte[] refreshed(Place place, int item, Ciphertext product, List<RefreshAnswer> all) {
    int number = run.layout().first(place.round(), place.slice()) + item;
    byte[] packed = new byte[parameters.packedBytes()];
    try (SlotRefresh refresh = new SlotRefresh(product)) {
      all.forEach(answer -> refresh.absorb(answer, item));
      byte[] seed = run.seed(place).forItem(number);
      try (Ciphertext fresh = refresh.finish(seed, run.layout().terms(place.round()).factor())) {
        fresh.pack(0, 1, packed, 0);
        return packed;
      }
    }
  }

  /** What was refreshed in a place; of products that were sent only c_0 counts here. */
  private List<Ciphertext> products(Place place, RefreshEvidence evidence) {
    RoundTerms terms = run.layout().terms(place.round());
    return terms.operands() == RoundTerms.Operands.SENT
        ? sent(place, terms, evidence.c0())
        : formed(place);
  }

  private List<Ciphertext> sent(Place place, RoundTerms terms, byte[] c0) {
    List<Ciphertext> products = new ArrayList<>();
    int scale = terms.inputScaleBits();
    for (int i = 0; i < run.layout().count(place.round(), place.slice()); i++) {
      int at = i * parameters.packedBytes();
      products.add(Ciphertext.ofSeed(parameters, scale, run.keyId(), NO_SEED, c0, at));
    }
    return products;
  }

  private List<Ciphertext> formed(Place place) {
    ActivationRounds activation = run.activation();
    Map<Integer, List<Ciphertext>> open = new HashMap<>();
    List<Ciphertext> products = new ArrayList<>();
    try {
      for (int round = 1; round < place.round(); round++) {
        if (activation.uses(place.round(), round)) {
          open.put(round, values.open(place.round(round)));
        }
      }
      for (int i = 0; i < run.layout().count(place.round(), place.slice()); i++) {
        int item = i;
        products.add(activation.product(place.round(), round -> open.get(round).get(item)));
      }
      return products;
    } finally {
      open.values().forEach(each -> each.forEach(Ciphertext::close));
    }
  }
}
