package jackhammer.nn;

/**
 * The mean of windows over 1 spatial dimension, so many that the output has the size that is asked
 * for: of n cells, window i of o has those from floor(i n / o) to ceil((i + 1) n / o), exclusive.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
 *   <li>Output: the same channels, with the spatial size asked for.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new AdaptiveAvgPool1d(5).call(randn(20, 16, 50));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html">torch.nn.AdaptiveAvgPool1d</a>
 */
public final class AdaptiveAvgPool1d extends AdaptiveAvgPool {

  /** A pool with one size of the output for all spatial dimensions. */
  public AdaptiveAvgPool1d(int outputSize) {
    super(OutputSize.of("AdaptiveAvgPool1d", 1, outputSize));
  }
}
