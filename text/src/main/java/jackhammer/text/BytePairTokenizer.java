package jackhammer.text;

import jackhammer.DType;
import jackhammer.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Byte-pair encoding as a {@code tokenizer.json} of Hugging Face describes it: GPT-2, RoBERTa,
 * Llama 3, Qwen and their like.
 *
 * <pre>{@code
 * var bpe = BytePairTokenizer.load(Path.of("tokenizer.json"));
 * Tensor x = bpe.encode("Hit the nail"); // int64 [L]
 * bpe.decode(x);                         // Hit the nail
 * }</pre>
 *
 * <p>Numbers and tokens are those of the library {@code tokenizers} with {@code
 * add_special_tokens=False}: special tokens that stand in the text are found, none is added at its
 * ends; truncation and padding are left to the caller. A file that asks for something else than
 * what is known here is refused when it is read, never read in part.
 *
 * @see <a href="https://huggingface.co/docs/tokenizers">tokenizers</a>
 */
public final class BytePairTokenizer implements Tokenizer {
  private final BytePairMerges model;
  private final List<UnaryOperator<String>> normalizers;
  private final List<UnaryOperator<List<String>>> cutters;
  private final Added raw;
  private final Added normalized;
  private final Map<Integer, String> names = new HashMap<>();
  private final Optional<Boolean> decodesBytes;

  /**
   * Tokens that were added to the model's own.
   *
   * @param pattern finds them, or null if there are none
   * @param numbers by what they look like
   */
  record Added(Pattern pattern, Map<String, Integer> numbers) {}

  /** Put together by the reader of the file. */
  BytePairTokenizer(
      BytePairMerges model,
      List<UnaryOperator<String>> normalizers,
      List<UnaryOperator<List<String>>> cutters,
      Added raw,
      Added normalized,
      Optional<Boolean> decodesBytes) {
    this.model = model;
    this.normalizers = normalizers;
    this.cutters = cutters;
    this.raw = raw;
    this.normalized = normalized;
    this.decodesBytes = decodesBytes;
    model.numbers().forEach((token, number) -> names.put(number, token));
    raw.numbers.forEach((token, number) -> names.put(number, token));
    normalized.numbers.forEach((token, number) -> names.put(number, token));
  }

  /**
   * Reads a {@code tokenizer.json}.
   *
   * @throws UnsupportedOperationException if it asks for what is not known here; the message names
   *     it
   * @throws jackhammer.io.CorruptFileException if it is damaged or describes nothing
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static BytePairTokenizer load(Path file) {
    return new BytePairFile(file).read();
  }

  /** The numbers of a text's tokens, int64 [L]. */
  public Tensor encode(String text) {
    return Tensor.fromArray(numbers(text).stream().mapToLong(Integer::longValue).toArray());
  }

  /** The tokens as the file spells them: {@code Ġnail} is a nail behind a space. */
  @Override
  public List<String> tokenize(String text) {
    return numbers(text).stream().map(names::get).toList();
  }

  /** How many tokens there are. */
  public int size() {
    return names.size();
  }

  /** The token of a number, as the file spells it; empty if it has none of that number. */
  public Optional<String> token(long number) {
    return Optional.ofNullable(names.get(Math.toIntExact(number)));
  }

  /**
   * The text of numbers, special tokens included. Bytes that are no text in UTF-8 become U+FFFD.
   *
   * @param numbers whole numbers [L]
   * @throws IndexOutOfBoundsException if a number is no token's
   * @throws UnsupportedOperationException if the file has another decoder than {@code ByteLevel} or
   *     none
   */
  public String decode(Tensor numbers) {
    List<String> tokens = new ArrayList<>();
    for (long n : numbers.to(DType.INT64).toLongArray()) {
      tokens.add(
          token(n)
              .orElseThrow(
                  () ->
                      new IndexOutOfBoundsException(
                          "BytePairTokenizer: expected numbers of tokens, got " + n)));
    }
    boolean bytes =
        decodesBytes.orElseThrow(
            () ->
                new UnsupportedOperationException(
                    "BytePairTokenizer.decode: expected a file whose decoder is ByteLevel, or null"));
    return bytes ? decodedBytes(tokens) : String.join(" ", tokens);
  }

  private String decodedBytes(List<String> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String token : tokens) {
      // What stands for no byte was added as text.
      bytes.writeBytes(
          ByteSpelling.bytes(token).orElseGet(() -> token.getBytes(StandardCharsets.UTF_8)));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private List<Integer> numbers(String text) {
    if (text == null) {
      throw new IllegalArgumentException("BytePairTokenizer: expected a text, got null");
    }
    List<Integer> numbers = new ArrayList<>();
    each(
        raw,
        text,
        numbers,
        part -> {
          String plain = part;
          for (UnaryOperator<String> n : normalizers) {
            plain = n.apply(plain);
          }
          each(normalized, plain, numbers, rest -> model.encode(cut(rest), numbers));
        });
    return numbers;
  }

  private List<String> cut(String text) {
    List<String> words = List.of(text);
    for (UnaryOperator<List<String>> c : cutters) {
      words = c.apply(words);
    }
    return words;
  }

  /** Numbers the added tokens in a text, and hands on what lies between them. */
  private static void each(
      Added added, String text, List<Integer> numbers, Consumer<String> between) {
    int done = 0;
    if (added.pattern != null) {
      Matcher m = added.pattern.matcher(text);
      while (m.find()) {
        if (m.start() > done) {
          between.accept(text.substring(done, m.start()));
        }
        // A match may take white space along.
        Integer number = added.numbers.get(m.group());
        numbers.add(number != null ? number : added.numbers.get(m.group().strip()));
        done = m.end();
      }
    }
    if (done < text.length()) {
      between.accept(text.substring(done));
    }
  }
}
