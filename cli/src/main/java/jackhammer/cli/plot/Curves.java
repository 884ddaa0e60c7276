package jackhammer.cli.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Numbers that change from epoch to epoch, as curves. */
public final class Curves {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int TITLE_HEIGHT = 40;

  /** With more epochs than this the dots would hide the curve. */
  private static final int MOST_MARKERS = 30;

  private Curves() {}

  /**
   * A quantity, on the training data and on what the network is judged by.
   *
   * @param title what it is
   * @param pattern how its numbers are written, for {@link java.text.DecimalFormat}
   * @param train a number for each epoch; NaN where there is none
   * @param judged likewise
   */
  public record Panel(String title, String pattern, double[] train, double[] judged) {}

  /**
   * Draws panels side by side.
   *
   * @param epochs their numbers
   * @param judge the name of what the network is judged by
   */
  public static BufferedImage draw(double[] epochs, String judge, Panel... panels) {
    var all =
        new BufferedImage(WIDTH * panels.length, HEIGHT + TITLE_HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = all.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, all.getWidth(), all.getHeight());
    g.setColor(Color.BLACK);
    g.setFont(Fonts.title());
    for (int i = 0; i < panels.length; i++) {
      // Our own title: the library's takes more room above a text with letters that hang down.
      int middle = (WIDTH - g.getFontMetrics().stringWidth(panels[i].title)) / 2;
      g.drawString(panels[i].title, i * WIDTH + middle, TITLE_HEIGHT - 8);
      BufferedImage chart = BitmapEncoder.getBufferedImage(chart(epochs, judge, panels[i]));
      g.drawImage(chart, i * WIDTH, TITLE_HEIGHT, null);
    }
    g.dispose();
    return all;
  }

  private static XYChart chart(double[] epochs, String judge, Panel panel) {
    XYChart chart = Charts.empty(WIDTH, HEIGHT, "Epoch");
    var style = chart.getStyler();
    style.setLegendPosition(Styler.LegendPosition.InsideNE);
    style.setMarkerSize(8);
    int first = (int) epochs[0];
    int last = (int) epochs[epochs.length - 1];
    double margin = first == last ? 1 : 0.25;
    style.setXAxisMin(first - margin);
    style.setXAxisMax(last + margin);
    style.setXAxisDecimalPattern("0");
    style.setYAxisDecimalPattern(panel.pattern);
    if (panel.train.length > 1 && panel.train[0] < panel.train[panel.train.length - 1]) {
      style.setLegendPosition(Styler.LegendPosition.InsideSE);
    }
    add(chart, "training", epochs, panel.train, Charts.BLUE);
    add(chart, judge, epochs, panel.judged, Charts.ORANGE);
    return chart;
  }

  private static void add(XYChart chart, String name, double[] x, double[] y, Color color) {
    Charts.add(chart, name, x, y, color)
        .setMarker(x.length > MOST_MARKERS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE)
        .setMarkerColor(color);
  }
}
