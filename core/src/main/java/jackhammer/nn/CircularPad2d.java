package jackhammer.nn;

/**
 * The input repeated around itself: 1234 becomes 34 1234 12. In the last 2 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if a side has more cells than the input can give:
 *       at most the size of the dimension.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new CircularPad2d(2).call(randn(2, 3, 4, 5)); // (2, 3, 8, 9)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad2d.html">torch.nn.CircularPad2d</a>
 */
public final class CircularPad2d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom); negative ones cut cells
   *     off
   */
  public CircularPad2d(int... padding) {
    super("CircularPad2d", 2, PaddingMode.CIRCULAR, padding);
  }
}
