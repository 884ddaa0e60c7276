package jackhammer.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * One line of the table: a row against one opponent. What was not measured (no opponent, no count
 * of operations, a contender that cannot do the row) is NaN, and null in JSON.
 *
 * @param row what was done
 * @param threads threads of each side
 * @param ours milliseconds per call
 * @param peer the opponent's name, or null
 * @param theirs the opponent's milliseconds per call
 * @param roofGflops the arithmetic roof, measured between the rounds of this row
 * @param error our relative error against float64
 * @param peerError the opponent's
 */
public record Outcome(
    Row row,
    int threads,
    Stats ours,
    String peer,
    Stats theirs,
    double roofGflops,
    double error,
    double peerError) {

  private static final String FORMAT = "%-34s %10s %-7s %10s %-7s %7s %8s %6s %9s %9s  %s%n";

  /** Opponent's time over ours: above 1 we win. */
  public double ratio() {
    return theirs.median() / ours.median();
  }

  /** Our GFLOP/s. */
  public double gflops() {
    double flops = row.work().flops();
    return flops == 0 ? Double.NaN : flops / ours.median() / 1e6;
  }

  /** Our share of the arithmetic roof. */
  public double roofShare() {
    return gflops() / roofGflops;
  }

  /** The line of the JSON output; its keys are part of the interface. */
  public ObjectNode json(ObjectMapper mapper) {
    ObjectNode node = mapper.createObjectNode();
    node.put("suite", row.suite()).put("row", row.name()).put("threads", threads);
    put(node, "ours_ms", ours.median());
    node.put("peer", peer);
    put(node, "peer_ms", theirs.median());
    put(node, "ratio", ratio());
    put(node, "gflops", gflops());
    put(node, "roof_share", roofShare());
    put(node, "error", error);
    put(node, "peer_error", peerError);
    return node;
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  /** The heading of the readable table. */
  public static String heading() {
    return String.format(
        Locale.ROOT,
        FORMAT,
        "row",
        "ours ms",
        "",
        "peer ms",
        "",
        "ratio",
        "GFLOP/s",
        "roof",
        "error",
        "peer err",
        "peer");
  }

  /** The line of the readable table. */
  public String line() {
    return String.format(
        Locale.ROOT,
        FORMAT,
        row.name(),
        milliseconds(ours.median()),
        percent("±%.0f %%", ours.spread()),
        milliseconds(theirs.median()),
        percent("±%.0f %%", theirs.spread()),
        number("%.2f", ratio()),
        number("%.1f", gflops()),
        percent("%.0f %%", roofShare()),
        number("%.1e", error),
        number("%.1e", peerError),
        peer == null ? "" : peer);
  }

  private static String milliseconds(double ms) {
    return number(ms < 0.1 ? "%.5f" : ms < 10 ? "%.3f" : "%.1f", ms);
  }

  private static String percent(String format, double share) {
    return number(format, share * 100);
  }

  private static String number(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
