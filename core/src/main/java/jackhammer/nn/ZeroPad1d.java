package jackhammer.nn;

/**
 * Zeros around the last dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L), or any with at least 1 dimension.
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ZeroPad1d(2).call(randn(2, 3, 4)); // (2, 3, 8)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html">torch.nn.ZeroPad1d</a>
 */
public final class ZeroPad1d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right); negative ones cut cells off
   */
  public ZeroPad1d(int... padding) {
    super("ZeroPad1d", 1, PaddingMode.ZEROS, padding);
  }
}
