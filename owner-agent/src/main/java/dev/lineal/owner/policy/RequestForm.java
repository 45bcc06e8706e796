package dev.lineal.owner.policy;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a run's plan and key set say of the form of bodies that its cluster sends: their length,
 * their run and key, how many items, polynomials and bits of scale.
 *
 * @param owners number of them
 * @param key fingerprint of the joint public key
 */
record RequestForm(HeParameters parameters, int owners, Sha256 key, Layout layout, Sha256 run) {
  /** Refuses a body that no request of this run can have, before a byte of it is read. */
  void requireLength(long length) {
    long longest = layout.longestRequest(parameters);
    if (length > longest) {
      throw Refusal.of(
          Rule.BODY_SIZE, "The body has %d bytes, requests of this run %d.", length, longest);
    }
  }

  /** Reads a request of a length that {@link #requireLength} let pass. */
  RefreshRequest read(InputStream in, int length) throws IOException {
    try {
      return RefreshRequest.read(in, length);
    } catch (HeFormatException e) {
      throw Refusal.of(Rule.REQUEST_FORMAT, e.getMessage());
    }
  }

  /** Refuses evidence that no place of this run can have, before a byte of it is read. */
  void requireEvidenceLength(long length) {
    long longest = layout.longestEvidence(parameters, owners);
    if (length > longest) {
      throw Refusal.of(
          Rule.BODY_SIZE, "The evidence has %d bytes, that of this run %d.", length, longest);
    }
  }

  /**
   * Requires a place, items and a form that the plan has.
   *
   * @throws Refusal where it has not
   */
  void require(Place place, RefreshRequest request) {
    requireSlice(place, request);
    requireForm(request);
  }

  private void requireSlice(Place place, RefreshRequest request) {
    boolean planned =
        layout.has(place) && request.items() == layout.count(place.round(), place.slice());
    int first = planned ? layout.first(place.round(), place.slice()) : 0;
    for (int item = 0; planned && item < request.items(); item++) {
      planned = request.number(item) == first + item;
    }
    if (!planned) {
      throw Refusal.of(
          Rule.SLICE_OF_PLAN, "The plan has no request of %d items in %s.", request.items(), place);
    }
  }

  private void requireForm(RefreshRequest request) {
    Header header = request.header();
    if (!Sha256.of(request.run()).equals(run)) {
      throw Refusal.of(Rule.SLICE_OF_PLAN, "The request names another run.");
    }
    if (!header.parameters().equals(parameters)) {
      throw Refusal.of(
          Rule.PARAMETER_SET,
          "The request is of %s, the study of %s.",
          header.parameters().name(),
          parameters.name());
    }
    if (header.keyId() != ByteBuffer.wrap(key.bytes()).getLong()) {
      throw Refusal.of(Rule.JOINT_KEY, "The request is under another joint key.");
    }
    RoundTerms terms = layout.terms(request.round());
    int polynomials = layout.polynomials(request.round());
    int scale = polynomials == 1 ? HeParameters.REFRESHED_SCALE_BITS : terms.inputScaleBits();
    if (header.scaleBits() != scale || header.polynomials() != polynomials) {
      throw Refusal.of(
          Rule.REQUEST_FORMAT,
          "Items of round %d have %d polynomials at scale 2^%d, not %d at 2^%d.",
          request.round(),
          polynomials,
          scale,
          header.polynomials(),
          header.scaleBits());
    }
  }
}
