package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Epoch WHOLE =
      new Epoch(1, 1e-3, new Score(200, 100, 150), new Score(50, 20, 40), 0.5, 0.75);
  private static final Epoch BROKEN_OFF =
      new Epoch(2, 5e-4, new Score(100, 25, 90), null, 0.25, 0.25);

  @Test
  void anEpochIsALine() {
    assertThat(Epoch.heading(Part.TEST))
        .isEqualTo("epoch   train loss   accuracy   test loss   accuracy   seconds   pictures/s");
    assertThat(Epoch.heading(Part.VALIDATION))
        .isEqualTo("epoch   train loss   accuracy   val. loss   accuracy   seconds   pictures/s");
    assertThat(WHOLE.line())
        .isEqualTo("    1       0.5000    75.00 %      0.4000      80.00 %       0.8          400");
    assertThat(BROKEN_OFF.line())
        .isEqualTo("    2       0.2500    90.00 %           -            -       0.3          400");
  }

  @Test
  void epochsAreCsv() {
    assertThat(Epoch.csv(List.of(WHOLE, BROKEN_OFF), Part.TEST))
        .isEqualTo(
            """
            epoch,lr,train_loss,train_accuracy,test_loss,test_accuracy,seconds,samples_per_second
            1,0.001,0.500000,0.750000,0.400000,0.800000,0.750,400.0
            2,5.0E-4,0.250000,0.900000,,,0.250,400.0
            """);
  }

  @Test
  void confusionCountsAndNames() {
    Verdicts verdicts =
        new Verdicts(
            new Score(5, 1, 3),
            new int[] {0, 0, 1, 1, 2},
            new int[] {0, 1, 1, 1, 0},
            new float[] {1, 1, 1, 1, 1});
    Confusion confusion = Confusion.of(List.of("Cat", "Weasel", "Owl"), verdicts);
    StringWriter text = new StringWriter();
    confusion.print(new PrintWriter(text, true));
    assertThat(text.toString().lines())
        .containsExactly(
            "True class, and what its pictures were taken for:",
            "            0   1   2     right",
            " 0 Cat      1   1   .    50.0 %",
            " 1 Weasel   .   2   .   100.0 %",
            " 2 Owl      1   .   .     0.0 %");
    assertThat(confusion.rows())
        .isEqualTo(List.of(List.of(1, 1, 0), List.of(0, 2, 0), List.of(1, 0, 0)));
  }
}
