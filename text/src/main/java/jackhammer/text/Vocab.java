package jackhammer.text;

import jackhammer.DType;
import jackhammer.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Numbers for tokens, and tokens for numbers.
 *
 * <p>The special tokens come first, in the order given; then all others, the most frequent first,
 * and in the order of their code points where they are equally frequent, as torchtext has it.
 *
 * <pre>{@code
 * var vocab =
 *     Vocab.of(
 *         texts.stream().map(Tokenizer.characters()::tokenize),
 *         o -> o.specials("<pad>", "<unk>").unknown("<unk>").minFreq(2));
 * Tensor x = vocab.encode(List.of("春", "眠")); // int64 [2]
 * vocab.save(Path.of("vocab.txt"));
 * }</pre>
 */
public final class Vocab {
  private final List<String> tokens;
  private final long[] counts;
  private final int unknown;
  private final Map<String, Integer> indices = new HashMap<>();

  /**
   * The vocabulary of texts that are cut already.
   *
   * @throws IllegalArgumentException if the options exclude each other
   */
  public static Vocab of(
      Stream<? extends Collection<String>> texts, UnaryOperator<Options> options) {
    Options o = options.apply(Options.DEFAULTS).checked();
    Map<String, Long> counted = new HashMap<>();
    texts.forEach(text -> text.forEach(token -> counted.merge(token, 1L, Long::sum)));
    Map<String, Long> chosen = new LinkedHashMap<>();
    o.specials.forEach(s -> chosen.put(s, counted.getOrDefault(s, 0L)));
    counted.entrySet().stream()
        .filter(e -> e.getValue() >= o.minFreq && !chosen.containsKey(e.getKey()))
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Vocab::byCodePoints)))
        .limit(Math.max(0, o.maxTokens - o.specials.size()))
        .forEach(e -> chosen.put(e.getKey(), e.getValue()));
    return new Vocab(
        List.copyOf(chosen.keySet()),
        chosen.values().stream().mapToLong(Long::longValue).toArray(),
        o.unknown == null ? -1 : o.specials.indexOf(o.unknown));
  }

  /**
   * The vocabulary of tokens whose order is known, such as those of an earlier one.
   *
   * @param unknown which of them stands for what has no number, or null
   * @throws IllegalArgumentException if a token comes twice or the unknown one is not among them
   */
  public static Vocab of(List<String> tokens, String unknown) {
    if (tokens.stream().distinct().count() != tokens.size()) {
      throw new IllegalArgumentException("Vocab: expected tokens that differ, got one twice");
    }
    if (unknown != null && !tokens.contains(unknown)) {
      throw new IllegalArgumentException(
          "Vocab: expected the unknown token among the %d tokens, got '%s'"
              .formatted(tokens.size(), unknown));
    }
    return new Vocab(
        List.copyOf(tokens),
        new long[tokens.size()],
        unknown == null ? -1 : tokens.indexOf(unknown));
  }

  /** One whose order and counts are known. */
  Vocab(List<String> tokens, long[] counts, int unknown) {
    this.tokens = tokens;
    this.counts = counts;
    this.unknown = unknown;
    for (int i = 0; i < tokens.size(); i++) {
      indices.put(tokens.get(i), i);
    }
  }

  /** As Python sorts strings; Java's own order puts what is beyond 65,535 before U+E000. */
  private static int byCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /**
   * What {@link #save} wrote.
   *
   * @throws jackhammer.io.CorruptFileException if the file is damaged or no vocabulary
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Vocab load(Path file) {
    return VocabFile.read(file);
  }

  /**
   * Writes a text file, in one step: there is the whole old file or the whole new one.
   *
   * <p>UTF-8, lines that end in a line feed, columns parted by tabs. The first line is {@code
   * jackhammer-vocab}, {@code 1} (the version), the number of tokens, the number of the unknown
   * token or {@code -}. Then each token in order with how often it was counted. Inside a token a
   * backslash is written {@code \\}, a tab {@code \t}, a line feed {@code \n}, a carriage return
   * {@code \r}.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    VocabFile.write(this, file);
  }

  /** How many tokens there are, special ones included. */
  public int size() {
    return tokens.size();
  }

  /** All tokens in the order of their numbers. */
  public List<String> tokens() {
    return tokens;
  }

  /** Whether the token has a number of its own. */
  public boolean contains(String token) {
    return indices.containsKey(token);
  }

  /** What stands for tokens without a number of their own, if anything does. */
  public Optional<String> unknown() {
    return unknown < 0 ? Optional.empty() : Optional.of(tokens.get(unknown));
  }

  /**
   * The number of a token, or that of the unknown token.
   *
   * @throws IllegalArgumentException if it has none and there is no unknown token
   */
  public int index(String token) {
    Integer index = indices.get(token);
    if (index != null) {
      return index;
    }
    if (unknown < 0) {
      throw new IllegalArgumentException(
          "Vocab: expected one of the %d tokens, got '%s'; with o.unknown(\"<unk>\") such a token gets that one's number"
              .formatted(size(), token));
    }
    return unknown;
  }

  /**
   * The token of a number.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public String token(long index) {
    return tokens.get(checked(index));
  }

  /**
   * How often the token was counted when the vocabulary was made; 0 of one that it does not have.
   */
  public long count(String token) {
    Integer index = indices.get(token);
    return index == null ? 0 : counts[index];
  }

  /**
   * The numbers of tokens, int64 [L].
   *
   * @throws IllegalArgumentException as {@link #index}
   */
  public Tensor encode(Collection<String> text) {
    return Tensor.fromArray(text.stream().mapToLong(this::index).toArray());
  }

  /**
   * The tokens of numbers.
   *
   * @param numbers whole numbers [L]
   * @throws IllegalArgumentException if it is no list of whole numbers
   * @throws IndexOutOfBoundsException if a number is no token's
   */
  public List<String> decode(Tensor numbers) {
    if (numbers.dim() != 1 || numbers.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "Vocab.decode: expected whole numbers [L], got %s of %s"
              .formatted(numbers.dtype(), numbers.size()));
    }
    return Arrays.stream(numbers.to(DType.INT64).toLongArray()).mapToObj(this::token).toList();
  }

  private int checked(long index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "Vocab: expected a number from 0 to %d, got %d".formatted(size() - 1, index));
    }
    return (int) index;
  }

  long count(int index) {
    return counts[index];
  }

  int unknownIndex() {
    return unknown;
  }

  @Override
  public String toString() {
    return "Vocab(%d tokens%s)".formatted(size(), unknown().map(u -> ", unknown " + u).orElse(""));
  }

  /**
   * How a vocabulary is made.
   *
   * @param specials tokens that come first, whether they occur or not; default none
   * @param unknown which of them stands for what has no number; default null, then there is none
   * @param minFreq how often a token has to occur; default 1
   * @param maxTokens how many tokens there are at most, special ones included; default unlimited
   */
  public record Options(List<String> specials, String unknown, long minFreq, int maxTokens) {
    private static final Options DEFAULTS = new Options(List.of(), null, 1, Integer.MAX_VALUE);

    /** A copy with other {@code specials}. */
    public Options specials(String... specials) {
      return new Options(List.of(specials), unknown, minFreq, maxTokens);
    }

    /** A copy with another {@code unknown}, which becomes the last special token if it is none. */
    public Options unknown(String unknown) {
      return new Options(specials, unknown, minFreq, maxTokens);
    }

    /**
     * A copy with another {@code minFreq}.
     *
     * @throws IllegalArgumentException unless it is at least 1
     */
    public Options minFreq(long minFreq) {
      if (minFreq < 1) {
        throw new IllegalArgumentException("Vocab: expected minFreq of at least 1, got " + minFreq);
      }
      return new Options(specials, unknown, minFreq, maxTokens);
    }

    /**
     * A copy with another {@code maxTokens}.
     *
     * @throws IllegalArgumentException unless it is at least 1
     */
    public Options maxTokens(int maxTokens) {
      if (maxTokens < 1) {
        throw new IllegalArgumentException(
            "Vocab: expected maxTokens of at least 1, got " + maxTokens);
      }
      return new Options(specials, unknown, minFreq, maxTokens);
    }

    private Options checked() {
      List<String> all = new ArrayList<>(specials);
      if (unknown != null && !all.contains(unknown)) {
        all.add(unknown);
      }
      if (all.stream().distinct().count() != all.size()) {
        throw new IllegalArgumentException("Vocab: expected specials that differ, got " + specials);
      }
      if (all.size() > maxTokens) {
        throw new IllegalArgumentException(
            "Vocab: expected maxTokens of at least %d, as many as there are special tokens %s, got %d"
                .formatted(all.size(), all, maxTokens));
      }
      return new Options(List.copyOf(all), unknown, minFreq, maxTokens);
    }
  }
}
