package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MovingPicturesTest {
  private static final int SIDE = 28;
  private static final int FRAME = SIDE * SIDE;

  private final FashionMnist stills = FashionMnist.subset(false);
  private final MovingPictures clips = new MovingPictures(stills);

  /** Where the light of a frame is on average: x, y. */
  private static double[] centre(float[] clip, int frame) {
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < FRAME; i++) {
      double v = clip[frame * FRAME + i];
      sum += v;
      x += v * (i % SIDE);
      y += v * (i / SIDE);
    }
    return new double[] {x / sum, y / sum};
  }

  @Test
  void theWholePictureMovesWhereTheTargetSays() {
    var seen = new TreeSet<String>();
    for (int i = 0; i < 200; i++) {
      Example e = clips.get(i);
      float[] clip = e.input().toFloatArray();
      assertThat(e.input().size().toLongArray()).containsExactly(1, MovingPictures.FRAMES, 28, 28);
      String name = MovingPictures.CLASSES.get((int) e.target().itemLong());
      double dx = name.contains("right") ? 1 : name.contains("left") ? -1 : 0;
      double dy = name.contains("down") ? 1 : name.contains("up") ? -1 : 0;
      double still = stills.get(i).input().sum().item() / 4;
      double[] first = centre(clip, 0);
      double speed =
          Math.rint(
              Math.hypot(centre(clip, 1)[0] - first[0], centre(clip, 1)[1] - first[1])
                  / Math.hypot(dx, dy));
      assertThat(speed).isBetween(1.0, 2.0);
      for (int t = 0; t < MovingPictures.FRAMES; t++) {
        assertThat(e.input().select(1, t).sum().item()).isCloseTo(still, within(1e-3));
        assertThat(centre(clip, t)[0]).isCloseTo(first[0] + t * speed * dx, within(1e-3));
        assertThat(centre(clip, t)[1]).isCloseTo(first[1] + t * speed * dy, within(1e-3));
      }
      seen.add(name + " " + speed);
    }
    assertThat(seen).hasSize(16);
  }

  @Test
  void theMiddleFrameDoesNotGiveTheDirectionAway() {
    var all = new TreeMap<Long, List<Double>>();
    Dataset<Example> dot =
        Dataset.of(
            Collections.nCopies(4000, new Example(Tensor.ones(1, 28, 28), Tensor.tensor(0))));
    var moving = new MovingPictures(dot);
    for (int i = 0; i < dot.size(); i++) {
      Example e = moving.get(i);
      double[] c = centre(e.input().toFloatArray(), MovingPictures.FRAMES / 2);
      all.merge(e.target().itemLong(), List.of(c[0], c[1], 1.0), MovingPicturesTest::plus);
    }
    assertThat(all).hasSize(8);
    // places are 0 to 6 from the first, so their mean has a standard error of 2 / sqrt(n)
    all.values()
        .forEach(
            s -> {
              double n = s.get(2);
              assertThat(s.get(0) / n).isCloseTo(13.5, within(4 * 2 / Math.sqrt(n)));
              assertThat(s.get(1) / n).isCloseTo(13.5, within(4 * 2 / Math.sqrt(n)));
            });
  }

  private static List<Double> plus(List<Double> a, List<Double> b) {
    return List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2));
  }

  /** With a seed of their own clips agree by chance only: one direction in eight. */
  @Test
  void theSeedDecidesHowTheyMove() {
    var again = new MovingPictures(stills, 0);
    var other = new MovingPictures(stills, 1);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(again.get(i).target().itemLong()).isEqualTo(clips.get(i).target().itemLong());
      same += other.get(i).target().itemLong() == clips.get(i).target().itemLong() ? 1 : 0;
    }
    assertThat(same).isBetween(125 - 50, 125 + 50);
  }

  @Test
  void aBatchIsItsItems() {
    int[] indices = {5, 0, 77};
    Example batch = clips.batch(indices).orElseThrow();
    for (int i = 0; i < indices.length; i++) {
      Example e = clips.get(indices[i]);
      assertThat(batch.input().select(0, i).toFloatArray()).isEqualTo(e.input().toFloatArray());
      assertThat(batch.target().select(0, i).itemLong()).isEqualTo(e.target().itemLong());
    }
    assertThat(clips.size()).isEqualTo(2000);
  }

  @Test
  void otherPicturesAreRefused() {
    var small =
        new MovingPictures(
            Dataset.of(List.of(new Example(Tensor.zeros(1, 8, 8), Tensor.tensor(0)))));
    assertThatThrownBy(() -> small.get(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("expected pictures of size [1, 28, 28]", "[1, 8, 8]");
  }
}
