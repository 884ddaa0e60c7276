package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Elements set to 0, or to a fixed negative number, at random, the others scaled so that the mean
 * stays, or mean and variance.
 *
 * <p>As in PyTorch nothing is drawn where nothing is random, and the mask is drawn in the order in
 * which the input lies in memory.
 */
public final class DropoutOps {
  /** Where {@code selu} ends below, negated: its alpha times its scale. */
  private static final double SELU_FLOOR = 1.7580993408473766;

  private DropoutOps() {}

  /**
   * @param channels whether whole channels of (N, C, ...) are dropped
   * @param alpha whether what is dropped becomes selu's lowest value, and all is scaled and moved
   *     so that mean 0 and variance 1 stay
   */
  public static Tensor dropout(
      String op, Tensor x, double p, boolean channels, boolean alpha, boolean inplace) {
    Check.floating(op, "input", x);
    if (channels && x.dim() < 2) {
      throw new IllegalArgumentException(
          op + ": input must have at least 2 dimensions, (N, C, ...), got " + Check.show(x));
    }
    if (p == 0 || x.numel() == 0) {
      return x;
    }
    if (p == 1) {
      Tensor zero = Tensors.wrap(Strided.scalar(x.dtype(), 0.0));
      return inplace ? x.mul_(zero) : x.mul(zero);
    }
    Tensor mask = Tensors.wrap(channels ? perChannel(x) : laidOutAs(Tensors.data(x)));
    mask.bernoulli_(1 - p);
    if (!alpha) {
      mask.div_(1 - p);
      return inplace ? x.mul_(mask) : x.mul(mask);
    }
    double a = 1 / Math.sqrt((SELU_FLOOR * SELU_FLOOR * p + 1) * (1 - p));
    Tensor b = mask.sub(1).mul_(SELU_FLOOR * a).add_(SELU_FLOOR * a * p);
    mask.mul_(a);
    return inplace ? x.mul_(mask).add_(b) : x.mul(mask).add(b);
  }

  private static Strided perChannel(Tensor x) {
    int[] sizes = new int[(int) x.dim()];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = (int) x.size(0);
    sizes[1] = (int) x.size(1);
    return Strided.empty(x.dtype(), sizes);
  }

  /** Fresh memory without gaps whose dimensions lie in the same order. */
  private static Strided laidOutAs(Strided x) {
    int[] outermostFirst =
        IntStream.range(0, x.dim())
            .boxed()
            .sorted(Comparator.comparingInt((Integer d) -> -x.stride(d)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] strides = new int[x.dim()];
    int step = 1;
    for (int i = x.dim() - 1; i >= 0; i--) {
      strides[outermostFirst[i]] = step;
      step *= x.size(outermostFirst[i]);
    }
    Strided dense = Strided.empty(x.dtype(), x.sizes().clone());
    return dense.view(0, dense.sizes(), strides);
  }
}
