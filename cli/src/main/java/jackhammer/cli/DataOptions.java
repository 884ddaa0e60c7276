package jackhammer.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which data the user wants instead of those that a recipe finds by itself. A mixin. */
final class DataOptions {
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

  /** The folder, or null. */
  Path folder() {
    return folder;
  }

  boolean subset() {
    return subset;
  }

  boolean download() {
    return download;
  }

  /**
   * For a recipe that brings its data with it.
   *
   * @throws UserError if the user wants others
   */
  void expectNone(String recipe) {
    if (folder != null || subset || download) {
      throw new UserError(
          "%s: expected none of --data, --subset and --download; its data are in the jar"
              .formatted(recipe));
    }
  }
}
