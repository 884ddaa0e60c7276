package jackhammer.io;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** Tensors as raw little-endian bytes in a file, row-major, a piece at a time. */
final class TensorBytes {
  /** Bytes of a piece: a multiple of every element's. */
  private static final int PIECE = 1 << 18;

  private TensorBytes() {}

  static void write(Tensor t, FileChannel out) throws IOException {
    Strided x = Tensors.data(t.detach().contiguous());
    Storage s = x.storage();
    int size = x.dtype().itemSize();
    ByteBuffer piece = buffer(x.numel(), size);
    for (int done = 0; done < x.numel(); ) {
      int n = Math.min(PIECE / size, x.numel() - done);
      int at = x.offset() + done;
      piece.clear();
      switch (x.dtype()) {
        case FLOAT32 -> piece.asFloatBuffer().put(s.floats(), at, n);
        case FLOAT64 -> piece.asDoubleBuffer().put(s.doubles(), at, n);
        case INT64 -> piece.asLongBuffer().put(s.longs(), at, n);
        case INT32 -> piece.asIntBuffer().put(s.ints(), at, n);
        case INT16, FLOAT16, BFLOAT16 -> piece.asShortBuffer().put(s.shorts(), at, n);
        case INT8, UINT8, BOOL -> piece.duplicate().put(s.bytes(), at, n);
      }
      ChannelBytes.writeFully(out, piece.limit(n * size));
      done += n;
    }
  }

  /**
   * Reads a tensor that begins at byte {@code from}.
   *
   * @throws CorruptFileException if the file ends too early, or a boolean is neither 0 nor 1
   */
  static Tensor read(SeekableByteChannel in, long from, DType dtype, int[] sizes, String file)
      throws IOException {
    Strided x = Strided.empty(dtype, sizes);
    Storage s = x.storage();
    int size = dtype.itemSize();
    ByteBuffer piece = buffer(x.numel(), size);
    for (int done = 0; done < x.numel(); ) {
      int n = Math.min(PIECE / size, x.numel() - done);
      long at = from + (long) done * size;
      ChannelBytes.readFully(in, at, piece.clear().limit(n * size), file);
      piece.flip();
      switch (dtype) {
        case FLOAT32 -> piece.asFloatBuffer().get(s.floats(), done, n);
        case FLOAT64 -> piece.asDoubleBuffer().get(s.doubles(), done, n);
        case INT64 -> piece.asLongBuffer().get(s.longs(), done, n);
        case INT32 -> piece.asIntBuffer().get(s.ints(), done, n);
        case INT16, FLOAT16, BFLOAT16 -> piece.asShortBuffer().get(s.shorts(), done, n);
        case INT8, UINT8 -> piece.get(s.bytes(), done, n);
        case BOOL -> {
          piece.get(s.bytes(), done, n);
          checkBooleans(s.bytes(), done, n, at, file);
        }
      }
      done += n;
    }
    return Tensors.wrap(x);
  }

  private static void checkBooleans(byte[] b, int from, int n, long at, String file) {
    for (int i = 0; i < n; i++) {
      if ((b[from + i] & ~1) != 0) {
        throw new CorruptFileException(
            file,
            at + i,
            "a boolean, 0 or 1",
            "" + (b[from + i] & 0xff),
            "the file is damaged or was made by a faulty writer; get it again from where it came");
      }
    }
  }

  private static ByteBuffer buffer(int numel, int size) {
    return ByteBuffer.allocate((int) Math.min(PIECE, (long) numel * size))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
