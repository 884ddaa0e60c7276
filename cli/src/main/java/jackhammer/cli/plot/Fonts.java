package jackhammer.cli.plot;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** The fonts of this system, of which a small installation may have none. */
public final class Fonts {
  static final int TEXT_SIZE = 15;
  static final int TITLE_SIZE = 18;

  static {
    // No window is ever opened; on a machine without a screen AWT would fail otherwise.
    System.setProperty("java.awt.headless", "true");
  }

  private Fonts() {}

  static Font text() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE);
  }

  static Font bold() {
    return new Font(Font.SANS_SERIF, Font.BOLD, TEXT_SIZE);
  }

  static Font title() {
    return new Font(Font.SANS_SERIF, Font.BOLD, TITLE_SIZE);
  }

  /** Why nothing can be drawn, with what to do; empty if all is well. */
  public static Optional<String> problem() {
    var picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    try {
      graphics.getFontMetrics(text());
      return Optional.empty();
    } catch (RuntimeException | InternalError | LinkageError e) {
      // The JDK has no exception of its own for a system without fonts.
      return Optional.of(
          "this system has no fonts that Java can use (%s); install some (Debian: apt install"
                  .formatted(e.getMessage())
              + " fontconfig fonts-dejavu-core) and train again");
    } finally {
      graphics.dispose();
    }
  }
}
