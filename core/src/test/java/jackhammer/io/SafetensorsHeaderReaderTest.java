package jackhammer.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the format, each kind of damage. */
class SafetensorsHeaderReaderTest {
  private static final String GOOD =
      "{\"__metadata__\":{\"é\":\"v\"},"
          + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[4,28]},"
          + "\"b\":{\"dtype\":\"I16\",\"shape\":[2],\"data_offsets\":[0,4]}}  ";

  @Test
  void readsNamesTypesShapesPlacesAndMetadata() throws IOException {
    SafetensorsHeader h = read(SafetensorsFiles.bytes(GOOD, 28));
    assertThat(h.metadata()).isEqualTo(Map.of("é", "v"));
    assertThat(h.entries().toString()).isEqualTo("[b I16 [2] [0, 4), a F32 [2, 3] [4, 28)]");
    assertThat(h.dataStart()).isEqualTo(8 + GOOD.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void takesScalarsEmptyTensorsAndEmptyFiles() throws IOException {
    assertThat(read(SafetensorsFiles.bytes("{}", 0)).entries()).isEmpty();
    SafetensorsHeader h =
        read(
            SafetensorsFiles.bytes(
                "{\"z\":{\"dtype\":\"F64\",\"shape\":[0,9],\"data_offsets\":[8,8]},"
                    + "\"s\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
                    + "\"y\":{\"dtype\":\"BF16\",\"shape\":[0],\"data_offsets\":[0,0]}}",
                8));
    assertThat(h.entries())
        .extracting(SafetensorsHeader.Entry::name)
        .containsExactly("y", "s", "z");
    assertThat(h.entries())
        .extracting(SafetensorsHeader.Entry::elements)
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  void knowsEveryTypeOfTheFormat() throws IOException {
    for (SafetensorsType t : SafetensorsType.values()) {
      String text =
          "{\"x\":{\"dtype\":\"%s\",\"shape\":[8],\"data_offsets\":[0,%d]}}".formatted(t, t.bits());
      assertThat(read(SafetensorsFiles.bytes(text, t.bits())).entries().getFirst().type())
          .isEqualTo(t);
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("not JSON", "{\"a\":", 0, "a JSON header"),
        fault("not an object", "[]", 0, "the '{' that opens a safetensors header"),
        fault("a space first", " {}", 0, "the '{' that opens"),
        fault("something after the end", "{} {}", 0, "nothing but spaces after the header's last"),
        fault("a comment", "{}//x", 0, "a JSON header"),
        fault("a zero byte as padding", "{}\0", 0, "a JSON header"),
        fault("an entry that is no object", "{\"a\":[]}", 0, "the '{' of tensor \"a\", got ["),
        fault("an entry that is null", "{\"a\":null}", 0, "the '{' of tensor \"a\", got null"),
        fault("no dtype", "{\"a\":{\"shape\":[],\"data_offsets\":[0,0]}}", 0, "dtype, shape and"),
        fault(
            "no shape", "{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,1]}}", 1, "dtype, shape and"),
        fault(
            "no offsets", "{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}", 1, "got only [dtype, shape]"),
        fault(
            "another field",
            entry("a", "\"U8\"", "[1]", "[0,1],\"scale\":2"),
            1,
            "expected dtype, shape or data_offsets of tensor \"a\", got \"scale\""),
        fault("unknown dtype", entry("a", "\"F31\"", "[1]", "[0,4]"), 4, "got \"F31\""),
        fault("dtype in small letters", entry("a", "\"f32\"", "[1]", "[0,4]"), 4, "got \"f32\""),
        fault("dtype is a number", entry("a", "32", "[1]", "[0,4]"), 4, "the dtype of tensor"),
        fault("negative size", entry("a", "\"U8\"", "[-1]", "[0,1]"), 1, "got -1"),
        fault("minus zero", entry("a", "\"U8\"", "[-0]", "[0,0]"), 0, "got -0"),
        fault("broken size", entry("a", "\"U8\"", "[1.0]", "[0,1]"), 1, "got 1.0"),
        fault("size as text", entry("a", "\"U8\"", "[\"1\"]", "[0,1]"), 1, "whole numbers"),
        fault("nested shape", entry("a", "\"U8\"", "[[1]]", "[0,1]"), 1, "whole numbers"),
        fault("shape is a number", entry("a", "\"U8\"", "1", "[0,1]"), 1, "the '[' of the shape"),
        fault("size above 2^63", entry("a", "\"U8\"", "[9223372036854775808]", "[0,1]"), 1, "JSON"),
        fault(
            "too many dimensions",
            entry("a", "\"U8\"", "[1" + ",1".repeat(64) + "]", "[0,1]"),
            1,
            "at most 64 numbers in the shape"),
        fault("one offset", entry("a", "\"U8\"", "[1]", "[0]"), 1, "two data_offsets"),
        fault("three offsets", entry("a", "\"U8\"", "[1]", "[0,1,2]"), 1, "at most 2 numbers"),
        fault("offsets backwards", entry("a", "\"U8\"", "[1]", "[1,0]"), 1, "that do not decrease"),
        fault(
            "wrong length",
            entry("a", "\"F32\"", "[2]", "[0,4]"),
            4,
            "expected 8 bytes of tensor \"a\" (F32 [2]), got 4 by its data_offsets"),
        fault("empty, but with bytes", entry("a", "\"U8\"", "[0]", "[0,1]"), 1, "expected 0 bytes"),
        fault(
            "a product that overflows to 4 bytes",
            entry("a", "\"U8\"", "[4611686018427387905,4]", "[0,4]"),
            4,
            "a shape of tensor \"a\" below 2^63 bits"),
        fault(
            "bits that overflow",
            entry("a", "\"F64\"", "[2305843009213693952]", "[0,0]"),
            0,
            "below 2^63 bits"),
        fault(
            "overflow hidden by a zero behind it",
            entry("a", "\"U8\"", "[4611686018427387904,4,0]", "[0,0]"),
            0,
            "below 2^63 bits"),
        fault("half a byte", entry("a", "\"F4\"", "[3]", "[0,1]"), 1, "a whole number of bytes"),
        fault("first not at 0", entry("a", "\"U8\"", "[1]", "[1,2]"), 2, "got 1 (a hole)"),
        fault(
            "a hole",
            two("[0,1]", "[2,3]"),
            3,
            "tensor \"b\" to begin at data offset 1, got 2 (a hole)"),
        fault("an overlap", two("[0,1]", "[0,1]"), 1, "got 0 (an overlap)"),
        fault(
            "an empty tensor inside another",
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                + "\"z\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[2,2]}}",
            4,
            "got 2 (an overlap)"),
        fault(
            "bytes behind the last", entry("a", "\"U8\"", "[1]", "[0,1]"), 3, "2 more bytes that"),
        fault("bytes of no tensor", "{}", 1, "1 more bytes that belong to no tensor"),
        fault("too few bytes", entry("a", "\"U8\"", "[9]", "[0,9]"), 8, "9 bytes of tensors after"),
        fault(
            "offsets at the end of long",
            entry("a", "\"U8\"", "[1]", "[9223372036854775806,9223372036854775807]"),
            1,
            "(a hole)"),
        fault(
            "a name twice",
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"\\u0061\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
            2,
            "the name of a tensor that did not come before, got \"a\" again"),
        fault("a field twice", entry("a", "\"U8\",\"dtype\":\"U8\"", "[1]", "[0,1]"), 1, "again"),
        fault("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "again"),
        fault("a key twice", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "a metadata key"),
        fault("metadata that is no object", "{\"__metadata__\":1}", 0, "the '{' of __metadata__"),
        fault(
            "metadata that is no text",
            "{\"__metadata__\":{\"k\":1}}",
            0,
            "the text of metadata key \"k\", got 1"),
        fault("half a surrogate pair", entry("\\ud800", "\"U8\"", "[1]", "[0,1]"), 1, "surrogate"),
        fault("deep nesting", "{" + "\"a\":{".repeat(5000), 0, "got \"a\""),
        fault(
            "a number without end", entry("a", "\"U8\"", "[" + "9".repeat(5000), "[0,1]"), 1, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void refuses(String what, String header, int data, String says) {
    assertThatThrownBy(() -> read(SafetensorsFiles.bytes(header, data)))
        .as(what)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("x.safetensors: at byte ")
        .hasMessageContaining(says);
  }

  @Test
  void refusesAFileThatIsTooShortForALength() {
    for (int n = 0; n < 8; n++) {
      byte[] bytes = new byte[n];
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("got a file of " + n + " bytes");
    }
  }

  @Test
  void refusesHeaderLengthsWithoutReservingMemory() {
    for (long length : new long[] {100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE, -8}) {
      byte[] bytes = SafetensorsFiles.bytes("{}", 0);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("at most 100000000, got " + Long.toUnsignedString(length));
    }
    byte[] bytes = SafetensorsFiles.bytes("{}", 0);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 100_000_000);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("at byte 8 expected a header of 100000000 bytes, got the end");
    assertThatThrownBy(() -> read(new byte[8]))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("got an empty header");
  }

  @Test
  void refusesWhatIsNotUtf8AndSaysWhere() {
    byte[] header = entry("abc", "\"U8\"", "[1]", "[0,1]").getBytes(StandardCharsets.UTF_8);
    header[3] = (byte) 0xff;
    assertThatThrownBy(() -> read(SafetensorsFiles.bytes(header, 1)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("at byte 11 expected UTF-8 text, got byte 0xff");
    byte[] cut = {'{', '"', (byte) 0xc3};
    assertThatThrownBy(() -> read(SafetensorsFiles.bytes(cut, 0)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("at byte 10 expected UTF-8 text");
  }

  @Test
  void countsOffsetsInBytesNotInCharacters() {
    String header = "{\"éé\":7}";
    assertThatThrownBy(() -> read(SafetensorsFiles.bytes(header, 0)))
        .isInstanceOfSatisfying(
            CorruptFileException.class, e -> assertThat(e.offset()).isEqualTo(8 + 8));
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = SafetensorsFiles.bytes(GOOD, 28);
    read(whole);
    for (int n = 0; n < whole.length; n++) {
      byte[] cut = Arrays.copyOf(whole, n);
      assertThatThrownBy(() -> read(cut))
          .as("%d bytes", n)
          .isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void aFlippedBitIsRefusedOrGivesAnotherValidTable() throws IOException {
    byte[] whole = SafetensorsFiles.bytes(GOOD, 28);
    int headerEnd = whole.length - 28;
    for (int bit = 0; bit < 8 * headerEnd; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      readOrRefuse(flipped);
    }
  }

  @Test
  void randomDamageIsRefusedOrGivesAnotherValidTable() throws IOException {
    long seed = 20250817;
    System.out.println("SafetensorsHeaderReaderTest seed " + seed);
    Random random = new Random(seed);
    int rounds = Boolean.getBoolean("jackhammer.thorough") ? 1_000_000 : 20_000;
    byte[] pieces = "{}[]\",:0123456789-.eEF \\u\0\u007f".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < rounds; i++) {
      byte[] b = SafetensorsFiles.bytes(GOOD, 28);
      for (int k = random.nextInt(4); k >= 0; k--) {
        int at = random.nextInt(b.length);
        switch (random.nextInt(3)) {
          case 0 -> b[at] = pieces[random.nextInt(pieces.length)];
          case 1 -> b[at] = (byte) random.nextInt();
          default -> {
            int from = random.nextInt(b.length);
            int n = random.nextInt(Math.min(20, b.length - Math.max(at, from)));
            System.arraycopy(b, from, b, at, n);
          }
        }
      }
      readOrRefuse(b);
    }
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    SafetensorsHeader h;
    try {
      h = read(bytes);
    } catch (CorruptFileException e) {
      return; // refused; any other exception fails the test
    }
    long at = 0;
    for (SafetensorsHeader.Entry e : h.entries()) {
      assertThat(e.begin()).isEqualTo(at);
      assertThat(e.end() - e.begin()).isEqualTo(e.elements() * e.type().bits() / 8);
      at = e.end();
    }
    assertThat(h.dataStart() + at).isEqualTo(bytes.length);
  }

  private static SafetensorsHeader read(byte[] bytes) throws IOException {
    return SafetensorsHeaderReader.read(new BytesAsFile(bytes), "x.safetensors");
  }

  private static Arguments fault(String what, String header, int data, String says) {
    return arguments(what, header, data, says);
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "{\"%s\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(name, dtype, shape, offsets);
  }

  private static String two(String a, String b) {
    return ("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":%s},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":%s}}")
        .formatted(a, b);
  }
}
