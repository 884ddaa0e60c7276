package jackhammer.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.io.SafetensorsHeader.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Reads and writes named tensors as safetensors files, the format in which weights are exchanged:
 * nothing in it is ever executed, and PyTorch reads it with {@code safetensors.torch.load_file}.
 *
 * <p>Reading believes nothing: a file that is damaged or made to do harm gives a {@link
 * CorruptFileException} that says where, and no tensor. Writing replaces a file in one step (see
 * {@link AtomicFile}). The same tensors always give the same bytes, those of the format's own
 * writer.
 *
 * <pre>{@code
 * Safetensors.save(net.stateDict(), Path.of("lenet.safetensors"));
 * net.loadStateDict(Safetensors.load(Path.of("lenet.safetensors")));
 * }</pre>
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public final class Safetensors {
  /** Characters beyond 16 bits are written as UTF-8, as the format's own writer does. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private Safetensors() {}

  /**
   * Writes tensors under their names. Views are written as they look; tensors that share memory are
   * written each for itself.
   *
   * @throws UncheckedIOException if the file could not be written; what was there is untouched then
   */
  public static void save(Map<String, ? extends Tensor> tensors, Path file) {
    save(tensors, file, Map.of());
  }

  /**
   * The same with free text.
   *
   * @param metadata goes into the header; some readers ask for {@code format: pt}
   */
  public static void save(
      Map<String, ? extends Tensor> tensors, Path file, Map<String, String> metadata) {
    Check.notNull("Safetensors.save", "tensors", tensors);
    Check.notNull("Safetensors.save", "file", file);
    Check.notNull("Safetensors.save", "metadata", metadata);
    List<Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, t) -> {
          checkText("name of a tensor", name);
          if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException(
                "Safetensors.save: expected names other than __metadata__, which the format keeps"
                    + " for itself");
          }
          if (t == null) {
            throw new IllegalArgumentException(
                "Safetensors.save: expected tensors, but \"" + name + "\" is null");
          }
          SafetensorsType type = SafetensorsType.of(t.dtype());
          entries.add(new Entry(name, type, t.size().toLongArray(), 0, 0));
        });
    metadata.forEach(
        (key, value) -> {
          checkText("metadata key", key);
          checkText("metadata of key \"" + key + "\"", value);
        });
    SafetensorsHeader header = SafetensorsHeader.layOut(entries, metadata);
    byte[] text = json(header);
    if (text.length > SafetensorsHeaderReader.MAX_HEADER) {
      throw new IllegalArgumentException(
          "Safetensors.save: expected a header of at most %d bytes, got %d; use shorter names or"
                  .formatted(SafetensorsHeaderReader.MAX_HEADER, text.length)
              + " several files");
    }
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer start =
              ByteBuffer.allocate(8 + text.length)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putLong(text.length)
                  .put(text)
                  .flip();
          ChannelBytes.writeFully(out, start);
          for (Entry e : header.entries()) {
            TensorBytes.write(tensors.get(e.name()), out);
          }
        });
  }

  private static void checkText(String what, String text) {
    if (text == null || !SafetensorsHeaderReader.isWellFormed(text)) {
      throw new IllegalArgumentException(
          "Safetensors.save: expected a %s that is text, got %s"
              .formatted(what, text == null ? "null" : "half a surrogate pair in it"));
    }
  }

  /** The header, filled up with spaces so that the tensors begin at a multiple of 8 bytes. */
  private static byte[] json(SafetensorsHeader header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (!header.metadata().isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> e : header.metadata().entrySet()) {
          json.writeStringField(e.getKey(), e.getValue());
        }
        json.writeEndObject();
      }
      for (Entry e : header.entries()) {
        json.writeObjectFieldStart(e.name());
        json.writeStringField("dtype", e.type().name());
        json.writeFieldName("shape");
        json.writeArray(e.shape(), 0, e.shape().length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {e.begin(), e.end()}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (out.size() % 8 != 0) {
      out.write(' ');
    }
    return out.toByteArray();
  }

  /**
   * Reads all tensors, in the order in which they lie in the file.
   *
   * @throws CorruptFileException if the file is not a whole, faultless safetensors file
   * @throws UnsupportedOperationException if a tensor's type is unknown to {@link jackhammer.DType}
   *     (such as U16 or F8_E4M3), or it has more than 2^31 - 1 elements
   * @throws UncheckedIOException if there is no such file, or it cannot be read
   */
  public static SequencedMap<String, Tensor> load(Path file) {
    return read(file, Safetensors::load);
  }

  /** The same from whatever can be read like a file. */
  static SequencedMap<String, Tensor> load(SeekableByteChannel in, String file) throws IOException {
    SafetensorsHeader header = SafetensorsHeaderReader.read(in, file);
    header.entries().forEach(e -> checkSupported(e, file));
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry e : header.entries()) {
      int[] sizes = Arrays.stream(e.shape()).mapToInt(Math::toIntExact).toArray();
      long from = header.dataStart() + e.begin();
      tensors.put(e.name(), TensorBytes.read(in, from, e.type().dtype(), sizes, file));
    }
    return tensors;
  }

  /**
   * Reads the free text of a file, in file order; empty if there is none. The whole header is
   * checked.
   *
   * @throws CorruptFileException if the header, or the file's length, is faulty
   * @throws UncheckedIOException if there is no such file, or it cannot be read
   */
  public static SequencedMap<String, String> metadata(Path file) {
    return read(
        file, (in, name) -> new LinkedHashMap<>(SafetensorsHeaderReader.read(in, name).metadata()));
  }

  private interface Reading<R> {
    R from(SeekableByteChannel in, String file) throws IOException;
  }

  private static <R> R read(Path file, Reading<R> reading) {
    Check.notNull("Safetensors", "file", file);
    try (FileChannel in = FileChannel.open(file)) {
      return reading.from(in, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  private static void checkSupported(Entry e, String file) {
    if (e.type().dtype() == null) {
      throw new UnsupportedOperationException(
          "%s: tensor \"%s\" is of type %s, which no tensor here can have; convert it before it is saved"
              .formatted(file, e.name(), e.type()));
    }
    boolean fits = Arrays.stream(e.shape()).allMatch(s -> s <= Integer.MAX_VALUE);
    if (!fits || e.elements() > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "%s: tensor \"%s\" of shape %s has more than 2^31-1 elements, the most that one tensor can hold"
              .formatted(file, e.name(), Arrays.toString(e.shape())));
    }
  }
}
