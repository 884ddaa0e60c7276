package jackhammer.nn;

/**
 * A number around the last 3 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W), or any with at least 3 dimensions.
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ConstantPad3d(2, 3.5).call(randn(2, 3, 4, 5, 6)); // (2, 3, 8, 9, 10)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad3d.html">torch.nn.ConstantPad3d</a>
 */
public final class ConstantPad3d extends ConstantPad {

  /**
   * @param padding cells on all sides; a negative number cuts cells off
   * @param value what stands in the new cells
   */
  public ConstantPad3d(int padding, double value) {
    super("ConstantPad3d", 3, value, padding);
  }

  /**
   * @param padding (left, right, top, bottom, front, back); negative ones cut cells off
   * @param value what stands in the new cells
   */
  public ConstantPad3d(int[] padding, double value) {
    super("ConstantPad3d", 3, value, padding);
  }
}
