package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Elements set to 0 at random, the others scaled so that the mean stays.
 *
 * <p>As in PyTorch nothing is drawn where nothing is random, and the mask is drawn in the order in
 * which the input lies in memory.
 */
public final class DropoutOps {
  private DropoutOps() {}

  public static Tensor dropout(Tensor x, double p) {
    Check.floating("dropout", "input", x);
    return p == 0 || x.numel() == 0 ? x : x.mul(mask(x, p));
  }

  public static Tensor dropout_(Tensor x, double p) {
    Check.floating("dropout", "input", x);
    return p == 0 || x.numel() == 0 ? x : x.mul_(mask(x, p));
  }

  private static Tensor mask(Tensor x, double p) {
    Strided s = Tensors.data(x);
    if (p == 1) {
      return Tensors.wrap(Strided.scalar(s.dtype(), 0.0));
    }
    return Tensors.wrap(laidOutAs(s)).bernoulli_(1 - p).div_(1 - p);
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
