package jackhammer.cli.plot;

import jackhammer.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
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

  private static final Color INK = new Color(0x222222);
  private static final Color FAINT = new Color(0x666666);
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
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(INK);
    g.setFont(Fonts.title());
    g.drawString(title, MARGIN, MARGIN + Fonts.TITLE_SIZE);
    for (int i = 0; i < shown.size(); i++) {
      int x = MARGIN + i % COLUMNS * CELL_WIDTH;
      int y = MARGIN + TITLE_HEIGHT + i / COLUMNS * cellHeight;
      cell(g, shown.get(i), x, y, side);
    }
    g.dispose();
    return image;
  }

  private static void cell(Graphics2D g, Mistake m, int x, int y, int side) {
    g.drawImage(grey(m.picture), x, y, side, side, null);
    int base = y + side + LINE - 2;
    label(g, "true", m.truth, RIGHT, x, base);
    label(g, "predicted", m.choice, WRONG, x, base + LINE);
    g.setColor(FAINT);
    g.setFont(Fonts.text());
    g.drawString(String.format(Locale.ROOT, "%.1f %% sure", 100 * m.sureness), x, base + 2 * LINE);
  }

  private static void label(Graphics2D g, String what, String name, Color color, int x, int y) {
    g.setColor(FAINT);
    g.setFont(Fonts.text());
    g.drawString(what, x, y);
    int indent = g.getFontMetrics().stringWidth(what + " ");
    g.setColor(color);
    g.setFont(Fonts.bold());
    g.drawString(name, x + indent, y);
  }

  private static BufferedImage grey(Tensor picture) {
    int h = (int) picture.size(1);
    int w = (int) picture.size(2);
    float[] values = picture.toFloatArray();
    var image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      int v = Math.clamp(Math.round(values[i] * 255), 0, 255);
      image.setRGB(i % w, i / w, v << 16 | v << 8 | v);
    }
    return image;
  }
}
