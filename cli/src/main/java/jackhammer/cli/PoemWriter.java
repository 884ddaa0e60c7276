package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.Generator;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.nn.LSTM;
import jackhammer.nn.Module;
import jackhammer.nn.Utils;
import jackhammer.text.PaddedExamples;
import jackhammer.text.Tokenizer;
import jackhammer.text.Vocab;
import jackhammer.text.models.CharRnn;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A network that foretells the next character of a poem, and so can write one. */
final class PoemWriter implements Task<PaddedExamples> {
  /** Stands before and behind each poem; the first of the vocabulary. */
  static final String END = "<end>";

  /** No poem is longer, so that one that finds no end stops. */
  private static final int LONGEST = 64;

  private static final double STEEPEST = 1;

  /** Between how many characters the network hesitates, on average. */
  private static final Measure PERPLEXITY =
      new Measure(
          "perplexity", "perplexity", "%.1f", 1, "Perplexity", "0.#", StrictMath::exp, true);

  private final Vocab vocab;
  private final CharRnn network;

  PoemWriter(Vocab vocab) {
    this.vocab = vocab;
    this.network = new CharRnn(vocab.size());
  }

  @Override
  public Module module() {
    return network;
  }

  @Override
  public List<Measure> measures() {
    return List.of(Measure.LOSS, PERPLEXITY);
  }

  @Override
  public Step learn(PaddedExamples batch) {
    Tensor loss = loss(batch);
    return new Step(loss, score(batch, loss.item()));
  }

  private Tensor loss(PaddedExamples batch) {
    Tensor logits = network.call(batch.input(), null).logits();
    return F.crossEntropy(logits.flatten(0, 1), batch.target().flatten());
  }

  /** The loss is that of a character. */
  private static Score score(PaddedExamples batch, double loss) {
    long characters = batch.lengths().sum().itemLong();
    double sum = loss * characters;
    return new Score(batch.lengths().numel(), characters, List.of(sum, sum));
  }

  @Override
  public void beforeStep() {
    Utils.clipGradNorm_(network.parameters(), STEEPEST);
  }

  @Override
  public Verdict judge(Examples<PaddedExamples> examples, Progress progress) {
    Score score =
        examples.pass(network, progress, (batch, from) -> score(batch, loss(batch).item()));
    return () -> score;
  }

  @Override
  public void afterEpoch(PrintWriter out) {
    network.eval();
    for (String poem : write("", 2, 0.8, 0)) {
      out.println("        " + poem);
    }
  }

  boolean knows(String character) {
    return !character.equals(END) && vocab.contains(character);
  }

  /**
   * Writes poems.
   *
   * @param prompt how each begins
   * @param temperature below 1 the likely characters become likelier still; at 0 always the
   *     likeliest is taken
   */
  List<String> write(String prompt, int count, double temperature, long seed) {
    Generator draws = new Generator().manualSeed(seed);
    List<String> poems = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      poems.add(Autograd.noGrad(() -> poem(prompt, temperature, draws)));
    }
    return poems;
  }

  private String poem(String prompt, double temperature, Generator draws) {
    List<String> begun = new ArrayList<>(List.of(END));
    begun.addAll(Tokenizer.characters().tokenize(prompt));
    StringBuilder poem = new StringBuilder(prompt);
    Tensor x = vocab.encode(begun).unsqueeze(0); // [1, L]
    LSTM.State state = null;
    for (int length = begun.size() - 1; length < LONGEST; length++) {
      CharRnn.Output out = network.call(x, state);
      Tensor next = drawn(out.logits().select(1, -1).squeeze(0), temperature, draws); // [1]
      String character = vocab.token(next.itemLong());
      if (character.equals(END)) {
        break;
      }
      poem.append(character);
      x = next.unsqueeze(0);
      state = out.state();
    }
    return poem.toString();
  }

  private static Tensor drawn(Tensor logits, double temperature, Generator draws) {
    return temperature == 0
        ? logits.argmax(0).unsqueeze(0)
        : logits.div(temperature).softmax(0).multinomial(1, false, draws);
  }
}
