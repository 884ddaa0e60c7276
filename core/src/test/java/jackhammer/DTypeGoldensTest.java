package jackhammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Promotion and conversion of element types against PyTorch. */
class DTypeGoldensTest {

  private static List<String[]> lines(String kind) {
    try (InputStream in = DTypeGoldensTest.class.getResourceAsStream("/goldens/dtypes.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(fields -> fields[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DType type(String name) {
    return DType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Tensor ones(DType type, long... sizes) {
    return Tensor.ones(Size.of(sizes), o -> o.dtype(type));
  }

  @Test
  void operandsMeetInTheTypeInWhichTheyMeetInPyTorch() {
    SoftAssertions softly = new SoftAssertions();
    List<String[]> all = lines("promote");
    for (String[] f : all) {
      DType a = type(f[2]);
      Tensor sum =
          switch (f[1]) {
            case "tensor" -> ones(a, 2).add(ones(type(f[3]), 2));
            case "scalar" -> ones(a, 2).add(ones(type(f[3])));
            case "scalars" -> ones(a).add(ones(type(f[3])));
            case "whole" -> ones(a, 2).add(1L);
            default -> ones(a, 2).add(1.5);
          };
      softly
          .assertThat(sum.dtype().shortName())
          .as(f[1] + " " + f[2] + " and " + f[3])
          .isEqualTo(f[4]);
      if (f[1].equals("tensor")) {
        softly.assertThat(DType.promote(a, type(f[3])).shortName()).isEqualTo(f[4]);
      }
    }
    assertThat(all).hasSize(320);
    softly.assertAll();
  }

  private static Tensor read(String hex, DType type) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return Tensor.fromByteBuffer(
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN),
        type,
        bytes.length / type.itemSize());
  }

  private static String hex(Tensor t) {
    return HexFormat.of().formatHex(t.toByteBuffer().array());
  }

  @Test
  void numbersAreConvertedAsInPyTorchOneByOneAndTogether() {
    SoftAssertions softly = new SoftAssertions();
    for (String[] f : lines("convert")) {
      DType to = type(f[2]);
      Tensor source = read(f[3], type(f[1]));
      String as = f[1] + " to " + f[2] + " of " + source;
      softly.assertThat(hex(source.to(to))).as(as).isEqualTo(f[4]);
      // Not contiguous, so that another loop runs.
      Tensor spread = Tensor.stack(1, source, source).select(1, 1);
      softly.assertThat(hex(spread.to(to))).as("strided " + as).isEqualTo(f[4]);
      Tensor target = Tensor.empty(source.size(), o -> o.dtype(to));
      softly.assertThat(hex(target.copy_(source))).as("copy_ " + as).isEqualTo(f[4]);
    }
    softly.assertAll();
  }

  @Test
  void all16BitPatternsAreConvertedAsInPyTorch() {
    for (String[] f : lines("patterns")) {
      DType type = type(f[1]);
      ByteBuffer bits = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 1 << 16; i++) {
        bits.putShort((short) i);
      }
      float[] up = Tensor.fromByteBuffer(bits.flip(), type, 1 << 16).toFloatArray();
      if (f[2].equals("up")) {
        ByteBuffer out = ByteBuffer.allocate(4 * up.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : up) {
          out.putInt(Float.floatToIntBits(v));
        }
        assertThat(crc(out.array())).as(f[1] + " up").isEqualTo(f[3]);
        continue;
      }
      float[] between = new float[up.length];
      int n = 0;
      for (int i = 0; i + 1 < up.length; i++) {
        if (Float.isFinite(up[i]) && Float.isFinite(up[i + 1])) {
          float middle = (float) (((double) up[i] + up[i + 1]) / 2);
          between[n++] =
              switch (f[2]) {
                case "middle" -> middle;
                case "above" ->
                    Math.nextAfter(middle, Math.signum(middle) * Double.POSITIVE_INFINITY);
                default -> Math.nextAfter(middle, 0.0);
              };
        }
      }
      Tensor down = Tensor.fromArray(java.util.Arrays.copyOf(between, n)).to(type);
      assertThat(crc(down.toByteBuffer().array())).as(f[1] + " " + f[2]).isEqualTo(f[3]);
    }
  }

  private static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
