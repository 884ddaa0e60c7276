package jackhammer.nn;

/**
 * The mean of windows over 2 spatial dimensions, so many that the output has the size that is asked
 * for: of n cells, window i of o has those from floor(i n / o) to ceil((i + 1) n / o), exclusive.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: the same channels, with the spatial size asked for.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AdaptiveAvgPool2d(new Pair(5, 7)).call(randn(20, 16, 50, 32));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html">torch.nn.AdaptiveAvgPool2d</a>
 */
public final class AdaptiveAvgPool2d extends AdaptiveAvgPool {

  /** A pool with one size of the output for all spatial dimensions. */
  public AdaptiveAvgPool2d(int outputSize) {
    super(OutputSize.of("AdaptiveAvgPool2d", 2, outputSize));
  }

  /** A pool with height and width of the output. */
  public AdaptiveAvgPool2d(Pair outputSize) {
    super(OutputSize.of("AdaptiveAvgPool2d", outputSize));
  }

  /** A pool with the sizes of the output, where null keeps the size of the input. */
  public AdaptiveAvgPool2d(Integer[] outputSize) {
    super(OutputSize.of("AdaptiveAvgPool2d", 2, outputSize));
  }
}
