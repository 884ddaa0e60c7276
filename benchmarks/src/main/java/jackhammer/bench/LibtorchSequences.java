package jackhammer.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** {@link LibtorchJob} on sequences. */
final class LibtorchSequences {
  private LibtorchSequences() {}

  static LibtorchJob job(SequenceWork work, Tensor[] in) {
    return switch (work) {
      case SequenceWork.Text t when t.train() -> new Training(t, in);
      case SequenceWork.Text t -> new Inference(in, () -> logits(t, in));
      case SequenceWork.Embedding e -> {
        Tensor places = in[in.length - 1];
        yield job(e.backward(), in, 1, () -> torch.embedding(in[0], places));
      }
      case SequenceWork.Attention a ->
          job(a.backward(), in, 3, () -> attention(in[0], in[1], in[2], a.causal()));
      case SequenceWork.MultiHead m -> job(m.backward(), in, 5, () -> multiHead(m, in));
      case SequenceWork.Ctc c -> {
        long[] steps = all(c.batch(), c.steps());
        long[] labels = all(c.batch(), c.labels());
        Tensor one = torch.ones(new long[0]);
        Tensor targets =
            torch
                .add(in[in.length - 1], one.to(in[in.length - 1].scalar_type()))
                .reshape(c.batch(), c.labels());
        // 0: the loss of each sequence.
        yield job(
            c.backward(),
            in,
            1,
            () ->
                torch.ctc_loss(torch.log_softmax(in[0], -1), targets, steps, labels, 0, 0, false));
      }
    };
  }

  private static long[] all(int count, long value) {
    long[] a = new long[count];
    Arrays.fill(a, value);
    return a;
  }

  private static LibtorchJob job(
      boolean backward, Tensor[] in, int leaves, Supplier<Tensor> operation) {
    return backward
        ? new LibtorchJob.Gradients(in, leaves, operation)
        : new Inference(in, operation);
  }

  private static Tensor attention(Tensor q, Tensor k, Tensor v, boolean causal) {
    return torch.scaled_dot_product_attention(
        q, k, v, new TensorOptional(), 0, causal, new DoubleOptional(), false);
  }

  /** As {@code torch.nn.functional.multi_head_attention_forward} does it. */
  private static Tensor multiHead(SequenceWork.MultiHead m, Tensor[] in) {
    long heads = m.heads();
    long features = m.features();
    Tensor packed = torch.linear(in[0], in[1], new TensorOptional(in[2]));
    Tensor[] parts = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      // [L, B, E] as [B, heads, L, E / heads].
      parts[i] =
          packed
              .narrow(2, i * features, features)
              .reshape(m.length(), m.batch(), heads, features / heads)
              .permute(1, 2, 0, 3);
    }
    Tensor y = attention(parts[0], parts[1], parts[2], false);
    Tensor rows = y.permute(2, 0, 1, 3).reshape(m.length(), m.batch(), features);
    return torch.linear(rows, in[3], new TensorOptional(in[4]));
  }

  /** The logits; {@code in} as the inputs of the work. */
  private static Tensor logits(SequenceWork.Text t, Tensor[] in) {
    int end = in.length - 2;
    Tensor[] ofLayer = new Tensor[end - SequenceWork.Text.FIRST_PARAMETER];
    System.arraycopy(in, SequenceWork.Text.FIRST_PARAMETER, ofLayer, 0, ofLayer.length);
    Tensor tokens = in[0].reshape(t.steps(), t.batch());
    // The table's place is that of the layer's input.
    ofLayer[0] = torch.embedding(in[SequenceWork.Text.FIRST_PARAMETER], tokens);
    Tensor y = LibtorchJob.recurrent(t.recurrent(t.train()), ofLayer, ofLayer.length).get();
    Tensor rows = t.last() ? y.select(0, -1) : y.flatten(0, 1);
    return torch.linear(rows, in[end], new TensorOptional(in[end + 1]));
  }

  /** An operation of several calls, without gradients. */
  private static final class Inference extends LibtorchJob {
    private final Supplier<Tensor> operation;

    Inference(Tensor[] in, Supplier<Tensor> operation) {
      super(in);
      this.operation = operation;
    }

    @Override
    void call() {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        operation.get();
      }
    }

    @Override
    float[] result() {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        return concatenate(List.of(operation.get()));
      }
    }
  }

  private static final class Training extends LibtorchJob {
    private final SequenceWork.Text work;
    private final Tensor[] used;
    private Adam adam;

    Training(SequenceWork.Text work, Tensor[] in) {
      super(in);
      this.work = work;
      used = in.clone();
    }

    @Override
    void reset() {
      TensorVector trained = new TensorVector();
      for (int i = SequenceWork.Text.FIRST_PARAMETER; i < in.length; i++) {
        used[i] = in[i].clone();
        used[i].requires_grad_();
        trained.push_back(used[i]);
      }
      adam = new Adam(trained, new AdamOptions(LEARNING_RATE));
    }

    @Override
    void call() {
      try (PointerScope _ = new PointerScope()) {
        adam.zero_grad();
        lossAndBackward();
        adam.step();
      }
    }

    private Tensor lossAndBackward() {
      Tensor loss = torch.cross_entropy_loss(logits(work, used), used[1]);
      loss.backward();
      return loss;
    }

    @Override
    float[] result() {
      reset();
      try (PointerScope _ = new PointerScope()) {
        List<Tensor> outputs = new ArrayList<>(List.of(lossAndBackward()));
        for (int i = SequenceWork.Text.FIRST_PARAMETER; i < used.length; i++) {
          outputs.add(used[i].grad());
        }
        return concatenate(outputs);
      }
    }
  }
}
