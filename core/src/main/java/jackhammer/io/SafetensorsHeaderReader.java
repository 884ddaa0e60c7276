package jackhammer.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jackhammer.io.SafetensorsHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the header of a safetensors file and believes nothing in it.
 *
 * <p>The rules are those of the reference reader, and three that it leaves open: no name, metadata
 * key or field may come twice; an entry has no fields but its three; at most 64 dimensions. The
 * memory it takes is in proportion to the bytes that are really in the file, whatever the file
 * says.
 */
final class SafetensorsHeaderReader {
  /** The longest header that the format allows. */
  static final long MAX_HEADER = 100_000_000;

  private static final int MAX_DIMENSIONS = 64;
  private static final String DAMAGED =
      "the file is damaged or was made by a faulty writer; get it again from where it came";

  /** Names of hostile files must not fill the JVM's table of interned strings. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final String file;
  private final long dataStart;
  private final String header;
  private final JsonParser json;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  private SafetensorsHeaderReader(String file, String header, long dataStart) throws IOException {
    this.file = file;
    this.header = header;
    this.dataStart = dataStart;
    this.json = JSON.createParser(header);
  }

  /**
   * Reads and checks the header.
   *
   * @throws CorruptFileException if anything in it, or the length of the file, breaks a rule
   * @throws IOException if the file cannot be read
   */
  static SafetensorsHeader read(SeekableByteChannel in, String file) throws IOException {
    long size = in.size();
    if (size < 8) {
      throw new CorruptFileException(
          file,
          0,
          "the 8 bytes of a safetensors header's length",
          "a file of " + size + " bytes",
          "it is truncated or not a safetensors file");
    }
    ByteBuffer first = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    ChannelBytes.readFully(in, 0, first, file);
    long length = first.getLong(0);
    if (length < 0 || length > MAX_HEADER) {
      throw new CorruptFileException(
          file,
          0,
          "the length of a safetensors header, at most " + MAX_HEADER,
          Long.toUnsignedString(length),
          "it is not a safetensors file");
    }
    if (length > size - 8) {
      throw new CorruptFileException(
          file,
          8,
          "a header of " + length + " bytes",
          "the end of the file after " + (size - 8),
          "the file is truncated or not a safetensors file");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    ChannelBytes.readFully(in, 8, bytes, file);
    bytes.flip();
    if (length == 0 || bytes.get(0) != '{') {
      throw new CorruptFileException(
          file,
          8,
          "the '{' that opens a safetensors header",
          length == 0 ? "an empty header" : "byte 0x%02x".formatted(bytes.get(0)),
          "it is not a safetensors file");
    }
    checkUtf8(bytes, file);
    String text = new String(bytes.array(), StandardCharsets.UTF_8);
    SafetensorsHeaderReader reader = new SafetensorsHeaderReader(file, text, 8 + length);
    try {
      reader.readTable();
    } catch (JsonProcessingException e) {
      throw reader.notJson(e);
    }
    reader.checkTiling(size);
    return new SafetensorsHeader(reader.metadata, reader.entries, reader.dataStart);
  }

  private static void checkUtf8(ByteBuffer bytes, String file) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = bytes.duplicate();
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new CorruptFileException(
          file,
          8 + in.position(),
          "UTF-8 text",
          "byte 0x%02x".formatted(in.get(in.position())),
          DAMAGED);
    }
  }

  private void readTable() throws IOException {
    json.nextToken(); // the '{' that was seen before
    Set<String> names = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = uniqueName(names, "the name of a tensor");
      if (name.equals(SafetensorsHeader.METADATA)) {
        readMetadata();
      } else {
        readEntry(name);
      }
    }
    if (json.nextToken() != null) {
      throw corrupt("nothing but spaces after the header's last '}'", json.getText());
    }
  }

  private void readMetadata() throws IOException {
    expect(JsonToken.START_OBJECT, "the '{' of " + SafetensorsHeader.METADATA);
    Set<String> keys = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = uniqueName(keys, "a metadata key");
      expect(JsonToken.VALUE_STRING, "the text of metadata key \"" + shorten(key) + "\"");
      metadata.put(key, wellFormed(json.getText()));
    }
  }

  private void readEntry(String name) throws IOException {
    String of = " of tensor \"" + shorten(name) + "\"";
    expect(JsonToken.START_OBJECT, "the '{'" + of);
    SafetensorsType type = null;
    long[] shape = null;
    long[] offsets = null;
    Set<String> fields = new LinkedHashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      switch (uniqueName(fields, "a field" + of)) {
        case "dtype" -> type = readType(of);
        case "shape" -> shape = readNumbers("the shape" + of, MAX_DIMENSIONS);
        case "data_offsets" -> {
          offsets = readNumbers("the two data_offsets" + of, 2);
          if (offsets.length != 2) {
            throw corrupt("two data_offsets" + of, Arrays.toString(offsets));
          }
        }
        case String other ->
            throw corrupt("dtype, shape or data_offsets" + of, "\"" + shorten(other) + "\"");
      }
    }
    if (type == null || shape == null || offsets == null) {
      throw corrupt("dtype, shape and data_offsets" + of, "only " + fields);
    }
    Entry entry = new Entry(name, type, shape, offsets[0], offsets[1]);
    checkSize(entry, of);
    entries.add(entry);
  }

  private SafetensorsType readType(String of) throws IOException {
    expect(JsonToken.VALUE_STRING, "the dtype" + of);
    SafetensorsType type = SafetensorsType.named(json.getText());
    if (type == null) {
      throw corrupt(
          "a dtype" + of + ": one of " + SafetensorsType.names(),
          "\"" + shorten(json.getText()) + "\"");
    }
    return type;
  }

  private long[] readNumbers(String what, int atMost) throws IOException {
    expect(JsonToken.START_ARRAY, "the '[' of " + what);
    long[] numbers = new long[atMost];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean whole = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
      if (!whole || json.getText().startsWith("-")) {
        throw corrupt("whole numbers from 0 in " + what, shorten(json.getText()));
      }
      if (count == atMost) {
        throw corrupt("at most " + atMost + " numbers in " + what, "more");
      }
      numbers[count++] = json.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private void checkSize(Entry e, String of) {
    if (e.begin() > e.end()) {
      throw corrupt("data_offsets" + of + " that do not decrease", e.begin() + ", " + e.end());
    }
    long bytes;
    try {
      long elements = 1;
      for (long s : e.shape()) {
        elements = Math.multiplyExact(elements, s);
      }
      long bits = Math.multiplyExact(elements, (long) e.type().bits());
      if (bits % 8 != 0) {
        throw corrupt(
            "a whole number of bytes" + of, elements + " elements of " + e.type().bits() + " bits");
      }
      bytes = bits / 8;
    } catch (ArithmeticException overflow) {
      throw corrupt("a shape" + of + " below 2^63 bits", Arrays.toString(e.shape()));
    }
    if (bytes != e.end() - e.begin()) {
      throw corrupt(
          bytes + " bytes" + of + " (" + e.type() + " " + Arrays.toString(e.shape()) + ")",
          (e.end() - e.begin()) + " by its data_offsets");
    }
  }

  /**
   * The tensors must fill the rest of the file: no hole where something else could hide, no
   * overlap.
   */
  private void checkTiling(long size) {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry e : entries) {
      if (e.begin() != at) {
        throw new CorruptFileException(
            file,
            dataStart + at,
            "tensor \"" + shorten(e.name()) + "\" to begin at data offset " + at,
            e.begin() + (e.begin() > at ? " (a hole)" : " (an overlap)"),
            DAMAGED);
      }
      at = e.end();
    }
    // both sides stay below 2^63: data_offsets do, and the header is short
    if (at > size - dataStart) {
      throw new CorruptFileException(
          file,
          size,
          at + " bytes of tensors after the header",
          "the end of the file after " + (size - dataStart),
          "the file is truncated; get it again from where it came");
    }
    if (at < size - dataStart) {
      throw new CorruptFileException(
          file,
          dataStart + at,
          "the end of the file",
          (size - dataStart - at) + " more bytes that belong to no tensor",
          DAMAGED);
    }
  }

  private String uniqueName(Set<String> seen, String what) throws IOException {
    String name = wellFormed(json.currentName());
    if (!seen.add(name)) {
      throw corrupt(what + " that did not come before", "\"" + shorten(name) + "\" again");
    }
    return name;
  }

  /** JSON can spell half a surrogate pair, which is no text. */
  private String wellFormed(String text) {
    if (!isWellFormed(text)) {
      throw corrupt("well-formed Unicode", "half a surrogate pair");
    }
    return text;
  }

  static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (json.nextToken() != token) {
      throw corrupt(what, shorten(String.valueOf(json.getText())));
    }
  }

  private CorruptFileException corrupt(String expected, String got) {
    long at = 8 + utf8Length(json.currentTokenLocation().getCharOffset());
    return new CorruptFileException(file, at, expected, got, DAMAGED);
  }

  private CorruptFileException notJson(JsonProcessingException e) {
    long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    return new CorruptFileException(
        file, 8 + utf8Length(at), "a JSON header", e.getOriginalMessage(), DAMAGED, e);
  }

  /** The bytes of the header's first {@code chars} characters. */
  private long utf8Length(long chars) {
    int end = Math.clamp(chars, 0, header.length());
    return header.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String shorten(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
