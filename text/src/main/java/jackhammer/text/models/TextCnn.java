package jackhammer.text.models;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.Conv1d;
import jackhammer.nn.Dropout;
import jackhammer.nn.Embedding;
import jackhammer.nn.Linear;

/**
 * Convolutions over a text: two of width 3 with 128 channels each, the largest value of each
 * channel anywhere in the text, dropout, one fully connected layer.
 *
 * <ul>
 *   <li>Input: (N, L), numbers of tokens, and lengths (N).
 *   <li>Output: (N, classes), logits.
 *   <li>Keys of the state: {@code embedding.weight}, and {@code conv1}, {@code conv2}, {@code fc},
 *       each with {@code .weight} and {@code .bias}.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new TextCnn(vocab.size(), 19).call(batch.input(), batch.lengths()); // (N, 19)
 * }</pre>
 */
public final class TextCnn extends TextClassifier {
  private static final int WIDTH = 64;
  private static final int CHANNELS = 128;

  private final Embedding embedding;
  private final Conv1d conv1;
  private final Conv1d conv2;
  private final Dropout dropout = new Dropout(0.5);
  private final Linear fc;

  /**
   * @param tokens how many there are
   * @param classes how many there are
   */
  public TextCnn(int tokens, int classes) {
    embedding = new Embedding(tokens, WIDTH);
    conv1 = new Conv1d(WIDTH, CHANNELS, 3, o -> o.padding(1));
    conv2 = new Conv1d(CHANNELS, CHANNELS, 3, o -> o.padding(1));
    fc = new Linear(CHANNELS, classes);
  }

  @Override
  Tensor answer(Tensor x, Tensor lengths) {
    // 1 inside a text, 0 behind its end, where a convolution has to see what it sees at an edge.
    Tensor inside =
        Tensor.arange(x.size(1))
            .lt(lengths.unsqueeze(1))
            .unsqueeze(1)
            .to(DType.FLOAT32); // [N, 1, L]
    Tensor h = embedding.call(x).transpose(1, 2).mul(inside); // [N, C, L]
    h = conv1.call(h).relu().mul(inside);
    // Nothing is below 0, so that zeros behind the end do not change the largest value.
    h = conv2.call(h).relu().mul(inside);
    return fc.call(dropout.call(h.amax(2)));
  }
}
