package jackhammer.nn;

/**
 * The largest element of windows over 1 spatial dimension, so many that the output has the size
 * that is asked for: of n cells, window i of o has those from floor(i n / o) to ceil((i + 1) n /
 * o), exclusive.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
 *   <li>Output: the same channels, with the spatial size asked for.
 *   <li>{@link #callWithIndices} gives the places of the maxima too, PyTorch's {@code
 *       return_indices=True}.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AdaptiveMaxPool1d(5).call(randn(20, 16, 50));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html">torch.nn.AdaptiveMaxPool1d</a>
 */
public final class AdaptiveMaxPool1d extends AdaptiveMaxPool {

  /** A pool with one size of the output for all spatial dimensions. */
  public AdaptiveMaxPool1d(int outputSize) {
    super(OutputSize.of("AdaptiveMaxPool1d", 1, outputSize));
  }
}
