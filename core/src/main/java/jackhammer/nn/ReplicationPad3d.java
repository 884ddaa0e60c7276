package jackhammer.nn;

/**
 * The border cells repeated: 1234 becomes 11 1234 44. In the last 3 dimensions.
 *
 * <ul>
 *   <li>Input: (N, C, D, H, W) or (C, D, H, W).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ReplicationPad3d(2).call(randn(2, 3, 4, 5, 6)); // (2, 3, 8, 9, 10)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad3d.html">torch.nn.ReplicationPad3d</a>
 */
public final class ReplicationPad3d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right, top, bottom, front, back); negative
   *     ones cut cells off
   */
  public ReplicationPad3d(int... padding) {
    super("ReplicationPad3d", 3, PaddingMode.REPLICATE, padding);
  }
}
