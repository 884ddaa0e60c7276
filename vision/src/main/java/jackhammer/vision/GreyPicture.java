package jackhammer.vision;

import jackhammer.vision.internal.Bilinear;
import jackhammer.vision.internal.Luma;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Path;

/**
 * A picture in shades of grey, 0 black to 255 white, row after row.
 *
 * <p>Colours become grey as in Pillow's {@code convert("L")} and sizes change as in its {@code
 * resize(..., BILINEAR)}, bit for bit, so that a network sees what it would see in Python.
 */
record GreyPicture(int width, int height, byte[] pixels) {
  /**
   * Reads a PNG, JPEG, GIF, BMP or whatever else {@link javax.imageio.ImageIO} knows.
   *
   * @throws jackhammer.io.CorruptFileException if the file is unreadable, no picture or too large
   */
  static GreyPicture read(Path file) {
    return of(PictureFile.read(file));
  }

  /** The grey values of a picture; transparency is ignored. */
  static GreyPicture of(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    byte[] grey = new byte[w * h];
    if (PictureFile.isGrey(image)) {
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
          int rgb = row[x];
          grey[y * w + x] = (byte) Luma.of(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
        }
      }
    }
    return new GreyPicture(w, h, grey);
  }

  /** The picture in another size. */
  GreyPicture resize(int newWidth, int newHeight) {
    return new GreyPicture(
        newWidth, newHeight, Bilinear.resize(pixels, 1, height, width, newHeight, newWidth));
  }
}
