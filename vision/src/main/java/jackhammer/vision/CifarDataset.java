package jackhammer.vision;

import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.transforms.Transform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A data set of the CIFAR kind, from its binary version: coloured pictures of 32 x 32 with a class
 * each, [3, 32, 32]; see {@link PictureDataset}.
 */
public abstract sealed class CifarDataset extends PictureDataset permits Cifar10, Cifar100 {
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;

  private final Options options;

  /**
   * How the files are laid out: records of some labels and then red, green and blue.
   *
   * @param name the class of the data set, as torchvision names it
   * @param folder what the publisher's archive calls the folder
   * @param trainFiles their names
   * @param testFiles their names
   * @param trainRecords in each file
   * @param testRecords in each file
   * @param labels how many label bytes a record has; the last one is the class
   * @param classes what the classes are
   */
  record Layout(
      String name,
      String folder,
      List<String> trainFiles,
      List<String> testFiles,
      int trainRecords,
      int testRecords,
      int labels,
      List<String> classes) {

    Records read(Path root, boolean train) {
      if (root == null) {
        throw new IllegalArgumentException(
            "%s: expected root, the folder of the binary version's files, got none; it is published"
                    .formatted(name)
                + " at https://www.cs.toronto.edu/~kriz/cifar.html");
      }
      List<String> files = train ? trainFiles : testFiles;
      int records = train ? trainRecords : testRecords;
      byte[] pixels = new byte[files.size() * records * PIXELS];
      long[] numbers = new long[files.size() * records];
      for (int f = 0; f < files.size(); f++) {
        read(find(root, files.get(f)), records, pixels, numbers, f * records);
      }
      return new Records(pixels, numbers);
    }

    private Path find(Path root, String file) {
      for (Path candidate : List.of(root.resolve(file), root.resolve(folder).resolve(file))) {
        if (Files.exists(candidate)) {
          return candidate;
        }
      }
      throw new IllegalArgumentException(
          "%s: expected %s in root=%s or its folder %s, got %s; the binary version is published at https://www.cs.toronto.edu/~kriz/cifar.html"
              .formatted(
                  name,
                  file,
                  root,
                  folder,
                  Files.isDirectory(root) ? "neither" : "no such folder"));
    }

    private void read(Path file, int records, byte[] pixels, long[] numbers, int first) {
      long expected = (long) records * (labels + PIXELS);
      byte[] b = bytes(file, expected);
      for (int i = 0; i < records; i++) {
        int at = i * (labels + PIXELS) + labels - 1;
        int number = b[at] & 0xff;
        if (number >= classes.size()) {
          throw new CorruptFileException(
              file,
              at,
              "a label from 0 to " + (classes.size() - 1),
              "" + number,
              "the file is damaged, or not the binary version of " + name);
        }
        numbers[first + i] = number;
        System.arraycopy(b, at + 1, pixels, (first + i) * PIXELS, PIXELS);
      }
    }

    private byte[] bytes(Path file, long expected) {
      try {
        long size = Files.size(file);
        if (size != expected) {
          throw new CorruptFileException(
              file,
              Math.min(size, expected),
              "%d bytes: records of %d".formatted(expected, labels + PIXELS),
              size + " bytes",
              size < expected
                  ? "it is truncated; unpack the archive again"
                  : "the file is damaged, or not the binary version of " + name);
        }
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new CorruptFileException(
            file.toString(),
            CorruptFileException.WHOLE_FILE,
            "a readable file",
            e.getClass().getSimpleName() + ": " + e.getMessage(),
            "check that it is a file that you may read",
            e);
      }
    }
  }

  /** Pixels [N, 3, 32, 32] and labels [N]. */
  record Records(byte[] pixels, long[] labels) {}

  /**
   * Which pictures, and from where.
   *
   * @param root the folder of the files, or of the folder that the archive unpacks to; has no
   *     default
   * @param train whether the training pictures are wanted, else the test pictures; default true
   * @param transform gets the bytes, uint8 [3, 32, 32], and makes the input; default null, which
   *     scales them to float32 from 0 to 1
   */
  public record Options(Path root, boolean train, Transform transform) {
    /** A copy with another {@code root}. */
    public Options root(Path root) {
      return new Options(root, train, transform);
    }

    /** A copy with another {@code train}. */
    public Options train(boolean train) {
      return new Options(root, train, transform);
    }

    /** A copy with another {@code transform}. */
    public Options transform(Transform transform) {
      return new Options(root, train, transform);
    }
  }

  CifarDataset(Layout layout, UnaryOperator<Options> options) {
    this(layout, options.apply(new Options(null, true, null)));
  }

  private CifarDataset(Layout layout, Options options) {
    this(layout, options, layout.read(options.root, options.train));
  }

  private CifarDataset(Layout layout, Options options, Records records) {
    super(layout.name, records.pixels, records.labels, 3, SIDE, options.transform, layout.classes);
    this.options = options;
  }

  /** A copy of the pictures as they are in the files: uint8 of size [N, 3, 32, 32]. */
  public Tensor data() {
    return bytes(size(), 3, SIDE, SIDE);
  }

  /** As torchvision prints it. */
  @Override
  public String toString() {
    return text(options.root.toString(), options.train);
  }
}
