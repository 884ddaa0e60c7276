package jackhammer.nn;

import java.util.Locale;

/** The functions for which {@link Init#calculateGain} knows a gain. */
public enum Nonlinearity {
  LINEAR,
  CONV1D,
  CONV2D,
  CONV3D,
  CONV_TRANSPOSE1D,
  CONV_TRANSPOSE2D,
  CONV_TRANSPOSE3D,
  SIGMOID,
  TANH,
  RELU,
  LEAKY_RELU,
  SELU;

  /**
   * PyTorch's name as a function.
   *
   * @throws IllegalArgumentException listing the names if there is no such function
   */
  public static Nonlinearity of(String name) {
    return Names.parse(Nonlinearity.class, "nonlinearity", name);
  }

  /** PyTorch's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
