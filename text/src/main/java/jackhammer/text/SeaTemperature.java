package jackhammer.text;

import jackhammer.Tensor;
import java.time.YearMonth;
import java.util.List;

/**
 * The temperature of the sea off Peru, in degrees Celsius, month by month from January 1950 to
 * December 2010: the index NINO1+2, in which El Niño shows first.
 *
 * <pre>{@code
 * var sea = SeaTemperature.read();
 * Tensor x = sea.celsius(); // float32 [732]
 * sea.month(0);             // 1950-01
 * }</pre>
 *
 * <p>A work of the National Weather Service of the United States (dataset ERSST.V3B), in the public
 * domain, see NOTICE.
 *
 * @param first the month of the first value
 * @param celsius float32 [months]
 * @see <a href="https://www.cpc.ncep.noaa.gov/data/indices/">Climate Prediction Center</a>
 */
public record SeaTemperature(YearMonth first, Tensor celsius) {
  /** Reads all of it. */
  public static SeaTemperature read() {
    List<String[]> rows =
        JarFile.lines("series/sea-temperature.csv").stream()
            .skip(1)
            .map(line -> line.split(","))
            .toList();
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(rows.get(i)[1]);
    }
    return new SeaTemperature(YearMonth.parse(rows.getFirst()[0]), Tensor.fromArray(values));
  }

  /** The month of a value. */
  public YearMonth month(int index) {
    return first.plusMonths(index);
  }
}
