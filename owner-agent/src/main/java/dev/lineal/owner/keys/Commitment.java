package dev.lineal.owner.keys;

/**
 * An owner's promise of its message of one step.
 *
 * @param ceremony id, 32 bytes
 * @param step of the message
 * @param owner 0 .. owners - 1
 * @param view hash of everything this owner accepted before the step, 32 bytes; equal for all
 * @param digest SHA-256 over all of that and the message, 32 bytes
 */
public record Commitment(
    byte[] ceremony, CeremonyStep step, int owner, byte[] view, byte[] digest) {
  public Commitment {
    ceremony = Bytes.hashSized("A ceremony's id", ceremony);
    view = Bytes.hashSized("A view", view);
    digest = Bytes.hashSized("A commitment", digest);
  }

  @Override
  public byte[] ceremony() {
    return ceremony.clone();
  }

  @Override
  public byte[] view() {
    return view.clone();
  }

  @Override
  public byte[] digest() {
    return digest.clone();
  }
}
