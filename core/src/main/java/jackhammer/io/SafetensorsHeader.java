package jackhammer.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says about itself: a table of contents that has been checked to the last
 * byte.
 *
 * @param metadata the free text under {@code __metadata__}, in file order
 * @param entries the tensors, in the order of their bytes
 * @param dataStart the byte of the file at which the tensors begin
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, long dataStart) {
  static final String METADATA = "__metadata__";

  SafetensorsHeader {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    entries = List.copyOf(entries);
  }

  /**
   * One tensor.
   *
   * @param begin its first byte, counted from {@link #dataStart()}
   * @param end the byte after its last
   */
  record Entry(String name, SafetensorsType type, long[] shape, long begin, long end) {
    /** How many numbers it has; has been checked not to overflow. */
    long elements() {
      long n = 1;
      for (long s : shape) {
        n *= s;
      }
      return n;
    }

    @Override
    public String toString() {
      return "%s %s %s [%d, %d)".formatted(name, type, Arrays.toString(shape), begin, end);
    }
  }

  /**
   * The table for tensors of these names, types and shapes, laid out one after the other: widest
   * element type first, then by name as UTF-8, which is how the reference writer sorts, so that
   * every tensor is aligned to its element.
   */
  static SafetensorsHeader layOut(List<Entry> unplaced, Map<String, String> metadata) {
    List<Entry> sorted =
        unplaced.stream()
            .sorted(
                Comparator.comparing(Entry::type, Comparator.reverseOrder())
                    .thenComparing(
                        e -> e.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
            .toList();
    Entry[] placed = new Entry[sorted.size()];
    long at = 0;
    for (int i = 0; i < placed.length; i++) {
      Entry e = sorted.get(i);
      long end = Math.addExact(at, Math.multiplyExact(e.elements(), e.type().bits() / 8L));
      placed[i] = new Entry(e.name(), e.type(), e.shape(), at, end);
      at = end;
    }
    return new SafetensorsHeader(metadata, List.of(placed), 0);
  }
}
