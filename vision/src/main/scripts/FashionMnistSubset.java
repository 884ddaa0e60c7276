import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * Makes the subset of Fashion-MNIST that travels in the jar, from the full set.
 *
 * <p>The rule: the first 1,000 training pictures and the first 200 test pictures of each of the ten
 * classes, counted in file order; what is chosen keeps its original order. So the subset is
 * balanced, needs no random numbers, and anybody can make it again:
 *
 * <pre>
 * java vision/src/main/scripts/FashionMnistSubset.java \
 *     /usr/share/datasets/fashion-mnist vision/src/main/resources/jackhammer/vision/fashion-mnist
 * </pre>
 *
 * <p>The gzip header has no name, no time and operating system "unknown", so that the files depend
 * on nothing but the pictures and on zlib's deflate at level 9. {@code SHA256SUMS} holds the
 * checksums of the gzip files and of what is inside them; where another deflate than the JDK's own
 * makes other gzip files, the second kind still has to agree.
 */
public final class FashionMnistSubset {
  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;
  private static final int CLASSES = 10;

  private FashionMnistSubset() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: java FashionMnistSubset.java FROM_DIRECTORY TO_DIRECTORY");
      System.exit(2);
    }
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    Files.createDirectories(to);
    List<String> sums = new ArrayList<>();
    subset(from, to, "train", 1000, sums);
    subset(from, to, "t10k", 200, sums);
    Files.writeString(to.resolve("SHA256SUMS"), String.join("\n", sums) + "\n");
    sums.forEach(System.out::println);
  }

  private static void subset(Path from, Path to, String part, int perClass, List<String> sums)
      throws Exception {
    String imagesName = part + "-images-idx3-ubyte.gz";
    String labelsName = part + "-labels-idx1-ubyte.gz";
    byte[] labels;
    byte[] images;
    int rows;
    int columns;
    try (var in = open(from.resolve(labelsName))) {
      expect(in, LABELS, labelsName);
      labels = new byte[in.readInt()];
      in.readFully(labels);
    }
    try (var in = open(from.resolve(imagesName))) {
      expect(in, IMAGES, imagesName);
      if (in.readInt() != labels.length) {
        throw new IOException(imagesName + " and " + labelsName + " differ in their count");
      }
      rows = in.readInt();
      columns = in.readInt();
      images = new byte[Math.multiplyExact(labels.length, rows * columns)];
      in.readFully(images);
    }

    int size = rows * columns;
    int count = CLASSES * perClass;
    ByteBuffer outImages = ByteBuffer.allocate(16 + count * size);
    outImages.putInt(IMAGES).putInt(count).putInt(rows).putInt(columns);
    ByteBuffer outLabels = ByteBuffer.allocate(8 + count);
    outLabels.putInt(LABELS).putInt(count);
    int[] taken = new int[CLASSES];
    for (int i = 0; i < labels.length; i++) {
      if (taken[labels[i]]++ < perClass) {
        outImages.put(images, i * size, size);
        outLabels.put(labels[i]);
      }
    }
    if (outLabels.hasRemaining()) {
      throw new IOException(part + ": a class has fewer than " + perClass + " pictures");
    }
    write(to.resolve(imagesName), outImages.array(), sums);
    write(to.resolve(labelsName), outLabels.array(), sums);
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
  }

  private static void expect(DataInputStream in, int magic, String name) throws IOException {
    int came = in.readInt();
    if (came != magic) {
      throw new IOException("%s: expected magic %08x, got %08x".formatted(name, magic, came));
    }
  }

  /** Writes a gzip file whose header never changes. */
  private static void write(Path file, byte[] content, List<String> sums) throws Exception {
    var bytes = new ByteArrayOutputStream();
    // magic, deflate, no flags, no time (4 bytes), "slowest algorithm", operating system unknown
    bytes.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 255});
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      bytes.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(content);
    for (long word : new long[] {crc.getValue(), content.length}) {
      for (int shift = 0; shift < 32; shift += 8) {
        bytes.write((int) (word >>> shift));
      }
    }
    Files.write(file, bytes.toByteArray());
    String name = file.getFileName().toString();
    sums.add(sha256(bytes.toByteArray()) + "  " + name);
    sums.add(sha256(content) + "  " + name.substring(0, name.length() - ".gz".length()));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
