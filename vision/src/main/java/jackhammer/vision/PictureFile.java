package jackhammer.vision;

import jackhammer.io.CorruptFileException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures in files as the JDK decodes them. */
final class PictureFile {
  /** The largest picture that is decoded: 8,192 x 8,192. */
  private static final long MAX_PIXELS = 1L << 26;

  /** No format packs more pixels into a byte: deflate 1,032 times 8 of one bit. */
  private static final long MAX_PIXELS_PER_BYTE = 10_000;

  private PictureFile() {}

  /**
   * Reads a PNG, JPEG, GIF, BMP or whatever else {@link ImageIO} knows.
   *
   * @throws CorruptFileException if the file is unreadable, no picture or too large
   */
  static BufferedImage read(Path file) {
    return with(file, reader -> reader.read(0));
  }

  /**
   * The frames of an animated GIF, each as a viewer shows it; of anything else the picture alone.
   *
   * @throws CorruptFileException if the file is unreadable, no picture or too large
   */
  static List<BufferedImage> frames(Path file) {
    return with(
        file,
        reader ->
            reader.getFormatName().equalsIgnoreCase("gif")
                ? GifFrames.of(reader, file, MAX_PIXELS)
                : List.of(reader.read(0)));
  }

  /** What is made of an open file. */
  @FunctionalInterface
  private interface Work<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T with(Path file, Work<T> work) {
    try (InputStream bytes = Files.newInputStream(file);
        ImageInputStream in = ImageIO.createImageInputStream(bytes)) {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new CorruptFileException(
            file,
            0,
            "a picture (one of "
                + Arrays.stream(ImageIO.getReaderFormatNames())
                    .map(String::toLowerCase)
                    .distinct()
                    .sorted()
                    .toList()
                + ")",
            Files.size(file) == 0 ? "an empty file" : "something else",
            "convert it to PNG first");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        long size = (long) reader.getWidth(0) * reader.getHeight(0);
        long most = Math.min(MAX_PIXELS, MAX_PIXELS_PER_BYTE * Files.size(file));
        if (size > most) {
          throw new CorruptFileException(
              file,
              CorruptFileException.WHOLE_FILE,
              "a picture of at most " + most + " pixels",
              reader.getWidth(0) + " x " + reader.getHeight(0),
              "the file is damaged, or the picture has to be made smaller first");
        }
        return work.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | NegativeArraySizeException e) {
      // the JDK's decoders throw the last three, too, when a file is damaged
      throw new CorruptFileException(
          file.toString(),
          CorruptFileException.WHOLE_FILE,
          "a readable picture",
          e.getClass().getSimpleName() + ": " + e.getMessage(),
          "check that the file is there and whole",
          e);
    }
  }

  /** Whether a picture has shades of grey only. */
  static boolean isGrey(BufferedImage image) {
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  /** Red, green and blue as bytes [3, height, width]; transparency is ignored. */
  static byte[] rgb(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    int plane = w * h;
    byte[] out = new byte[Math.multiplyExact(3, plane)];
    if (isGrey(image)) {
      byte[] grey = GreyPicture.of(image).pixels();
      for (int c = 0; c < 3; c++) {
        System.arraycopy(grey, 0, out, c * plane, plane);
      }
      return out;
    }
    int[] row = new int[w];
    for (int y = 0; y < h; y++) {
      image.getRGB(0, y, w, 1, row, 0, w);
      for (int x = 0; x < w; x++) {
        out[y * w + x] = (byte) (row[x] >> 16);
        out[plane + y * w + x] = (byte) (row[x] >> 8);
        out[2 * plane + y * w + x] = (byte) row[x];
      }
    }
    return out;
  }
}
