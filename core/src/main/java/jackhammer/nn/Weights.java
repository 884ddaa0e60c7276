package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Size;
import jackhammer.internal.ops.Factories;

/** The parameters of a layer that is being made. */
final class Weights {
  private Weights() {}

  /** A parameter to be filled; an error names the layer. */
  static Parameter empty(String layer, DType dtype, long... sizes) {
    return new Parameter(Factories.empty(layer, Size.of(sizes), dtype));
  }
}
