package jackhammer.vision;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.vision.transforms.Transform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Pictures in a folder for each class: {@code root/dog/xxx.png}, {@code root/cat/more/yyy.jpg}.
 *
 * <p>The classes are the folders in {@code root}, sorted; the pictures are the files in them, at
 * any depth, whose names end in jpg, jpeg, png, ppm, bmp, pgm, tif, tiff or webp, in torchvision's
 * order. ImageIO must know the format when a picture is asked for; the JDK's knows no ppm, pgm and
 * webp.
 *
 * <pre>{@code
 * var train =
 *     new ImageFolder(
 *         Path.of("data/train"),
 *         o -> o.transform(new Compose(new Resize(256), new CenterCrop(224), new ToTensor())));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.ImageFolder.html">torchvision.datasets.ImageFolder</a>
 */
public final class ImageFolder implements Dataset<Example> {
  /** The names of what counts as a picture end in one of these, in either case. */
  public static final List<String> EXTENSIONS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  private final Path root;
  private final Transform transform;
  private final List<String> classes;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * A file and its class.
   *
   * @param path the picture
   * @param target the number of its class
   */
  public record Sample(Path path, int target) {}

  /**
   * What may be left out.
   *
   * @param transform gets the picture, uint8 [3, H, W], and makes the input; default null, which
   *     scales it to float32 from 0 to 1
   * @param allowEmpty whether a class may have no picture; default false
   */
  public record Options(Transform transform, boolean allowEmpty) {
    /** A copy with another {@code transform}. */
    public Options transform(Transform transform) {
      return new Options(transform, allowEmpty);
    }

    /** A copy with another {@code allowEmpty}. */
    public Options allowEmpty(boolean allowEmpty) {
      return new Options(transform, allowEmpty);
    }
  }

  /** The pictures in a folder, scaled. */
  public ImageFolder(Path root) {
    this(root, o -> o);
  }

  /**
   * The pictures in a folder, with options.
   *
   * @throws IllegalArgumentException if there is no such folder, no folder in it, or a class
   *     without a picture
   * @throws UncheckedIOException if a folder cannot be read
   */
  public ImageFolder(Path root, UnaryOperator<Options> options) {
    Options o = options.apply(new Options(null, false));
    this.root = root;
    this.transform = o.transform;
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          "ImageFolder: root: expected a folder with a folder for each class, got " + root);
    }
    try (Stream<Path> inside = Files.list(root)) {
      this.classes =
          inside.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("ImageFolder: " + root + " could not be read: " + e, e);
    }
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          "ImageFolder: root: expected a folder for each class in %s, got none".formatted(root));
    }
    List<String> empty = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      List<Path> found = pictures(root.resolve(classes.get(c)));
      if (found.isEmpty()) {
        empty.add(classes.get(c));
      }
      for (Path p : found) {
        samples.add(new Sample(p, c));
      }
    }
    if (!empty.isEmpty() && !o.allowEmpty) {
      throw new IllegalArgumentException(
          "ImageFolder: expected pictures (%s) in the folder of every class, got none for %s; allowEmpty(true) accepts that"
              .formatted(String.join(", ", EXTENSIONS), String.join(", ", empty)));
    }
  }

  /** Folder after folder by its whole path as text, then by name; links are followed. */
  private static List<Path> pictures(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(p -> isPicture(p.getFileName().toString()) && !Files.isDirectory(p))
          .sorted(
              Comparator.comparing((Path p) -> p.getParent().toString())
                  .thenComparing(p -> p.getFileName().toString()))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          "ImageFolder: " + folder + " could not be read: " + e.getMessage(), new IOException(e));
    }
  }

  private static boolean isPicture(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(lower::endsWith);
  }

  @Override
  public Example get(int index) {
    if (index < 0 || index >= samples.size()) {
      throw new IndexOutOfBoundsException(
          "ImageFolder: expected an index from 0 to %d, got %d"
              .formatted(samples.size() - 1, index));
    }
    Sample s = samples.get(index);
    Tensor picture = Images.read(s.path);
    Tensor input = transform == null ? picture.to(DType.FLOAT32).div(255) : transform.call(picture);
    return new Example(input, Tensor.tensor((long) s.target));
  }

  @Override
  public int size() {
    return samples.size();
  }

  /** The names of the classes, sorted. */
  public List<String> classes() {
    return classes;
  }

  /** The files and their classes, in the order of the items. */
  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** As torchvision prints it. */
  @Override
  public String toString() {
    return "Dataset ImageFolder\n    Number of datapoints: %d\n    Root location: %s%s"
        .formatted(size(), root, PictureDataset.transformLines(transform));
  }
}
