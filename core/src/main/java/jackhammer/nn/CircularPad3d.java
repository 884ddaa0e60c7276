package jackhammer.nn;

/**
 * The input repeated around itself: 1234 becomes 34 1234 12. In the last 3 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if a side has more cells than the input can give:
 *       at most the size of the dimension.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new CircularPad3d(2).call(randn(2, 3, 4, 5, 6)); // (2, 3, 8, 9, 10)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad3d.html">torch.nn.CircularPad3d</a>
 */
public final class CircularPad3d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom, front, back); negative
   *     ones cut cells off
   */
  public CircularPad3d(int... padding) {
    super("CircularPad3d", 3, PaddingMode.CIRCULAR, padding);
  }
}
