package jackhammer.bench;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.Embedding;
import jackhammer.nn.F;
import jackhammer.nn.GRU;
import jackhammer.nn.LSTM;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.MultiheadAttention;
import jackhammer.nn.Reduction;
import jackhammer.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** {@link Ours} on sequences. */
final class OursSequences {
  private OursSequences() {}

  static Ours.Job job(SequenceWork work, Tensor[] in) {
    return switch (work) {
      case SequenceWork.Text t when t.train() -> new Training(t, in);
      case SequenceWork.Text t -> {
        Net net = new Net(t, in);
        net.eval();
        yield Ours.plain(() -> net.logits(in[0]));
      }
      case SequenceWork.Embedding e -> {
        Tensor places = in[in.length - 1];
        yield job(e.backward(), in, 1, () -> F.embedding(places, in[0]));
      }
      case SequenceWork.Attention a ->
          job(
              a.backward(),
              in,
              3,
              () -> F.scaledDotProductAttention(in[0], in[1], in[2], o -> o.isCausal(a.causal())));
      case SequenceWork.MultiHead m -> {
        MultiheadAttention layer = new MultiheadAttention(m.features(), m.heads());
        Ours.give(layer, in, 1);
        Tensor x = in[0];
        Supplier<Tensor> y = () -> layer.call(x, x, x, o -> o.needWeights(false)).output();
        if (!m.backward()) {
          yield Ours.plain(y);
        }
        List<Tensor> leaves = new ArrayList<>(List.of(x));
        leaves.addAll(layer.parameters());
        yield new Ours.Gradients(leaves, in[in.length - 1], y);
      }
      case SequenceWork.Ctc c -> {
        Tensor targets = in[in.length - 1].add(1).reshape(c.batch(), c.labels());
        Tensor steps = Tensor.full(Size.of(c.batch()), (long) c.steps());
        Tensor labels = Tensor.full(Size.of(c.batch()), (long) c.labels());
        yield job(
            c.backward(),
            in,
            1,
            () ->
                F.ctcLoss(
                    F.logSoftmax(in[0], -1),
                    targets,
                    steps,
                    labels,
                    o -> o.reduction(Reduction.NONE)));
      }
    };
  }

  /** With the gradients of the first inputs for the one behind them, or without. */
  private static Ours.Job job(
      boolean backward, Tensor[] in, int leaves, Supplier<Tensor> operation) {
    return backward
        ? new Ours.Gradients(Arrays.asList(in).subList(0, leaves), in[leaves], operation)
        : Ours.plain(operation);
  }

  private static final class Net extends Module {
    private final SequenceWork.Text work;
    private final Embedding embedding;
    private final Module rnn;
    private final Linear fc;

    Net(SequenceWork.Text w, Tensor[] in) {
      work = w;
      embedding = new Embedding(w.tokens(), w.width());
      rnn =
          w.op().equals("gru")
              ? new GRU(
                  w.width(),
                  w.hidden(),
                  o -> o.numLayers(w.layers()).bidirectional(w.bidirectional()))
              : new LSTM(
                  w.width(),
                  w.hidden(),
                  o -> o.numLayers(w.layers()).bidirectional(w.bidirectional()));
      fc = new Linear(w.features(), w.classes());
      Ours.give(this, in, SequenceWork.Text.FIRST_PARAMETER);
    }

    /** (rows, classes), for all steps one after the other or the last one. */
    Tensor logits(Tensor tokens) {
      Tensor x = embedding.call(tokens.reshape(work.steps(), work.batch()));
      Tensor y = rnn instanceof GRU gru ? gru.call(x).output() : ((LSTM) rnn).call(x).output();
      return fc.call(work.last() ? y.select(0, -1) : y.flatten(0, 1));
    }
  }

  private static final class Training extends Ours.Job {
    private final SequenceWork.Text work;
    private final Tensor[] in;
    private Net net;
    private Adam adam;

    Training(SequenceWork.Text work, Tensor[] in) {
      this.work = work;
      this.in = in;
      reset();
    }

    @Override
    void reset() {
      net = new Net(work, in);
      adam = new Adam(net.parameters(), Ours.LEARNING_RATE);
    }

    @Override
    Tensor[] call() {
      adam.zeroGrad();
      Tensor loss = lossAndBackward();
      adam.step();
      return new Tensor[] {loss};
    }

    private Tensor lossAndBackward() {
      Tensor loss = F.crossEntropy(net.logits(in[0]), in[1]);
      loss.backward();
      return loss;
    }

    @Override
    Tensor[] checked() {
      reset();
      List<Tensor> outputs = new ArrayList<>(List.of(lossAndBackward()));
      net.parameters().forEach(p -> outputs.add(p.grad()));
      return outputs.toArray(Tensor[]::new);
    }
  }
}
