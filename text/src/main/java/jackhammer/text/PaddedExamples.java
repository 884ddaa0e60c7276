package jackhammer.text;

import jackhammer.Tensor;
import jackhammer.data.Example;
import java.util.List;

/**
 * A batch of examples whose inputs are sequences of different lengths: a collate function for a
 * {@link jackhammer.data.DataLoader}.
 *
 * <pre>{@code
 * var loader =
 *     new DataLoader<>(data, PaddedExamples::of, o -> o.batchSize(64).shuffle(true));
 * for (PaddedExamples batch : loader) {
 *   Tensor logits = net.call(batch.input(), batch.lengths()); // a TextRnn, for example
 *   ...
 * }
 * }</pre>
 *
 * @param input [N, L, *], filled up with zeros
 * @param lengths of the inputs, int64 [N]
 * @param target [N] where an example has one class or number; [N, L] where it has one for each
 *     place, filled up with -100, which {@code F.crossEntropy} leaves out
 */
public record PaddedExamples(Tensor input, Tensor lengths, Tensor target) {
  /** What cross-entropy leaves out unless told otherwise. */
  private static final int IGNORED = -100;

  /**
   * Makes a batch.
   *
   * @throws IllegalArgumentException if there is no example, or they differ in more than lengths
   */
  public static PaddedExamples of(List<Example> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("PaddedExamples: expected at least one example, got none");
    }
    Padded input = Padded.of(examples.stream().map(Example::input).toList(), 0);
    List<Tensor> targets = examples.stream().map(Example::target).toList();
    Tensor target =
        targets.getFirst().dim() == 0
            ? Tensor.stack(0, targets)
            : Padded.of(targets, IGNORED).sequences();
    return new PaddedExamples(input.sequences(), input.lengths(), target);
  }
}
