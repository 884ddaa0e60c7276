package jackhammer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How epochs are shown: as a table that people watch, and as CSV.
 *
 * @param measures the task's
 * @param part what the network is judged by
 * @param unit what an example is, in the plural
 */
record EpochTable(List<Measure> measures, Part part, String unit) {
  private static final String GAP = "   ";

  /** Room for {@code 100.00 %}. */
  private static final int NARROWEST = 8;

  /** The heading of {@link #line}. */
  String heading() {
    List<String> cells = new ArrayList<>();
    cells.add("epoch");
    for (int i = 0; i < measures.size(); i++) {
      if (measures.get(i).learning()) {
        cells.add(pad(trainTitle(i), trainWidth(i)));
      }
    }
    for (int i = 0; i < measures.size(); i++) {
      cells.add(pad(judgedTitle(i), judgedWidth(i)));
    }
    cells.add("seconds");
    cells.add(speedTitle());
    return String.join(GAP, cells);
  }

  /** A row of the table. */
  String line(Epoch epoch) {
    List<String> cells = new ArrayList<>();
    cells.add(pad(Integer.toString(epoch.number()), "epoch".length()));
    for (int i = 0; i < measures.size(); i++) {
      if (measures.get(i).learning()) {
        cells.add(pad(cell(epoch.train(), i), trainWidth(i)));
      }
    }
    for (int i = 0; i < measures.size(); i++) {
      cells.add(pad(epoch.judged() == null ? "-" : cell(epoch.judged(), i), judgedWidth(i)));
    }
    cells.add(String.format(Locale.ROOT, "%7.1f", epoch.seconds()));
    cells.add(pad(String.format(Locale.ROOT, "%,.0f", epoch.speed()), speedTitle().length()));
    return String.join(GAP, cells);
  }

  private String cell(Score score, int i) {
    return measures.get(i).show(score.value(measures, i));
  }

  private String trainTitle(int i) {
    return (i == 0 ? "train " : "") + measures.get(i).title();
  }

  private int trainWidth(int i) {
    return Math.max(NARROWEST, trainTitle(i).length());
  }

  private String judgedTitle(int i) {
    String prefix = i > 0 ? "" : part == Part.VALIDATION ? "val. " : part.word() + " ";
    return prefix + measures.get(i).title();
  }

  private int judgedWidth(int i) {
    return Math.max(NARROWEST, judgedTitle(i).length());
  }

  private String speedTitle() {
    return unit + "/s";
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** All epochs as CSV; what an interrupted one lacks is empty. */
  String csv(List<Epoch> epochs) {
    List<String> names = new ArrayList<>(List.of("epoch", "lr"));
    measures.stream()
        .filter(Measure::learning)
        .forEach(m -> names.add(Part.TRAINING.key() + "_" + m.key()));
    measures.forEach(m -> names.add(part.key() + "_" + m.key()));
    names.addAll(List.of("seconds", "samples_per_second"));
    return epochs.stream()
        .map(this::csvLine)
        .collect(Collectors.joining("\n", String.join(",", names) + "\n", "\n"));
  }

  private String csvLine(Epoch epoch) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(epoch.number()));
    cells.add(Double.toString(epoch.lr()));
    for (int i = 0; i < measures.size(); i++) {
      if (measures.get(i).learning()) {
        cells.add(number(epoch.train(), i));
      }
    }
    for (int i = 0; i < measures.size(); i++) {
      cells.add(epoch.judged() == null ? "" : number(epoch.judged(), i));
    }
    cells.add(String.format(Locale.ROOT, "%.3f", epoch.seconds()));
    cells.add(String.format(Locale.ROOT, "%.1f", epoch.speed()));
    return String.join(",", cells);
  }

  private String number(Score score, int i) {
    return String.format(Locale.ROOT, "%.6f", score.value(measures, i));
  }
}
