package jackhammer.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What was foretold and what came, over time. */
public final class Forecasts {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 480;

  private static final List<Color> COLORS =
      List.of(new Color(0xB8B8B8), new Color(0x222222), Charts.ORANGE);

  private Forecasts() {}

  /**
   * A line of the chart.
   *
   * @param name what it is
   * @param values one for each point in time
   */
  public record Line(String name, double[] values) {}

  /**
   * Draws up to three lines, the last on top.
   *
   * @param years the points in time, 1997.5 is the middle of 1997
   */
  public static BufferedImage draw(String title, String unit, double[] years, List<Line> lines) {
    XYChart chart = Charts.empty(WIDTH, HEIGHT, "");
    chart.setTitle(title);
    chart.setYAxisTitle(unit);
    var style = chart.getStyler();
    style.setChartTitleVisible(true);
    style.setChartTitleFont(Fonts.title());
    style.setChartTitleBoxVisible(false);
    style.setLegendPosition(Styler.LegendPosition.InsideNE);
    // Otherwise the ticks are whole years after the first point, and labelled as if they began one.
    style.setXAxisMin(Math.floor(years[0]));
    style.setXAxisMax(Math.ceil(years[years.length - 1]));
    style.setXAxisDecimalPattern("0");
    style.setYAxisDecimalPattern("0.#");
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Charts.add(chart, line.name, years, line.values, COLORS.get(i))
          .setMarker(SeriesMarkers.NONE)
          .setLineStyle(new BasicStroke(i == 0 ? 1.5f : 2.5f));
    }
    return BitmapEncoder.getBufferedImage(chart);
  }
}
