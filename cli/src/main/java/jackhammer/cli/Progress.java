package jackhammer.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a long piece of work has come: a bar on a terminal, elsewhere a plain line every
 * ten seconds and one at the end.
 *
 * {@snippet :
 * try (Progress progress = Progress.start(err(), "epoch 1/5", 10_000, "pictures")) {
 *   for (Batch batch : loader) {
 *     ...
 *     progress.note("loss 0.4312");
 *     progress.by(batch.size());
 *   }
 * }
 * }
 */
final class Progress implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;
  private static final int REDRAW_MILLIS = 200;

  /** Columns from which on a bar has its unit, its speed and the time that is left. */
  private static final int ROOMY = 130;

  private final PrintWriter to;
  private final String task;
  private final long total;
  private final String unit;
  private final LongSupplier clock;
  private final long started;
  private final ProgressBar bar;

  private long done;
  private long lastLine;
  private String note = "";
  private boolean fleeting;

  private Progress(
      PrintWriter to, String task, long total, String unit, boolean terminal, LongSupplier clock) {
    this.to = to;
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.lastLine = started;
    this.bar = terminal ? drawing(to, task, total, unit) : null;
  }

  /** Begins to show {@code total} steps of {@code task}, counted in {@code unit}. */
  static Progress start(PrintWriter to, String task, long total, String unit) {
    return new Progress(to, task, total, unit, Terminal.err(), System::nanoTime);
  }

  /** The bar, whether there is a terminal or not. */
  static Progress bar(PrintWriter to, String task, long total, String unit) {
    return new Progress(to, task, total, unit, true, System::nanoTime);
  }

  /** The plain form with a clock of the caller's. */
  static Progress plain(
      PrintWriter to, String task, long total, String unit, LongSupplier nanoClock) {
    return new Progress(to, task, total, unit, false, nanoClock);
  }

  /** Lets the bar disappear when it ends, where what follows says the same. */
  Progress fleeting() {
    fleeting = true;
    return this;
  }

  /** Counts {@code steps} more as done. */
  void by(long steps) {
    done += steps;
    if (bar != null) {
      bar.stepBy(steps);
      return;
    }
    long now = clock.getAsLong();
    if (now - lastLine >= LINE_EVERY_NANOS && done < total) {
      lastLine = now;
      line(now);
    }
  }

  /** What is shown behind the count, for example the loss so far. */
  void note(String text) {
    note = text;
    if (bar != null) {
      bar.setExtraMessage(" " + text);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      if (fleeting) {
        to.print("\r" + " ".repeat(Terminal.columns() - 1) + "\r");
      } else {
        to.println();
      }
      to.flush();
    } else {
      line(clock.getAsLong());
    }
  }

  private void line(long now) {
    double seconds = (now - started) / 1e9;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%s: %d/%d %s, %.1f s", task, done, total, unit, seconds));
    if (seconds > 0) {
      text.append(String.format(Locale.ROOT, ", %.0f %s/s", done / seconds, unit));
    }
    if (!note.isEmpty()) {
      text.append(", ").append(note);
    }
    to.println(text);
    to.flush();
  }

  private static ProgressBar drawing(PrintWriter to, String task, long total, String unit) {
    var builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new Drawn(to));
    if (Terminal.columns() < ROOMY) {
      // Otherwise nothing would be left of the bar, and the note would be cut off.
      return builder.hideEta().build();
    }
    return builder.setUnit(" " + unit, 1).showSpeed().build();
  }

  /** Draws over the same line again and again. */
  private static final class Drawn extends DelegatingProgressBarConsumer {
    private final PrintWriter to;

    Drawn(PrintWriter to) {
      super(text -> to.print("\r" + text), Terminal.columns() - 1);
      this.to = to;
    }

    @Override
    public void accept(String text) {
      super.accept(text);
      to.flush();
    }

    /** Nothing: the library leaves this out for a bar that ends before it was drawn once. */
    @Override
    public void close() {}
  }
}
