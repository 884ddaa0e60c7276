package jackhammer.nn;

import java.util.Locale;

/** What an {@link EmbeddingBag} makes of the vectors of a bag. */
public enum BagMode {
  /** Their sum. */
  SUM,
  /** Their mean. */
  MEAN,
  /** The largest number of each column. */
  MAX;

  /**
   * PyTorch's name as a mode.
   *
   * @throws IllegalArgumentException listing the names if there is no such mode
   */
  public static BagMode of(String name) {
    return Names.parse(BagMode.class, "mode", name);
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
