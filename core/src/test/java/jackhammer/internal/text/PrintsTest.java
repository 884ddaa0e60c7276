package jackhammer.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.PrintOptions;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * goldens/prints.txt and goldens/numbers.tsv, which conformance/goldens/prints.py made with PyTorch
 * and Python.
 */
class PrintsTest {
  private record Case(String header, String expected) {}

  @Test
  void tensorsPrintAsInPyTorch() throws IOException {
    List<Case> cases = cases();
    assertThat(cases).hasSizeGreaterThan(700);
    for (Case c : cases) {
      assertThat(print(c.header)).as("%.200s", c.header).isEqualTo(c.expected);
    }
  }

  /** Some locales have other digits, another point, and other capital letters. */
  @Test
  void theLocaleDoesNotMatter() throws IOException {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        for (Case c : cases().subList(0, 300)) {
          assertThat(print(c.header)).as("%s: %.200s", tag, c.header).isEqualTo(c.expected);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void numbersPrintAsInPython() throws IOException {
    List<String> lines = lines("numbers.tsv");
    assertThat(lines).hasSizeGreaterThan(1000);
    for (String line : lines) {
      String[] f = line.split("\t");
      double v = Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(f[0]));
      String ours =
          switch (f[1].charAt(0)) {
            case 'r' -> PyFormat.repr(v);
            case 'e' -> PyFormat.scientific(v, f[1].charAt(1) - '0');
            default -> PyFormat.fixed(v, f[1].charAt(1) - '0');
          };
      assertThat(ours).as(line).isEqualTo(f[2]);
    }
  }

  @Test
  void aViewPrintsWhatItShowsNotItsMemory() {
    Strided x = Strided.empty(DType.FLOAT32, 2, 3);
    for (int i = 0; i < 6; i++) {
      x.storage().floats()[i] = i;
    }
    assertThat(format(x.transpose(0, 1)))
        .isEqualTo("tensor([[0., 3.],\n        [1., 4.],\n        [2., 5.]])");
    assertThat(format(x.narrow(1, 1, 2))).isEqualTo("tensor([[1., 2.],\n        [4., 5.]])");
    assertThat(format(x.select(0, 1).select(0, 2))).isEqualTo("tensor(5.)");
    assertThat(format(Strided.scalar(DType.BOOL, 1L).expand(new int[] {2})))
        .isEqualTo("tensor([True, True])");
  }

  @Test
  void theDefaultDtypeIsTheOneThatIsNotNamed() {
    Strided x = Strided.scalar(DType.FLOAT64, 0.5);
    assertThat(TensorFormat.format(x, PrintOptions.DEFAULT, DType.FLOAT64, List.of()))
        .isEqualTo("tensor(0.5000)");
    assertThat(format(x)).isEqualTo("tensor(0.5000, dtype=torch.float64)");
  }

  @Test
  void optionsRefuseWhatCannotBe() {
    assertThatThrownBy(() -> PrintOptions.DEFAULT.precision(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("precision")
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> PrintOptions.DEFAULT.linewidth(-80))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PrintOptions.profile("long"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"long\"")
        .hasMessageContaining("\"full\"");
    assertThat(PrintOptions.profile("short")).isEqualTo(new PrintOptions(2, 1000, 2, 80, null));
  }

  private static String format(Strided x) {
    return TensorFormat.format(x, PrintOptions.DEFAULT, DType.FLOAT32, List.of());
  }

  private static String print(String header) {
    String[] f = header.split("\t", -1);
    int[] sizes =
        f[1].isEmpty()
            ? new int[0]
            : Stream.of(f[1].split(",")).mapToInt(Integer::parseInt).toArray();
    Strided x = Strided.empty(DType.valueOf(f[0].toUpperCase(Locale.ROOT)), sizes);
    fill(x.storage(), x.numel(), f[2]);
    String[] o = f[3].split(",");
    PrintOptions options =
        new PrintOptions(
            Integer.parseInt(o[0]),
            o[1].equals("inf") ? Long.MAX_VALUE : Long.parseLong(o[1]),
            Integer.parseInt(o[2]),
            Integer.parseInt(o[3]),
            o[4].equals("None") ? null : Boolean.valueOf(o[4]));
    return TensorFormat.format(
        x, options, DType.FLOAT32, f[4].isEmpty() ? List.of() : List.of(f[4]));
  }

  private static void fill(Storage s, int n, String data) {
    if (data.startsWith("f:")) {
      String[] f = data.split(":");
      for (int i = 0; i < n; i++) {
        Elements.set(s, i, i * 7919L % 10007 * Double.parseDouble(f[1]) + Double.parseDouble(f[2]));
      }
      return;
    }
    ByteBuffer b = ByteBuffer.wrap(HexFormat.of().parseHex(data)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      switch (s.dtype()) {
        case FLOAT32 -> s.floats()[i] = b.getFloat();
        case FLOAT64 -> s.doubles()[i] = b.getDouble();
        case INT64 -> s.longs()[i] = b.getLong();
        case INT32 -> s.ints()[i] = b.getInt();
        case FLOAT16, BFLOAT16, INT16 -> s.shorts()[i] = b.getShort();
        case INT8, UINT8, BOOL -> s.bytes()[i] = b.get();
      }
    }
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    String header = null;
    List<String> text = new ArrayList<>();
    for (String line : lines("prints.txt")) {
      if (line.startsWith("|")) {
        text.add(line.substring(1));
      } else {
        if (header != null) {
          cases.add(new Case(header, String.join("\n", text)));
        }
        header = line.startsWith("@") ? line.substring(1) : null;
        text.clear();
      }
    }
    cases.add(new Case(header, String.join("\n", text)));
    return cases;
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = PrintsTest.class.getResourceAsStream("/goldens/" + name)) {
      return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    }
  }
}
