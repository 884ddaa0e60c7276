package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.cli.plot.Curves;
import jackhammer.cli.plot.Fonts;
import jackhammer.cli.plot.MistakeGrid;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The pictures that a training of a picture classifier leaves: curves and mistakes. */
final class Plots {
  private static final String CURVES = "curves.png";
  private static final String MISTAKES = "mistakes.png";

  private Plots() {}

  /** Draws both, or says why not. */
  static void save(
      SavedRun run,
      List<Epoch> epochs,
      PictureData.Pictures judged,
      Verdicts verdicts,
      PrintWriter err) {
    Optional<String> problem = Fonts.problem();
    if (problem.isPresent()) {
      err.printf("%s and %s are left out: %s%n", CURVES, MISTAKES, problem.get());
      return;
    }
    run.write(CURVES, curves(epochs, judged.part()));
    run.write(MISTAKES, mistakes(judged, verdicts));
  }

  private static java.awt.image.BufferedImage curves(List<Epoch> epochs, Part judged) {
    double[] x = epochs.stream().mapToDouble(Epoch::number).toArray();
    return Curves.draw(
        x,
        judged.word(),
        new Curves.Panel(
            "Loss",
            "0.00##",
            epochs.stream().mapToDouble(e -> e.train().loss()).toArray(),
            epochs.stream().mapToDouble(e -> e.test().loss()).toArray()),
        new Curves.Panel(
            "Accuracy (%)",
            "0.##",
            epochs.stream().mapToDouble(e -> 100 * e.train().accuracy()).toArray(),
            epochs.stream().mapToDouble(e -> 100 * e.test().accuracy()).toArray()));
  }

  /** The mistakes of which the network was surest. */
  private static java.awt.image.BufferedImage mistakes(
      PictureData.Pictures judged, Verdicts verdicts) {
    int[] wrong =
        IntStream.range(0, verdicts.labels().length)
            .filter(i -> verdicts.labels()[i] != verdicts.choices()[i])
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -verdicts.sureness()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<MistakeGrid.Mistake> shown =
        IntStream.of(wrong)
            .limit(MistakeGrid.MOST)
            .mapToObj(
                i ->
                    new MistakeGrid.Mistake(
                        still(judged.pictures().get(i).input()),
                        judged.classes().get(verdicts.labels()[i]),
                        judged.classes().get(verdicts.choices()[i]),
                        verdicts.sureness()[i]))
            .toList();
    return MistakeGrid.draw(
        String.format(
            Locale.ROOT,
            "%,d of %,d %s pictures are taken for something else%s",
            wrong.length,
            verdicts.labels().length,
            judged.part().word(),
            wrong.length > MistakeGrid.MOST
                ? "; the " + MistakeGrid.MOST + " of which the network is surest:"
                : wrong.length > 0 ? ", the surest first:" : "."),
        shown);
  }

  /**
   * A clip [1, T, H, W] as one picture: its frames over each other, the later the brighter; a
   * picture as it is.
   */
  private static Tensor still(Tensor picture) {
    if (picture.dim() == 3) {
      return picture;
    }
    long frames = picture.size(1);
    Tensor still = picture.select(1, 0).mul(0);
    for (int t = 0; t < frames; t++) {
      still = still.maximum(picture.select(1, t).mul((t + 1.0) / frames));
    }
    return still;
  }
}
