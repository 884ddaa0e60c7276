package jackhammer.nn;

/**
 * A number around the last 2 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W), or any with at least 2 dimensions.
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ConstantPad2d(2, 3.5).call(randn(2, 3, 4, 5)); // (2, 3, 8, 9)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html">torch.nn.ConstantPad2d</a>
 */
public final class ConstantPad2d extends ConstantPad {

  /**
   * @param padding cells on all sides; a negative number cuts cells off
   * @param value what stands in the new cells
   */
  public ConstantPad2d(int padding, double value) {
    super("ConstantPad2d", 2, value, padding);
  }

  /**
   * @param padding (left, right, top, bottom); negative ones cut cells off
   * @param value what stands in the new cells
   */
  public ConstantPad2d(int[] padding, double value) {
    super("ConstantPad2d", 2, value, padding);
  }
}
