package jackhammer.cli;

import jackhammer.cli.plot.Curves;
import jackhammer.cli.plot.Fonts;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The pictures that a training leaves: the curves of its measures, and those of the verdict. */
final class Plots {
  private Plots() {}

  /** Draws them, or says why not. */
  static void save(
      SavedRun run,
      List<Measure> measures,
      Part judged,
      Training.Outcome outcome,
      PrintWriter err) {
    Map<String, Supplier<BufferedImage>> pictures = new LinkedHashMap<>();
    pictures.put("curves.png", () -> curves(measures, judged, outcome.epochs()));
    pictures.putAll(outcome.verdict().pictures());
    Optional<String> problem = Fonts.problem();
    if (problem.isPresent()) {
      String left = String.join(" and ", pictures.keySet());
      err.printf("%s %s left out: %s%n", left, pictures.size() == 1 ? "is" : "are", problem.get());
      return;
    }
    // Most of the time goes into the classes that draw, which are loaded here; it halves side by
    // side.
    List<BufferedImage> drawn = pictures.values().parallelStream().map(Supplier::get).toList();
    List<String> names = List.copyOf(pictures.keySet());
    for (int i = 0; i < drawn.size(); i++) {
      run.write(names.get(i), drawn.get(i));
    }
  }

  private static BufferedImage curves(List<Measure> measures, Part judged, List<Epoch> epochs) {
    return Curves.draw(
        epochs.stream().mapToDouble(Epoch::number).toArray(),
        judged.word(),
        IntStream.range(0, measures.size())
            .mapToObj(i -> panel(measures, i, epochs))
            .toArray(Curves.Panel[]::new));
  }

  private static Curves.Panel panel(List<Measure> measures, int i, List<Epoch> epochs) {
    Measure m = measures.get(i);
    ToDoubleFunction<Score> value = score -> m.scale() * score.value(measures, i);
    return new Curves.Panel(
        m.axis(),
        m.pattern(),
        epochs.stream().map(Epoch::train).mapToDouble(value).toArray(),
        epochs.stream().map(Epoch::judged).mapToDouble(value).toArray());
  }
}
