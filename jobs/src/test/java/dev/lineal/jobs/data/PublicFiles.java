package dev.lineal.jobs.data;

/** Files of other people inside registry packages, as a user of the sandbox has some. */
public final class PublicFiles {
  private PublicFiles() {}

  /** 1,461 days in Seattle: numbers, a date, and a weather in words. */
  public static byte[] seattleWeather() {
    return PackageCache.ofUser()
        .read(
            PinnedFile.vega(
                "seattle-weather.csv",
                "0845078a290b48e3149ab8639966824110a251db4e06fc144c06ebb534af23be"));
  }
}
