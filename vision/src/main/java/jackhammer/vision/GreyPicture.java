package jackhammer.vision;

import jackhammer.io.CorruptFileException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture in shades of grey, 0 black to 255 white, row after row.
 *
 * <p>Colours become grey as in Pillow's {@code convert("L")} and sizes change as in its {@code
 * resize(..., BILINEAR)}, bit for bit, so that a network sees what it would see in Python.
 */
record GreyPicture(int width, int height, byte[] pixels) {
  /** The largest picture that is decoded: 8,192 x 8,192. */
  private static final long MAX_PIXELS = 1L << 26;

  /** No format packs more pixels into a byte: deflate 1,032 times 8 of one bit. */
  private static final long MAX_PIXELS_PER_BYTE = 10_000;

  /** Pillow's weights have this many binary places. */
  private static final int PLACES = 22;

  /**
   * Reads a PNG, JPEG, GIF, BMP or whatever else {@link ImageIO} knows.
   *
   * @throws CorruptFileException if the file is unreadable, no picture or too large
   */
  static GreyPicture read(Path file) {
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
        reader.setInput(in, true, true);
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
        return of(reader.read(0));
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

  /** The grey values of a picture; transparency is ignored. */
  static GreyPicture of(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    byte[] grey = new byte[w * h];
    boolean isGrey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    if (isGrey) {
      // getRGB would take the values for linear light and brighten them
      Raster raster = image.getRaster();
      int bits = image.getColorModel().getComponentSize(0);
      for (int i = 0; i < grey.length; i++) {
        int v = raster.getSample(i % w, i / w, 0);
        grey[i] = (byte) (bits > 8 ? v >>> bits - 8 : v * 255 / ((1 << bits) - 1));
      }
    } else {
      int[] row = new int[w];
      for (int y = 0; y < h; y++) {
        image.getRGB(0, y, w, 1, row, 0, w);
        for (int x = 0; x < w; x++) {
          grey[y * w + x] = (byte) luma(row[x]);
        }
      }
    }
    return new GreyPicture(w, h, grey);
  }

  /** ITU-R 601: 0.299 red + 0.587 green + 0.114 blue, in 16 binary places, rounded. */
  private static int luma(int rgb) {
    int r = rgb >> 16 & 0xff;
    int g = rgb >> 8 & 0xff;
    int b = rgb & 0xff;
    return r * 19595 + g * 38470 + b * 7471 + 0x8000 >> 16;
  }

  /**
   * The picture in another size. When it becomes smaller, every pixel of the old one counts: the
   * triangle of the linear interpolation widens with the factor.
   */
  GreyPicture resize(int newWidth, int newHeight) {
    GreyPicture wide = newWidth == width ? this : resizeRows(newWidth);
    return newHeight == height ? wide : wide.transpose().resizeRows(newHeight).transpose();
  }

  private GreyPicture resizeRows(int newWidth) {
    byte[] out = new byte[newWidth * height];
    double scale = (double) width / newWidth;
    double reach = Math.max(scale, 1);
    for (int x = 0; x < newWidth; x++) {
      double centre = (x + 0.5) * scale;
      int from = Math.max((int) (centre - reach + 0.5), 0);
      int to = Math.min((int) (centre + reach + 0.5), width);
      int[] weights = triangle(from, to, centre, reach);
      for (int y = 0; y < height; y++) {
        int sum = 1 << PLACES - 1;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * (pixels[y * width + from + k] & 0xff);
        }
        out[y * newWidth + x] = (byte) Math.clamp(sum >> PLACES, 0, 255);
      }
    }
    return new GreyPicture(newWidth, height, out);
  }

  private static int[] triangle(int from, int to, double centre, double reach) {
    double[] w = new double[to - from];
    double sum = 0;
    for (int k = 0; k < w.length; k++) {
      w[k] = Math.max(1 - Math.abs((from + k - centre + 0.5) * (1 / reach)), 0);
      sum += w[k];
    }
    int[] fixed = new int[w.length];
    for (int k = 0; k < w.length; k++) {
      fixed[k] = (int) (0.5 + w[k] / sum * (1 << PLACES));
    }
    return fixed;
  }

  private GreyPicture transpose() {
    byte[] out = new byte[pixels.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[x * height + y] = pixels[y * width + x];
      }
    }
    return new GreyPicture(height, width, out);
  }
}
