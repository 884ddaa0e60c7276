package jackhammer.vision;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * MNIST: 60,000 training and 10,000 test pictures of handwritten digits.
 *
 * <pre>{@code
 * var train = new Mnist(o -> o.root(Path.of("data")).download(true));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.MNIST.html">torchvision.datasets.MNIST</a>
 */
public final class Mnist extends IdxDataset {
  /** What the labels mean, in torchvision's words. */
  public static final List<String> CLASSES =
      List.of(
          "0 - zero",
          "1 - one",
          "2 - two",
          "3 - three",
          "4 - four",
          "5 - five",
          "6 - six",
          "7 - seven",
          "8 - eight",
          "9 - nine");

  static final IdxFamily FAMILY =
      new IdxFamily(
          "MNIST",
          "MNIST/raw",
          null,
          null,
          // the publisher's own site no longer gives them out; these are torchvision's and
          // TensorFlow's copies
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          List.of(
              new Published(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              new Published(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              new Published(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              new Published(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
          CLASSES);

  /**
   * The pictures that the options say; {@code root} is needed.
   *
   * @throws IllegalArgumentException if there is no {@code root}, or it lacks the files
   * @throws jackhammer.io.CorruptFileException if a file is truncated, damaged or of another kind
   */
  public Mnist(UnaryOperator<Options> options) {
    super(FAMILY, options);
  }

  /**
   * Fetches the four files, 12 MB, into a folder; see {@link FashionMnist#download}.
   *
   * @throws jackhammer.io.CorruptFileException if a file is not what was published
   * @throws java.io.UncheckedIOException if a file did not arrive
   */
  public static void download(Path folder, DownloadProgress progress) {
    FAMILY.download(folder, progress);
  }
}
