package jackhammer.vision;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.vision.transforms.Transform;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of one size with a class each, kept as bytes.
 *
 * <p>Without a transform an item is an {@link Example} of a float32 tensor [C, H, W], 0 to 1, as
 * torchvision's {@code ToTensor} gives it, and an int64 number; a {@code DataLoader} gets whole
 * batches in one go. A transform gets the bytes: uint8 [C, H, W].
 */
public abstract sealed class PictureDataset implements Dataset<Example>
    permits IdxDataset, CifarDataset {
  private final String name;
  private final byte[] pixels;
  private final long[] labels;
  private final int channels;
  private final int side;
  private final Transform transform;
  private final List<String> classes;

  /**
   * What was read.
   *
   * @param pixels [N, channels, side, side]
   * @param transform or null
   */
  PictureDataset(
      String name,
      byte[] pixels,
      long[] labels,
      int channels,
      int side,
      Transform transform,
      List<String> classes) {
    this.name = name;
    this.pixels = pixels;
    this.labels = labels;
    this.channels = channels;
    this.side = side;
    this.transform = transform;
    this.classes = classes;
  }

  private int perPicture() {
    return channels * side * side;
  }

  @Override
  public Example get(int index) {
    check(index);
    Tensor target = Tensor.tensor(labels[index]);
    if (transform == null) {
      return new Example(pictures(new int[] {index}).select(0, 0), target);
    }
    ByteBuffer bytes = ByteBuffer.wrap(pixels, index * perPicture(), perPicture());
    Tensor picture = Tensor.fromByteBuffer(bytes, DType.UINT8, channels, side, side);
    return new Example(transform.call(picture), target);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Optional<Example> batch(int[] indices) {
    if (transform != null) {
      return Optional.empty();
    }
    long[] targets = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      check(indices[i]);
      targets[i] = labels[indices[i]];
    }
    return Optional.of(new Example(pictures(indices), Tensor.fromArray(targets)));
  }

  private Tensor pictures(int[] indices) {
    int n = perPicture();
    float[] numbers = new float[Math.multiplyExact(indices.length, n)];
    for (int i = 0; i < indices.length; i++) {
      Pixels.scale(pixels, indices[i] * n, numbers, i * n, n);
    }
    return Tensor.fromArray(numbers, indices.length, channels, side, side);
  }

  private void check(int index) {
    if (index < 0 || index >= labels.length) {
      throw new IndexOutOfBoundsException(
          "%s: expected an index from 0 to %d, got %d".formatted(name, labels.length - 1, index));
    }
  }

  /** A copy of the pictures as they are in the file, as uint8 of these sizes. */
  Tensor bytes(long... sizes) {
    return Tensor.fromByteBuffer(ByteBuffer.wrap(pixels), DType.UINT8, sizes);
  }

  /** A copy of the labels: int64 of size [N]. */
  public Tensor targets() {
    return Tensor.fromArray(labels.clone());
  }

  /** What the labels mean. */
  public List<String> classes() {
    return classes;
  }

  /** As torchvision prints it. */
  String text(String source, boolean train) {
    String head =
        """
        Dataset %s
            Number of datapoints: %d
            Root location: %s
            Split: %s"""
            .formatted(name, size(), source, train ? "Train" : "Test");
    return head + transformLines(transform);
  }

  /** The transform below a data set, each of its lines indented under the first. */
  static String transformLines(Transform transform) {
    if (transform == null) {
      return "";
    }
    String indent = " ".repeat("Transform: ".length());
    return "\n    StandardTransform\nTransform: "
        + transform.toString().replace("\n", "\n" + indent);
  }
}
