package jackhammer.cli;

import jackhammer.vision.FashionMnist;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The pictures of Fashion-MNIST for the recipes that are about them. */
final class FashionPictures {
  private static final Path DOWNLOADS = Path.of("data", "fashion-mnist");

  private FashionPictures() {}

  /**
   * Checks the options, and fetches what is to be fetched.
   *
   * @throws UserError if they exclude each other
   */
  static void prepare(DataOptions options, PrintWriter err) {
    if (options.subset() && (options.folder() != null || options.download())) {
      throw new UserError(
          "--subset: expected neither --data nor --download beside it; it means the pictures in the"
              + " jar");
    }
    if (options.download()) {
      try (var progress = new DownloadBars(err)) {
        FashionMnist.download(folder(options), progress);
      }
    }
  }

  private static Path folder(DataOptions options) {
    return options.folder() == null && options.download() ? DOWNLOADS : options.folder();
  }

  /**
   * Reads the pictures.
   *
   * @throws UserError if there are none
   * @throws jackhammer.io.CorruptFileException if a file is damaged
   */
  static FashionMnist open(DataOptions options, Part part) {
    boolean train = part == Part.TRAINING;
    if (options.subset()) {
      return FashionMnist.subset(train);
    }
    Path folder = folder(options);
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
  static String describe(Examples<?> train, Examples<?> judged) {
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
