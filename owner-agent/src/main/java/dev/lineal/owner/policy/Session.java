package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.Kind;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.keys.ColumnOperands;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One run as this owner answers it: checks, the answer, and what is kept before it leaves. */
final class Session {
  private final HostedStudy hosted;
  private final RunPlan plan;
  private final Sha256 run;
  private final Layout layout;
  private final Lease lease;
  private final Progress progress;
  private final PlannedRounds rounds;
  private final Answering answering;
  private final WeightFiles weights;
  private final OperandFiles files;
  private final ShareFiles shares;
  private final Transcript transcript;
  private final Workers workers;
  private final CheckedRun record;
  private final Guard guard;
  private final RequestForm form;

  Session(
      HostedStudy hosted,
      RunPlan plan,
      Path directory,
      Lease lease,
      Transcript transcript,
      Workers workers,
      Supplier<List<CheckedRun>> finished) {
    KeySet keys = hosted.keys();
    this.hosted = hosted;
    this.plan = plan;
    this.run = plan.sha256();
    this.lease = lease;
    this.layout = Layout.of(plan);
    this.progress = new Progress(layout);
    this.rounds = new PlannedRounds(plan, keys.parameters(), keys.owners().size());
    this.answering = new Answering(keys, rounds, workers);
    this.weights = new WeightFiles(keys, run);
    this.files = new OperandFiles(directory);
    this.shares = new ShareFiles(directory);
    this.transcript = transcript;
    this.workers = workers;
    this.record =
        new RunRecord(keys, plan, run, layout, rounds.task(), progress, directory, finished);
    this.guard = new Guard(hosted, record, transcript, progress::complete);
    this.form =
        new RequestForm(keys.parameters(), keys.owners().size(), keys.fingerprint(), layout, run);
  }

  RunPlan plan() {
    return plan;
  }

  /** The run's id. */
  Sha256 id() {
    return run;
  }

  Layout layout() {
    return layout;
  }

  Progress progress() {
    return progress;
  }

  /** What checks of other runs may look at. */
  CheckedRun record() {
    return record;
  }

  /** What bodies the cluster may send. */
  RequestForm form() {
    return form;
  }

  /** Holds what the cluster asks against the agreed computation. */
  Guard guard() {
    return guard;
  }

  /**
   * Takes what is needed to check later requests.
   *
   * @throws Refusal when it is not what it must be
   */
  void take(RefreshEvidence evidence) {
    Place place = Place.of(evidence.position());
    if (!Sha256.of(evidence.position().run()).equals(run)) {
      throw Refusal.of(Rule.SLICE_OF_PLAN, "The evidence names another run.");
    }
    if (!progress.digest(place).equals(Sha256.of(evidence.digest()))) {
      throw Refusal.of(
          Rule.ONE_DIGEST_PER_SLICE, "The evidence in %s is of another request.", place);
    }
    guard.requireGoing();
    if (!progress.passed(place)) { // a resumed job says again what was used long ago
      guard.take(evidence);
    }
  }

  /**
   * Answers a request, or repeats its answer.
   *
   * @throws Refusal before the share is touched
   */
  SignedAnswer answer(RefreshRequest request, Runnable grantCheck) {
    guard.requireGoing();
    Place place = Place.of(request);
    form.require(place, request);
    Sha256 digest = Sha256.of(request.digest());
    if (progress.find(place).isEmpty()) {
      grantCheck.run();
    }
    progress.require(place, digest);
    if (layout.terms(place.round()).kept() == RoundTerms.Kept.SHARE
        && progress.find(place).isPresent()) {
      return again(request, place);
    }
    try (Operands operands = open(request, place)) {
      progress.claim(place, digest);
      try {
        boolean first = progress.find(place).isEmpty();
        if (first) {
          guard.check(request, operands.items());
        }
        RefreshAnswer answer = compute(request, operands, place, digest);
        if (first) {
          guard.answered(request, answer);
        }
        Sha256 hash = SignedAnswer.hash(answer);
        transcript.await(keep(place, digest, hash).entries());
        return SignedAnswer.sign(answer, hash, hosted.keys().identity());
      } finally {
        progress.release(place);
      }
    }
  }

  /** A step over values that this owner may keep no more: its answer is small and was kept. */
  private SignedAnswer again(RefreshRequest request, Place place) {
    Progress.Answered answered = progress.find(place).orElseThrow();
    RefreshAnswer answer = shares.read(place, request);
    Sha256 hash = SignedAnswer.hash(answer);
    if (!answered.answer().equals(hash)) {
      throw new IllegalStateException(
          "The answer kept of " + place + " is not the one given; nothing is sent.");
    }
    transcript.await(answered.entries());
    return SignedAnswer.sign(answer, hash, hosted.keys().identity());
  }

  private RefreshAnswer compute(
      RefreshRequest request, Operands operands, Place place, Sha256 digest) {
    boolean repeat = progress.find(place).isPresent();
    if (!operands.neededAgain().isEmpty()) {
      OperandFiles.Use use = repeat ? OperandFiles.Use.REPEAT : OperandFiles.Use.FIRST;
      files.write(place, use, digest, operands.neededAgain());
    }
    if (place.round() == layout.partialRound()) {
      int iteration = place.iteration();
      return answering.partial(
          request,
          content(iteration - 1),
          w(iteration),
          (block, constants) -> guard.operands().product(block, constants));
    }
    if (place.round() != rounds.task().stepRound()) {
      return answering.answer(request, operands);
    }
    WeightShares before = sharesBefore(place);
    Answering.Traces traces =
        plan.sharesWeights()
            ? guard
                .operands()
                .withColumns(
                    request,
                    (blocks, values) ->
                        answering.shares(
                            request,
                            content(place.iteration()),
                            columns(request, blocks, values),
                            addsPublicParts(),
                            before))
            : answering.step(request, operands, before);
    if (!repeat) {
      weights.write(place, digest, traces.next());
      if (traces.answer().kind() == Kind.TRACE_SHARE_ANSWER) {
        shares.write(place, traces.answer());
      }
    }
    return traces.answer();
  }

  private static ColumnOperands columns(
      RefreshRequest step, List<EncryptedBlock> blocks, List<Ciphertext> values) {
    return new ColumnOperands(blocks, values, step.number(0), step.items());
  }

  /**
   * Hash of the digests of all requests for slots in an iteration. Requests that only name their
   * items are the same whatever came before: with this in their seeds, another history never meets
   * the same masks, even if this owner's state was set back. Before the first iteration there is
   * none.
   */
  private Sha256 content(int iteration) {
    MessageDigest digest = Sha256.digest();
    for (int round = 1; iteration >= 0 && round < rounds.task().stepRound(); round++) {
      for (int slice = 0; slice < layout.slices(round); slice++) {
        digest.update(progress.digest(new Place(iteration, round, slice)).bytes());
      }
    }
    return Sha256.of(digest.digest());
  }

  /**
   * What this owner multiplies blocks by in an iteration, all features in order: its shares of the
   * weights; the first owner adds the public part, so that nobody else need.
   */
  private List<BigInteger> w(int iteration) {
    List<BigInteger> own =
        iteration == 0
            ? WeightShares.zero(layout.features()).w()
            : sharesAfter(iteration - 1).stream().flatMap(slice -> slice.w().stream()).toList();
    if (!addsPublicParts()) {
      return own;
    }
    List<BigInteger> known = guard.operands().publicShares(iteration);
    return IntStream.range(0, own.size()).mapToObj(j -> own.get(j).add(known.get(j))).toList();
  }

  private boolean addsPublicParts() {
    return hosted.keys().self() == 0;
  }

  private WeightShares sharesBefore(Place place) {
    if (rounds.task().solves().begins(place.iteration())) {
      return WeightShares.zero(layout.count(place.round(), place.slice()));
    }
    Place before = new Place(place.iteration() - 1, place.round(), place.slice());
    return weights.read(before, progress.digest(before));
  }

  /** This owner's shares after the last step of an iteration, all features in order. */
  List<WeightShares> sharesAfter(int iteration) {
    int step = rounds.task().stepRound();
    return IntStream.range(0, layout.slices(step))
        .mapToObj(slice -> new Place(iteration, step, slice))
        .map(place -> weights.read(place, progress.digest(place)))
        .toList();
  }

  /** Notes an answer once; a repeat must be the same. */
  private Progress.Answered keep(Place place, Sha256 digest, Sha256 hash) {
    synchronized (progress) {
      Optional<Progress.Answered> known = progress.find(place);
      if (known.isPresent()) {
        if (!known.get().answer().equals(hash)) {
          throw new IllegalStateException(
              "The answer in " + place + " differs from the one given before; nothing is sent.");
        }
        return known.get();
      }
      Progress.Answered answered = new Progress.Answered(digest, hash, note(place, digest, hash));
      progress.answered(place, answered);
      return answered;
    }
  }

  /** Counts an answer; a run that lapsed meanwhile gives none. */
  private long note(Place place, Sha256 digest, Sha256 hash) {
    long answers = layout.answers(place, hosted.keys().parameters());
    Entry.What what =
        new Entry.What(Entry.Event.ANSWER, Optional.of(run), Optional.of(place), "refresh");
    synchronized (lease) {
      lease.requireLive();
      long entries = transcript.append(what, Optional.of(digest), Optional.of(hash), answers, 0);
      lease.answered(place, answers, hosted.clock().instant());
      return entries;
    }
  }

  private Operands open(RefreshRequest request, Place place) {
    RoundTerms terms = layout.terms(place.round());
    return switch (terms.operands()) {
      case SENT -> Operands.sent(request, workers);
      case FORMED -> Operands.formed(request, rounds.activation(), earlier(place), workers);
      case KNOWN -> Operands.none(hosted.keys().parameters());
    };
  }

  private Operands.Earlier earlier(Place place) {
    return new Operands.Earlier() {
      @Override
      public RefreshSeed seed(int round) {
        Place before = place.round(round);
        return Operands.seed(hosted.keys().fingerprint(), run, before, progress.digest(before));
      }

      @Override
      public ByteBuffer c0(int round) {
        Place brought = place.round(round + 1);
        return files
            .read(brought, progress.digest(brought))
            .orElseThrow(
                () ->
                    Refusal.of(
                        Rule.OPERANDS_AT_HAND,
                        "Round %d's values for %s are an earlier iteration's, which is kept no"
                            + " more.",
                        round,
                        place));
      }
    };
  }
}
