package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.cli.SeaWindows.Window;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** A series of months: a network foretells the next ones. */
@Command(
    name = "series",
    sortOptions = false,
    description = {
      "Train a network to forecast the temperature of the sea off Peru, where El Niño shows first.",
      "The folder of the results gets model.safetensors (PyTorch reads it), recipe.json,"
          + " metrics.csv, curves.png and forecast.png."
    })
final class SeriesRecipe extends Recipe<Window, SeaForecaster> {
  @Override
  List<Model<SeaForecaster>> models() {
    // The best of nine settings by --validation 0.2 (15, 30, 60 epochs; 0.002, 0.005, 0.01).
    return List.of(new Model<>("gru", card -> new SeaForecaster(), 5e-3, Schedule.COSINE));
  }

  @Override
  int epochs() {
    return 30;
  }

  @Override
  Map<String, Object> facts(DataOptions from) {
    return Map.of();
  }

  @Override
  Examples<Window> read(DataOptions from, RunCard card, Part part) {
    return Examples.of(
        part, new SeaWindows().windows(part), "windows", "the jar (from NOAA, ERSST.V3B, NINO1+2)");
  }

  @Override
  String describe(Examples<Window> train, Examples<Window> judged) {
    return String.format(
        Locale.ROOT,
        "Sea temperature: %,d windows to learn from and %,d for %s, each %d months and the %d after"
            + " them, from %s",
        train.size(),
        judged.size(),
        judged.part().word(),
        SeaWindows.PAST,
        SeaWindows.AHEAD,
        train.source());
  }

  @Override
  int predict(SavedRun run, Predict request) {
    SeaForecaster forecaster = restore(run);
    List<Map<String, Object>> all = new ArrayList<>();
    for (String input : request.inputs()) {
      int last = last(input, forecaster.sea());
      request.out().println("After " + input + ", degrees Celsius:");
      double[] forecasts = Autograd.noGrad(() -> forecaster.after(last));
      List<Map<String, Object>> months = new ArrayList<>();
      for (int h = 1; h <= forecasts.length; h++) {
        int month = last + h;
        Double measured = month < forecaster.sea().size() ? forecaster.sea().measured(month) : null;
        request
            .out()
            .printf(
                Locale.ROOT,
                "  %s  %5.2f%s%n",
                forecaster.sea().month(month),
                forecasts[h - 1],
                measured == null ? "" : String.format(Locale.ROOT, "   (measured %.2f)", measured));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("month", forecaster.sea().month(month));
        one.put("forecast", forecasts[h - 1]);
        one.put("measured", measured);
        months.add(one);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("after", input);
      one.put("months", months);
      all.add(one);
    }
    Map<String, Object> facts = facts(run);
    facts.put("forecasts", all);
    request.json().print(request.out(), facts);
    return 0;
  }

  private static int last(String input, SeaWindows sea) {
    YearMonth month;
    try {
      month = YearMonth.parse(input);
    } catch (DateTimeException e) {
      throw new UserError("predict: expected a month such as 1997-06, got '" + input + "'");
    }
    int last = sea.index(month);
    if (last < SeaWindows.PAST - 1 || last >= sea.size()) {
      throw new UserError(
          "predict: expected a month from %s to %s, got %s; the network sees the %d months up to it"
              .formatted(
                  sea.month(SeaWindows.PAST - 1),
                  sea.month(sea.size() - 1),
                  input,
                  SeaWindows.PAST));
    }
    return last;
  }
}
