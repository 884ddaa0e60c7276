package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.cli.SeaWindows.Naive;
import jackhammer.cli.SeaWindows.Window;
import jackhammer.cli.plot.Forecasts;
import jackhammer.nn.F;
import jackhammer.nn.Module;
import jackhammer.text.models.SeriesGru;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A network that foretells the temperature of the sea for some months. */
final class SeaForecaster implements Task<Window> {
  /** The forecasts that are drawn: far enough ahead to be hard, near enough to be of use. */
  private static final int DRAWN = 3;

  private static final Measure ERROR =
      new Measure("error", "error", "%.3f", 1, "Mean error (°C)", "0.0##", v -> v, true);

  private final SeaWindows sea = new SeaWindows();
  private final SeriesGru network = new SeriesGru(1, SeaWindows.AHEAD);

  @Override
  public Module module() {
    return network;
  }

  @Override
  public List<Measure> measures() {
    return List.of(Measure.LOSS, ERROR);
  }

  @Override
  public Step learn(Window batch) {
    Tensor said = network.call(batch.past());
    Tensor loss = F.mseLoss(said, batch.future());
    return new Step(loss, score(batch, said.detach(), loss.item()));
  }

  private Score score(Window batch, Tensor said, double loss) {
    double scale = sea.celsius(1) - sea.celsius(0);
    double error = scale * said.sub(batch.future()).abs().mean().item();
    long n = batch.last().numel();
    return Score.of(n, loss * n, error * n);
  }

  @Override
  public Verdict judge(Examples<Window> examples, Progress progress) {
    int[] lasts = new int[examples.size()];
    double[][] said = new double[examples.size()][];
    Score score =
        examples.pass(
            network,
            progress,
            (batch, from) -> {
              Tensor out = network.call(batch.past());
              long[] last = batch.last().toLongArray();
              for (int i = 0; i < last.length; i++) {
                lasts[from + i] = (int) last[i];
                said[from + i] = celsius(out.select(0, i));
              }
              return score(batch, out, F.mseLoss(out, batch.future()).item());
            });
    return new Foretold(score, sea, lasts, said);
  }

  private double[] celsius(Tensor scaled) {
    float[] numbers = scaled.toFloatArray();
    double[] degrees = new double[numbers.length];
    for (int i = 0; i < degrees.length; i++) {
      degrees[i] = sea.celsius(numbers[i]);
    }
    return degrees;
  }

  /** The forecasts for the months after one. */
  double[] after(int last) {
    return celsius(network.call(sea.past(last).unsqueeze(0)).squeeze(0).detach());
  }

  SeaWindows sea() {
    return sea;
  }

  /**
   * What was foretold, beside what was measured and what others would have said.
   *
   * @param lasts the last months that were seen
   * @param said the forecasts after each
   */
  private record Foretold(Score score, SeaWindows sea, int[] lasts, double[][] said)
      implements Verdict {

    private double[] errors() {
      double[] errors = new double[SeaWindows.AHEAD];
      for (int i = 0; i < lasts.length; i++) {
        for (int h = 0; h < errors.length; h++) {
          errors[h] += Math.abs(said[i][h] - sea.measured(lasts[i] + h + 1)) / lasts.length;
        }
      }
      return errors;
    }

    @Override
    public void print(PrintWriter out) {
      out.println("Mean error of forecasts in degrees Celsius, by months ahead:");
      StringBuilder heading = new StringBuilder(" ".repeat(16));
      for (int h = 1; h <= SeaWindows.AHEAD; h++) {
        heading.append(String.format(Locale.ROOT, "%7d", h));
      }
      out.println(heading);
      row(out, "the network", errors());
      for (Naive naive : Naive.values()) {
        row(out, naive.text(), naive.errors(sea, lasts));
      }
    }

    private static void row(PrintWriter out, String name, double[] errors) {
      StringBuilder row = new StringBuilder(String.format("%-16s", name));
      for (double e : errors) {
        row.append(String.format(Locale.ROOT, "%7.2f", e));
      }
      out.println(row);
    }

    @Override
    public Map<String, Object> facts() {
      Map<String, Object> naive = new LinkedHashMap<>();
      for (Naive n : Naive.values()) {
        naive.put(n.name().toLowerCase(Locale.ROOT), boxed(n.errors(sea, lasts)));
      }
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("errors", boxed(errors()));
      facts.put("naive_errors", naive);
      return facts;
    }

    private static List<Double> boxed(double[] numbers) {
      return Arrays.stream(numbers).boxed().toList();
    }

    @Override
    public Map<String, Supplier<BufferedImage>> pictures() {
      return Map.of("forecast.png", this::picture);
    }

    private BufferedImage picture() {
      int n = lasts.length;
      double[] years = new double[n];
      double[] measured = new double[n];
      double[] forecast = new double[n];
      double[] naive = new double[n];
      for (int i = 0; i < n; i++) {
        int month = lasts[i] + DRAWN;
        years[i] = sea.month(month).getYear() + (sea.month(month).getMonthValue() - 0.5) / 12;
        measured[i] = sea.measured(month);
        forecast[i] = said[i][DRAWN - 1];
        naive[i] = Naive.YEAR_BEFORE.forecast(sea, lasts[i], DRAWN);
      }
      return Forecasts.draw(
          "The sea off Peru, foretold " + DRAWN + " months ahead",
          "Degrees Celsius",
          years,
          List.of(
              new Forecasts.Line("a year before", naive),
              new Forecasts.Line("measured", measured),
              new Forecasts.Line("the network", forecast)));
    }
  }
}
