package jackhammer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down a hash of what a test computed, so that JVMs of different SIMD width can be compared.
 *
 * <p>The build runs the tests tagged {@code bits} once per width; each run writes lines "SHA-256
 * name" to {@code target/bits/<config>.txt}, and {@code tools/CompareBits.java} fails the build
 * where they differ. A name must be unique within a run and must not contain what changes with the
 * width. Outside of the build (an IDE, a single test) nothing is written.
 */
public final class BitsRecorder {
  private static final String FOLDER = System.getProperty("jackhammer.bits.folder");
  private static final String CONFIG = System.getProperty("jackhammer.bits.config", "native");
  private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

  /** Whether what an earlier JVM left under the same name is gone. */
  private static boolean started;

  private BitsRecorder() {}

  /** Records float32 results; every NaN counts as the same one. */
  public static void record(String name, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    for (float v : values) {
      bytes.putInt(Float.floatToIntBits(v));
    }
    record(name, bytes.array());
  }

  /** Records float64 results; every NaN counts as the same one. */
  public static void record(String name, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
    for (double v : values) {
      bytes.putLong(Double.doubleToLongBits(v));
    }
    record(name, bytes.array());
  }

  /** Records integer results. */
  public static void record(String name, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES));
    for (long v : values) {
      bytes.putLong(v);
    }
    record(name, bytes.array());
  }

  /** Records bytes as they are: where they hold floating point, their NaNs must be canonical. */
  public static void record(String name, byte[] bytes) {
    if (name.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("BitsRecorder: a name is one line, got: " + name);
    }
    String hash = HexFormat.of().formatHex(sha256(bytes));
    String before = SEEN.putIfAbsent(name, hash);
    if (before != null) {
      if (!before.equals(hash)) {
        throw new AssertionError(
            "BitsRecorder: '" + name + "' gave other bits than when it was recorded before");
      }
      return;
    }
    if (FOLDER != null) {
      write(hash + " " + name + "\n");
    }
  }

  private static synchronized void write(String line) {
    try {
      Path file = Path.of(FOLDER, CONFIG + ".txt");
      if (!started) {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        started = true;
      }
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
