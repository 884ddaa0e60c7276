package jackhammer.nn;

/**
 * A number around the last dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L), or any with at least 1 dimension.
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ConstantPad1d(2, 3.5).call(randn(2, 3, 4)); // (2, 3, 8)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html">torch.nn.ConstantPad1d</a>
 */
public final class ConstantPad1d extends ConstantPad {

  /**
   * @param padding cells on all sides; a negative number cuts cells off
   * @param value what stands in the new cells
   */
  public ConstantPad1d(int padding, double value) {
    super("ConstantPad1d", 1, value, padding);
  }

  /**
   * @param padding (left, right); negative ones cut cells off
   * @param value what stands in the new cells
   */
  public ConstantPad1d(int[] padding, double value) {
    super("ConstantPad1d", 1, value, padding);
  }
}
