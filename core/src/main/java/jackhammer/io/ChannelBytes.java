package jackhammer.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Whole reads and writes on a channel, which by itself may do less than it was asked. */
final class ChannelBytes {
  private ChannelBytes() {}

  /**
   * Fills {@code to} from byte {@code at} of the file.
   *
   * @throws CorruptFileException if the file ends before, because somebody cuts it while it is read
   */
  static void readFully(FileChannel in, long at, ByteBuffer to, String file) throws IOException {
    long next = at;
    while (to.hasRemaining()) {
      int n = in.read(to, next);
      if (n < 0) {
        throw new CorruptFileException(
            file,
            next,
            to.remaining() + " more bytes",
            "the end of the file",
            "it became shorter while it was read; load it again when nobody writes to it");
      }
      next += n;
    }
  }

  static void writeFully(FileChannel out, ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      out.write(from);
    }
  }
}
