package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.data.Example;
import jackhammer.text.FamilyNames;
import jackhammer.text.PaddedExamples;
import jackhammer.text.Tokenizer;
import jackhammer.text.Vocab;
import jackhammer.text.models.TextCnn;
import jackhammer.text.models.TextRnn;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Family names and the languages they come from: texts of different lengths. */
@Command(
    name = "names",
    sortOptions = false,
    description = {
      "Train a network to tell from which of 19 languages a family name comes.",
      "The folder of the results gets model.safetensors (PyTorch reads it), recipe.json,"
          + " metrics.csv, curves.png and confusion.png."
    })
final class NamesRecipe extends Recipe<PaddedExamples, NameClassifier> {
  private static final String CHARACTERS = "characters";
  private static final String PADDING = "<pad>";
  private static final String UNKNOWN = "<unk>";

  private static final List<Model<NameClassifier>> MODELS =
      List.of(
          // The best of the four by --validation 0.1.
          model("conv1d", TextCnn::new),
          model("lstm", (tokens, classes) -> new TextRnn(TextRnn.Kind.LSTM, tokens, classes)),
          model("gru", (tokens, classes) -> new TextRnn(TextRnn.Kind.GRU, tokens, classes)),
          model("rnn", (tokens, classes) -> new TextRnn(TextRnn.Kind.RNN, tokens, classes)));

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "conv1d, lstm, gru or rnn. Default: conv1d.")
  private String model = MODELS.getFirst().id();

  private static Model<NameClassifier> model(String id, NameClassifier.Build build) {
    return new Model<>(
        id,
        card -> {
          List<String> languages = card.strings(NameClassifier.CLASSES);
          return new NameClassifier(
              build.of(card.strings(CHARACTERS).size(), languages.size()), languages);
        },
        2e-3,
        Schedule.COSINE);
  }

  @Override
  List<Model<NameClassifier>> models() {
    return MODELS;
  }

  @Override
  String model() {
    return model;
  }

  @Override
  int epochs() {
    return 10;
  }

  @Override
  Map<String, Object> facts(DataOptions from) {
    FamilyNames names = new FamilyNames(true);
    Vocab vocab =
        Vocab.of(
            IntStream.range(0, names.size()).mapToObj(i -> characters(names.get(i).name())),
            // A character of one name alone teaches what to think of unknown ones.
            o -> o.specials(PADDING).unknown(UNKNOWN).minFreq(2));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(NameClassifier.CLASSES, names.languages());
    facts.put(CHARACTERS, vocab.tokens());
    return facts;
  }

  private static Vocab vocab(RunCard card) {
    return Vocab.of(card.strings(CHARACTERS), UNKNOWN);
  }

  /** A letter with an accent is one character, however it was typed, and so is an apostrophe. */
  private static List<String> characters(String name) {
    return Tokenizer.characters()
        .tokenize(Normalizer.normalize(name.strip(), Normalizer.Form.NFC).replace('’', '\''));
  }

  @Override
  Examples<PaddedExamples> read(DataOptions from, RunCard card, Part part) {
    Vocab vocab = vocab(card);
    FamilyNames names = new FamilyNames(part == Part.TRAINING);
    List<String> languages = card.strings(NameClassifier.CLASSES);
    return Examples.of(
        part,
        names.map(
            n ->
                new Example(
                    vocab.encode(characters(n.name())),
                    Tensor.tensor((long) languages.indexOf(n.language())))),
        PaddedExamples::of,
        "names",
        "the jar (from the package Faker)");
  }

  @Override
  String describe(Examples<PaddedExamples> train, Examples<PaddedExamples> judged) {
    return String.format(
        Locale.ROOT,
        "Family names: %,d to learn from and %,d for %s, from %s",
        train.size(),
        judged.size(),
        judged.part().word(),
        train.source());
  }

  @Override
  Map<String, Object> shown(RunCard card) {
    return Map.of(NameClassifier.CLASSES, card.strings(NameClassifier.CLASSES));
  }

  @Override
  int predict(SavedRun run, Predict request) {
    Vocab vocab = run.read(NamesRecipe::vocab);
    Map<String, PaddedExamples> names = new LinkedHashMap<>();
    for (String name : request.inputs()) {
      List<String> characters = characters(name);
      if (characters.isEmpty()) {
        throw new UserError("predict: expected a name, got '" + name + "'");
      }
      String strange =
          characters.stream()
              .filter(c -> !vocab.contains(c))
              .distinct()
              .collect(Collectors.joining(" "));
      if (!strange.isEmpty()) {
        request
            .err()
            .printf(
                "jackhammer predict: %s has what the network has not learned (%s); it is read as"
                    + " an unknown character%n",
                name, strange);
      }
      Example one = new Example(vocab.encode(characters), Tensor.tensor(0L));
      names.put(name, PaddedExamples.of(List.of(one)));
    }
    request.err().flush();
    return restore(run).answer(request, names, facts(run), "names", "name");
  }
}
