package jackhammer.io;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheFormatsOwnWriterWrote() {
    Map<String, Tensor> t = Safetensors.load(golden());
    assertThat(t).hasSize(14);
    same(t.get("bool"), DType.BOOL, "[1, 3]", 1, 0, 1);
    same(t.get("u8"), DType.UINT8, "[2, 2]", 0, 0, 1, 255);
    same(t.get("i8"), DType.INT8, "[2, 2]", -128, 0, 1, 127);
    same(t.get("i16"), DType.INT16, "[2, 2]", -32768, 0, 1, 32767);
    same(t.get("i32"), DType.INT32, "[2, 2]", Integer.MIN_VALUE, 0, 1, Integer.MAX_VALUE);
    assertThat(t.get("i64").toLongArray()).containsExactly(Long.MIN_VALUE, 0, 1, Long.MAX_VALUE);
    special(t.get("f16"), DType.FLOAT16, 65504, 0x1p-14);
    special(t.get("bf16"), DType.BFLOAT16, 0x1.fep127, 0x1p-126);
    special(t.get("f32"), DType.FLOAT32, Float.MAX_VALUE, Float.MIN_NORMAL);
    special(t.get("f64"), DType.FLOAT64, Double.MAX_VALUE, Double.MIN_NORMAL);
    Tensor w = t.get("layer.0.weight");
    assertThat(w.size().toString()).isEqualTo("torch.Size([2, 3, 4])");
    assertThat(w.toFloatArray()[23]).isEqualTo(23f / 7f);
    same(t.get("scalar"), DType.FLOAT32, "[]", 3.25);
    same(t.get("nothing"), DType.FLOAT32, "[2, 0, 5]");
    same(t.get("é \"quoted\"\n\\ \ud834\udd1e"), DType.INT16, "[2]", 1, 2);
    assertThat(Safetensors.metadata(golden())).isEqualTo(Map.of("format", "pt"));
  }

  @Test
  void writesTheBytesOfTheFormatsOwnWriter() {
    Path file = folder.resolve("x.safetensors");
    Map<String, Tensor> backwards = new LinkedHashMap<>(Safetensors.load(golden()).reversed());
    Safetensors.save(backwards, file, Map.of("format", "pt"));
    assertThat(file).hasSameBinaryContentAs(golden());
  }

  @Test
  void writesViewsAsTheyLookAndFilesLargerThanAPiece() {
    Path file = folder.resolve("x.safetensors");
    Tensor big = rand(300, 1000);
    Tensor turned = arange(600_000L).reshape(300, 2000).t();
    Map<String, Tensor> in =
        Map.of("big", big, "turned", turned, "part", turned.narrow(0, 3, 2), "empty", zeros(0));
    Safetensors.save(in, file);
    Map<String, Tensor> out = Safetensors.load(file);
    assertThat(out.keySet()).containsExactly("part", "turned", "big", "empty");
    assertThat(out.get("big").toFloatArray()).isEqualTo(big.toFloatArray());
    assertThat(out.get("turned").toLongArray()).isEqualTo(turned.toLongArray());
    assertThat(out.get("part").size()).isEqualTo(in.get("part").size());
    assertThat(out.get("part").toLongArray()).isEqualTo(in.get("part").toLongArray());
    assertThat(Safetensors.metadata(file)).isEmpty();
  }

  @Test
  void savesWhatAsksForGradientsAndLoadsItWithout() {
    Path file = folder.resolve("x.safetensors");
    Safetensors.save(Map.of("w", tensor(1.5).requiresGrad_()), file);
    assertThat(Safetensors.load(file).get("w").requiresGrad()).isFalse();
  }

  @Test
  void anEmptyFileOfNoTensorsIsAFile() {
    Path file = folder.resolve("x.safetensors");
    Safetensors.save(Map.of(), file);
    assertThat(Safetensors.load(file)).isEmpty();
    assertThat(file).hasSize(16);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(golden());
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      assertThatThrownBy(() -> load(cut))
          .as("%d of %d bytes", n, whole.length)
          .isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void aFlippedBitInTheHeaderIsRefusedOrGivesOtherTensorsOfTheSameBytes() throws IOException {
    byte[] whole = Files.readAllBytes(golden());
    int headerEnd = 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
    long seed = 5;
    System.out.println("SafetensorsTest seed " + seed);
    Random random = new Random(seed);
    int rounds = Boolean.getBoolean("jackhammer.thorough") ? 300_000 : 5_000;
    for (int i = 0; i < rounds; i++) {
      byte[] flipped = whole.clone();
      int bit = random.nextInt(8 * headerEnd);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        long bytes = 0;
        for (Tensor t : load(flipped).values()) {
          bytes += t.numel() * t.dtype().itemSize();
        }
        assertThat(bytes).isEqualTo(whole.length - headerEnd);
      } catch (CorruptFileException | UnsupportedOperationException e) {
        assertThat(e).hasMessageContaining("x.safetensors");
      }
    }
  }

  @Test
  void aBooleanThatIsNeitherIsRefused() {
    String header = "{\"b\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}";
    Path file = write(SafetensorsFiles.bytes(header, 3));
    assertThatThrownBy(() -> Safetensors.load(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(
            "at byte " + (8 + header.length() + 2) + " expected a boolean, 0 or 1, got 2");
  }

  @Test
  void aTypeOrSizeThatNoTensorHasIsUnsupportedNotCorrupt() {
    Path u16 =
        write(
            SafetensorsFiles.bytes(
                "{\"x\":{\"dtype\":\"U16\",\"shape\":[3],\"data_offsets\":[0,6]}}", 6));
    assertThatThrownBy(() -> Safetensors.load(u16))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("x.safetensors: tensor \"x\" is of type U16");
    assertThat(Safetensors.metadata(u16)).isEmpty();
    Path wide =
        write(
            SafetensorsFiles.bytes(
                "{\"x\":{\"dtype\":\"U8\",\"shape\":[0,3000000000],\"data_offsets\":[0,0]}}", 0));
    assertThatThrownBy(() -> Safetensors.load(wide))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("has more than 2^31-1 elements");
  }

  @Test
  void namesThatCannotBeWrittenAreRefusedAndNothingIsWritten() {
    Path file = folder.resolve("x.safetensors");
    Tensor t = zeros(1);
    refusesToSave(Map.of("__metadata__", t), Map.of(), "names other than __metadata__");
    refusesToSave(Map.of("\ud800", t), Map.of(), "a name of a tensor that is text");
    refusesToSave(Map.of("x", t), Map.of("\udc00", "v"), "a metadata key that is text");
    refusesToSave(Map.of("x", t), Map.of("k", "\ud800x"), "metadata of key \"k\" that is text");
    Map<String, Tensor> missing = new LinkedHashMap<>();
    missing.put("x", null);
    refusesToSave(missing, Map.of(), "\"x\" is null");
    assertThat(file).doesNotExist();
  }

  @Test
  void aMissingFileOrFolderIsSaidPlainly() {
    Path none = folder.resolve("none").resolve("x.safetensors");
    assertThatThrownBy(() -> Safetensors.load(none))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("could not read %s: it does not exist", none);
    assertThatThrownBy(() -> Safetensors.save(Map.of(), none))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the folder " + none.getParent() + " does not exist");
    assertThatThrownBy(() -> Safetensors.load(folder)).isInstanceOf(UncheckedIOException.class);
  }

  private void refusesToSave(
      Map<String, Tensor> tensors, Map<String, String> metadata, String says) {
    assertThatThrownBy(() -> Safetensors.save(tensors, folder.resolve("x.safetensors"), metadata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  private static void special(Tensor t, DType dtype, double max, double tiny) {
    assertThat(t.dtype()).isEqualTo(dtype);
    assertThat(t.toDoubleArray())
        .containsExactly(
            0.0,
            -0.0,
            1,
            -1.5,
            max,
            tiny,
            tiny / 4,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN);
  }

  private static void same(Tensor t, DType dtype, String size, double... values) {
    assertThat(t.dtype()).isEqualTo(dtype);
    assertThat(t.size().toString()).isEqualTo("torch.Size(" + size + ")");
    assertThat(t.toDoubleArray()).containsExactly(values);
  }

  private static Map<String, Tensor> load(byte[] bytes) throws IOException {
    return Safetensors.load(new BytesAsFile(bytes), "x.safetensors");
  }

  private Path write(byte[] bytes) {
    return SafetensorsFiles.write(folder.resolve("x.safetensors"), bytes);
  }

  private static Path golden() {
    try {
      return Path.of(SafetensorsTest.class.getResource("/goldens/all-types.safetensors").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
