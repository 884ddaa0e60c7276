package jackhammer.nn;

import jackhammer.Tensor;

/**
 * What {@code F.scaledDotProductAttention} takes beside queries, keys and values.
 *
 * @param attnMask bool, where true may take part, or floating, which is added to the scores;
 *     broadcast to (..., L, S); null (default): none
 * @param dropoutP the probability that a share is dropped; default 0; there is no switch for
 *     evaluation
 * @param isCausal whether query i sees the keys up to i only; default false
 * @param scale of the products; null (default): 1 / sqrt(E)
 * @param enableGqa whether several heads of queries share one of keys and values; default false
 */
public record AttentionOptions(
    Tensor attnMask, double dropoutP, boolean isCausal, Double scale, boolean enableGqa) {

  /** PyTorch's defaults. */
  public static final AttentionOptions DEFAULT = new AttentionOptions(null, 0, false, null, false);

  /** Checks what can be checked by itself. */
  public AttentionOptions {
    F.checkProbability("scaledDotProductAttention", "dropout_p", dropoutP);
  }

  /** With a mask. */
  public AttentionOptions attnMask(Tensor value) {
    return new AttentionOptions(value, dropoutP, isCausal, scale, enableGqa);
  }

  /** With dropout of shares. */
  public AttentionOptions dropoutP(double value) {
    return new AttentionOptions(attnMask, value, isCausal, scale, enableGqa);
  }

  /** With queries that see the keys up to their own place only. */
  public AttentionOptions isCausal(boolean value) {
    return new AttentionOptions(attnMask, dropoutP, value, scale, enableGqa);
  }

  /** With another factor of the products. */
  public AttentionOptions scale(double value) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, value, enableGqa);
  }

  /** With groups of heads of queries that share one of keys and values. */
  public AttentionOptions enableGqa(boolean value) {
    return new AttentionOptions(attnMask, dropoutP, isCausal, scale, value);
  }
}
