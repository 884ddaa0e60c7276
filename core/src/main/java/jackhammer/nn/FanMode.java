package jackhammer.nn;

import java.util.Locale;

/** Which side of a layer {@link Init#kaimingUniform_} keeps at its scale. */
public enum FanMode {
  /** The forward side: divides by the inputs of an output. */
  FAN_IN,
  /** The backward side: divides by the outputs of an input. */
  FAN_OUT;

  /**
   * PyTorch's name as a mode.
   *
   * @throws IllegalArgumentException listing the names if there is no such mode
   */
  public static FanMode of(String name) {
    return Names.parse(FanMode.class, "mode", name);
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
