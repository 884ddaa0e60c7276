package jackhammer;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.fromArray;
import static jackhammer.Tensor.fromByteBuffer;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.nn.F;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers in and out, shared memory, identity, and 16-bit types where they do not compute. */
class TensorFrameTest {

  @Test
  void buffersOfEveryKindAreReadFromTheirPositionInTheirOrder() {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (boolean direct : new boolean[] {false, true}) {
        ByteBuffer b =
            (direct ? ByteBuffer.allocateDirect(31) : ByteBuffer.allocate(31)).order(order);
        b.position(3); // not aligned
        b.putFloat(1.5f).putFloat(-2).putFloat(3e30f).limit(15).position(3);
        for (ByteBuffer in : List.of(b, b.asReadOnlyBuffer().order(order))) {
          Tensor t = fromByteBuffer(in, DType.FLOAT32, 3);
          assertThat(t.toFloatArray()).containsExactly(1.5f, -2, 3e30f);
          assertThat(in.position()).isEqualTo(3);
          assertThat(in.order()).isEqualTo(order);
        }
        b.putFloat(3, 9);
        assertThat(fromByteBuffer(b, DType.FLOAT32, 3).index(0).item()).isEqualTo(9);
      }
    }
    ByteBuffer longs = ByteBuffer.allocate(16).putLong(-5).putLong(Long.MAX_VALUE).flip();
    assertThat(fromByteBuffer(longs, DType.INT64, 2).toLongArray())
        .containsExactly(-5, Long.MAX_VALUE);
    ByteBuffer bools = ByteBuffer.wrap(new byte[] {0, 1, 2, -1});
    assertThat(fromByteBuffer(bools, DType.BOOL, 4).toBooleanArray())
        .containsExactly(false, true, true, true);
    assertThatThrownBy(() -> fromByteBuffer(bools, DType.FLOAT32, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("takes 8 bytes, the buffer has 4");
  }

  @Test
  void aBufferThatIsGivenOutIsACopyOfTheViewRowMajorLittleEndian() {
    Tensor t = arange(6.0).view(2, 3).t().index(Tensor.slice(1, 3));
    ByteBuffer out = t.toByteBuffer();
    assertThat(out.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(out.remaining()).isEqualTo(16);
    assertThat(out.asFloatBuffer().get(1)).isEqualTo(4);
    out.putFloat(0, 99);
    assertThat(t.index(0, 0).item()).isEqualTo(1);
    assertThat(fromByteBuffer(t.toByteBuffer(), DType.FLOAT32, 2, 2).tolist())
        .isEqualTo(t.tolist());
  }

  @Test
  void fromArraySharesTensorCopiesAndArraysAreCopies() {
    float[] a = {1, 2, 3, 4};
    Tensor shared = fromArray(a, 2, 2);
    Tensor copy = tensor(a);
    a[1] = 20;
    assertThat(shared.index(0, 1).item()).isEqualTo(20);
    assertThat(copy.index(1).item()).isEqualTo(2);
    shared.t().index(0).mul_(10);
    assertThat(a).containsExactly(10, 20, 30, 4);
    shared.toFloatArray()[0] = 77;
    shared.contiguous().toFloatArray()[0] = 77;
    assertThat(a[0]).isEqualTo(10);
    assertThat(shared.contiguous()).isSameAs(shared);
    assertThat(shared.toFloat()).isSameAs(shared);
    assertThat(shared.toDouble().sharesStorageWith(shared)).isFalse();
    assertThat(shared.view(4).sharesStorageWith(shared)).isTrue();
    assertThat(shared.clone().sharesStorageWith(shared)).isFalse();
  }

  @Test
  void itemAndTolistKeepTheKindOfNumber() {
    assertThat(tensor(2.5).tolist()).isEqualTo(2.5);
    assertThat(tensor(3L).tolist()).isEqualTo(3L);
    assertThat(tensor(true).tolist()).isEqualTo(true);
    assertThat(tensor(new long[][] {{1, 2}, {3, 4}}).tolist())
        .isEqualTo(List.of(List.of(1L, 2L), List.of(3L, 4L)));
    assertThat(ones(0, 3).tolist()).isEqualTo(List.of());
    assertThat(ones(2, 0).tolist()).isEqualTo(List.of(List.of(), List.of()));
    assertThat(tensor(0.1).tolist()).isEqualTo((double) 0.1f);
    assertThat(tensor(0.1).to(DType.BFLOAT16).tolist()).isEqualTo(0.10009765625);
    assertThat(tensor(Long.MAX_VALUE).itemLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(tensor(-2.7).itemLong()).isEqualTo(-2);
    assertThat(tensor(0.5).itemBoolean()).isTrue();
  }

  @Test
  void aTensorIsEqualToItselfOnly() {
    Tensor t = ones(2);
    assertThat(t).isEqualTo(t).isNotEqualTo(ones(2)).isNotEqualTo(t.view(2));
    assertThat(Set.of(t, ones(2))).hasSize(2);
    assertThat(t.equal(ones(2))).isTrue();
  }

  @Test
  void aTensorIsNotWrittenByJavasSerialization() {
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(ones(2)))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void manyThreadsReadOneTensor() {
    Tensor t = arange(1000.0).view(10, 100).t();
    double expected = t.mul(2).add(1).sum().item();
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToDouble(i -> t.mul(2).add(1).sum().item())
                .allMatch(s -> s == expected))
        .isTrue();
  }

  @Test
  void types16BitsWideComputeElementByElementAndNothingElse() {
    for (DType type : List.of(DType.FLOAT16, DType.BFLOAT16)) {
      Tensor x = tensor(1.0, 2.0, 3.0, 4.0).view(2, 2).to(type);
      assertThat(x.mul(x).add(1).tolist())
          .isEqualTo(List.of(List.of(2.0, 5.0), List.of(10.0, 17.0)));
      assertThat(x.mul(x).dtype()).isEqualTo(type);
      assertThatThrownBy(() -> x.matmul(x))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("matmul")
          .hasMessageContaining(type.toString())
          .hasMessageContaining("float32");
      assertThatThrownBy(() -> F.conv2d(x.view(1, 1, 2, 2), x.view(1, 1, 2, 2), null, o -> o))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("conv2d")
          .hasMessageContaining(type.toString())
          .hasMessageContaining("float32");
      assertThatThrownBy(() -> F.linear(x, x))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining(type.toString());
    }
  }
}
