package jackhammer.internal.kernel.cpu;

/** A thread's own memory for matrix products of one type, kept from product to product. */
final class GemmScratch {
  private static final ThreadLocal<GemmScratch> F32 = new ThreadLocal<>();
  private static final ThreadLocal<GemmScratch> F64 = new ThreadLocal<>();

  private final GemmKernel kernel;

  /**
   * The operands of the block under way; {@code edge} is B's last tile where B is read in place.
   */
  final Operand a = new Operand();

  final Operand b = new Operand();
  final Operand edge = new Operand();

  private Object taskA;
  private Object taskB;
  private Object tile;
  private Object whole;

  private GemmScratch(GemmKernel kernel) {
    this.kernel = kernel;
  }

  static GemmScratch of(GemmKernel kernel) {
    ThreadLocal<GemmScratch> mine = kernel instanceof GemmF32 ? F32 : F64;
    GemmScratch s = mine.get();
    if (s == null || s.kernel != kernel) {
      s = new GemmScratch(kernel);
      mine.set(s);
    }
    return s;
  }

  Object taskA(int length) {
    return taskA = grown(taskA, length);
  }

  Object taskB(int length) {
    return taskB = grown(taskB, length);
  }

  Object whole(int length) {
    // What is larger than usual is not kept for ever.
    return length > GemmRun.WHOLE ? kernel.array(length) : (whole = grown(whole, length));
  }

  Object tile() {
    return tile = grown(tile, kernel.maxRows() * kernel.columns);
  }

  private Object grown(Object array, int length) {
    return array != null && kernel.length(array) >= length
        ? array
        : kernel.array(Math.max(length, 1024));
  }

  /** Where an operand's numbers are. */
  static final class Operand {
    Object data;

    /** From one k to the next where the operand is read in place; 0 where it is packed. */
    int kStride;

    private int start;
    private int firstK;
    private int first;
    private int count;

    void inPlace(Matrix matrix, int product) {
      data = matrix.data();
      kStride = matrix.kStride();
      start = matrix.start(product);
    }

    /** Packed from index {@code first} and k = {@code firstK} on, {@code count} indices. */
    void packed(Object panels, int firstK, int first, int count) {
      this.data = panels;
      this.kStride = 0;
      this.firstK = firstK;
      this.first = first;
      this.count = count;
    }

    /** Where the tile that begins with {@code index} finds the segment that begins with k0. */
    int at(int index, int k0, int kc) {
      return kStride == 0
          ? (k0 - firstK) * count + (index - first) * kc
          : start + k0 * kStride + index;
    }
  }
}
