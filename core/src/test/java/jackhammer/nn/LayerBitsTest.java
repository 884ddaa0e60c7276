package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Close;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The same bits at every SIMD width and on every number of threads. */
@Tag("bits")
class LayerBitsTest {

  @TestFactory
  Stream<DynamicTest> casesAreRecorded() {
    return LayerSamples.cases(
        run -> true,
        run -> {
          for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Map<String, Tensor> results = run.call(run.tensors(dtype), dtype).results();
            record("layer/" + run.row().key + "/" + run.c().number() + "/" + dtype, results);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> threadsDoNotMatter() {
    return LayerSamples.rows(
        row -> true,
        row -> {
          assertThat(row.large).as("a case that is large enough for several threads").isNotNull();
          LayerRun run = new LayerRun(row, row.large);
          int before = Jackhammer.threads();
          try {
            Map<String, Tensor> expected = null;
            for (int threads : new int[] {1, 2, 3, 7}) {
              Jackhammer.threads(threads);
              Jackhammer.manualSeed(1);
              Map<String, Tensor> found =
                  run.call(run.tensors(DType.FLOAT32), DType.FLOAT32).results();
              expected = expected == null ? found : expected;
              Close.assertSameBits(threads + " threads", found, expected);
            }
            record("layer/" + row.key + "/large", expected);
          } finally {
            Jackhammer.threads(before);
          }
        });
  }

  private static void record(String name, Map<String, Tensor> results) {
    LongStream all = results.values().stream().flatMapToLong(t -> Arrays.stream(Close.bits(t)));
    BitsRecorder.record(name, all.toArray());
  }
}
