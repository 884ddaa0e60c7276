package jackhammer.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jackhammer.io.CorruptFileException;
import jackhammer.text.BytePairMerges.Merge;
import jackhammer.text.BytePairTokenizer.Added;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads a {@code tokenizer.json} and refuses what it does not know. */
final class BytePairFile {
  private static final String ADVICE = "get the file again from where it came";

  private final Path file;

  BytePairFile(Path file) {
    this.file = file;
  }

  BytePairTokenizer read() {
    JsonNode root = parse();
    JsonNode model = root.path("model");
    if (!model.isObject()) {
      throw corrupt("an object \"model\"", "none");
    }
    List<UnaryOperator<String>> normalizers = normalizers(root.path("normalizer"));
    return new BytePairTokenizer(
        merges(model),
        normalizers,
        cutters(root.path("pre_tokenizer")),
        added(root.path("added_tokens"), List.of(), false),
        added(root.path("added_tokens"), normalizers, true),
        decodesBytes(root.path("decoder")));
  }

  private JsonNode parse() {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new CorruptFileException(
          file,
          e.getLocation() == null
              ? CorruptFileException.WHOLE_FILE
              : Math.max(0, e.getLocation().getByteOffset()),
          "JSON",
          e.getOriginalMessage(),
          ADVICE);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e.getMessage(), e);
    }
  }

  // --- the model -----------------------------------------------------------------------------

  private BytePairMerges merges(JsonNode model) {
    // Files of the first versions do not say what they are.
    if (!model.path("type").asText("BPE").equals("BPE")) {
      throw unknown("model.type", model.path("type"), "BPE");
    }
    for (String field : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      if (!model.path(field).asText("").isEmpty() && !model.path(field).isNull()) {
        throw unknown("model." + field, model.path(field), "null");
      }
    }
    if (model.path("dropout").asDouble(0) != 0) {
      throw unknown("model.dropout", model.path("dropout"), "null");
    }
    if (model.path("byte_fallback").asBoolean(false)) {
      throw unknown("model.byte_fallback", model.path("byte_fallback"), "false");
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (Map.Entry<String, JsonNode> e : object(model, "vocab").properties()) {
      numbers.put(e.getKey(), number("model.vocab", e.getKey(), e.getValue()));
    }
    if (Set.copyOf(numbers.values()).size() != numbers.size()) {
      throw corrupt("tokens with numbers that differ in model.vocab", "one number twice");
    }
    Map<Long, Merge> merges = new HashMap<>();
    for (JsonNode merge : array(model, "merges")) {
      int rank = merges.size();
      String[] pair = pair(merge, rank);
      Integer left = numbers.get(pair[0]);
      Integer right = numbers.get(pair[1]);
      Integer both = numbers.get(pair[0] + pair[1]);
      if (left == null || right == null || both == null) {
        throw corrupt(
            "merges of tokens of model.vocab",
            "merge %d, '%s %s'".formatted(rank, pair[0], pair[1]));
      }
      if (merges.put(BytePairMerges.pair(left, right), new Merge(rank, both)) != null) {
        throw corrupt("merges that differ", "merge %d once more".formatted(rank));
      }
    }
    JsonNode unknown = model.path("unk_token");
    Integer unknownNumber = unknown.isTextual() ? numbers.get(unknown.asText()) : null;
    if (unknown.isTextual() && unknownNumber == null) {
      throw corrupt("model.unk_token in model.vocab", "'" + unknown.asText() + "'");
    }
    return new BytePairMerges(
        numbers,
        merges,
        unknownNumber,
        model.path("fuse_unk").asBoolean(false),
        model.path("ignore_merges").asBoolean(false));
  }

  /** {@code "a b"} in older files, {@code ["a", "b"]} in newer ones. */
  private String[] pair(JsonNode merge, int rank) {
    String[] pair =
        merge.isTextual()
            ? merge.asText().split(" ", -1)
            : merge.isArray() && merge.size() == 2
                ? new String[] {merge.get(0).asText(), merge.get(1).asText()}
                : new String[0];
    if (pair.length != 2) {
      throw corrupt("pairs of tokens in model.merges", "number %d, %s".formatted(rank, merge));
    }
    return pair;
  }

  // --- what comes before it --------------------------------------------------------------------

  private List<UnaryOperator<String>> normalizers(JsonNode node) {
    List<UnaryOperator<String>> all = new ArrayList<>();
    for (JsonNode n : steps(node, "normalizers")) {
      String type = n.path("type").asText();
      all.add(
          switch (type) {
            case "NFC", "NFD", "NFKC", "NFKD" -> {
              Normalizer.Form form = Normalizer.Form.valueOf(type);
              yield text -> Normalizer.normalize(text, form);
            }
            // Letter by letter: whether a sigma ends a word makes no difference.
            case "Lowercase" ->
                text ->
                    text.codePoints()
                        .mapToObj(c -> Character.toString(c).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
            default ->
                throw unknown(
                    "normalizer", n.path("type"), "NFC, NFD, NFKC, NFKD, Lowercase, Sequence");
          });
    }
    return all;
  }

  private List<UnaryOperator<List<String>>> cutters(JsonNode node) {
    List<UnaryOperator<List<String>>> all = new ArrayList<>();
    for (JsonNode p : steps(node, "pretokenizers")) {
      String type = p.path("type").asText();
      switch (type) {
        case "ByteLevel" -> {
          if (p.path("add_prefix_space").asBoolean(true)) {
            all.add(BytePairCuts.each(word -> word.startsWith(" ") ? word : " " + word));
          }
          if (p.path("use_regex").asBoolean(true)) {
            all.add(BytePairCuts.isolated(BytePairCuts.GPT2));
          }
          all.add(BytePairCuts.each(ByteSpelling::of));
        }
        case "Split" -> all.add(split(p));
        case "Digits" ->
            all.add(
                BytePairCuts.isolated(
                    Pattern.compile(
                        p.path("individual_digits").asBoolean(false) ? "\\p{N}" : "\\p{N}+")));
        case "Whitespace" -> all.add(BytePairCuts.matches(BytePairCuts.compile("\\w+|[^\\w\\s]+")));
        case "WhitespaceSplit" -> all.add(BytePairCuts.between(BytePairCuts.compile("\\s+")));
        default ->
            throw unknown(
                "pre_tokenizer",
                p.path("type"),
                "ByteLevel, Split, Digits, Whitespace, WhitespaceSplit, Sequence");
      }
    }
    return all;
  }

  private UnaryOperator<List<String>> split(JsonNode p) {
    Pattern pattern;
    if (p.path("pattern").has("Regex")) {
      try {
        pattern = BytePairCuts.compile(p.path("pattern").path("Regex").asText());
      } catch (PatternSyntaxException e) {
        throw corrupt("a regular expression in pre_tokenizer.pattern", e.getDescription());
      }
    } else if (p.path("pattern").has("String")) {
      pattern = Pattern.compile(Pattern.quote(p.path("pattern").path("String").asText()));
    } else {
      throw corrupt(
          "pre_tokenizer.pattern to be a Regex or a String", p.path("pattern").toString());
    }
    boolean inverted = p.path("invert").asBoolean(false);
    return switch (p.path("behavior").asText()) {
      case "Isolated" -> BytePairCuts.isolated(pattern);
      case "Removed" -> inverted ? BytePairCuts.matches(pattern) : BytePairCuts.between(pattern);
      default -> throw unknown("pre_tokenizer.behavior", p.path("behavior"), "Isolated, Removed");
    };
  }

  private Added added(
      JsonNode tokens, List<UnaryOperator<String>> normalizers, boolean normalized) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Map<String, String> patterns = new LinkedHashMap<>();
    for (JsonNode t : tokens) {
      if (t.path("normalized").asBoolean(!t.path("special").asBoolean(false)) != normalized) {
        continue;
      }
      if (t.path("single_word").asBoolean(false)) {
        throw unknown("added_tokens.single_word", t.path("single_word"), "false");
      }
      String content = t.path("content").asText();
      if (content.isEmpty()) {
        throw corrupt("added_tokens with content", t.toString());
      }
      for (UnaryOperator<String> n : normalizers) {
        content = n.apply(content);
      }
      numbers.put(content, number("added_tokens", content, t.path("id")));
      patterns.put(
          content,
          (t.path("lstrip").asBoolean(false) ? "\\s*" : "")
              + Pattern.quote(content)
              + (t.path("rstrip").asBoolean(false) ? "\\s*" : ""));
    }
    if (numbers.isEmpty()) {
      return new Added(null, numbers);
    }
    // Of several at one place the longest.
    String pattern =
        patterns.entrySet().stream()
            .sorted(Comparator.comparingInt(e -> -e.getKey().length()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("|"));
    return new Added(BytePairCuts.compile(pattern), numbers);
  }

  private static Optional<Boolean> decodesBytes(JsonNode decoder) {
    if (decoder.isNull() || decoder.isMissingNode()) {
      return Optional.of(false);
    }
    return decoder.path("type").asText().equals("ByteLevel") ? Optional.of(true) : Optional.empty();
  }

  // --- JSON -----------------------------------------------------------------------------------

  /** The parts of a Sequence, or the one step that there is. */
  private List<JsonNode> steps(JsonNode node, String parts) {
    List<JsonNode> all = new ArrayList<>();
    if (node.path("type").asText().equals("Sequence")) {
      array(node, parts).forEach(n -> all.addAll(steps(n, parts)));
    } else if (!node.isNull() && !node.isMissingNode()) {
      all.add(node);
    }
    return all;
  }

  private JsonNode object(JsonNode in, String field) {
    if (!in.path(field).isObject()) {
      throw corrupt("an object \"" + field + "\"", in.path(field).toString());
    }
    return in.path(field);
  }

  private JsonNode array(JsonNode in, String field) {
    if (!in.path(field).isArray()) {
      throw corrupt("a list \"" + field + "\"", in.path(field).toString());
    }
    return in.path(field);
  }

  private int number(String where, String token, JsonNode value) {
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0) {
      throw corrupt("numbers from 0 on in " + where, "%s for '%s'".formatted(value, token));
    }
    return value.intValue();
  }

  private UnsupportedOperationException unknown(String what, JsonNode got, String known) {
    return new UnsupportedOperationException(
        "%s: expected %s to be one of %s, got %s; this tokenizer cannot be used here"
            .formatted(file, what, known, got));
  }

  private CorruptFileException corrupt(String expected, String got) {
    return new CorruptFileException(
        file, CorruptFileException.WHOLE_FILE, expected, got.isEmpty() ? "nothing" : got, ADVICE);
  }
}
