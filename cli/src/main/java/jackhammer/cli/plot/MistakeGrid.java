package jackhammer.cli.plot;

import jackhammer.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Pictures that a network took for something else, with what they are and what it took them for.
 */
public final class MistakeGrid {
  /** The most pictures that one grid shows. */
  public static final int MOST = 24;

  private static final int COLUMNS = 6;
  private static final int SCALE = 5;
  private static final int MARGIN = 24;
  private static final int CELL_WIDTH = 190;
  private static final int LINE = 20;
  private static final int TITLE_HEIGHT = 40;
  private static final int MIN_WIDTH = 5 * CELL_WIDTH;

  private static final Color RIGHT = new Color(0x00704D);
  private static final Color WRONG = new Color(0xB84A00);

  private MistakeGrid() {}

  /**
   * One mistake.
   *
   * @param picture [1, height, width], 0 black to 1 white
   * @param truth its class
   * @param choice its prediction
   * @param sureness the probability that the network gave its choice
   */
  public record Mistake(Tensor picture, String truth, String choice, double sureness) {}

  /** Draws at most {@link #MOST} of them under a title. */
  public static BufferedImage draw(String title, List<Mistake> mistakes) {
    List<Mistake> shown = mistakes.subList(0, Math.min(mistakes.size(), MOST));
    int rows = (shown.size() + COLUMNS - 1) / COLUMNS;
    int side = shown.isEmpty() ? 0 : SCALE * (int) shown.getFirst().picture.size(1);
    int cellHeight = side + 3 * LINE + MARGIN;
    int width = Math.max(MIN_WIDTH, Math.min(COLUMNS, shown.size()) * CELL_WIDTH) + MARGIN;
    int height = MARGIN + TITLE_HEIGHT + rows * cellHeight;
    try (Canvas c = new Canvas(width, height)) {
      c.text(title, Fonts.title(), Canvas.INK, MARGIN, MARGIN + Fonts.TITLE_SIZE);
      for (int i = 0; i < shown.size(); i++) {
        int x = MARGIN + i % COLUMNS * CELL_WIDTH;
        int y = MARGIN + TITLE_HEIGHT + i / COLUMNS * cellHeight;
        cell(c, shown.get(i), x, y, side);
      }
      return c.image();
    }
  }

  private static void cell(Canvas c, Mistake m, int x, int y, int side) {
    c.grey(m.picture, x, y, SCALE);
    int base = y + side + LINE - 2;
    label(c, "true ", m.truth, RIGHT, x, base);
    label(c, "predicted ", m.choice, WRONG, x, base + LINE);
    String sure = String.format(Locale.ROOT, "%.1f %% sure", 100 * m.sureness);
    c.text(sure, Fonts.text(), Canvas.FAINT, x, base + 2 * LINE);
  }

  private static void label(Canvas c, String what, String name, Color color, int x, int y) {
    int indent = c.text(what, Fonts.text(), Canvas.FAINT, x, y);
    c.text(name, Fonts.bold(), color, x + indent, y);
  }
}
