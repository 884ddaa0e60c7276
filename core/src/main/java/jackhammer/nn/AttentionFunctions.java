package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Attention;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/** The part of {@link F} that is about attention. */
abstract class AttentionFunctions extends EmbeddingFunctions {
  AttentionFunctions() {}

  /**
   * softmax(q k^T / sqrt(E)) v: see {@link #scaledDotProductAttention(Tensor, Tensor, Tensor,
   * UnaryOperator)}.
   */
  public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
    return scaledDotProductAttention(query, key, value, AttentionOptions.DEFAULT);
  }

  /**
   * softmax(q k^T * scale + mask) v: for each query a mean of the values, weighted by how well
   * their keys fit. A query that may look at no key gets zeros.
   *
   * <pre>{@code
   * Tensor q = randn(32, 8, 128, 64); // (N, heads, L, E)
   * Tensor y = F.scaledDotProductAttention(q, q, q, o -> o.isCausal(true));
   * }</pre>
   *
   * @param query (..., L, E)
   * @param key (..., S, E)
   * @param value (..., S, Ev)
   * @return (..., L, Ev)
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html">scaled_dot_product_attention</a>
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, UnaryOperator<AttentionOptions> options) {
    return scaledDotProductAttention(
        query,
        key,
        value,
        Check.options("scaledDotProductAttention", options, AttentionOptions.DEFAULT));
  }

  private static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, AttentionOptions o) {
    return Attention.attention(
        query,
        key,
        value,
        o.attnMask(),
        o.dropoutP() == 0 ? null : p -> F.dropout(p, o.dropoutP(), true, false),
        o.isCausal(),
        o.scale(),
        o.enableGqa());
  }
}
