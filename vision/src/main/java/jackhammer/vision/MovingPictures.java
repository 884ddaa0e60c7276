package jackhammer.vision;

import jackhammer.Tensor;
import jackhammer.data.Collate;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Clips of small pictures that move: each grey picture of 28 x 28 of another data set, at half its
 * size, moves through {@value #FRAMES} frames of 28 x 28 in one of eight directions, which is the
 * target.
 *
 * <p>An item is an {@link Example} of a float32 tensor [1, FRAMES, 28, 28] and an int64 number.
 * Direction, speed (1 or 2 pixels a frame) and place follow from the seed and the index, so a clip
 * is the same whenever it is asked for. In the middle frame every place is equally likely for each
 * direction: no single frame says where it moves.
 *
 * <pre>{@code
 * var clips = new MovingPictures(FashionMnist.subset(true));
 * clips.get(0).input().size(); // torch.Size([1, 5, 28, 28])
 * }</pre>
 */
public final class MovingPictures implements Dataset<Example> {
  /** What the targets mean. */
  public static final List<String> CLASSES =
      List.of("right", "down right", "down", "down left", "left", "up left", "up", "up right");

  /** How many frames a clip has. */
  public static final int FRAMES = 5;

  private static final int SIDE = 28;
  private static final int HALF = SIDE / 2;
  private static final int MAX_SPEED = 2;

  /** How far the middle frame's picture stays from the edge, so that no frame loses a part. */
  private static final int MARGIN = FRAMES / 2 * MAX_SPEED;

  /** Between the numbers of the first clip of one seed and of the next. */
  private static final long SEED_STEP = 0xD1342543DE82EF95L;

  private final Dataset<Example> pictures;
  private final long seed;

  /** Clips of the pictures [1, 28, 28] of a data set, with seed 0. */
  public MovingPictures(Dataset<Example> pictures) {
    this(pictures, 0);
  }

  /**
   * Clips of the pictures [1, 28, 28] of a data set.
   *
   * @param seed decides how each of them moves
   */
  public MovingPictures(Dataset<Example> pictures, long seed) {
    this.pictures = pictures;
    this.seed = seed;
  }

  /**
   * How a picture moves.
   *
   * @param direction an index of {@link #CLASSES}
   * @param speed pixels a frame
   * @param x its left edge in the middle frame
   * @param y its top edge in the middle frame
   */
  private record Path(int direction, int speed, int x, int y) {
    static Path of(long seed, int index) {
      var random = new SplittableRandom(seed * SEED_STEP + index);
      int places = SIDE - HALF + 1 - 2 * MARGIN;
      return new Path(
          random.nextInt(CLASSES.size()),
          1 + random.nextInt(MAX_SPEED),
          MARGIN + random.nextInt(places),
          MARGIN + random.nextInt(places));
    }

    int left(int frame) {
      int sign = direction == 2 || direction == 6 ? 0 : direction > 2 && direction < 6 ? -1 : 1;
      return x + sign * speed * (frame - FRAMES / 2);
    }

    int top(int frame) {
      int sign = direction % 4 == 0 ? 0 : direction < 4 ? 1 : -1;
      return y + sign * speed * (frame - FRAMES / 2);
    }
  }

  @Override
  public Example get(int index) {
    Example one = clips(new int[] {index}, pictures.get(index).input());
    return new Example(one.input().select(0, 0), one.target().select(0, 0));
  }

  @Override
  public Optional<Example> batch(int[] indices) {
    Tensor stills =
        pictures
            .batch(indices)
            .orElseGet(() -> Collate.defaultCollate(pictures.getItems(indices)))
            .input();
    return Optional.of(clips(indices, stills));
  }

  /** The pictures [N, 1, 28, 28], or one [1, 28, 28], as clips. */
  private Example clips(int[] indices, Tensor stills) {
    if (stills.size(-1) != SIDE || stills.size(-2) != SIDE || stills.size(-3) != 1) {
      throw new IllegalArgumentException(
          "MovingPictures: expected pictures of size [1, 28, 28], got " + stills.size());
    }
    float[] from = stills.toFloatArray();
    float[] to = new float[Math.multiplyExact(indices.length, FRAMES * SIDE * SIDE)];
    long[] targets = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      Path path = Path.of(seed, indices[i]);
      targets[i] = path.direction;
      for (int t = 0; t < FRAMES; t++) {
        int corner = ((i * FRAMES + t) * SIDE + path.top(t)) * SIDE + path.left(t);
        for (int y = 0; y < HALF; y++) {
          for (int x = 0; x < HALF; x++) {
            int at = (i * SIDE + 2 * y) * SIDE + 2 * x;
            to[corner + y * SIDE + x] =
                (from[at] + from[at + 1] + from[at + SIDE] + from[at + SIDE + 1]) / 4;
          }
        }
      }
    }
    return new Example(
        Tensor.fromArray(to, indices.length, 1, FRAMES, SIDE, SIDE), Tensor.fromArray(targets));
  }

  @Override
  public int size() {
    return pictures.size();
  }
}
