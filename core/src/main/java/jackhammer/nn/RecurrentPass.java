package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One call of a {@link Recurrent}: the loops over its layers, directions and steps. */
final class RecurrentPass<S> {
  private static final String NAME = "Recurrent";

  private final Recurrent.Options options;
  private final boolean isTraining;
  private final int[] batchSizes;
  private final boolean isPacked;

  /** Which sequence stands at each place, or null. */
  private final Tensor order;

  RecurrentPass(
      Recurrent.Options options,
      boolean isTraining,
      int[] batchSizes,
      boolean isPacked,
      Tensor order) {
    this.options = options;
    this.isTraining = isTraining;
    this.batchSizes = batchSizes;
    this.isPacked = isPacked;
    this.order = order;
  }

  /**
   * @param x (L, N, *), or the rows of a packed sequence
   * @param start what the sequences begin from, (num_layers * directions, N, *), or null
   */
  Recurrent.Output<S> run(List<Recurrent.Cell<S>> cells, Tensor x, S start) {
    int directions = options.bidirectional() ? 2 : 1;
    List<S> last = new ArrayList<>();
    Tensor out = x;
    for (int i = 0; i < cells.size(); i += directions) {
      Tensor[] steps = isPacked ? out.split(sizes(), 0) : out.unbind(0);
      Tensor[] outs = new Tensor[directions];
      for (int d = 0; d < directions; d++) {
        int place = i + d;
        S from = States.map(start, t -> t.select(0, place));
        Direction direction = new Direction(cells.get(place), d == 1);
        last.add(direction.run(steps, from));
        outs[d] = isPacked ? Tensor.cat(0, direction.out) : Tensor.stack(0, direction.out);
      }
      // Features stand behind the batch.
      out = directions == 1 ? outs[0] : Tensor.cat(isPacked ? 1 : 2, outs);
      if (options.dropout() > 0 && i + directions < cells.size()) {
        out = F.dropout(out, options.dropout(), isTraining);
      }
    }
    return new Recurrent.Output<>(out, States.join(last, RecurrentPass::stacked));
  }

  private long[] sizes() {
    return Arrays.stream(batchSizes).asLongStream().toArray();
  }

  private static Tensor stacked(Tensor[] states) {
    for (Tensor t : states) {
      if (!t.size().equals(states[0].size())) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the states of all layers and directions must have the same sizes, to be one"
                    + " tensor, got %s and %s; use one Recurrent for each layer",
                NAME, states[0].size(), t.size()));
      }
    }
    return Tensor.stack(0, states);
  }

  /** One direction of one layer. */
  private final class Direction {
    private final Recurrent.Cell<S> cell;
    private final boolean isReverse;
    private final Tensor[] out = new Tensor[batchSizes.length];

    /** Drawn when their sizes are known. */
    private Tensor inputMask;

    private Tensor stateMask;

    Direction(Recurrent.Cell<S> cell, boolean isReverse) {
      this.cell = cell;
      this.isReverse = isReverse;
    }

    /** Returns the last state of each sequence. */
    S run(Tensor[] steps, S start) {
      S state = null;
      int known = 0;
      List<S> ended = new ArrayList<>();
      for (int k = 0; k < steps.length; k++) {
        int t = isReverse ? steps.length - 1 - k : k;
        int n = batchSizes[t];
        if (n < known) {
          ended.addFirst(rows(state, n, known));
          state = rows(state, 0, n);
        }
        state = next(steps[t], state, Math.min(known, n), n, start);
        known = n;
        out[t] = cell.output(state);
      }
      ended.addFirst(state);
      return States.join(ended, parts -> parts.length == 1 ? parts[0] : Tensor.cat(0, parts));
    }

    /**
     * A step of n sequences, of which {@code known} have a state; the others begin. Where they
     * begin from null, they take the step alone, because only the cell knows what null means.
     */
    private S next(Tensor x, S state, int known, int n, S start) {
      Tensor in = masked(x);
      if (known == n) {
        return step(in, state);
      }
      S first = rows(start, known, n);
      if (known == 0) {
        return step(in, first);
      }
      if (first != null) {
        return step(in, joined(state, first));
      }
      S going = step(in.narrow(0, 0, known), state);
      return joined(going, step(in.narrow(0, known, n - known), null));
    }

    private S step(Tensor x, S state) {
      S from = state;
      if (isTraining && options.stateDropout() > 0 && state != null) {
        Tensor hidden = cell.output(state);
        stateMask = stateMask == null ? mask(hidden, options.stateDropout()) : stateMask;
        // The constructor has seen that it is one.
        Recurrent.Droppable<S> droppable = (Recurrent.Droppable<S>) cell;
        from = droppable.dropped(state, stateMask.narrow(0, 0, hidden.size(0)));
      }
      S after = Check.notNull(NAME, "the state after a step", cell.call(x, from));
      for (Tensor t : States.tensors(after)) {
        if (t.dim() == 0 || t.size(0) != x.size(0)) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: the state after a step must hold tensors (N, *) with N = %d as its input of size"
                      + " %s, got size %s",
                  NAME, x.size(0), Check.show(x), Check.show(t)));
        }
      }
      return after;
    }

    private Tensor masked(Tensor x) {
      if (!isTraining || options.inputDropout() == 0) {
        return x;
      }
      inputMask = inputMask == null ? mask(x, options.inputDropout()) : inputMask;
      return x.mul(inputMask.narrow(0, 0, x.size(0)));
    }

    /** For all sequences, in the order in which they came, so that sorting them changes nothing. */
    private Tensor mask(Tensor like, double p) {
      long[] sizes = like.size().toLongArray();
      sizes[0] = batchSizes[0];
      Tensor ones = Tensor.ones(Tensor.size(sizes), o -> o.dtype(like.dtype()));
      Tensor mask = F.dropout(ones, p, true);
      return order == null ? mask : mask.indexSelect(0, order);
    }

    private S joined(S above, S below) {
      return States.join(List.of(above, below), parts -> Tensor.cat(0, parts));
    }

    private S rows(S state, int from, int to) {
      return States.map(state, t -> t.narrow(0, from, to - from));
    }
  }
}
