package jackhammer.vision;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * CIFAR-10: 50,000 training and 10,000 test pictures of animals and vehicles in ten classes, from
 * the publisher's binary version ({@code data_batch_1.bin} to {@code data_batch_5.bin}, {@code
 * test_batch.bin}).
 *
 * <pre>{@code
 * var train = new Cifar10(o -> o.root(Path.of("data")).download(true));
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
          CLASSES,
          SITE,
          // the archive whose MD5 sum, c32a1d4ab5d03f1284b67883e8d87530, stands on the
          // publisher's page, which has no better one
          new Published(
              "cifar-10-binary.tar.gz",
              170_052_171,
              "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"));

  /**
   * The pictures that the options say.
   *
   * @throws IllegalArgumentException if {@code root} lacks the files and no download is wanted
   * @throws jackhammer.io.CorruptFileException if a file is truncated, damaged or of another kind
   */
  public Cifar10(UnaryOperator<Options> options) {
    super(LAYOUT, options);
  }

  /**
   * Fetches the binary version, 170 MB, from its publisher into a folder and unpacks it there. What
   * is there is kept, an interrupted download goes on where it stopped, and the archive must have
   * the right SHA-256.
   *
   * @throws jackhammer.io.CorruptFileException if the archive is not what was published
   * @throws java.io.UncheckedIOException if it did not arrive
   */
  public static void download(Path folder, DownloadProgress progress) {
    LAYOUT.download(folder, progress);
  }

  /** From files with fewer records, for tests. */
  Cifar10(Layout layout, UnaryOperator<Options> options) {
    super(layout, options);
  }
}
