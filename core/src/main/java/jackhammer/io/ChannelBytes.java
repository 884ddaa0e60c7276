package jackhammer.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** Whole reads and writes on a channel, which by itself may do less than it was asked. */
final class ChannelBytes {
  private ChannelBytes() {}

  /**
   * Fills {@code to} from byte {@code at} of the file.
   *
   * @throws CorruptFileException if the file ends before, because somebody cuts it while it is read
   */
  static void readFully(SeekableByteChannel in, long at, ByteBuffer to, String file)
      throws IOException {
    in.position(at);
    while (to.hasRemaining()) {
      if (in.read(to) < 0) {
        throw new CorruptFileException(
            file,
            in.position(),
            to.remaining() + " more bytes",
            "the end of the file",
            "it became shorter while it was read; load it again when nobody writes to it");
      }
    }
  }

  static void writeFully(FileChannel out, ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      out.write(from);
    }
  }
}
