package jackhammer.nn;

import java.util.Locale;

/** How the losses of the elements of a batch become one. */
public enum Reduction {
  /** They stay as they are. */
  NONE,
  /** Their mean. */
  MEAN,
  /** Their sum. */
  SUM;

  /**
   * PyTorch's name as a reduction.
   *
   * @throws IllegalArgumentException listing the names if there is no such reduction
   */
  public static Reduction of(String name) {
    return Names.parse(Reduction.class, "reduction", name);
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
