package jackhammer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Work on sequences beside the recurrent layers themselves. */
sealed interface SequenceWork extends Work {

  /**
   * A network for texts: a table of {@code tokens} vectors, an LSTM or GRU, a fully connected layer
   * on each step or, with {@code last}, on the last one; cross-entropy. Inference gives the logits;
   * with {@code train} it is a step of training with Adam, 1e-3, whose parameters return to their
   * initial values before each timed run, and the outputs are the loss and the gradients of the
   * first step.
   */
  record Text(
      String op,
      int tokens,
      int width,
      int hidden,
      int layers,
      boolean bidirectional,
      boolean last,
      int classes,
      int batch,
      int steps,
      boolean train)
      implements SequenceWork {

    /** Inputs 0 and 1 are tokens and targets; the parameters follow. */
    static final int FIRST_PARAMETER = 2;

    Text withTraining() {
      return new Text(
          op, tokens, width, hidden, layers, bidirectional, last, classes, batch, steps, true);
    }

    /** Its recurrent layer, with the gradients or without. */
    Recurrent recurrent(boolean backward) {
      return new Recurrent(op, steps, batch, width, hidden, layers, bidirectional, false, backward);
    }

    int features() {
      return bidirectional ? 2 * hidden : hidden;
    }

    /** Rows of the logits. */
    int rows() {
      return last ? batch : steps * batch;
    }

    @Override
    public List<Input> inputs() {
      List<Input> all = new ArrayList<>();
      all.add(Input.labels(steps * batch, tokens));
      all.add(Input.labels(rows(), classes));
      all.add(Input.floats(1, tokens, width));
      List<Input> ofLayer = recurrent(false).inputs();
      all.addAll(ofLayer.subList(1, ofLayer.size()));
      all.add(Input.floats(Work.fanIn(features()), classes, features()));
      all.add(Input.floats(Work.fanIn(features()), classes));
      return List.copyOf(all);
    }

    @Override
    public double flops() {
      double all = recurrent(false).flops() + 2.0 * rows() * features() * classes;
      return train ? 3 * all : all;
    }

    @Override
    public List<Integer> outputs() {
      if (!train) {
        return List.of(rows() * classes);
      }
      List<Integer> sizes = new ArrayList<>(List.of(1));
      inputs().stream().skip(FIRST_PARAMETER).map(Input::size).forEach(sizes::add);
      return List.copyOf(sizes);
    }
  }

  /** Rows of a table of {@code tokens} vectors; with {@code backward} also the table's gradient. */
  record Embedding(int tokens, int width, int count, boolean backward) implements SequenceWork {
    @Override
    public List<Input> inputs() {
      Input table = Input.floats(1, tokens, width);
      Input places = Input.labels(count, tokens);
      return backward
          ? List.of(table, Input.floats(1, count, width), places)
          : List.of(table, places);
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return backward ? List.of(count * width, tokens * width) : List.of(count * width);
    }
  }

  /**
   * Scaled dot product attention of [batch, heads, length, features], every query to all keys or,
   * if {@code causal}, to those before it and its own.
   */
  record Attention(int batch, int heads, int length, int features, boolean causal, boolean backward)
      implements SequenceWork {
    @Override
    public List<Input> inputs() {
      Input x = Input.floats(1, batch, heads, length, features);
      return backward ? List.of(x, x, x, x) : List.of(x, x, x);
    }

    /** Two products, over all pairs also if half of them do not count. */
    @Override
    public double flops() {
      double each = 4.0 * batch * heads * length * length * features;
      return backward ? 3 * each : each;
    }

    @Override
    public List<Integer> outputs() {
      int size = batch * heads * length * features;
      return backward ? List.of(size, size, size, size) : List.of(size);
    }
  }

  /** {@code MultiheadAttention} of [length, batch, features] to itself, without the weights. */
  record MultiHead(int length, int batch, int features, int heads, boolean backward)
      implements SequenceWork {
    @Override
    public List<Input> inputs() {
      float scale = Work.fanIn(features);
      List<Input> all = new ArrayList<>();
      all.add(Input.floats(1, length, batch, features));
      all.add(Input.floats(scale, 3 * features, features));
      all.add(Input.floats(scale, 3 * features));
      all.add(Input.floats(scale, features, features));
      all.add(Input.floats(scale, features));
      if (backward) {
        all.add(Input.floats(1, length, batch, features));
      }
      return List.copyOf(all);
    }

    @Override
    public double flops() {
      double rows = (double) length * batch;
      double each = 8 * rows * features * features + 4 * rows * length * features;
      return backward ? 3 * each : each;
    }

    @Override
    public List<Integer> outputs() {
      int size = length * batch * features;
      return backward
          ? IntStream.concat(IntStream.of(size), inputs().stream().limit(5).mapToInt(Input::size))
              .boxed()
              .toList()
          : List.of(size);
    }
  }

  /**
   * The loss of connectionist temporal classification of each sequence, from logits [steps, batch,
   * classes] through log-softmax, class 0 the blank, with {@code labels} labels for each; with
   * {@code backward} also the gradient of the logits for given ones of the losses.
   */
  record Ctc(int steps, int batch, int classes, int labels, boolean backward)
      implements SequenceWork {
    @Override
    public List<Input> inputs() {
      Input x = Input.floats(4, steps, batch, classes);
      // Every contender adds 1, past the blank.
      Input targets = Input.labels(batch * labels, classes - 1);
      return backward ? List.of(x, Input.floats(1, batch), targets) : List.of(x, targets);
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return backward ? List.of(batch, steps * batch * classes) : List.of(batch);
    }
  }
}
