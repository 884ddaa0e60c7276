package jackhammer.cli;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a network says about each example of a data set, in its order.
 *
 * @param classes their names
 * @param labels the true classes
 * @param choices the classes that it takes the examples for
 * @param sureness the probabilities that it gives its choices
 * @param pictures to keep
 */
record Classified(
    Score score,
    List<String> classes,
    int[] labels,
    int[] choices,
    float[] sureness,
    Map<String, Supplier<BufferedImage>> pictures)
    implements Verdict {

  private Confusion confusion() {
    return Confusion.of(classes, labels, choices);
  }

  @Override
  public void print(PrintWriter out) {
    confusion().print(out);
    out.println();
  }

  @Override
  public Map<String, Object> facts() {
    return Map.of("confusion", confusion().rows());
  }

  /** The numbers of the examples that were taken for something else, the surest mistake first. */
  int[] mistakes() {
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] != choices[i])
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -sureness[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
