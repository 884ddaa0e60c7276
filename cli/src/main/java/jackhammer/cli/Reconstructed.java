package jackhammer.cli;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How well a network gave pictures back.
 *
 * @param errors of each class
 * @param pictures to keep
 */
record Reconstructed(Score score, ClassErrors errors, Map<String, Supplier<BufferedImage>> pictures)
    implements Verdict {
  @Override
  public void print(PrintWriter out) {
    errors.print(out);
    out.println();
  }

  @Override
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("class_errors", errors.means());
    facts.put("mean_picture_error", errors.ofMeanPicture());
    return facts;
  }
}
