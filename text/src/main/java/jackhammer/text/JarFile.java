package jackhammer.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The texts that come with this jar. */
final class JarFile {
  private JarFile() {}

  /** The lines of a file below {@code jackhammer/text}; what ends in .gz is unpacked. */
  static List<String> lines(String name) {
    try (InputStream raw = JarFile.class.getResourceAsStream(name)) {
      InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("jackhammer/text/" + name + " could not be read", e);
    }
  }
}
