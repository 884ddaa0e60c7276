package jackhammer.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How well a network did on some examples: sums that can be added up over batches, one for each
 * {@link Measure} of the task, in its order.
 *
 * @param examples how many
 * @param weight what the sums are divided by: the number of examples or, where the loss is that of
 *     a character, the number of characters
 * @param sums the first is that of the loss; measures that are not known have none
 */
record Score(long examples, double weight, List<Double> sums) {
  static final Score NONE = new Score(0, 0, List.of());

  /** Of examples that weigh the same. */
  static Score of(long examples, Double... sums) {
    return new Score(examples, examples, List.of(sums));
  }

  Score plus(Score more) {
    if (examples == 0) {
      return more;
    }
    List<Double> both = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      both.add(sums.get(i) + more.sums.get(i));
    }
    return new Score(examples + more.examples, weight + more.weight, both);
  }

  /** The same with the mean of one more measure, which is no sum over examples. */
  Score with(double mean) {
    List<Double> more = new ArrayList<>(sums);
    more.add(mean * weight);
    return new Score(examples, weight, more);
  }

  /** The value of the measure with this number; NaN if it is not known. */
  double value(List<Measure> measures, int i) {
    return i < sums.size()
        ? measures.get(i).value().applyAsDouble(sums.get(i) / weight)
        : Double.NaN;
  }

  /** The mean loss; NaN of no examples. */
  double loss() {
    return sums.isEmpty() ? Double.NaN : sums.getFirst() / weight;
  }

  /** In a line: {@code loss 0.4312, accuracy 84.20 %}. */
  String text(List<Measure> measures) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      parts.add(measures.get(i).title() + " " + measures.get(i).show(value(measures, i)));
    }
    return String.join(", ", parts);
  }
}
