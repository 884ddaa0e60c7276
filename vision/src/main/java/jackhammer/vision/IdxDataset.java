package jackhammer.vision;

import jackhammer.Tensor;
import jackhammer.vision.transforms.Transform;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A data set of the MNIST kind: grey pictures of 28 x 28 with a class each, [1, 28, 28]; see {@link
 * PictureDataset}.
 */
public abstract sealed class IdxDataset extends PictureDataset permits FashionMnist, Mnist {
  private static final int SIDE = 28;

  private final Options options;
  private final String source;

  IdxDataset(IdxFamily family, UnaryOperator<Options> options) {
    this(family, options.apply(Options.DEFAULT));
  }

  private IdxDataset(IdxFamily family, Options options) {
    this(family, options, fetched(family, options));
  }

  /** The copy in the jar. */
  IdxDataset(IdxFamily family, boolean train) {
    this(family, Options.DEFAULT.train(train), family.readCopyInJar(train));
  }

  private IdxDataset(IdxFamily family, Options options, IdxFamily.Pictures pictures) {
    super(
        family.name(),
        pictures.images().data(),
        widen(pictures.labels().data()),
        1,
        SIDE,
        options.transform,
        family.classes());
    this.options = options;
    this.source = pictures.source();
  }

  private static IdxFamily.Pictures fetched(IdxFamily family, Options options) {
    Path root = options.root;
    if (options.download) {
      if (root == null) {
        throw new IllegalArgumentException(
            family.name() + ": expected root, the folder for the files, beside download(true)");
      }
      if (!family.isComplete(root)) {
        family.download(root, options.progress);
      }
    }
    return family.read(root, options.train);
  }

  private static long[] widen(byte[] labels) {
    long[] numbers = new long[labels.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = labels[i];
    }
    return numbers;
  }

  /**
   * Which pictures, and from where.
   *
   * @param root the folder of the files, packed with gzip or not, or of torchvision's folder with
   *     them; default null, what is on this machine
   * @param train whether the training pictures are wanted, else the test pictures; default true
   * @param download whether files that {@code root} lacks are fetched from their publisher; default
   *     false
   * @param progress is told how far a download is; default nobody
   * @param transform gets the bytes, uint8 [1, 28, 28], and makes the input; default null, which
   *     scales them to float32 from 0 to 1
   */
  public record Options(
      Path root, boolean train, boolean download, DownloadProgress progress, Transform transform) {
    private static final Options DEFAULT =
        new Options(null, true, false, DownloadProgress.NONE, null);

    /** A copy with another {@code root}. */
    public Options root(Path root) {
      return new Options(root, train, download, progress, transform);
    }

    /** A copy with another {@code train}. */
    public Options train(boolean train) {
      return new Options(root, train, download, progress, transform);
    }

    /** A copy with another {@code download}. */
    public Options download(boolean download) {
      return new Options(root, train, download, progress, transform);
    }

    /** A copy with another {@code progress}. */
    public Options progress(DownloadProgress progress) {
      return new Options(root, train, download, progress, transform);
    }

    /** A copy with another {@code transform}. */
    public Options transform(Transform transform) {
      return new Options(root, train, download, progress, transform);
    }
  }

  /** A copy of the pictures as they are in the file: uint8 of size [N, 28, 28]. */
  public Tensor data() {
    return bytes(size(), SIDE, SIDE);
  }

  /** Where the pictures were read, in words: a folder, or "the subset in the jar". */
  public String source() {
    return source;
  }

  /** As torchvision prints it, with the source for the root. */
  @Override
  public String toString() {
    return text(source, options.train);
  }
}
