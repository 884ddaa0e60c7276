package jackhammer.text.models;

import jackhammer.Tensor;
import jackhammer.nn.Dropout;
import jackhammer.nn.Embedding;
import jackhammer.nn.LSTM;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;

/**
 * A network that foretells the next character of a text: an LSTM over characters.
 *
 * <ul>
 *   <li>Input: (N, L), numbers of characters, and the state that an earlier part left, or null.
 *   <li>Output: (N, L, tokens), logits of the character after each; and the new state.
 *   <li>Keys of the state: {@code embedding.weight}, those of {@link LSTM} behind {@code lstm.},
 *       {@code fc.weight}, {@code fc.bias}.
 * </ul>
 *
 * <pre>{@code
 * var net = new CharRnn(vocab.size());
 * var first = net.call(x, null);
 * var more = net.call(next, first.state());
 * }</pre>
 */
public final class CharRnn extends Module {
  private static final int WIDTH = 128;
  private static final int HIDDEN = 256;

  private final Embedding embedding;
  private final LSTM lstm;
  private final Dropout dropout = new Dropout(0.3);
  private final Linear fc;

  /**
   * What comes out.
   *
   * @param logits (N, L, tokens)
   * @param state what the text so far has left
   */
  public record Output(Tensor logits, LSTM.State state) {}

  /**
   * @param tokens how many there are
   */
  public CharRnn(int tokens) {
    embedding = new Embedding(tokens, WIDTH);
    lstm = new LSTM(WIDTH, HIDDEN, o -> o.batchFirst(true));
    fc = new Linear(HIDDEN, tokens);
  }

  /** The next characters of texts, from their beginning or going on from a state. */
  public Output call(Tensor x, LSTM.State state) {
    return call(
        new Object[] {x, state},
        in -> {
          Tensor e = dropout.call(embedding.call((Tensor) in[0]));
          LSTM.Output out = in[1] == null ? lstm.call(e) : lstm.call(e, (LSTM.State) in[1]);
          return new Output(fc.call(dropout.call(out.output())), out.state());
        });
  }
}
