package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.nn.Module;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A network that tells classes apart. What differs is how it is asked about a batch.
 *
 * @param <B> a batch of examples
 */
abstract class Classifier<B> implements Task<B> {
  /** How many classes predict shows. */
  private static final int BEST = 3;

  private final Module module;
  private final Head head;
  private final List<String> classes;

  /**
   * @param module the network
   * @param head what its outputs mean
   * @param classes their names, in the order of the outputs
   */
  Classifier(Module module, Head head, List<String> classes) {
    this.module = module;
    this.head = head;
    this.classes = classes;
  }

  /** What the network says about a batch: [N, head.outputs(classes)]. */
  abstract Tensor outputs(B batch);

  /** The true classes: int64 [N]. */
  abstract Tensor labels(B batch);

  /** Pictures to keep of what it said, by the names of their files. */
  abstract Map<String, Supplier<BufferedImage>> pictures(Examples<B> examples, Classified said);

  final List<String> classes() {
    return classes;
  }

  @Override
  public final Module module() {
    return module;
  }

  @Override
  public List<Measure> measures() {
    return List.of(Measure.LOSS, Measure.ACCURACY);
  }

  @Override
  public final Step learn(B batch) {
    Tensor outputs = outputs(batch);
    Tensor loss = head.loss(outputs, labels(batch));
    return new Step(loss, score(labels(batch), outputs.detach(), loss.item()));
  }

  private Score score(Tensor labels, Tensor outputs, double loss) {
    long correct = head.choices(outputs).eq(labels).sum().itemLong();
    long n = labels.numel();
    return Score.of(n, loss * n, (double) correct);
  }

  @Override
  public Verdict judge(Examples<B> examples, Progress progress) {
    return classify(examples, progress);
  }

  /** What the network takes each example for. */
  final Classified classify(Examples<B> examples, Progress progress) {
    int[] labels = new int[examples.size()];
    int[] choices = new int[examples.size()];
    float[] sureness = new float[examples.size()];
    Score sum =
        examples.pass(
            module,
            progress,
            (batch, from) -> {
              Tensor outputs = outputs(batch);
              long[] right = labels(batch).toLongArray();
              long[] chosen = head.choices(outputs).toLongArray();
              float[] likely = head.probabilities(outputs).max(1).values().toFloatArray();
              for (int i = 0; i < right.length; i++) {
                labels[from + i] = (int) right[i];
                choices[from + i] = (int) chosen[i];
                sureness[from + i] = likely[i];
              }
              double loss = head.loss(outputs, labels(batch)).item();
              return score(labels(batch), outputs, loss);
            });
    Map<String, Supplier<BufferedImage>> pictures = new LinkedHashMap<>();
    Classified said = new Classified(sum, classes, labels, choices, sureness, pictures);
    pictures.putAll(pictures(examples, said));
    return said;
  }

  /**
   * Says the likeliest classes of the user's input, on a terminal and in JSON.
   *
   * @param inputs each as a batch of one, by its name
   * @param facts what the JSON says first
   * @param list the key of the list in the JSON, {@code name} that of an input's name in it
   */
  final int answer(
      Predict request, Map<String, B> inputs, Map<String, Object> facts, String list, String name) {
    List<Map<String, Object>> all = new ArrayList<>();
    inputs.forEach(
        (input, batch) -> {
          Tensor outputs = Autograd.noGrad(() -> outputs(batch));
          float[] likely = head.probabilities(outputs).toFloatArray();
          request.out().println(input);
          List<Map<String, Object>> best = new ArrayList<>();
          for (int c : likeliestFirst(likely)) {
            request.out().printf(Locale.ROOT, "  %6.2f %%  %s%n", 100 * likely[c], classes.get(c));
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("class", classes.get(c));
            choice.put("probability", (double) likely[c]);
            best.add(choice);
          }
          Map<String, Object> one = new LinkedHashMap<>();
          one.put(name, input);
          one.put("best", best);
          all.add(one);
        });
    facts.put(list, all);
    request.json().print(request.out(), facts);
    return 0;
  }

  private static List<Integer> likeliestFirst(float[] likely) {
    return IntStream.range(0, likely.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -likely[c]))
        .limit(BEST)
        .toList();
  }
}
