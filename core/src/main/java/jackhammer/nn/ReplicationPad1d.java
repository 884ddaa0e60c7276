package jackhammer.nn;

/**
 * The border cells repeated: 1234 becomes 11 1234 44. In the last dimension.
 *
 * <ul>
 *   <li>Input: (N, C, L) or (C, L).
 *   <li>Output: each padded size is size + before + after.
 *   <li>Errors: {@link IllegalArgumentException} if more cells are cut than there are.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ReplicationPad1d(2).call(randn(2, 3, 4)); // (2, 3, 8)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html">torch.nn.ReplicationPad1d</a>
 */
public final class ReplicationPad1d extends Pad {

  /**
   * @param padding one number for all sides, or (left, right); negative ones cut cells off
   */
  public ReplicationPad1d(int... padding) {
    super("ReplicationPad1d", 1, PaddingMode.REPLICATE, padding);
  }
}
