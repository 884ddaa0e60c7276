package jackhammer.nn;

/**
 * The border cells repeated: 1234 becomes 11 1234 44. In the last 2 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ReplicationPad2d(2).call(randn(2, 3, 4, 5)); // (2, 3, 8, 9)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad2d.html">torch.nn.ReplicationPad2d</a>
 */
public final class ReplicationPad2d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom); negative ones cut cells
   *     off
   */
  public ReplicationPad2d(int... padding) {
    super("ReplicationPad2d", 2, PaddingMode.REPLICATE, padding);
  }
}
