package jackhammer.cli;

import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.data.Subset;
import jackhammer.vision.FashionMnist;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Where the pictures of Fashion-MNIST come from. A mixin. */
final class PictureData {
  private static final Path DOWNLOADS = Path.of("data", "fashion-mnist");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the four files of Fashion-MNIST. Default: /usr/share/datasets/fashion-mnist"
              + " if it is there (Debian's package dataset-fashion-mnist), else the 10,000 + 2,000"
              + " pictures in the jar.")
  private Path folder;

  @Option(
      names = "--subset",
      description = "Take the pictures in the jar, even where all 70,000 are on this machine.")
  private boolean subset;

  @Option(
      names = "--download",
      description =
          "Fetch the files that --data (default: data/fashion-mnist) lacks from their publisher, 31"
              + " MB.")
  private boolean download;

  /**
   * Training or test pictures and what they show.
   *
   * @param pictures inputs [1, 28, 28], targets the numbers of the classes
   * @param source where they are from, in words
   */
  record Pictures(Part part, Dataset<Example> pictures, List<String> classes, String source) {
    int size() {
      return pictures.size();
    }

    /**
     * Parts the training pictures in two, by their order and so the same for every seed: first
     * those that stay, then the last {@code share} of them, for validation.
     *
     * @throws UserError if one side would have none
     */
    List<Pictures> holdOut(double share) {
      int held = (int) Math.round(share * size());
      int kept = size() - held;
      if (held == 0 || kept == 0) {
        throw new UserError(
            "--validation: expected a share that leaves pictures on both sides, got %s of %,d"
                .formatted(share, size()));
      }
      return List.of(range(Part.TRAINING, 0, kept), range(Part.VALIDATION, kept, size()));
    }

    private Pictures range(Part part, int from, int to) {
      int[] indices = IntStream.range(from, to).toArray();
      return new Pictures(part, new Subset<>(pictures, indices), classes, source);
    }
  }

  /** Checks the options and fetches what is to be fetched. */
  void prepare(PrintWriter err) {
    if (subset && (folder != null || download)) {
      throw new UserError(
          "--subset: expected neither --data nor --download beside it; it means the pictures in the"
              + " jar");
    }
    if (download) {
      if (folder == null) {
        folder = DOWNLOADS;
      }
      try (var progress = new DownloadBars(err)) {
        FashionMnist.download(folder, progress);
      }
    }
  }

  /**
   * Reads the pictures.
   *
   * @param labels the two labels that are wanted, or null for all
   * @throws UserError if there are none
   * @throws jackhammer.io.CorruptFileException if a file is damaged
   */
  Pictures read(boolean train, List<Integer> labels) {
    FashionMnist all = open(train);
    Part part = train ? Part.TRAINING : Part.TEST;
    if (labels == null) {
      return new Pictures(part, all, all.classes(), all.source());
    }
    int first = labels.getFirst();
    int second = labels.getLast();
    return new Pictures(
        part,
        new TwoClasses(all, all.targets(), first, second),
        List.of(all.classes().get(first), all.classes().get(second)),
        all.source());
  }

  private FashionMnist open(boolean train) {
    if (subset) {
      return FashionMnist.subset(train);
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UserError(
          "--data: expected a folder with the four files of Fashion-MNIST, but there is no folder %s; with --download they are fetched"
              .formatted(folder));
    }
    try {
      return new FashionMnist(o -> o.root(folder).train(train));
    } catch (IllegalArgumentException e) {
      throw new UserError("--data: " + e.getMessage());
    }
  }

  /** A line about what was read. */
  static String describe(Pictures train, Pictures judged) {
    boolean isSubset = train.source().contains("jar");
    return String.format(
        Locale.ROOT,
        "Fashion-MNIST: %,d training and %,d %s pictures, from %s%s",
        train.size(),
        judged.size(),
        judged.part().word(),
        train.source(),
        isSubset ? " (--download fetches all 70,000)" : "");
  }
}
