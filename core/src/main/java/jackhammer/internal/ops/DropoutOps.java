package jackhammer.internal.ops;

import jackhammer.Tensor;

/** Elements set to 0 at random, the others scaled so that the mean stays. */
public final class DropoutOps {
  private DropoutOps() {}

  public static Tensor dropout(Tensor x, double p) {
    Check.floating("dropout", "input", x);
    return x.mul(mask(x, p));
  }

  public static Tensor dropout_(Tensor x, double p) {
    Check.floating("dropout", "input", x);
    return x.mul_(mask(x, p));
  }

  private static Tensor mask(Tensor x, double p) {
    Tensor kept = Tensor.emptyLike(x).bernoulli_(1 - p);
    return p == 1 ? kept : kept.div_(1 - p);
  }
}
