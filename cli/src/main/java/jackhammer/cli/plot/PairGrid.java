package jackhammer.cli.plot;

import jackhammer.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Pictures beside what a network made of them. */
public final class PairGrid {
  private static final int COLUMNS = 5;
  private static final int SCALE = 4;
  private static final int MARGIN = 24;
  private static final int BETWEEN = 4;
  private static final int LINE = 22;
  private static final int TITLE_HEIGHT = 40;

  private PairGrid() {}

  /**
   * One of them.
   *
   * @param input [1, height, width], 0 black to 1 white
   * @param output of the same size
   * @param name what stands below
   * @param error the mean squared error of a pixel, which stands there too
   */
  public record Pair(Tensor input, Tensor output, String name, double error) {}

  /** Draws pairs of the same size, at least one, under a title. */
  public static BufferedImage draw(String title, List<Pair> pairs) {
    int columns = Math.min(COLUMNS, pairs.size());
    int rows = (pairs.size() + columns - 1) / columns;
    int w = SCALE * (int) pairs.getFirst().input.size(2);
    int h = SCALE * (int) pairs.getFirst().input.size(1);
    int cellWidth = 2 * w + BETWEEN + MARGIN;
    int cellHeight = h + LINE + MARGIN;
    int top = MARGIN + TITLE_HEIGHT;
    try (Canvas c = new Canvas(MARGIN + columns * cellWidth, top + LINE + rows * cellHeight)) {
      c.text(title, Fonts.title(), Canvas.INK, MARGIN, MARGIN + Fonts.TITLE_SIZE);
      for (int i = 0; i < columns; i++) {
        int x = MARGIN + i * cellWidth;
        c.text("input", Fonts.text(), Canvas.FAINT, x, top + LINE - 8);
        c.text("output", Fonts.text(), Canvas.FAINT, x + w + BETWEEN, top + LINE - 8);
      }
      for (int i = 0; i < pairs.size(); i++) {
        Pair pair = pairs.get(i);
        int x = MARGIN + i % columns * cellWidth;
        int y = top + LINE + i / columns * cellHeight;
        c.grey(pair.input, x, y, SCALE);
        c.grey(pair.output, x + w + BETWEEN, y, SCALE);
        int base = y + h + LINE - 4;
        c.text(pair.name, Fonts.bold(), Canvas.INK, x, base);
        String error = String.format(Locale.ROOT, "%.4f", pair.error);
        c.textBefore(error, Fonts.text(), Canvas.FAINT, x + 2 * w + BETWEEN, base);
      }
      return c.image();
    }
  }
}
