package jackhammer.cli.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** How often each class was taken for each other, as a table of shades. */
public final class ConfusionGrid {
  private static final int CELL = 40;
  private static final int MARGIN = 24;
  private static final int TITLE_HEIGHT = 40;
  private static final int GAP = 8;

  /** From here on white numbers are easier to read than dark ones. */
  private static final double DARK = 0.5;

  private static final Color INK = new Color(0x222222);
  private static final Color LINE = new Color(0xDDDDDD);
  private static final Color FULL = new Color(0x0072B2);

  private ConfusionGrid() {}

  /**
   * Draws it.
   *
   * @param classes their names
   * @param counts of the examples of class i that were taken for class j
   */
  public static BufferedImage draw(String title, List<String> classes, int[][] counts) {
    var measured = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    int names =
        classes.stream()
            .mapToInt(measured.getFontMetrics(Fonts.text())::stringWidth)
            .max()
            .orElse(0);
    int heading = measured.getFontMetrics(Fonts.title()).stringWidth(title);
    measured.dispose();
    int left = MARGIN + names + GAP;
    int top = MARGIN + TITLE_HEIGHT + names + GAP;
    int side = classes.size() * CELL;
    var image =
        new BufferedImage(
            Math.max(left + side, MARGIN + heading) + MARGIN,
            top + side + MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.setColor(INK);
    g.setFont(Fonts.title());
    g.drawString(title, MARGIN, MARGIN + Fonts.TITLE_SIZE);
    g.setFont(Fonts.text());
    int middle = CELL / 2 + Fonts.TEXT_SIZE / 3;
    for (int i = 0; i < classes.size(); i++) {
      int width = g.getFontMetrics().stringWidth(classes.get(i));
      g.drawString(classes.get(i), left - GAP - width, top + i * CELL + middle);
      AffineTransform upright = g.getTransform();
      g.translate(left + i * CELL + middle, top - GAP);
      g.rotate(-Math.PI / 2);
      g.drawString(classes.get(i), 0, 0);
      g.setTransform(upright);
    }
    for (int i = 0; i < classes.size(); i++) {
      int all = Arrays.stream(counts[i]).sum();
      for (int j = 0; j < classes.size(); j++) {
        double share = all == 0 ? 0 : (double) counts[i][j] / all;
        cell(g, left + j * CELL, top + i * CELL, share);
      }
    }
    g.dispose();
    return image;
  }

  private static void cell(Graphics2D g, int x, int y, double share) {
    g.setColor(mixed(share));
    g.fillRect(x, y, CELL, CELL);
    g.setColor(LINE);
    g.drawRect(x, y, CELL, CELL);
    long percent = Math.round(100 * share);
    if (percent > 0) {
      String text = Long.toString(percent);
      g.setColor(share > DARK ? Color.WHITE : INK);
      g.drawString(
          text,
          x + (CELL - g.getFontMetrics().stringWidth(text)) / 2,
          y + CELL / 2 + Fonts.TEXT_SIZE / 3);
    }
  }

  private static Color mixed(double share) {
    return new Color(
        (int) Math.round(255 + share * (FULL.getRed() - 255)),
        (int) Math.round(255 + share * (FULL.getGreen() - 255)),
        (int) Math.round(255 + share * (FULL.getBlue() - 255)));
  }
}
