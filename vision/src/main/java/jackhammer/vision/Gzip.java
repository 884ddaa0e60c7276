package jackhammer.vision;

import static jackhammer.io.CorruptFileException.WHOLE_FILE;

import jackhammer.io.CorruptFileException;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip file that is in memory and says exactly where it is damaged.
 *
 * <p>{@link java.util.zip.GZIPInputStream} knows no offsets, and takes bytes behind the end for
 * nothing. This reads RFC 1952: any number of members, every checksum and length checked, nothing
 * left over. A limit on what comes out makes it safe against files that grow a thousandfold.
 */
final class Gzip {
  private static final int MAGIC = 0x1f8b;
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;
  private static final String FETCH_AGAIN = "the file is damaged; fetch it again";

  private final String file;
  private final byte[] in;
  private final int limit;
  private final ByteArrayOutputStream out;
  private int at;

  private Gzip(String file, byte[] in, int limit) {
    this.file = file;
    this.in = in;
    this.limit = limit;
    this.out = new ByteArrayOutputStream((int) Math.min(limit, 2L * in.length + 64));
  }

  static boolean isGzip(byte[] file) {
    return file.length >= 2 && ((file[0] & 0xff) << 8 | file[1] & 0xff) == MAGIC;
  }

  /**
   * Unpacks everything.
   *
   * @param limit the most bytes that may come out
   * @throws CorruptFileException if the file is truncated or damaged, or holds more than that
   */
  static byte[] unpack(String file, byte[] in, int limit) {
    Gzip gzip = new Gzip(file, in, limit);
    do {
      gzip.member();
    } while (gzip.at < in.length);
    return gzip.out.toByteArray();
  }

  private void member() {
    readHeader();
    Inflater inflater = new Inflater(true);
    try {
      inflate(inflater);
    } finally {
      inflater.end();
    }
  }

  private void readHeader() {
    int start = at;
    need(HEADER, "a gzip header");
    if (((in[at] & 0xff) << 8 | in[at + 1] & 0xff) != MAGIC) {
      throw corrupt(
          at,
          start == 0 ? "the gzip magic 1f8b" : "the end of the file",
          "%02x%02x".formatted(in[at], in[at + 1]),
          FETCH_AGAIN);
    }
    if (in[at + 2] != 8) {
      throw corrupt(at + 2, "gzip's method 8 (deflate)", "" + (in[at + 2] & 0xff), FETCH_AGAIN);
    }
    int flags = in[at + 3] & 0xff;
    if ((flags & FLAGS_RESERVED) != 0) {
      throw corrupt(at + 3, "gzip flags below 0x20", "0x%02x".formatted(flags), FETCH_AGAIN);
    }
    at += HEADER;
    if ((flags & FLAG_EXTRA) != 0) {
      need(2, "the length of gzip's extra field");
      int length = in[at] & 0xff | (in[at + 1] & 0xff) << 8;
      at += 2;
      need(length, "gzip's extra field");
      at += length;
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText("gzip's file name");
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText("gzip's comment");
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      need(2, "the checksum of the gzip header");
      CRC32 crc = new CRC32();
      crc.update(in, start, at - start);
      checkNumber(2, crc.getValue() & 0xffff, "the checksum of the gzip header");
    }
  }

  private void skipText(String what) {
    do {
      need(1, what + ", which ends with a zero byte");
    } while (in[at++] != 0);
  }

  private void inflate(Inflater inflater) {
    int start = at;
    int before = out.size();
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    inflater.setInput(in, at, in.length - at);
    while (!inflater.finished()) {
      int n;
      try {
        n = inflater.inflate(buffer);
      } catch (DataFormatException e) {
        throw new CorruptFileException(
            file,
            start + inflater.getBytesRead(),
            "deflated data",
            e.getMessage() == null ? "something else" : e.getMessage(),
            FETCH_AGAIN,
            e);
      }
      if (n == 0 && !inflater.finished()) {
        // Without input there is nothing to go on with; a preset dictionary is not part of gzip.
        throw inflater.needsInput()
            ? corrupt(
                in.length,
                "more deflated data",
                "the end of the file",
                "it is truncated; fetch it again")
            : corrupt(
                start, "deflated data without a dictionary", "one that needs it", FETCH_AGAIN);
      }
      if (n > limit - out.size()) {
        throw corrupt(
            WHOLE_FILE,
            "at most " + limit + " bytes after unpacking",
            "more",
            "the file does not hold what its name says");
      }
      out.write(buffer, 0, n);
      crc.update(buffer, 0, n);
    }
    at = (int) (start + inflater.getBytesRead());
    need(TRAILER, "gzip's checksum and length");
    checkNumber(4, crc.getValue(), "the CRC-32 of what was unpacked");
    checkNumber(4, (out.size() - before) & 0xffffffffL, "the length of what was unpacked");
  }

  private void checkNumber(int bytes, long expected, String what) {
    long stored = 0;
    for (int i = 0; i < bytes; i++) {
      stored |= (in[at + i] & 0xffL) << (8 * i);
    }
    if (stored != expected) {
      throw corrupt(at, what + ", " + expected, "" + stored, FETCH_AGAIN);
    }
    at += bytes;
  }

  private void need(int bytes, String what) {
    if (in.length - at < bytes) {
      throw corrupt(
          at,
          what + " (" + bytes + (bytes == 1 ? " byte)" : " bytes)"),
          "the end of the file after " + (in.length - at),
          "it is truncated; fetch it again");
    }
  }

  private CorruptFileException corrupt(long offset, String expected, String got, String advice) {
    return new CorruptFileException(file, offset, expected, got, advice);
  }
}
