package jackhammer.vision;

import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.transforms.Transform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A data set of the CIFAR kind, from its binary version: coloured pictures of 32 x 32 with a class
 * each, [3, 32, 32]; see {@link PictureDataset}.
 */
public abstract sealed class CifarDataset extends PictureDataset permits Cifar10, Cifar100 {
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final Duration SILENCE = Duration.ofSeconds(30);

  static final URI SITE = URI.create("https://www.cs.toronto.edu/~kriz/");

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
   * @param site the folder on the net that holds the archive
   * @param archive the binary version as published
   */
  record Layout(
      String name,
      String folder,
      List<String> trainFiles,
      List<String> testFiles,
      int trainRecords,
      int testRecords,
      int labels,
      List<String> classes,
      URI site,
      Published archive) {

    /** Fetches and unpacks the archive, unless all files are there. */
    void download(Path root, DownloadProgress progress) {
      Set<String> files = new LinkedHashSet<>(trainFiles);
      files.addAll(testFiles);
      if (files.stream().allMatch(file -> place(root, file).isPresent())) {
        return;
      }
      new Download(List.of(site), root, progress, SILENCE).fetch(List.of(archive));
      Path inside = root.resolve(folder);
      try {
        Files.createDirectories(inside);
      } catch (IOException e) {
        throw new UncheckedIOException("download to " + inside + ": " + e.getMessage(), e);
      }
      TarGz.unpack(root.resolve(archive.name()), folder, files, inside);
    }

    Records read(Path root, boolean train) {
      if (root == null) {
        throw new IllegalArgumentException(
            "%s: expected root, the folder of the binary version's files, got none; %s"
                .formatted(name, howToGet()));
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

    private Optional<Path> place(Path root, String file) {
      return Stream.of(root.resolve(file), root.resolve(folder).resolve(file))
          .filter(Files::exists)
          .findFirst();
    }

    private Path find(Path root, String file) {
      return place(root, file)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s: expected %s in root=%s or its folder %s, got %s; %s"
                          .formatted(
                              name,
                              file,
                              root,
                              folder,
                              Files.isDirectory(root) ? "neither" : "no such folder",
                              howToGet())));
    }

    private String howToGet() {
      return "download(true) fetches the binary version from its publisher,"
          + " https://www.cs.toronto.edu/~kriz/cifar.html";
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
   * @param download whether an archive that {@code root} lacks is fetched from its publisher;
   *     default false
   * @param progress is told how far a download is; default nobody
   * @param transform gets the bytes, uint8 [3, 32, 32], and makes the input; default null, which
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

  CifarDataset(Layout layout, UnaryOperator<Options> options) {
    this(layout, options.apply(Options.DEFAULT));
  }

  private CifarDataset(Layout layout, Options options) {
    this(layout, options, fetched(layout, options));
  }

  private CifarDataset(Layout layout, Options options, Records records) {
    super(layout.name, records.pixels, records.labels, 3, SIDE, options.transform, layout.classes);
    this.options = options;
  }

  private static Records fetched(Layout layout, Options options) {
    if (options.download) {
      if (options.root == null) {
        throw new IllegalArgumentException(
            layout.name + ": expected root, the folder for the files, beside download(true)");
      }
      layout.download(options.root, options.progress);
    }
    return layout.read(options.root, options.train);
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
