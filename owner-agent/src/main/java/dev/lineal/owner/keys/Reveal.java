package dev.lineal.owner.keys;

/**
 * An owner's message of one step, public.
 *
 * @param ceremony id, 32 bytes
 * @param step of the message
 * @param owner 0 .. owners - 1
 * @param message packed polynomials, or 32 bytes for a nonce
 */
public record Reveal(byte[] ceremony, CeremonyStep step, int owner, byte[] message) {
  public Reveal {
    ceremony = Bytes.hashSized("A ceremony's id", ceremony);
    message = message.clone();
  }

  @Override
  public byte[] ceremony() {
    return ceremony.clone();
  }

  @Override
  public byte[] message() {
    return message.clone();
  }
}
