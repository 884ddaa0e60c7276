package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.text.PaddedExamples;
import jackhammer.text.TangQuatrains;
import jackhammer.text.Tokenizer;
import jackhammer.text.Vocab;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Quatrains of the Tang: a network learns to write, character by character. */
@Command(
    name = "poems",
    sortOptions = false,
    description = {
      "Train a network to write classical Chinese poems; after each epoch it shows two.",
      "The folder of the results gets model.safetensors (PyTorch reads it), recipe.json,"
          + " metrics.csv and curves.png. jackhammer generate writes more poems."
    })
final class PoemsRecipe extends Recipe<PaddedExamples, PoemWriter> {
  private static final String CHARACTERS = "characters";

  /** How often a character has to occur; poems with rarer ones are left out. */
  private static final int LEAST = 10;

  private static final int TEST_EVERY = 10;

  @Override
  List<Model<PoemWriter>> models() {
    // With the better of two rates by --validation 0.1: a perplexity of 158 after half the epochs
    // instead of 197.
    return List.of(new Model<>("lstm", card -> new PoemWriter(vocab(card)), 4e-3, Schedule.COSINE));
  }

  @Override
  int epochs() {
    return 10;
  }

  @Override
  Map<String, Object> facts(DataOptions from) {
    TangQuatrains poems = new TangQuatrains();
    Vocab vocab =
        Vocab.of(
            IntStream.range(0, poems.size())
                .mapToObj(i -> Tokenizer.characters().tokenize(poems.get(i))),
            o -> o.specials(PoemWriter.END).minFreq(LEAST));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(CHARACTERS, vocab.tokens());
    return facts;
  }

  private static Vocab vocab(RunCard card) {
    return Vocab.of(card.strings(CHARACTERS), null);
  }

  @Override
  Examples<PaddedExamples> read(DataOptions from, RunCard card, Part part) {
    Vocab vocab = vocab(card);
    TangQuatrains all = new TangQuatrains();
    List<Example> poems = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      List<String> characters = Tokenizer.characters().tokenize(all.get(i));
      boolean isForTest = i % TEST_EVERY == 0;
      if (isForTest != (part == Part.TRAINING) && characters.stream().allMatch(vocab::contains)) {
        poems.add(example(vocab.encode(characters)));
      }
    }
    return Examples.of(
        part,
        Dataset.of(poems),
        PaddedExamples::of,
        "poems",
        "the jar (Complete Tang Poems, from the package chinese-poetry)");
  }

  /**
   * What is read is the end of a poem before and the poem; what is foretold, the poem and its end.
   */
  private static Example example(Tensor poem) {
    Tensor end = Tensor.arange(1);
    return new Example(Tensor.cat(0, end, poem), Tensor.cat(0, poem, end));
  }

  @Override
  String describe(Examples<PaddedExamples> train, Examples<PaddedExamples> judged) {
    return String.format(
        Locale.ROOT,
        "Tang quatrains: %,d to learn from and %,d for %s, from %s",
        train.size(),
        judged.size(),
        judged.part().word(),
        train.source());
  }

  @Override
  int predict(SavedRun run, Predict request) {
    throw new UserError(
        "predict: expected weights that tell something apart, got those of poems (%s), which write;"
                .formatted(run.weights())
            + " jackhammer generate does that");
  }

  @Override
  int generate(SavedRun run, Generate request) {
    PoemWriter writer = restore(run);
    String prompt = request.prompt().strip();
    String strange =
        Tokenizer.characters().tokenize(prompt).stream()
            .filter(c -> !writer.knows(c))
            .distinct()
            .collect(Collectors.joining(" "));
    if (!strange.isEmpty()) {
      throw new UserError(
          "--prompt: expected characters that the network has learned, got %s; it knows %,d, traditional ones"
              .formatted(strange, run.card().strings(CHARACTERS).size() - 1));
    }
    List<String> poems =
        writer.write(prompt, request.count(), request.temperature(), request.seed());
    poems.forEach(request.out()::println);
    Map<String, Object> facts = facts(run);
    facts.put("prompt", prompt);
    facts.put("temperature", request.temperature());
    facts.put("seed", request.seed());
    facts.put("texts", poems);
    request.json().print(request.out(), facts);
    return 0;
  }
}
