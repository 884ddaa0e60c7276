package jackhammer.cli;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;

/** What came out when a network was judged. */
interface Verdict {
  /** A value for each measure of the task. */
  Score score();

  /** Shows what does not fit into a line, for example a confusion matrix. */
  default void print(PrintWriter out) {}

  /** What eval adds to its JSON. */
  default Map<String, Object> facts() {
    return Map.of();
  }

  /** Pictures to keep beside the weights, by the names of their files; drawn when asked for. */
  default Map<String, Supplier<BufferedImage>> pictures() {
    return Map.of();
  }
}
