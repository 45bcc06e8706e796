package dev.lineal.he;

/** Names devices, {@code load} loads the native library; prints what is refused. */
final class DeviceMain {
  private DeviceMain() {}

  public static void main(String[] words) {
    for (String word : words) {
      try {
        if (word.equals("load")) {
          HeContext.kernelPath();
        } else {
          Device.use(word);
        }
      } catch (HeException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
