package jackhammer.nn;

/**
 * Zeros around the last 3 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W), or any with at least 3 dimensions.
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ZeroPad3d(2).call(randn(2, 3, 4, 5, 6)); // (2, 3, 8, 9, 10)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad3d.html">torch.nn.ZeroPad3d</a>
 */
public final class ZeroPad3d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom, front, back); negative
   *     ones cut cells off
   */
  public ZeroPad3d(int... padding) {
    super("ZeroPad3d", 3, PaddingMode.ZEROS, padding);
  }
}
