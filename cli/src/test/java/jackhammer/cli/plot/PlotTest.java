package jackhammer.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Tensor;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlotTest {
  @BeforeEach
  void needsFonts() {
    Assumptions.assumeTrue(Fonts.problem().isEmpty(), () -> Fonts.problem().get());
  }

  @Test
  void curvesAreDrawnForAnyNumberOfEpochs() {
    for (int n : new int[] {1, 2, 100}) {
      double[] epochs = new double[n];
      double[] train = new double[n];
      double[] test = new double[n];
      for (int i = 0; i < n; i++) {
        epochs[i] = i + 1;
        train[i] = 1.0 / (i + 1);
        test[i] = 1.1 / (i + 1);
      }
      BufferedImage picture =
          Curves.draw(
              epochs,
              "test",
              new Curves.Panel("Loss", "0.00##", train, test),
              new Curves.Panel("Accuracy (%)", "0.##", test, train));
      // The left and the right half have something in the colour of the test data.
      assertThat(count(picture, 0, picture.getWidth() / 2, 0xD55E00)).isPositive();
      assertThat(count(picture, picture.getWidth() / 2, picture.getWidth(), 0xD55E00)).isPositive();
    }
  }

  @Test
  void aLossThatIsNoNumberIsLeftOut() {
    double[] bad = {1.0, Double.NaN, Double.POSITIVE_INFINITY};
    BufferedImage picture =
        Curves.draw(new double[] {1, 2, 3}, "test", new Curves.Panel("Loss", "0.0", bad, bad));
    assertThat(picture.getWidth()).isPositive();
  }

  @Test
  void mistakesAreEnlarged() {
    Tensor white = Tensor.ones(1, 28, 28);
    var one = new MistakeGrid.Mistake(white, "Shirt", "Coat", 0.9);
    BufferedImage few = MistakeGrid.draw("Few", List.of(one));
    BufferedImage many = MistakeGrid.draw("Many", Collections.nCopies(100, one));
    BufferedImage none = MistakeGrid.draw("None", List.of());
    assertThat(many.getHeight()).isGreaterThan(3 * few.getHeight());
    assertThat(none.getHeight()).isLessThan(few.getHeight());
    Tensor grey = Tensor.ones(1, 28, 28).mul(200 / 255.0);
    BufferedImage drawn =
        MistakeGrid.draw("Grey", List.of(new MistakeGrid.Mistake(grey, "Bag", "Dress", 1)));
    // The smoothed text has a pixel or two of this grey as well.
    assertThat(count(drawn, 0, drawn.getWidth(), 200 << 16 | 200 << 8 | 200))
        .isBetween(140 * 140, 140 * 140 + 20);
  }

  private static int count(BufferedImage picture, int fromX, int toX, int rgb) {
    int n = 0;
    for (int x = fromX; x < toX; x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        n += (picture.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
      }
    }
    return n;
  }
}
