package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final EpochTable TESTED =
      new EpochTable(List.of(Measure.LOSS, Measure.ACCURACY), Part.TEST, "pictures");
  private static final Epoch WHOLE =
      new Epoch(1, 1e-3, Score.of(200, 100.0, 150.0), Score.of(50, 20.0, 40.0), 0.5, 0.75);
  private static final Epoch BROKEN_OFF =
      new Epoch(2, 5e-4, Score.of(100, 25.0, 90.0), null, 0.25, 0.25);

  @Test
  void anEpochIsALine() {
    assertThat(TESTED.heading())
        .isEqualTo("epoch   train loss   accuracy   test loss   accuracy   seconds   pictures/s");
    assertThat(new EpochTable(TESTED.measures(), Part.VALIDATION, "names").heading())
        .isEqualTo("epoch   train loss   accuracy   val. loss   accuracy   seconds   names/s");
    assertThat(TESTED.line(WHOLE))
        .isEqualTo("    1       0.5000    75.00 %      0.4000    80.00 %       0.8          400");
    assertThat(TESTED.line(BROKEN_OFF))
        .isEqualTo("    2       0.2500    90.00 %           -          -       0.3          400");
  }

  @Test
  void epochsAreCsv() {
    assertThat(TESTED.csv(List.of(WHOLE, BROKEN_OFF)))
        .isEqualTo(
            """
            epoch,lr,train_loss,train_accuracy,test_loss,test_accuracy,seconds,samples_per_second
            1,0.001,0.500000,0.750000,0.400000,0.800000,0.750,400.0
            2,5.0E-4,0.250000,0.900000,,,0.250,400.0
            """);
  }

  /** As a character model has it: the loss is that of a character, and nobody counts hits. */
  @Test
  void aMeasureMayBeMadeOfAMeanAndBeKnownOfTheTestOnly() {
    Measure perplexity =
        new Measure(
            "perplexity", "perplexity", "%.1f", 1, "Perplexity", "0.0", StrictMath::exp, true);
    Measure balanced =
        new Measure("balanced", "balanced", "%.1f %%", 100, "Balanced (%)", "0", v -> v, false);
    EpochTable table =
        new EpochTable(List.of(Measure.LOSS, perplexity, balanced), Part.TEST, "poems");
    Score two = new Score(2, 10, List.of(20.0, 20.0));
    Score four = two.plus(two);
    assertThat(four.value(table.measures(), 0)).isEqualTo(2);
    assertThat(four.text(table.measures())).isEqualTo("loss 2.0000, perplexity 7.4");
    Epoch epoch = new Epoch(1, 0.5, two, four.with(0.25), 1, 2);
    assertThat(table.heading())
        .isEqualTo(
            "epoch   train loss   perplexity   test loss   perplexity   balanced   seconds   poems/s");
    assertThat(table.line(epoch))
        .isEqualTo(
            "    1       2.0000          7.4      2.0000          7.4     25.0 %       2.0         2");
    assertThat(table.csv(List.of(epoch)))
        .isEqualTo(
            """
            epoch,lr,train_loss,train_perplexity,test_loss,test_perplexity,test_balanced,seconds,samples_per_second
            1,0.5,2.000000,7.389056,2.000000,7.389056,0.250000,2.000,2.0
            """);
  }

  @Test
  void confusionCountsAndNames() {
    Confusion confusion =
        Confusion.of(
            List.of("Cat", "Weasel", "Owl"), new int[] {0, 0, 1, 1, 2}, new int[] {0, 1, 1, 1, 0});
    StringWriter text = new StringWriter();
    confusion.print(new PrintWriter(text, true));
    assertThat(text.toString().lines())
        .containsExactly(
            "True class, and what it was taken for:",
            "            0   1   2     right",
            " 0 Cat      1   1   .    50.0 %",
            " 1 Weasel   .   2   .   100.0 %",
            " 2 Owl      1   .   .     0.0 %");
    assertThat(confusion.rows())
        .isEqualTo(List.of(List.of(1, 1, 0), List.of(0, 2, 0), List.of(1, 0, 0)));
  }
}
