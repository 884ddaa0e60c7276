package jackhammer.vision;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * CIFAR-10: 50,000 training and 10,000 test pictures of animals and vehicles in ten classes, from
 * the publisher's binary version ({@code data_batch_1.bin} to {@code data_batch_5.bin}, {@code
 * test_batch.bin}).
 *
 * <pre>{@code
 * var train = new Cifar10(o -> o.root(Path.of("data")));
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Alex Krizhevsky's description</a>
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.CIFAR10.html">torchvision.datasets.CIFAR10</a>
 */
public final class Cifar10 extends CifarDataset {
  /** What the labels mean. */
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  static final Layout LAYOUT =
      new Layout(
          "CIFAR10",
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          List.of("test_batch.bin"),
          10_000,
          10_000,
          1,
          CLASSES);

  /**
   * The pictures that the options say.
   *
   * @throws IllegalArgumentException if {@code root} lacks the files
   * @throws jackhammer.io.CorruptFileException if a file is truncated, damaged or of another kind
   */
  public Cifar10(UnaryOperator<Options> options) {
    super(LAYOUT, options);
  }

  /** From files with fewer records, for tests. */
  Cifar10(Layout layout, UnaryOperator<Options> options) {
    super(layout, options);
  }
}
