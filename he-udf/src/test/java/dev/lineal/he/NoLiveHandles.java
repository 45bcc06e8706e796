package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that leaves a native object behind. */
public final class NoLiveHandles implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    assertEquals(
        0, NativeHandle.live(), "native objects that " + context.getDisplayName() + " left open");
  }
}
