package jackhammer.nn;

/**
 * Zeros around the last 2 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W), or any with at least 2 dimensions.
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ZeroPad2d(2).call(randn(2, 3, 4, 5)); // (2, 3, 8, 9)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html">torch.nn.ZeroPad2d</a>
 */
public final class ZeroPad2d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom); negative ones cut cells
   *     off
   */
  public ZeroPad2d(int... padding) {
    super("ZeroPad2d", 2, PaddingMode.ZEROS, padding);
  }
}
