package jackhammer.vision;

import jackhammer.io.AtomicFile;
import jackhammer.io.CorruptFileException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Takes files out of a published archive (tar, packed with gzip): those that are asked for by name,
 * whatever else the archive holds, so that no name in it can lead out of the folder.
 */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int CHUNK = 1 << 16;

  private final Path archive;
  private final InputStream in;
  private long at;

  private TarGz(Path archive, InputStream in) {
    this.archive = archive;
    this.in = in;
  }

  /**
   * Writes entries of an archive into a folder, each in one step.
   *
   * @param names of the entries, which are also those of the files
   * @param inside the folder in the archive that they lie in
   * @throws CorruptFileException if the archive is damaged or lacks one of them
   */
  static void unpack(Path archive, String inside, Set<String> names, Path folder) {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), CHUNK)) {
      new TarGz(archive, new GZIPInputStream(file, CHUNK)).unpack(inside, names, folder);
    } catch (EOFException e) {
      throw new CorruptFileException(
          archive.toString(),
          CorruptFileException.WHOLE_FILE,
          "a whole archive",
          "its end in the middle",
          "fetch it again",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(archive + ": " + e.getMessage(), e);
    }
  }

  private void unpack(String inside, Set<String> names, Path folder) throws IOException {
    Set<String> missing = new LinkedHashSet<>(names);
    byte[] header = new byte[BLOCK];
    while (!missing.isEmpty()) {
      readFully(header);
      String name = text(header, 0, NAME_LENGTH);
      if (name.isEmpty()) { // two blocks of zeros end an archive
        throw new CorruptFileException(
            archive,
            CorruptFileException.WHOLE_FILE,
            inside + "/" + missing.iterator().next(),
            "an archive without it",
            "it is another archive than the publisher's");
      }
      long size = size(header);
      String file = name.startsWith(inside + "/") ? name.substring(inside.length() + 1) : "";
      if (missing.remove(file)) {
        AtomicFile.write(folder.resolve(file), out -> copy(size, out));
      } else {
        skip(size);
      }
      skip((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private long size(byte[] header) {
    String digits = text(header, SIZE_AT, SIZE_LENGTH).strip();
    if (!digits.matches("[0-7]+")) {
      throw new CorruptFileException(
          archive,
          CorruptFileException.WHOLE_FILE,
          "the size of an entry in octal digits at byte "
              + (at - BLOCK + SIZE_AT)
              + " of what is packed",
          "'" + digits + "'",
          "it is damaged; fetch it again");
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }

  private void copy(long size, FileChannel out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long left = size; left > 0; ) {
      int n = in.read(chunk, 0, (int) Math.min(left, CHUNK));
      if (n < 0) {
        throw new EOFException();
      }
      ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      left -= n;
    }
    at += size;
  }

  private void readFully(byte[] block) throws IOException {
    if (in.readNBytes(block, 0, block.length) < block.length) {
      throw new EOFException();
    }
    at += block.length;
  }

  private void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
    at += bytes;
  }
}
