/**
 * The only code that touches a secret: an owner's share of the joint key, the ceremonies that make
 * it, and the answers that use it.
 *
 * <p>An answer is a deterministic function of the share and the request: a repeated request gets
 * the same bytes, another request other masks, noise and uniform part. Nothing here decides whether
 * a request may be answered; that is the policy's work, done before.
 *
 * <p>Secret memory lies in native buffers and is wiped when released. What must pass through the
 * Java heap (keys of one request, integer masks of traces) is overwritten where Java allows it;
 * {@link java.math.BigInteger} does not.
 */
package dev.lineal.owner.keys;
