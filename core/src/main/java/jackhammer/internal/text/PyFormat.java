package jackhammer.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as Python prints them: correctly rounded from the exact binary value, ties to even, the
 * same under every locale.
 */
public final class PyFormat {
  private PyFormat() {}

  /** {@code f"{value:.{precision}f}"}. */
  public static String fixed(double value, int precision) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    String digits =
        new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return sign(value) + digits;
  }

  /**
   * {@code f"{value:.{precision}e}"}: one digit before the point, an exponent of at least two
   * digits.
   */
  public static String scientific(double value, int precision) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    String digits = "0";
    int exponent = 0;
    if (value != 0) {
      BigDecimal d =
          new BigDecimal(Math.abs(value))
              .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
      digits = d.unscaledValue().toString();
      exponent = digits.length() - 1 - d.scale();
    }
    digits += "0".repeat(Math.max(0, precision + 1 - digits.length()));
    String fraction = precision == 0 ? "" : "." + digits.substring(1, precision + 1);
    return sign(value) + digits.charAt(0) + fraction + exponent(exponent);
  }

  /**
   * {@code repr(value)}: the shortest digits that give the same double back; {@code 1e-05}, {@code
   * 0.001}, {@code 1.0}.
   */
  public static String repr(double value) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    if (value == 0) {
      return sign(value) + "0.0";
    }
    BigDecimal d = shortest(Math.abs(value));
    String digits = d.unscaledValue().toString();
    int point = digits.length() - d.scale(); // digits before the point
    String body;
    if (point < -3 || point > 16) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      body = digits.charAt(0) + fraction + exponent(point - 1);
    } else if (point <= 0) {
      body = "0." + "0".repeat(-point) + digits;
    } else if (point >= digits.length()) {
      body = digits + "0".repeat(point - digits.length()) + ".0";
    } else {
      body = digits.substring(0, point) + "." + digits.substring(point);
    }
    return sign(value) + body;
  }

  /** {@code True} or {@code False}. */
  public static String repr(boolean value) {
    return value ? "True" : "False";
  }

  /**
   * Java's shortest digits, except that Java never gives fewer than two where Python gives one
   * (5e-324, not 4.9e-324).
   */
  private static BigDecimal shortest(double value) {
    BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
    return (one.doubleValue() == value ? one : new BigDecimal(Double.toString(value)))
        .stripTrailingZeros();
  }

  private static String exponent(int e) {
    return (e < 0 ? "e-" : "e+") + (Math.abs(e) < 10 ? "0" : "") + Math.abs(e);
  }

  private static String nonFinite(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }
}
