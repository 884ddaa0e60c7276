package jackhammer.text.models;

import jackhammer.Tensor;
import jackhammer.nn.Dropout;
import jackhammer.nn.Embedding;
import jackhammer.nn.GRU;
import jackhammer.nn.LSTM;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.RNN;

/**
 * A recurrent layer that reads a text from left to right; its state after the last token goes
 * through dropout and a fully connected layer.
 *
 * <ul>
 *   <li>Input: (N, L), numbers of tokens, and lengths (N).
 *   <li>Output: (N, classes), logits.
 *   <li>Keys of the state: {@code embedding.weight}, those of the recurrent layer behind {@code
 *       rnn.}, {@code fc.weight}, {@code fc.bias}.
 * </ul>
 *
 * <pre>{@code
 * var net = new TextRnn(TextRnn.Kind.LSTM, vocab.size(), 19);
 * Tensor logits = net.call(batch.input(), batch.lengths()); // (N, 19)
 * }</pre>
 */
public final class TextRnn extends TextClassifier {
  private static final int WIDTH = 64;
  private static final int HIDDEN = 128;

  /** Which recurrent layer. */
  public enum Kind {
    /** {@link jackhammer.nn.RNN}. */
    RNN,
    /** {@link jackhammer.nn.LSTM}. */
    LSTM,
    /** {@link jackhammer.nn.GRU}. */
    GRU
  }

  private final Embedding embedding;
  private final Module rnn;
  private final Dropout dropout = new Dropout(0.5);
  private final Linear fc;

  /**
   * @param tokens how many there are
   * @param classes how many there are
   */
  public TextRnn(Kind kind, int tokens, int classes) {
    embedding = new Embedding(tokens, WIDTH);
    rnn =
        switch (kind) {
          case RNN -> new RNN(WIDTH, HIDDEN, o -> o.batchFirst(true));
          case LSTM -> new LSTM(WIDTH, HIDDEN, o -> o.batchFirst(true));
          case GRU -> new GRU(WIDTH, HIDDEN, o -> o.batchFirst(true));
        };
    fc = new Linear(HIDDEN, classes);
  }

  @Override
  Tensor answer(Tensor x, Tensor lengths) {
    Tensor e = embedding.call(x); // [N, L, C]
    long[] steps = lengths.toLongArray();
    Tensor last =
        switch (rnn) {
          case LSTM lstm -> lstm.call(e, steps).state().h();
          case GRU gru -> gru.call(e, steps).h();
          default -> ((RNN) rnn).call(e, steps).h();
        }; // [1, N, H]
    return fc.call(dropout.call(last.squeeze(0)));
  }
}
