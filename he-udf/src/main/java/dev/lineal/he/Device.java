package dev.lineal.he;

import java.util.Objects;

/**
 * The one device that this process's kernels may use. Named before the native library is loaded:
 * CUDA looks once at what it may see, and then all threads, streams and kept rows are on that
 * device without asking which.
 */
public final class Device {
  /** What the native library reads when it is loaded. */
  private static final String PROPERTY = "lineal.device";

  private static String used;

  private Device() {}

  /**
   * Computes on this device from now on; naming it again does nothing.
   *
   * @param address as CUDA_VISIBLE_DEVICES takes it: GPU-uuid, or an index in PCI order
   * @throws HeException when the process computes already, on another device or on an unnamed one
   */
  public static synchronized void use(String address) {
    Objects.requireNonNull(address);
    if (address.equals(used)) {
      return;
    }
    if (used != null) {
      throw new HeException(
          "This process computes on device %s and cannot also use %s. Give every executor one GPU:"
                  .formatted(used, address)
              + " spark.executor.resource.gpu.amount=1.");
    }
    if (NativeLibrary.isLoaded("lineal_he")) {
      throw new HeException(
          "This process computed before it was told to use device %s. Start it anew;"
                  .formatted(address)
              + " if this repeats, report it as a defect.");
    }
    System.setProperty(PROPERTY, address);
    used = address;
  }
}
