package jackhammer;

import jackhammer.internal.ops.Extremes;
import jackhammer.internal.ops.Scanning;

/**
 * What runs along a dimension of a {@link Tensor} from its first element to its last, with
 * PyTorch's names.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#other-operations">torch, other
 *     operations</a>
 */
public sealed interface ScanOps permits Tensor {

  /** The sum of the elements so far; integers add up in int64. */
  default Tensor cumsum(long dim) {
    return Scanning.cumsum((Tensor) this, dim, null);
  }

  /** The sum of the elements so far, computed in a type. */
  default Tensor cumsum(long dim, DType dtype) {
    return Scanning.cumsum((Tensor) this, dim, dtype);
  }

  /** The product of the elements so far; integers in int64. */
  default Tensor cumprod(long dim) {
    return Scanning.cumprod((Tensor) this, dim, null);
  }

  /** The product of the elements so far, computed in a type. */
  default Tensor cumprod(long dim, DType dtype) {
    return Scanning.cumprod((Tensor) this, dim, dtype);
  }

  /** log(exp(x0) + exp(x1) + ...) so far. */
  default Tensor logcumsumexp(long dim) {
    return Scanning.logcumsumexp((Tensor) this, dim);
  }

  /** The largest element so far, and its last place. */
  default ValuesIndices cummax(long dim) {
    return Extremes.cumulative(true, (Tensor) this, dim);
  }

  /** The smallest element so far, and its last place. */
  default ValuesIndices cummin(long dim) {
    return Extremes.cumulative(false, (Tensor) this, dim);
  }

  /** The differences of neighbours in the last dimension. */
  default Tensor diff() {
    return Scanning.diff((Tensor) this, 1, -1);
  }

  /** The differences of neighbours in a dimension, taken {@code n} times. */
  default Tensor diff(long n, long dim) {
    return Scanning.diff((Tensor) this, n, dim);
  }
}
