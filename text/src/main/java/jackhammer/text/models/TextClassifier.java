package jackhammer.text.models;

import jackhammer.Tensor;
import jackhammer.nn.Module;

/** A network that tells texts apart. */
public abstract class TextClassifier extends Module {
  /**
   * What the network says about texts, each as it would say of the text alone.
   *
   * @param x numbers of tokens, int64 (N, L); what lies behind a text's end does not matter
   * @param lengths how long each text is, int64 (N), at least 1
   * @return (N, classes), logits
   */
  public final Tensor call(Tensor x, Tensor lengths) {
    return call(new Object[] {x, lengths}, in -> answer((Tensor) in[0], (Tensor) in[1]));
  }

  /** What {@link #call} does. */
  abstract Tensor answer(Tensor x, Tensor lengths);
}
