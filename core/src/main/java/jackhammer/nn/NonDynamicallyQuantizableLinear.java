package jackhammer.nn;

import java.util.function.UnaryOperator;

/** A {@link Linear} under the name that PyTorch prints for the last one of an attention. */
final class NonDynamicallyQuantizableLinear extends Linear {
  NonDynamicallyQuantizableLinear(
      int inFeatures, int outFeatures, UnaryOperator<Linear.Options> options) {
    super(inFeatures, outFeatures, options);
  }

  @Override
  protected String typeName() {
    return "NonDynamicallyQuantizableLinear";
  }
}
