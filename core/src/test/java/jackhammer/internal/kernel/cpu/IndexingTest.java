package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;
import jackhammer.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Indexing in all types and layouts against the definition, one element at a time. */
class IndexingTest {
  private static final int ROUNDS = 40;
  private final Random random = new Random();
  private final long seed = Seeds.next();

  {
    random.setSeed(seed);
    System.out.println("IndexingTest seed " + seed);
  }

  private double value(Random r) {
    return r.nextInt(2) == 0 ? r.nextInt(7) : -r.nextInt(7);
  }

  private int[] sizes(int dims) {
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      sizes[d] = 1 + random.nextInt(d == 1 ? 40 : 6);
    }
    return sizes;
  }

  private Strided data(DType type, int[] sizes, boolean mayRepeat) {
    boolean unsigned = type == DType.UINT8 || type == DType.BOOL;
    return Layouts.operand(
        type, sizes, random, mayRepeat, r -> unsigned ? Math.abs(value(r)) : value(r));
  }

  private Strided index(int[] sizes, int size) {
    return Layouts.operand(DType.INT64, sizes, random, true, r -> r.nextInt(size));
  }

  private static int[] coordinates(int[] sizes, int linear) {
    int[] at = new int[sizes.length];
    for (int d = sizes.length - 1; d >= 0; d--) {
      at[d] = linear % sizes[d];
      linear /= sizes[d];
    }
    return at;
  }

  private static int place(Strided s, int[] at) {
    int p = s.offset();
    for (int d = 0; d < at.length; d++) {
      p += at[d] * s.stride(d);
    }
    return p;
  }

  private static Strided copy(Strided s) {
    Strided out = Strided.empty(s.dtype(), s.sizes().clone());
    Copies.copy(s, out);
    return out;
  }

  /** The naive way to combine an element; whole numbers wrap around, as PyTorch's do. */
  private static void combine(Scatter op, Strided out, int to, double b) {
    if (!out.dtype().isFloatingPoint()) {
      long a = Elements.getLong(out.storage(), to);
      long w = (long) b;
      Elements.set(
          out.storage(),
          to,
          switch (op) {
            case SET -> w;
            case ADD -> a + w;
            case MULTIPLY -> a * w;
            case MAX -> Math.max(a, w);
            case MIN -> Math.min(a, w);
          });
      return;
    }
    double a = Elements.getDouble(out.storage(), to);
    Elements.set(
        out.storage(),
        to,
        switch (op) {
          case SET -> b;
          case ADD -> a + b;
          case MULTIPLY -> a * b;
          case MAX -> Math.max(a, b);
          case MIN -> Math.min(a, b);
        });
  }

  private void assertSame(String what, Strided actual, Strided expected) {
    assertThat(Layouts.values(actual))
        .as(what + ", seed " + seed)
        .isEqualTo(Layouts.values(expected));
  }

  @Test
  void gatherAndScatter() {
    for (DType type : DType.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        int dims = 1 + random.nextInt(3);
        int dim = random.nextInt(dims);
        Strided x = data(type, sizes(dims), true);
        int[] size = x.sizes().clone();
        for (int d = 0; d < dims; d++) {
          size[d] = d == dim ? 1 + random.nextInt(60) : 1 + random.nextInt(size[d]);
        }
        Strided index = index(size, x.size(dim));
        Strided out = data(type, size, false);
        Strided expected = Strided.empty(type, size.clone());
        for (int i = 0; i < index.numel(); i++) {
          int[] at = coordinates(size, i);
          at[dim] = (int) Layouts.getLong(index, i);
          Elements.set(expected.storage(), i, Elements.getDouble(x.storage(), place(x, at)));
        }
        Indexing.gather(x, dim, index, out);
        assertSame("gather of " + type, out, expected);

        Strided src = data(type, size, true);
        Strided target = data(type, x.sizes(), false);
        for (Scatter op : Scatter.values()) {
          Strided naive = copy(target);
          // Contiguous in another order of dimensions.
          Strided onto = copy(target.transpose(0, dims - 1)).transpose(0, dims - 1);
          for (int i = 0; i < index.numel(); i++) {
            int[] at = coordinates(size, i);
            at[dim] = (int) Layouts.getLong(index, i);
            combine(op, naive, place(naive, at), Layouts.get(src, i));
          }
          Indexing.scatter(op, onto, dim, index, src);
          assertSame("scatter " + op + " of " + type, onto, naive);
        }
      }
    }
  }

  @Test
  void rowsByNumber() {
    for (DType type : DType.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        int dims = 1 + random.nextInt(3);
        int dim = random.nextInt(dims);
        Strided x = data(type, sizes(dims), true);
        int[] size = x.sizes().clone();
        size[dim] = 1 + random.nextInt(30);
        Strided index = index(new int[] {size[dim]}, x.size(dim));
        Strided out = data(type, size, false);
        Strided expected = Strided.empty(type, size.clone());
        Strided src = data(type, size, true);
        Strided sum = data(type, x.sizes(), false);
        Strided naive = copy(sum);
        for (int i = 0; i < expected.numel(); i++) {
          int[] at = coordinates(size, i);
          at[dim] = (int) Layouts.getLong(index, at[dim]);
          Elements.set(expected.storage(), i, Elements.getDouble(x.storage(), place(x, at)));
          combine(Scatter.ADD, naive, place(naive, at), Layouts.get(src, i));
        }
        Indexing.indexSelect(x, dim, index, out);
        assertSame("indexSelect of " + type, out, expected);
        Indexing.indexAdd(sum, dim, index, src);
        assertSame("indexAdd of " + type, sum, naive);
      }
    }
  }

  @Test
  void tuplesOfNumbers() {
    for (DType type : DType.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        int dims = 1 + random.nextInt(3);
        int count = 1 + random.nextInt(dims);
        Strided x = data(type, sizes(dims), true);
        int[] lead = sizes(random.nextInt(3));
        Strided[] indices = new Strided[count];
        for (int k = 0; k < count; k++) {
          indices[k] = index(lead, x.size(k));
        }
        int[] size = new int[lead.length + dims - count];
        System.arraycopy(lead, 0, size, 0, lead.length);
        System.arraycopy(x.sizes(), count, size, lead.length, dims - count);
        Strided out = data(type, size, false);
        Strided expected = Strided.empty(type, size.clone());
        Strided values = data(type, size, true);
        Strided written = data(type, x.sizes(), false);
        Strided added = copy(written);
        Strided naiveWritten = copy(written);
        Strided naiveAdded = copy(written);
        for (int i = 0; i < expected.numel(); i++) {
          int[] from = coordinates(size, i);
          int[] at = new int[dims];
          for (int d = 0; d < dims; d++) {
            if (d < count) {
              int p = indices[d].offset();
              for (int q = 0; q < lead.length; q++) {
                p += from[q] * indices[d].stride(q);
              }
              at[d] = (int) indices[d].storage().longs()[p];
            } else {
              at[d] = from[lead.length + d - count];
            }
          }
          Elements.set(expected.storage(), i, Elements.getDouble(x.storage(), place(x, at)));
          combine(Scatter.SET, naiveWritten, place(naiveWritten, at), Layouts.get(values, i));
          combine(Scatter.ADD, naiveAdded, place(naiveAdded, at), Layouts.get(values, i));
        }
        Indexing.indexGet(x, indices, out);
        assertSame("indexGet of " + type, out, expected);
        Indexing.indexPut(written, indices, values, false);
        assertSame("indexPut of " + type, written, naiveWritten);
        Indexing.indexPut(added, indices, values, true);
        assertSame("indexPut, adding, of " + type, added, naiveAdded);
      }
    }
  }

  @Test
  void whereNotZeroAndWhereOutside() {
    for (DType type : DType.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        Strided x = data(type, sizes(random.nextInt(4)), true);
        Strided found = Indexing.nonzero(x);
        int next = 0;
        for (int i = 0; i < x.numel(); i++) {
          if (Layouts.get(x, i) != 0) {
            int[] at = coordinates(x.sizes(), i);
            for (int d = 0; d < at.length; d++) {
              assertThat(Layouts.getLong(found, next++)).as("seed %d", seed).isEqualTo(at[d]);
            }
          }
        }
        assertThat(found.numel()).as("seed %d", seed).isEqualTo(next);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      Strided index = Layouts.operand(DType.INT64, sizes(2), random, true, r -> r.nextInt(100));
      int expected = -1;
      for (int i = 0; i < index.numel() && expected < 0; i++) {
        long v = Layouts.getLong(index, i);
        expected = v < 2 || v >= 98 ? i : -1;
      }
      assertThat(Indexing.firstOutside(index, 2, 98)).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
