package jackhammer.vision;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * CIFAR-100: 50,000 training and 10,000 test pictures in a hundred classes, from the publisher's
 * binary version ({@code train.bin}, {@code test.bin}). The target is the fine label.
 *
 * <pre>{@code
 * var train = new Cifar100(o -> o.root(Path.of("data")).download(true));
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Alex Krizhevsky's description</a>
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.CIFAR100.html">torchvision.datasets.CIFAR100</a>
 */
public final class Cifar100 extends CifarDataset {
  /** What the labels mean. */
  public static final List<String> CLASSES =
      List.of(
          """
          apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy
          bridge bus butterfly camel can castle caterpillar cattle chair chimpanzee clock
          cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish
          forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion
          lizard lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange
          orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine
          possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper
          snail snake spider squirrel streetcar sunflower sweet_pepper table tank
          telephone television tiger tractor train trout tulip turtle wardrobe whale
          willow_tree wolf woman worm"""
              .split("\\s+"));

  static final Layout LAYOUT =
      new Layout(
          "CIFAR100",
          "cifar-100-binary",
          List.of("train.bin"),
          List.of("test.bin"),
          50_000,
          10_000,
          2,
          CLASSES,
          SITE,
          // the archive whose MD5 sum, 03b5dce01913d631647c71ecec9e9cb8, stands on the
          // publisher's page, which has no better one
          new Published(
              "cifar-100-binary.tar.gz",
              168_513_733,
              "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"));

  /**
   * The pictures that the options say.
   *
   * @throws IllegalArgumentException if {@code root} lacks the files and no download is wanted
   * @throws jackhammer.io.CorruptFileException if a file is truncated, damaged or of another kind
   */
  public Cifar100(UnaryOperator<Options> options) {
    super(LAYOUT, options);
  }

  /**
   * Fetches the binary version, 169 MB, from its publisher into a folder and unpacks it there. What
   * is there is kept, an interrupted download goes on where it stopped, and the archive must have
   * the right SHA-256.
   *
   * @throws jackhammer.io.CorruptFileException if the archive is not what was published
   * @throws java.io.UncheckedIOException if it did not arrive
   */
  public static void download(Path folder, DownloadProgress progress) {
    LAYOUT.download(folder, progress);
  }

  /** From files with fewer records, for tests. */
  Cifar100(Layout layout, UnaryOperator<Options> options) {
    super(layout, options);
  }
}
