package jackhammer.nn;

/**
 * The largest element of windows over 3 spatial dimensions, so many that the output has the size
 * that is asked for: of n cells, window i of o has those from floor(i n / o) to ceil((i + 1) n /
 * o), exclusive.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: the same channels, with the spatial size asked for.
 *   <li>{@link #callWithIndices} gives the places of the maxima too, PyTorch's {@code
 *       return_indices=True}.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AdaptiveMaxPool3d(7).call(randn(2, 16, 10, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool3d.html">torch.nn.AdaptiveMaxPool3d</a>
 */
public final class AdaptiveMaxPool3d extends AdaptiveMaxPool {

  /** A pool with one size of the output for all spatial dimensions. */
  public AdaptiveMaxPool3d(int outputSize) {
    super(OutputSize.of("AdaptiveMaxPool3d", 3, outputSize));
  }

  /** A pool with depth, height and width of the output. */
  public AdaptiveMaxPool3d(Triple outputSize) {
    super(OutputSize.of("AdaptiveMaxPool3d", outputSize));
  }

  /** A pool with the sizes of the output, where null keeps the size of the input. */
  public AdaptiveMaxPool3d(Integer[] outputSize) {
    super(OutputSize.of("AdaptiveMaxPool3d", 3, outputSize));
  }
}
