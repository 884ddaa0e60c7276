package jackhammer.nn;

/**
 * The input mirrored at its borders, which are not repeated: 1234 becomes 32 1234 32. In the last 2
 * dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if a side has more cells than the input can give:
 *       less than the size of the dimension.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ReflectionPad2d(2).call(randn(2, 3, 4, 5)); // (2, 3, 8, 9)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html">torch.nn.ReflectionPad2d</a>
 */
public final class ReflectionPad2d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom); negative ones cut cells
   *     off
   */
  public ReflectionPad2d(int... padding) {
    super("ReflectionPad2d", 2, PaddingMode.REFLECT, padding);
  }
}
