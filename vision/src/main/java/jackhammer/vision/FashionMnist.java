package jackhammer.vision;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Fashion-MNIST: 60,000 training and 10,000 test pictures of clothes, shoes and bags in ten
 * classes.
 *
 * <p>Without {@code root} they come from {@code /usr/share/datasets/fashion-mnist}, where Debian's
 * package {@code dataset-fashion-mnist} puts them, or else from the jar, which has the first 1,000
 * training and 200 test pictures of each class. Nothing is fetched unless it is asked for.
 *
 * <pre>{@code
 * var train = new FashionMnist();
 * var test = new FashionMnist(o -> o.train(false));
 * var full = new FashionMnist(o -> o.root(Path.of("data")).download(true));
 * }</pre>
 *
 * @see <a href="https://github.com/zalandoresearch/fashion-mnist">Zalando's description</a>
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.FashionMNIST.html">torchvision.datasets.FashionMNIST</a>
 */
public final class FashionMnist extends IdxDataset {
  /** What the labels mean. */
  public static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  static final IdxFamily FAMILY =
      new IdxFamily(
          "FashionMNIST",
          "FashionMNIST/raw",
          Path.of("/usr/share/datasets/fashion-mnist"),
          "jackhammer/vision/fashion-mnist",
          List.of(
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
          // the files whose MD5 sums stand in the publisher's README
          List.of(
              new Published(
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              new Published(
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              new Published(
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              new Published(
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          CLASSES);

  /** The training pictures that are on this machine. */
  public FashionMnist() {
    this(o -> o);
  }

  /**
   * The pictures that the options say.
   *
   * @throws IllegalArgumentException if {@code root} lacks the files
   * @throws jackhammer.io.CorruptFileException if a file is truncated, damaged or of another kind
   */
  public FashionMnist(UnaryOperator<Options> options) {
    super(FAMILY, options);
  }

  private FashionMnist(boolean train) {
    super(FAMILY, train);
  }

  /**
   * The pictures in the jar, even where the full set is on this machine: the first 1,000 training
   * or 200 test pictures of each class.
   */
  public static FashionMnist subset(boolean train) {
    return new FashionMnist(train);
  }

  /**
   * Fetches the four files of the full set, 31 MB, from their publisher into a folder. Files that
   * are there are kept, an interrupted download goes on where it stopped, and each file must have
   * the publisher's SHA-256.
   *
   * @throws jackhammer.io.CorruptFileException if a file is not what was published
   * @throws java.io.UncheckedIOException if a file did not arrive
   */
  public static void download(Path folder, DownloadProgress progress) {
    FAMILY.download(folder, progress);
  }
}
