package dev.lineal.jobs.owners;

import java.io.Serializable;
import java.net.URI;

/**
 * Where an owner's agent answers.
 *
 * @param name for messages
 * @param url base address, without a path
 */
public record OwnerAddress(String name, URI url) implements Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public String toString() {
    return name + " at " + url;
  }
}
