package jackhammer.cli.plot;

import jackhammer.Tensor;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white picture to draw enlarged grey pictures and smooth text on. */
final class Canvas implements AutoCloseable {
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0x666666);

  private final BufferedImage image;
  private final Graphics2D g;

  Canvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
  }

  BufferedImage image() {
    return image;
  }

  /** Writes a text whose base line begins at x, y, and returns its width. */
  int text(String text, Font font, Color color, int x, int y) {
    g.setFont(font);
    g.setColor(color);
    g.drawString(text, x, y);
    return g.getFontMetrics().stringWidth(text);
  }

  /** Writes a text that ends before {@code right}. */
  void textBefore(String text, Font font, Color color, int right, int y) {
    text(text, font, color, right - width(text, font), y);
  }

  int width(String text, Font font) {
    return g.getFontMetrics(font).stringWidth(text);
  }

  /**
   * Draws a picture.
   *
   * @param picture [1, height, width], 0 black to 1 white
   * @param scale pixels for one of its
   */
  void grey(Tensor picture, int x, int y, int scale) {
    int h = (int) picture.size(1);
    int w = (int) picture.size(2);
    float[] values = picture.toFloatArray();
    var small = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      int v = Math.clamp(Math.round(values[i] * 255), 0, 255);
      small.setRGB(i % w, i / w, v << 16 | v << 8 | v);
    }
    g.drawImage(small, x, y, w * scale, h * scale, null);
  }

  @Override
  public void close() {
    g.dispose();
  }
}
