package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.text.SeaTemperature;
import java.time.YearMonth;
import java.util.Arrays;

/**
 * A series of months cut into windows: what a network sees of it, and what it is to foretell. The
 * years from 1996 on are for the test.
 */
final class SeaWindows {
  /** Months that are seen. */
  static final int PAST = 24;

  /** Months that are foretold. */
  static final int AHEAD = 6;

  static final YearMonth TEST_FROM = YearMonth.of(1996, 1);

  private static final int YEAR = 12;

  private final SeaTemperature sea = SeaTemperature.read();
  private final float[] celsius = sea.celsius().toFloatArray();
  private final int testFrom = index(TEST_FROM);
  private final double mean;
  private final double deviation;
  private final double[] usual = new double[YEAR];

  /**
   * What a network sees, and what comes then.
   *
   * @param past [PAST, 1], mean 0 and variance 1 over the years to learn from
   * @param future [AHEAD], likewise
   * @param last the number of the last month that is seen, int64
   */
  record Window(Tensor past, Tensor future, Tensor last) {}

  SeaWindows() {
    Tensor learned = sea.celsius().narrow(0, 0, testFrom);
    mean = learned.mean().item();
    deviation = learned.std().item();
    for (int month = 0; month < YEAR; month++) {
      for (int i = month; i < testFrom; i += YEAR) {
        usual[month] += celsius[i] * YEAR / testFrom;
      }
    }
  }

  /** The windows whose foretold months are all on one side. */
  Dataset<Window> windows(Part part) {
    int first = part == Part.TRAINING ? PAST - 1 : testFrom - 1;
    int end = part == Part.TRAINING ? testFrom : celsius.length;
    return new Dataset<>() {
      @Override
      public Window get(int index) {
        int last = first + index;
        return new Window(past(last), scaled(last + 1, AHEAD), Tensor.tensor((long) last));
      }

      @Override
      public int size() {
        return end - AHEAD - first;
      }
    };
  }

  /** What is seen when this month is the last: [PAST, 1]. */
  Tensor past(int last) {
    return scaled(last - PAST + 1, PAST).unsqueeze(1);
  }

  private Tensor scaled(int from, int months) {
    return sea.celsius().narrow(0, from, months).sub(mean).div(deviation);
  }

  /** A number of the network in degrees. */
  double celsius(double scaled) {
    return mean + deviation * scaled;
  }

  /** What was measured. */
  double measured(int month) {
    return celsius[month];
  }

  /** The mean of that month of the year over the years to learn from. */
  double usual(int month) {
    return usual[month % YEAR];
  }

  YearMonth month(int number) {
    return sea.month(number);
  }

  /** The number of a month; outside of the series it is below 0 or at least {@link #size}. */
  int index(YearMonth month) {
    return YEAR * (month.getYear() - sea.first().getYear())
        + month.getMonthValue()
        - sea.first().getMonthValue();
  }

  int size() {
    return celsius.length;
  }

  /** Forecasts that need no learning, or hardly any. */
  enum Naive {
    /** The last value goes on. */
    LAST("the last value"),
    /** The same month a year before. */
    YEAR_BEFORE("a year before"),
    /** What is usual in that month. */
    USUAL("the usual value"),
    /** What is usual, as much warmer or colder as the last month was. */
    USUAL_SHIFTED("usual, shifted");

    private final String text;

    Naive(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** The forecast for {@code ahead} months after the last that is seen. */
    double forecast(SeaWindows sea, int last, int ahead) {
      return switch (this) {
        case LAST -> sea.measured(last);
        case YEAR_BEFORE -> sea.measured(last + ahead - YEAR);
        case USUAL -> sea.usual(last + ahead);
        case USUAL_SHIFTED -> sea.usual(last + ahead) + sea.measured(last) - sea.usual(last);
      };
    }

    /** The mean error for each number of months ahead. */
    double[] errors(SeaWindows sea, int[] lasts) {
      double[] errors = new double[AHEAD];
      for (int h = 1; h <= AHEAD; h++) {
        int ahead = h;
        errors[h - 1] =
            Arrays.stream(lasts)
                .mapToDouble(t -> Math.abs(forecast(sea, t, ahead) - sea.measured(t + ahead)))
                .average()
                .orElse(Double.NaN);
      }
      return errors;
    }
  }
}
