package jackhammer.autograd;

import jackhammer.DType;
import jackhammer.Tensor;

/** Short forms for the programs. */
final class Leaves {
  private Leaves() {}

  static Tensor leaf(double... values) {
    return Tensor.tensor(values).requiresGrad_();
  }

  static Tensor float64(double... values) {
    return Tensor.tensor(values, o -> o.dtype(DType.FLOAT64));
  }

  static Tensor scalar64(double value) {
    return Tensor.tensor(value, o -> o.dtype(DType.FLOAT64));
  }

  static Tensor[] of(Tensor... tensors) {
    return tensors;
  }
}
