package jackhammer.cli;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.vision.FashionMnist;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The first pictures of the copy in the jar, as files of their own: a training takes a second. */
final class FewPictures {
  static final int TRAIN = 320;
  static final int TEST = 100;

  private FewPictures() {}

  /** Writes the four idx files into a folder. */
  static void write(Path folder) throws IOException {
    write(folder, "train", FashionMnist.subset(true), TRAIN);
    write(folder, "t10k", FashionMnist.subset(false), TEST);
  }

  private static void write(Path folder, String part, FashionMnist from, int n) throws IOException {
    byte[] pixels = bytes(from.data().narrow(0, 0, n));
    byte[] labels = bytes(from.targets().narrow(0, 0, n));
    Files.write(
        folder.resolve(part + "-images-idx3-ubyte"),
        ByteBuffer.allocate(16 + pixels.length)
            .putInt(0x0803)
            .putInt(n)
            .putInt(28)
            .putInt(28)
            .put(pixels)
            .array());
    Files.write(
        folder.resolve(part + "-labels-idx1-ubyte"),
        ByteBuffer.allocate(8 + n).putInt(0x0801).putInt(n).put(labels).array());
  }

  private static byte[] bytes(Tensor t) {
    long[] numbers = t.to(DType.INT64).reshape(-1).toLongArray();
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }

  /** Writes a test picture as a PNG, perhaps black on white. */
  static Path png(Path folder, int index, boolean inverted) throws IOException {
    Tensor picture = FashionMnist.subset(false).get(index).input();
    Path file = folder.resolve("picture" + index + (inverted ? "-inverted" : "") + ".png");
    png(file, inverted ? picture.rsub(1) : picture);
    return file;
  }

  /** Writes a picture [1, height, width] as a PNG. */
  static void png(Path file, Tensor picture) throws IOException {
    int width = (int) picture.size(2);
    float[] values = picture.toFloatArray();
    var image = new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      image.getRaster().setSample(i % width, i / width, 0, Math.round(values[i] * 255));
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
