package jackhammer.vision;

import jackhammer.io.CorruptFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The content of an idx file of unsigned bytes, the format of MNIST: a magic number {@code 00 00 08
 * n}, n sizes of four bytes each with the highest first, then the numbers.
 *
 * @param sizes the n sizes, such as {@code [60000, 28, 28]}
 * @param data their product of bytes
 * @see <a href="https://yann.lecun.com/exdb/mnist/">Yann LeCun's description of the format</a>
 */
record Idx(int[] sizes, byte[] data) {
  /** The longest file, packed or not, that is read: 20 times the training set of MNIST. */
  static final int MAX_BYTES = 1 << 30;

  /**
   * Reads a file that may be packed with gzip; the content decides, not the name.
   *
   * @param dimensions how many sizes there must be: 3 for pictures, 1 for labels
   * @throws CorruptFileException if the file is truncated, damaged, unreadable or of another kind
   */
  static Idx read(Path file, int dimensions) {
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new CorruptFileException(
            file,
            CorruptFileException.WHOLE_FILE,
            "an idx file of at most " + MAX_BYTES + " bytes",
            size + " bytes",
            "it does not hold what its name says");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CorruptFileException(
          file.toString(),
          0,
          "a readable idx file",
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "check that it is a file and that you may read it",
          e);
    }
    return read(file.toString(), bytes, dimensions);
  }

  /** The same for a file that is in memory, of which {@code file} is the name in messages. */
  static Idx read(String file, byte[] bytes, int dimensions) {
    boolean packed = Gzip.isGzip(bytes);
    byte[] content = packed ? Gzip.unpack(file, bytes, MAX_BYTES) : bytes;
    return parse(packed ? file + " (unpacked)" : file, content, dimensions);
  }

  private static Idx parse(String file, byte[] b, int dimensions) {
    int start = 4 + 4 * dimensions;
    String kind =
        "the magic number 000008%02x (idx, unsigned bytes, %s)"
            .formatted(dimensions, dimensions == 1 ? "1 dimension" : dimensions + " dimensions");
    if (b.length < 4) {
      throw new CorruptFileException(
          file, 0, kind, "only " + b.length + " bytes", "it is truncated; fetch it again");
    }
    if (int32(b, 0) != (0x0800 | dimensions)) {
      throw new CorruptFileException(
          file,
          0,
          kind,
          "%08x".formatted(int32(b, 0)),
          "this is another kind of file; check that images and labels are not swapped");
    }
    if (b.length < start) {
      throw new CorruptFileException(
          file,
          4,
          dimensions + " sizes of 4 bytes",
          "the end of the file after " + (b.length - 4),
          "it is truncated; fetch it again");
    }
    int[] sizes = new int[dimensions];
    long product = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = int32(b, 4 + 4 * i);
      product = sizes[i] < 0 || product > MAX_BYTES ? Long.MAX_VALUE : product * sizes[i];
    }
    if (product > MAX_BYTES) {
      throw new CorruptFileException(
          file,
          4,
          "sizes of which the product is at most " + MAX_BYTES,
          Arrays.stream(sizes).mapToObj(Integer::toUnsignedString).toList().toString(),
          "the file is damaged; fetch it again");
    }
    if (b.length - start != product) {
      throw new CorruptFileException(
          file,
          Math.min(b.length, start + product),
          product + " bytes after the sizes " + Arrays.toString(sizes),
          (b.length - start) + " bytes",
          b.length - start < product
              ? "it is truncated; fetch it again"
              : "the file is damaged; fetch it again");
    }
    return new Idx(sizes, Arrays.copyOfRange(b, start, b.length));
  }

  private static int int32(byte[] b, int at) {
    return (b[at] & 0xff) << 24
        | (b[at + 1] & 0xff) << 16
        | (b[at + 2] & 0xff) << 8
        | b[at + 3] & 0xff;
  }
}
