package jackhammer.nn;

/**
 * The input mirrored at its borders, which are not repeated: 1234 becomes 32 1234 32. In the last 3
 * dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if a side has more cells than the input can give:
 *       less than the size of the dimension.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ReflectionPad3d(2).call(randn(2, 3, 4, 5, 6)); // (2, 3, 8, 9, 10)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad3d.html">torch.nn.ReflectionPad3d</a>
 */
public final class ReflectionPad3d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom, front, back); negative
   *     ones cut cells off
   */
  public ReflectionPad3d(int... padding) {
    super("ReflectionPad3d", 3, PaddingMode.REFLECT, padding);
  }
}
