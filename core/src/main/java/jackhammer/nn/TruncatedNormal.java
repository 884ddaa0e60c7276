package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/**
 * Normally distributed numbers in [a, b], drawn as PyTorch draws them: from the normal distribution
 * and again where they lie outside; or, where [a, b] holds at most 0.3 of it, uniformly, accepted
 * by the density.
 */
record TruncatedNormal(double mean, double std, double a, double b, Generator generator) {
  /**
   * The smallest share of draws kept; with fewer, a large tensor would take minutes or for ever.
   */
  private static final double LEAST_KEPT = 1e-4;

  private static final String OP = "Init.truncNormal_";

  Tensor fill(Tensor t) {
    Check.floating(OP, "tensor", t);
    if (!Double.isFinite(mean) || !(std > 0 && std < Double.POSITIVE_INFINITY) || !(a <= b)) {
      throw new IllegalArgumentException(
          OP
              + ": mean must be finite, std positive and finite, and a not above b, got "
              + arguments());
    }
    boolean holdsMuch = normalShare((b - mean) / std) - normalShare((a - mean) / std) > 0.3;
    if (!holdsMuch) {
      checkEnds(t.dtype());
    }
    return Autograd.noGrad(() -> holdsMuch ? redrawOutside(t) : acceptByDensity(t));
  }

  private String arguments() {
    return "mean " + mean + ", std " + std + ", a " + a + ", b " + b;
  }

  /** How much of the standard normal distribution lies below x. */
  private static double normalShare(double x) {
    Tensor at = Tensor.tensor(x / Math.sqrt(2), o -> o.dtype(DType.FLOAT64));
    return (1 + at.erf().item()) / 2;
  }

  /**
   * From the likeliest number of [a, b] on, which lies f times std from the mean, the density falls
   * at least as fast as the normal one and as exp(-f x / std): its integral over the width of [a,
   * b] is at most the shortest of three lengths, and not far below.
   */
  private void checkEnds(DType dtype) {
    double f = Math.abs(mode() - mean) / std;
    double width = b - a;
    double kept = width == 0 ? 1 : Math.min(std * Math.sqrt(Math.PI / 2), std / f) / width;
    // Log densities have the size of f * f / 2; the type must tell those of neighbours apart.
    if (kept < LEAST_KEPT || !(0.5 * f * f * epsilon(dtype) <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: nearly no number drawn from [a, b] would be kept, and drawing would not end; got %s"
                  + " in %s; move a and b nearer to the mean or raise std",
              OP, arguments(), dtype));
    }
  }

  private static double epsilon(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> 0x1p-52;
      case FLOAT16 -> 0x1p-10;
      case BFLOAT16 -> 0x1p-7;
      default -> 0x1p-23;
    };
  }

  private double mode() {
    return Math.clamp(mean, a, b);
  }

  private Tensor redrawOutside(Tensor t) {
    double low = Tensor.tensor(a, o -> o.dtype(t.dtype())).item();
    double high = Tensor.tensor(b, o -> o.dtype(t.dtype())).item();
    t.normal_(mean, std, generator);
    while (true) {
      Tensor outside = t.lt(low).logicalOr(t.gt(high));
      if (!outside.any().itemBoolean()) {
        return t;
      }
      Tensor again = Tensor.emptyLike(t).normal_(mean, std, generator);
      t.copy_(Tensor.where(outside, again, t));
    }
  }

  private Tensor acceptByDensity(Tensor t) {
    double fromMean = (mode() - mean) / std;
    double logPeak = -0.5 * (fromMean * fromMean);
    Tensor candidates = Tensor.emptyLike(t);
    Tensor chance = Tensor.emptyLike(t);
    Tensor pending = null;
    do {
      candidates.uniform_(a, b, generator);
      t.copy_(pending == null ? candidates : Tensor.where(pending, candidates, t));
      candidates.sub_(mean).div_(std).square_().mul_(-0.5).sub_(logPeak);
      Tensor refused = chance.uniform_(0, 1, generator).log_().gt(candidates);
      pending = pending == null ? refused : pending.logicalAnd(refused);
    } while (pending.any().itemBoolean());
    return t;
  }
}
