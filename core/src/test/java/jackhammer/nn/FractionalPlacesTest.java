package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed puts the windows of fractional pools where PyTorch puts them. */
class FractionalPlacesTest {

  @Test
  void windowsStandWhereTheyDoInPyTorch() throws IOException {
    List<String> lines;
    try (InputStream in = getClass().getResourceAsStream("/goldens/fractional.tsv")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(lines).hasSize(13);
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split("\t");
      long[] sizes = longs(f[2]);
      DType dtype = DType.valueOf(f[1].toUpperCase(java.util.Locale.ROOT));
      Tensor x = Tensor.arange(Arrays.stream(sizes).reduce(1, (a, b) -> a * b)).to(dtype);
      int kernel = Integer.parseInt(f[3]);
      int out = Integer.parseInt(f[4]);
      FractionalMaxPool layer =
          f[0].equals("2")
              ? new FractionalMaxPool2d(kernel, o -> o.outputSize(out))
              : new FractionalMaxPool3d(kernel, o -> o.outputSize(out));
      Jackhammer.manualSeed(Long.parseLong(f[5]));
      Tensor first = layer.callWithIndices(x.reshape(sizes)).indices().flatten();
      Tensor second = layer.callWithIndices(x.reshape(sizes)).indices().flatten();
      assertThat(Tensor.cat(0, first, second).toLongArray()).as(line).containsExactly(longs(f[6]));
    }
  }

  private static long[] longs(String text) {
    return Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }
}
