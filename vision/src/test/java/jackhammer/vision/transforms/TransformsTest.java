package jackhammer.vision.transforms;

import static jackhammer.nn.Pair.pair;
import static jackhammer.vision.transforms.Range.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformsTest {
  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> STD = List.of(0.229, 0.224, 0.225);

  private static final Map<String, Transform> TRANSFORMS = new LinkedHashMap<>();

  static {
    Map<String, Transform> t = TRANSFORMS;
    t.put("new Resize(7)", new Resize(7));
    t.put("new Resize(29)", new Resize(29));
    t.put("new Resize(pair(9, 30))", new Resize(pair(9, 30)));
    t.put("new Resize(8, maxSize 9)", new Resize(8, o -> o.maxSize(9)));
    t.put("new CenterCrop(5)", new CenterCrop(5));
    t.put("new CenterCrop(pair(20, 6))", new CenterCrop(pair(20, 6)));
    t.put("new Pad(2)", new Pad(2));
    t.put("new Pad(1, 2, 3, 4) reflect", new Pad(1, 2, 3, 4, o -> o.paddingMode("reflect")));
    t.put("new Pad(3, 1) symmetric", new Pad(3, 1, o -> o.paddingMode(PaddingMode.SYMMETRIC)));
    t.put("new Pad(1) edge", new Pad(1, o -> o.paddingMode("edge")));
    t.put("new Pad(1) fill 1", new Pad(1, o -> o.fill(1)));
    t.put("new RandomCrop(8)", new RandomCrop(8));
    t.put("new RandomCrop(13) padding 4", new RandomCrop(13, o -> o.padding(4)));
    t.put(
        "new RandomCrop(pair(16, 5)) padIfNeeded",
        new RandomCrop(pair(16, 5), o -> o.padIfNeeded(true)));
    t.put("new RandomHorizontalFlip()", new RandomHorizontalFlip());
    t.put("new RandomVerticalFlip(0.7)", new RandomVerticalFlip(0.7));
    t.put("new RandomResizedCrop(8)", new RandomResizedCrop(8));
    t.put(
        "new RandomResizedCrop(8) scale 0.5 0.9 ratio 1 3",
        new RandomResizedCrop(8, o -> o.scale(0.5, 0.9).ratio(1, 3)));
    t.put("new Grayscale()", new Grayscale());
    t.put("new Grayscale(3)", new Grayscale(3));
    t.put("new ColorJitter() brightness 0.4", new ColorJitter(o -> o.brightness(0.4)));
    t.put("new ColorJitter() contrast 0.9", new ColorJitter(o -> o.contrast(0.9)));
    t.put("new ColorJitter() saturation 1.5", new ColorJitter(o -> o.saturation(1.5)));
    t.put("new ColorJitter() hue 0.4", new ColorJitter(o -> o.hue(0.4)));
    t.put(
        "new ColorJitter() all",
        new ColorJitter(o -> o.brightness(0.4).contrast(0.4).saturation(0.4).hue(0.1)));
    t.put("new ToTensor()", new ToTensor());
    t.put("new RandomRotation(30)", new RandomRotation(30));
    t.put(
        "new RandomRotation(80, 100) expand",
        new RandomRotation(range(80, 100), o -> o.expand(true)));
    t.put("new RandomRotation(90, 90)", new RandomRotation(range(90, 90), o -> o));
    t.put(
        "new RandomRotation(180, 180) expand",
        new RandomRotation(range(180, 180), o -> o.expand(true)));
    t.put(
        "new RandomRotation(45) fill 9 center 2 3",
        new RandomRotation(45, o -> o.fill(9).center(2, 3)));
    t.put(
        "new Compose()",
        new Compose(
            new RandomCrop(8, o -> o.padding(2)),
            new RandomHorizontalFlip(),
            new ToTensor(),
            new Normalize(MEAN, STD)));
    t.put("new Normalize()", new Normalize(MEAN, STD));
    t.put("new RandomErasing(1)", new RandomErasing(1));
    t.put("new RandomErasing() value 0.25", new RandomErasing(0.5, o -> o.value(0.25)));
    t.put("new RandomErasing(1) random", new RandomErasing(1, o -> o.value("random")));
    t.put("new RandomErasing(1) large", new RandomErasing(1, o -> o.scale(0.5, 0.9).ratio(0.5, 2)));
  }

  record Golden(
      String name,
      String kind,
      long[] sizes,
      long seed,
      String text,
      boolean bytes,
      long[] to,
      byte[] numbers) {
    @Override
    public String toString() {
      return name + " " + kind + " " + Arrays.toString(sizes) + " seed " + seed;
    }
  }

  static Stream<Golden> goldens() throws IOException {
    try (InputStream in = TransformsTest.class.getResourceAsStream("/goldens/transforms.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("new "))
              .map(line -> line.split("\t"))
              .map(
                  f ->
                      new Golden(
                          f[0],
                          f[1],
                          sizes(f[2]),
                          Long.parseLong(f[3]),
                          f[4].replace("\\n", "\n"),
                          f[5].equals("uint8"),
                          sizes(f[6]),
                          Base64.getDecoder().decode(f[7])))
              .toList()
              .stream();
    }
  }

  private static long[] sizes(String text) {
    return Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray();
  }

  private static Tensor picture(String kind, long... sizes) {
    int h = (int) sizes[1];
    int w = (int) sizes[2];
    ByteBuffer bytes = ByteBuffer.allocate((int) sizes[0] * h * w);
    for (int k = 0; k < sizes[0]; k++) {
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          bytes.put((byte) (x * 31 + y * 17 + k * 83 + (x * y * (k + 3)) / 5));
        }
      }
    }
    Tensor t = Tensor.fromByteBuffer(bytes.flip(), DType.UINT8, sizes);
    return kind.equals("uint8") ? t : t.to(DType.FLOAT32).div(255);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void equalsTorchvision(Golden g) {
    Transform t = TRANSFORMS.get(g.name);
    assertThat(t).as("the transform of the row").isNotNull();
    assertThat(t).hasToString(g.text);
    Jackhammer.manualSeed(g.seed);
    Tensor y = t.call(picture(g.kind, g.sizes));
    assertThat(y.size().toLongArray()).containsExactly(g.to);
    if (g.bytes) {
      assertThat(y.dtype()).isEqualTo(DType.UINT8);
      byte[] got = new byte[g.numbers.length];
      y.toByteBuffer().get(got);
      assertThat(Arrays.mismatch(got, g.numbers)).as("first byte that differs").isEqualTo(-1);
    } else {
      float[] expected = new float[g.numbers.length / 4];
      ByteBuffer.wrap(g.numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(expected);
      float[] got = y.toFloatArray();
      assertThat(got).hasSameSizeAs(expected);
      for (int i = 0; i < got.length; i++) {
        assertThat(got[i])
            .as("number %d", i)
            .isCloseTo(expected[i], within(1e-5f + 1.3e-6f * Math.abs(expected[i])));
      }
    }
  }

  @Test
  void everyTransformHasAGolden() throws IOException {
    assertThat(goldens().map(Golden::name).collect(Collectors.toSet()))
        .isEqualTo(TRANSFORMS.keySet());
  }

  @Test
  void aLambdaIsCalled() {
    assertThat(new Lambda(Tensor::neg).call(Tensor.tensor(1.0, 2.0)).toFloatArray())
        .containsExactly(-1, -2);
    assertThat(new Lambda(Tensor::neg)).hasToString("Lambda()");
  }

  @Test
  void mistakesAreSaid() {
    Tensor grey = picture("uint8", 1, 4, 5);
    bad(() -> new ToTensor().call(Tensor.zeros(4, 4)), "ToTensor: picture: expected", "[4, 4]");
    bad(() -> new ToTensor().call(Tensor.zeros(1, 4, 4)), "expected uint8", "leave ToTensor out");
    bad(() -> new Resize(2).call(Tensor.zeros(2, 4, 4)), "C = 1 or 3", "[2, 4, 4]");
    bad(() -> new Normalize(MEAN, STD).call(grey), "expected float32", "ToTensor before it");
    bad(() -> new Normalize(MEAN, STD).call(picture("float", 1, 4, 5)), "expected 3 channels");
    bad(() -> new Normalize(MEAN, List.of(1.0)), "got 3 and 1");
    bad(() -> new Normalize(List.of(0.0), List.of(1e-60)), "not 0 in float32");
    bad(() -> new RandomCrop(5).call(grey), "expected at most the picture's 4 x 5", "padIfNeeded");
    bad(() -> new RandomCrop(0), "RandomCrop: size", "got 0 and 0");
    bad(() -> new RandomCrop(3, o -> o.padding(-1)), "RandomCrop: padding", "got -1");
    bad(() -> new Pad(4, o -> o.paddingMode("reflect")).call(grey), "expected at most 4", "got 4");
    bad(() -> new Pad(1, o -> o.paddingMode("mirror")), "[constant, edge, reflect, symmetric]");
    bad(() -> new Pad(1, o -> o.fill(256)).call(grey), "0 to 255", "256.0");
    bad(() -> new RandomHorizontalFlip(1.5), "RandomHorizontalFlip: p", "1.5");
    bad(() -> new RandomRotation(-1), "RandomRotation: degrees");
    bad(() -> new RandomRotation(3, o -> o.fill(-1)).call(grey), "RandomRotation: fill");
    bad(() -> new Resize(8, o -> o.maxSize(8)), "Resize: maxSize: expected more than size=8");
    bad(() -> new Grayscale(2), "expected 1 or 3, got 2");
    bad(() -> new ColorJitter(o -> o.hue(0.6)), "ColorJitter: hue");
    bad(() -> new ColorJitter(o -> o.contrast(-1)), "contrast: expected at least 0, got -1.0");
    bad(() -> new RandomErasing().call(grey), "expected float32", "ToTensor before it");
    bad(() -> new RandomErasing(1, o -> o.value("noise")), "got \"noise\"");
    bad(() -> new RandomResizedCrop(3, o -> o.scale(0, 1)), "RandomResizedCrop: scale");
    bad(() -> new RandomErasing(1, o -> o.ratio(2, 1)), "RandomErasing: ratio");
  }

  private static void bad(Runnable call, String... parts) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
