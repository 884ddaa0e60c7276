package jackhammer.nn;

/**
 * The input mirrored at its borders, which are not repeated: 1234 becomes 32 1234 32. In the last
 * dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if a side has more cells than the input can give:
 *       less than the size of the dimension.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ReflectionPad1d(2).call(randn(2, 3, 4)); // (2, 3, 8)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad1d.html">torch.nn.ReflectionPad1d</a>
 */
public final class ReflectionPad1d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right); negative ones cut cells off
   */
  public ReflectionPad1d(int... padding) {
    super("ReflectionPad1d", 1, PaddingMode.REFLECT, padding);
  }
}
