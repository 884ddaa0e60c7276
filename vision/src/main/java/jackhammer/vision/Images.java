package jackhammer.vision;

import jackhammer.DType;
import jackhammer.Tensor;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Pictures in files as tensors. */
public final class Images {
  private Images() {}

  /**
   * Reads a picture (PNG, JPEG, GIF, BMP, TIFF) in shades of grey.
   *
   * <p>Colours become grey by 0.299 red + 0.587 green + 0.114 blue; transparency is ignored. The
   * values are Pillow's {@code convert("L")}, bit for bit.
   *
   * @return float32 of size [1, height, width], 0 black to 1 white
   * @throws jackhammer.io.CorruptFileException if the file is unreadable, no picture or too large
   */
  public static Tensor readGrey(Path file) {
    return toTensor(GreyPicture.read(file));
  }

  /**
   * The same in another size, where the picture does not have it: stretched or shrunk linearly as
   * by Pillow's {@code resize((width, height), BILINEAR)}, bit for bit.
   *
   * @throws IllegalArgumentException unless height and width are at least 1
   */
  public static Tensor readGrey(Path file, int height, int width) {
    checkSize("Images.readGrey", height, width);
    return toTensor(GreyPicture.read(file).resize(width, height));
  }

  /**
   * The frames of an animated GIF in the same way, each as a viewer shows it; a picture that does
   * not move has one.
   *
   * @return float32 of size [1, frames, height, width], 0 black to 1 white: a clip
   * @throws IllegalArgumentException unless height and width are at least 1
   * @throws jackhammer.io.CorruptFileException if the file is unreadable, no picture or too large
   */
  public static Tensor readGreyFrames(Path file, int height, int width) {
    checkSize("Images.readGreyFrames", height, width);
    return Tensor.stack(
        1,
        PictureFile.frames(file).stream()
            .map(frame -> toTensor(GreyPicture.of(frame).resize(width, height)))
            .toArray(Tensor[]::new));
  }

  private static void checkSize(String op, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "%s: expected height and width of at least 1, got %d and %d"
              .formatted(op, height, width));
    }
  }

  /**
   * Reads a picture in colours, as torchvision's {@code ImageFolder} does; shades of grey become
   * three equal channels, transparency is ignored.
   *
   * @return uint8 of size [3, height, width]: red, green, blue
   * @throws jackhammer.io.CorruptFileException if the file is unreadable, no picture or too large
   */
  public static Tensor read(Path file) {
    BufferedImage image = PictureFile.read(file);
    return Tensor.fromByteBuffer(
        ByteBuffer.wrap(PictureFile.rgb(image)),
        DType.UINT8,
        3,
        image.getHeight(),
        image.getWidth());
  }

  private static Tensor toTensor(GreyPicture p) {
    float[] numbers = new float[p.pixels().length];
    Pixels.scale(p.pixels(), 0, numbers, 0, numbers.length);
    return Tensor.fromArray(numbers, 1, p.height(), p.width());
  }
}
