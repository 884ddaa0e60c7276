package jackhammer.vision;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A data set of the MNIST kind: grey pictures of 28 x 28 with a class each.
 *
 * <p>An item is an {@link Example} of a float32 tensor [1, 28, 28], 0 black to 1 white, as
 * torchvision's {@code ToTensor} gives it, and an int64 number. The pictures are kept as bytes and
 * scaled when they are asked for; a {@code DataLoader} gets whole batches in one go.
 */
public abstract sealed class IdxDataset implements Dataset<Example> permits FashionMnist, Mnist {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;

  private final IdxFamily family;
  private final Options options;
  private final byte[] pixels;
  private final long[] labels;
  private final String source;

  IdxDataset(IdxFamily family, UnaryOperator<Options> options) {
    this.family = family;
    this.options = options.apply(new Options(null, true, false, DownloadProgress.NONE));
    Path root = this.options.root;
    if (this.options.download) {
      if (root == null) {
        throw new IllegalArgumentException(
            family.name() + ": expected root, the folder for the files, beside download(true)");
      }
      if (!family.isComplete(root)) {
        family.download(root, this.options.progress);
      }
    }
    IdxFamily.Pictures pictures = family.read(root, this.options.train);
    this.pixels = pictures.images().data();
    this.labels = widen(pictures.labels().data());
    this.source = pictures.source();
  }

  /** The copy in the jar. */
  IdxDataset(IdxFamily family, boolean train) {
    this.family = family;
    this.options = new Options(null, train, false, DownloadProgress.NONE);
    IdxFamily.Pictures pictures = family.readCopyInJar(train);
    this.pixels = pictures.images().data();
    this.labels = widen(pictures.labels().data());
    this.source = pictures.source();
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
   */
  public record Options(Path root, boolean train, boolean download, DownloadProgress progress) {
    /** A copy with another {@code root}. */
    public Options root(Path root) {
      return new Options(root, train, download, progress);
    }

    /** A copy with another {@code train}. */
    public Options train(boolean train) {
      return new Options(root, train, download, progress);
    }

    /** A copy with another {@code download}. */
    public Options download(boolean download) {
      return new Options(root, train, download, progress);
    }

    /** A copy with another {@code progress}. */
    public Options progress(DownloadProgress progress) {
      return new Options(root, train, download, progress);
    }
  }

  @Override
  public Example get(int index) {
    check(index);
    Tensor target = Tensor.tensor(labels[index]);
    return new Example(pictures(new int[] {index}).select(0, 0), target);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Optional<Example> batch(int[] indices) {
    long[] targets = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      check(indices[i]);
      targets[i] = labels[indices[i]];
    }
    return Optional.of(new Example(pictures(indices), Tensor.fromArray(targets)));
  }

  private Tensor pictures(int[] indices) {
    float[] numbers = new float[Math.multiplyExact(indices.length, PIXELS)];
    for (int i = 0; i < indices.length; i++) {
      Pixels.scale(pixels, indices[i] * PIXELS, numbers, i * PIXELS, PIXELS);
    }
    return Tensor.fromArray(numbers, indices.length, 1, SIDE, SIDE);
  }

  private void check(int index) {
    if (index < 0 || index >= labels.length) {
      throw new IndexOutOfBoundsException(
          "%s: expected an index from 0 to %d, got %d"
              .formatted(family.name(), labels.length - 1, index));
    }
  }

  /** A copy of the pictures as they are in the file: uint8 of size [N, 28, 28]. */
  public Tensor data() {
    return Tensor.fromByteBuffer(ByteBuffer.wrap(pixels), DType.UINT8, labels.length, SIDE, SIDE);
  }

  /** A copy of the labels: int64 of size [N]. */
  public Tensor targets() {
    return Tensor.fromArray(labels.clone());
  }

  /** What the labels 0 to 9 mean. */
  public List<String> classes() {
    return family.classes();
  }

  /** Where the pictures were read, in words: a folder, or "the subset in the jar". */
  public String source() {
    return source;
  }

  /** As torchvision prints it, with the source for the root. */
  @Override
  public String toString() {
    return """
        Dataset %s
            Number of datapoints: %d
            Root location: %s
            Split: %s"""
        .formatted(family.name(), size(), source, options.train ? "Train" : "Test");
  }
}
