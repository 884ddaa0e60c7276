package jackhammer.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/** How all our charts look. */
final class Charts {
  // Told apart by colour-blind eyes as well.
  static final Color BLUE = new Color(0x0072B2);
  static final Color ORANGE = new Color(0xD55E00);
  private static final Color GRID = new Color(0xDDDDDD);

  private Charts() {}

  /** A chart without lines. */
  static XYChart empty(int width, int height, String xTitle) {
    XYChart chart = new XYChartBuilder().width(width).height(height).xAxisTitle(xTitle).build();
    var style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setBaseFont(Fonts.text());
    style.setChartTitleVisible(false);
    style.setAxisTitleFont(Fonts.text());
    style.setAxisTickLabelsFont(Fonts.text());
    style.setLegendFont(Fonts.text());
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotGridVerticalLinesVisible(false);
    return chart;
  }

  /** Adds a line; a number that is not finite has no place in a picture. */
  static XYSeries add(XYChart chart, String name, double[] x, double[] y, Color color) {
    double[] shown = Arrays.stream(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    XYSeries line = chart.addSeries(name, x, shown);
    line.setLineColor(color);
    line.setLineStyle(new BasicStroke(2.5f));
    return line;
  }
}
