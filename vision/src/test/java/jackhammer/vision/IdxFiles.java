package jackhammer.vision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Idx and gzip files put together by hand. */
final class IdxFiles {
  private IdxFiles() {}

  /** An idx file of unsigned bytes i * 7 mod 256. */
  static byte[] idx(int... sizes) {
    int n = 1;
    for (int s : sizes) {
      n *= s;
    }
    ByteBuffer b = ByteBuffer.allocate(4 + 4 * sizes.length + n).putInt(0x0800 | sizes.length);
    for (int s : sizes) {
      b.putInt(s);
    }
    for (int i = 0; i < n; i++) {
      b.put((byte) (i * 7));
    }
    return b.array();
  }

  /** Labels 0 to 9 over and over. */
  static byte[] labels(int n) {
    ByteBuffer b = ByteBuffer.allocate(8 + n).putInt(0x0801).putInt(n);
    for (int i = 0; i < n; i++) {
      b.put((byte) (i % 10));
    }
    return b.array();
  }

  static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
