package jackhammer.nn;

/**
 * The input repeated around itself: 1234 becomes 34 1234 12. In the last dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if a side has more cells than the input can give:
 *       at most the size of the dimension.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new CircularPad1d(2).call(randn(2, 3, 4)); // (2, 3, 8)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html">torch.nn.CircularPad1d</a>
 */
public final class CircularPad1d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right); negative ones cut cells off
   */
  public CircularPad1d(int... padding) {
    super("CircularPad1d", 1, PaddingMode.CIRCULAR, padding);
  }
}
