package jackhammer.data;

import static jackhammer.Tensor.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of torch.utils.data.default_collate's documentation, and what it refuses. */
class CollateTest {
  record Point(Tensor x, Tensor y) {}

  record Named(String name, Tensor x) {}

  record Counted(Tensor x, int count) {}

  private enum Colour {
    RED
  }

  @Test
  void tensorsAreStacked() {
    Tensor batch = Collate.defaultCollate(List.of(tensor(1L, 2L), tensor(3L, 4L)));
    assertThat(batch.toString()).isEqualTo("tensor([[1, 2],\n        [3, 4]])");
    assertThat(Collate.defaultCollate(List.of(tensor(7L))).size().toLongArray()).containsExactly(1);
  }

  @Test
  void numbersBecomeATensorOfPyTorchsType() {
    same(Collate.tensors(List.of(0, 1, 2, 3)), DType.INT64, 0, 1, 2, 3);
    same(Collate.tensors(List.of(5L, -1L)), DType.INT64, 5, -1);
    same(Collate.tensors(List.of((short) 5, (short) 6)), DType.INT64, 5, 6);
    same(Collate.tensors(List.of((byte) 5)), DType.INT64, 5);
    same(Collate.tensors(List.of(0.5, 0.1)), DType.FLOAT64, 0.5, 0.1);
    same(Collate.tensors(List.of(0.5f, 0.1f)), DType.FLOAT32, 0.5f, 0.1f);
    same(Collate.tensors(List.of(true, false)), DType.BOOL, 1, 0);
    long big = (1L << 60) + 1;
    assertThat(Collate.tensors(List.of(big)).itemLong()).isEqualTo(big);
  }

  @Test
  void arraysOfNumbersBecomeATensorOfTheirType() {
    Tensor batch = Collate.tensors(List.of(new float[] {1, 2}, new float[] {3, 4}));
    same(batch, DType.FLOAT32, 1, 2, 3, 4);
    assertThat(batch.size().toLongArray()).containsExactly(2, 2);
    same(Collate.tensors(List.of(new double[] {1})), DType.FLOAT64, 1);
    same(Collate.tensors(List.of(new long[] {1})), DType.INT64, 1);
    same(Collate.tensors(List.of(new int[] {1})), DType.INT32, 1);
    same(Collate.tensors(List.of(new short[] {1})), DType.INT16, 1);
    same(Collate.tensors(List.of(new byte[] {-1})), DType.INT8, -1);
  }

  @Test
  void arraysListsRecordsAndMapsKeepTheirKind() {
    Tensor[] pair =
        Collate.defaultCollate(
            List.of(new Tensor[] {tensor(0L), tensor(1L)}, new Tensor[] {tensor(2L), tensor(3L)}));
    assertThat(pair[0].toLongArray()).containsExactly(0, 2);
    assertThat(pair[1].toLongArray()).containsExactly(1, 3);

    Object[] mixed = Collate.defaultCollate(List.of(new Object[] {0, "a"}, new Object[] {2, "b"}));
    same((Tensor) mixed[0], DType.INT64, 0, 2);
    assertThat(mixed[1]).isEqualTo(List.of("a", "b"));

    List<Object> list = Collate.defaultCollate(List.of(List.<Object>of(0, 1), List.of(2, 3)));
    same((Tensor) list.get(1), DType.INT64, 1, 3);

    Point p = Collate.defaultCollate(List.of(point(0, 0), point(1, 1)));
    same(p.x(), DType.INT64, 0, 1);
    same(p.y(), DType.INT64, 0, 1);

    Map<String, Object> map =
        Collate.defaultCollate(
            List.of(Map.<String, Object>of("A", 0, "B", 1), Map.of("B", 100, "A", 100)));
    same((Tensor) map.get("A"), DType.INT64, 0, 100);
    same((Tensor) map.get("B"), DType.INT64, 1, 100);
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put("z", 1);
    ordered.put("a", 2);
    assertThat(Collate.defaultCollate(List.of(ordered)).keySet()).containsExactly("z", "a");

    Map<String, Object> deep = Map.of("k", List.of((Object) new Object[] {point(1, 2), 5.0}));
    Object[] inner = (Object[]) ((List<?>) Collate.defaultCollate(List.of(deep)).get("k")).get(0);
    same(((Point) inner[0]).y(), DType.INT64, 2);
  }

  @Test
  void whatDiffersIsNamed() {
    refuses(List.of(tensor(1L), tensor(1L, 2L)), "tensor 0 has [], tensor 1 has [2]");
    refuses(List.of(tensor(1L), "x"), "items of one kind, got a Tensor and, as item 1, a String");
    refuses(Arrays.asList(tensor(1L), null), "item 1 of the batch is");
    refuses(List.of(List.of(1), List.of(1, 2)), "lists of one length, got 1 and, as item 1, 2");
    refuses(List.of(List.of(1), 5), "items of one kind");
    refuses(
        List.of(new Object[] {1}, new Object[] {1, 2}), "arrays of one length, got 1 and, as item");
    refuses(List.of(Map.of("a", 1), Map.of("b", 1)), "but item 1 lacks a");
    refuses(List.of(Map.of("a", 1), 7), "but item 1 lacks a");
    refuses(
        List.of(point(1, 2), new Named("x", tensor(1L))), "got a Point and, as item 1, a Named");
    refuses(List.of(), "expected at least one item, got none");
  }

  @Test
  void whatCannotBeKeptIsNamed() {
    refuses(List.of(1, 2), "got Integer, of which a batch is a Tensor; give a collate function");
    refuses(List.of("a"), "got String, of which a batch is a List");
    refuses(List.of(Colour.RED), "got jackhammer.data.CollateTest$Colour; give the DataLoader a");
    refuses(
        List.of(new Counted(tensor(1L), 3)),
        "component count of record Counted is a int, and a batch of them is a Tensor");
    refuses(
        List.of(new Named("a", tensor(1L))),
        "component name of record Named is a String, and a batch of them is a ArrayList");
    refuses(
        List.of((Object) new Integer[] {1}), "a batch of Integer[] would be an array of Tensor");
    assertThatThrownBy(() -> Collate.tensors(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Collate.tensors: expected tensors, numbers or arrays of numbers, got String");
  }

  private static void refuses(List<?> items, String says) {
    assertThatThrownBy(() -> Collate.<Object>defaultCollate(items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  private static void same(Tensor t, DType dtype, double... values) {
    assertThat(t.dtype()).isEqualTo(dtype);
    assertThat(t.toDoubleArray()).containsExactly(values);
  }

  private static Point point(long x, long y) {
    return new Point(tensor(x), tensor(y));
  }
}
