package jackhammer.vision.transforms;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.vision.internal.Bilinear;
import java.nio.ByteBuffer;

/**
 * The numbers of a picture, row after row of plane after plane. Bytes are kept as floats, which
 * hold them exactly, so that moving pixels is written once.
 *
 * @param bytes whether the tensor is uint8
 */
record Picture(boolean bytes, int channels, int height, int width, float[] data) {
  /**
   * Checks that a tensor is a picture.
   *
   * @param transform who asks, for the message
   */
  static void check(String transform, Tensor x) {
    boolean typed = x.dtype() == DType.UINT8 || x.dtype() == DType.FLOAT32;
    if (!typed || x.dim() != 3 || x.numel() == 0 || (x.size(0) != 1 && x.size(0) != 3)) {
      throw new IllegalArgumentException(
          "%s: picture: expected uint8 or float32 of size [C, H, W] with C = 1 or 3, none of them 0, got %s of size %s"
              .formatted(transform, x.dtype(), x.size()));
    }
  }

  static Picture of(String transform, Tensor x) {
    check(transform, x);
    return new Picture(
        x.dtype() == DType.UINT8,
        (int) x.size(0),
        (int) x.size(1),
        (int) x.size(2),
        x.toFloatArray());
  }

  Tensor tensor() {
    if (!bytes) {
      return Tensor.fromArray(data, channels, height, width);
    }
    return Tensor.fromByteBuffer(ByteBuffer.wrap(asBytes()), DType.UINT8, channels, height, width);
  }

  private byte[] asBytes() {
    byte[] b = new byte[data.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) data[i];
    }
    return b;
  }

  Picture with(float[] numbers) {
    return new Picture(bytes, channels, height, width, numbers);
  }

  /** Where a pixel of a new picture comes from: an index into a plane, or -1 for the fill. */
  @FunctionalInterface
  interface Origin {
    int of(int y, int x);
  }

  /** A picture of pixels that are copied from this one. */
  Picture moved(int newHeight, int newWidth, double fill, Origin origin) {
    float[] out = new float[channels * newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int from = origin.of(y, x);
        for (int c = 0; c < channels; c++) {
          out[(c * newHeight + y) * newWidth + x] =
              from < 0 ? (float) fill : data[c * height * width + from];
        }
      }
    }
    return new Picture(bytes, channels, newHeight, newWidth, out);
  }

  /** What lies below (top, left); cells outside are 0. */
  Picture crop(int top, int left, int newHeight, int newWidth) {
    return moved(
        newHeight,
        newWidth,
        0,
        (y, x) -> {
          int oldY = y + top;
          int oldX = x + left;
          boolean inside = oldY >= 0 && oldY < height && oldX >= 0 && oldX < width;
          return inside ? oldY * width + oldX : -1;
        });
  }

  Picture resize(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    float[] out;
    if (bytes) {
      byte[] b = Bilinear.resize(asBytes(), channels, height, width, newHeight, newWidth);
      out = new float[b.length];
      for (int i = 0; i < b.length; i++) {
        out[i] = b[i] & 0xff;
      }
    } else {
      out = Bilinear.resize(data, channels, height, width, newHeight, newWidth);
    }
    return new Picture(bytes, channels, newHeight, newWidth, out);
  }
}
