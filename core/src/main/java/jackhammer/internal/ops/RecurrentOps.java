package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.kernel.RecurrentTrace;
import jackhammer.internal.kernel.RecurrentWeights;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One direction of one recurrent layer over all steps, as one op: the input times its weight for
 * all steps at once, then the steps, and backward the steps and then the products for the weights,
 * again over all steps at once.
 */
public final class RecurrentOps {
  private static final Map<String, Grad> GRADS = new ConcurrentHashMap<>();

  private static final Grad CELL_STATE = Grad.of("AddBackward0", (g, s) -> new Tensor[] {g});

  /** Places of the op's inputs. */
  private static final int X = 0;

  private static final int H0 = 1;
  private static final int C0 = 2;
  private static final int W_IH = 3;
  private static final int W_HH = 4;
  private static final int B_IH = 5;
  private static final int B_HH = 6;
  private static final int W_HR = 7;

  /** Saved behind the inputs. */
  private static final int TRACE = 8;

  private RecurrentOps() {}

  /**
   * The parameters of a direction.
   *
   * @param ih [gates * H, I]
   * @param hh [gates * H, P]
   * @param biasIh [gates * H], or null
   * @param biasHh [gates * H], or null
   * @param hr [P, H], or null: then P = H
   */
  public record Weights(Tensor ih, Tensor hh, Tensor biasIh, Tensor biasHh, Tensor hr) {}

  /**
   * What a direction gives.
   *
   * @param output [..., P] with the leading sizes of the input
   * @param h the state of each sequence after its last step, [N, P]
   * @param c LSTM's cell state, [N, H], or null
   */
  public record Result(Tensor output, Tensor h, Tensor c) {}

  /**
   * Checked by the caller: sizes fit and all types are one.
   *
   * @param name the output's grad_fn
   * @param x [..., I], whose rows are as {@code args} says
   * @param h0 [N, P]
   * @param c0 [N, H], LSTM only, else null
   */
  public static Result layer(
      RecurrentArgs args, String name, Tensor x, Tensor h0, Tensor c0, Weights w) {
    Strided ih = Tensors.data(w.ih);
    int features = Tensors.data(h0).size(1);
    Strided xs = Compute.contiguous(Tensors.data(x));
    int rows = args.rows();
    int[] sizes = xs.sizes().clone();
    sizes[sizes.length - 1] = features;
    Strided y = Strided.empty(xs.dtype(), rows, features);
    Strided hn = Strided.empty(xs.dtype(), args.sequences(), features);
    Strided cn = c0 == null ? null : Strided.empty(xs.dtype(), Tensors.data(c0).sizes().clone());
    Tensor[] inputs = {x, h0, c0, w.ih, w.hh, w.biasIh, w.biasHh, w.hr};
    RecurrentTrace trace = null;
    if (y.numel() > 0) {
      trace = Graph.records(inputs) ? trace(args, xs.dtype(), w) : null;
      Strided in = xs.reshapeContiguous(rows, ih.size(1));
      Compute.kernels().recurrent(args, weights(w), in, row(h0), row(c0), y, hn, cn, trace);
    }
    Tensor[] outs = {
      Tensors.wrap(y.reshapeContiguous(sizes)),
      Tensors.wrap(hn),
      cn == null ? null : Tensors.wrap(cn)
    };
    Grad grad =
        GRADS.computeIfAbsent(
            name, n -> Grad.fusedMulti(n, RecurrentOps::backward, RecurrentOps::composition));
    Graph.recordAll(grad, outs, inputs, saved(inputs, trace), args);
    return new Result(outs[0], outs[1], outs[2]);
  }

  /** {@link #layer} for a single step, whose cell state has a grad_fn of its own in PyTorch. */
  public static Result cell(
      RecurrentCell cell, String name, Tensor x, Tensor h0, Tensor c0, Weights w) {
    RecurrentArgs args = new RecurrentArgs(cell, new int[] {(int) x.size(0)}, false);
    Result r = layer(args, name, x, h0, c0, w);
    if (r.c == null) {
      return r;
    }
    Tensor c = Tensors.detached(r.c);
    Tensor[] from = {r.c};
    return new Result(r.output, r.h, Graph.record(CELL_STATE, c, from, Graph.nothing(), null));
  }

  private static RecurrentWeights weights(Weights w) {
    return new RecurrentWeights(
        Tensors.data(w.ih),
        row(w.biasIh),
        Tensors.data(w.hh),
        row(w.biasHh),
        w.hr == null ? null : Tensors.data(w.hr));
  }

  private static Strided row(Tensor t) {
    return t == null ? null : Compute.contiguous(Tensors.data(t));
  }

  private static RecurrentTrace trace(RecurrentArgs args, DType dtype, Weights w) {
    int rows = args.rows();
    int gates = args.cell().gates();
    int units = (int) w.hh.size(0) / gates;
    Strided cell = args.cell() == RecurrentCell.LSTM ? Strided.empty(dtype, rows, units) : null;
    return new RecurrentTrace(
        Strided.empty(dtype, rows, gates * units),
        Strided.empty(dtype, rows, (int) w.hh.size(1)),
        cell,
        gates > 1 ? Strided.empty(dtype, rows, units) : null,
        w.hr == null ? null : Strided.empty(dtype, rows, units));
  }

  private static Tensor[] saved(Tensor[] inputs, RecurrentTrace trace) {
    Tensor[] all = java.util.Arrays.copyOf(inputs, trace == null ? TRACE : TRACE + 5);
    if (trace != null) {
      Strided[] parts = {
        trace.gates(), trace.hidden(), trace.cell(), trace.inner(), trace.unprojected()
      };
      for (int i = 0; i < parts.length; i++) {
        all[TRACE + i] = parts[i] == null ? null : Tensors.wrap(parts[i]);
      }
    }
    return all;
  }

  // ---- backward ----

  private static Strided traced(Saved s, int i) {
    Tensor t = s.tensor(TRACE + i);
    return t == null ? null : Tensors.data(t);
  }

  private static Tensor[] backward(Tensor[] g, Saved s) {
    RecurrentArgs args = s.args();
    if (s.tensor(H0).numel() == 0) {
      return ofNothing(g, s);
    }
    RecurrentTrace trace =
        new RecurrentTrace(traced(s, 0), traced(s, 1), traced(s, 2), traced(s, 3), traced(s, 4));
    Strided gates = trace.gates();
    int rows = gates.size(0);
    Strided gy = g[0] == null ? null : Compute.contiguous(Tensors.data(g[0]));
    Strided gp = Strided.empty(gates.dtype(), rows, gates.size(1));
    boolean isGru = args.cell() == RecurrentCell.GRU;
    Strided gr = isGru ? Strided.empty(gates.dtype(), rows, gates.size(1)) : gp;
    Strided gh = start(g[1], s.tensor(H0));
    Strided gc = s.tensor(C0) == null ? null : start(g[2], s.tensor(C0));
    Tensor hr = s.tensor(W_HR);
    Strided gProjected =
        hr == null ? null : Strided.empty(gates.dtype(), rows, trace.hidden().size(1));
    Weights w = new Weights(s.tensor(W_IH), s.tensor(W_HH), null, null, hr);
    Compute.kernels().recurrentBackward(args, weights(w), trace, gy, gp, gr, gh, gc, gProjected);
    Tensor[] result = new Tensor[TRACE];
    Strided x = Compute.contiguous(Tensors.data(s.tensor(X)));
    if (s.needs(X)) {
      Strided gx = Products.product("recurrent", gp, Tensors.data(s.tensor(W_IH)), null);
      result[X] = Tensors.wrap(gx.reshapeContiguous(x.sizes().clone()));
    }
    result[H0] = s.needs(H0) ? Tensors.wrap(gh) : null;
    result[C0] = s.needs(C0) ? Tensors.wrap(gc) : null;
    if (s.needs(W_IH)) {
      result[W_IH] = transposedTimes(gp, x.reshapeContiguous(rows, x.size(x.dim() - 1)));
    }
    result[W_HH] = s.needs(W_HH) ? transposedTimes(gr, trace.hidden()) : null;
    result[B_IH] = s.needs(B_IH) ? columnSums(gp) : null;
    if (s.needs(B_HH)) {
      result[B_HH] = isGru || !s.needs(B_IH) ? columnSums(gr) : result[B_IH].clone();
    }
    result[W_HR] = s.needs(W_HR) ? transposedTimes(gProjected, trace.unprojected()) : null;
    gp.storage().recycle();
    gr.storage().recycle();
    if (gProjected != null) {
      gProjected.storage().recycle();
    }
    return result;
  }

  /** Nothing came in: states go back as they came, weights learn nothing. */
  private static Tensor[] ofNothing(Tensor[] g, Saved s) {
    Tensor[] result = new Tensor[TRACE];
    for (int i = 0; i < TRACE; i++) {
      Tensor t = s.tensor(i);
      result[i] = t == null || !s.needs(i) ? null : Tensor.zerosLike(t);
    }
    return result;
  }

  /** The gradient of a last state as memory of its own, zeros where there is none. */
  private static Strided start(Tensor g, Tensor like) {
    return g == null
        ? Strided.zeros(like.dtype(), Tensors.data(like).sizes().clone())
        : Compute.copy(Tensors.data(g));
  }

  private static Tensor transposedTimes(Strided a, Strided b) {
    return Tensors.wrap(Products.product("recurrent", a.transpose(0, 1), b, null));
  }

  private static Tensor columnSums(Strided x) {
    Strided sums = Strided.empty(x.dtype(), 1, x.size(1));
    Compute.kernels().reduce(Reduce.SUM, x, sums);
    return Tensors.wrap(sums.reshapeContiguous(x.size(1)));
  }

  // ---- the same in differentiable operations ----

  private static Tensor[] composition(Tensor[] in, Saved s) {
    RecurrentArgs args = s.args();
    int[] batch = args.batchSizes();
    int units = (int) in[W_HH].size(0) / args.cell().gates();
    long[] starts = new long[batch.length];
    for (int t = 1; t < batch.length; t++) {
      starts[t] = starts[t - 1] + batch[t - 1];
    }
    Tensor p = Affine.linear(in[X].reshape(args.rows(), in[X].size(-1)), in[W_IH], in[B_IH]);
    Tensor h = in[H0].narrow(0, 0, batch[args.step(0)]);
    Tensor c = in[C0] == null ? null : in[C0].narrow(0, 0, batch[args.step(0)]);
    Tensor[] steps = new Tensor[batch.length];
    List<Tensor> endedH = new ArrayList<>();
    List<Tensor> endedC = new ArrayList<>();
    for (int k = 0; k < batch.length; k++) {
      int t = args.step(k);
      h = resized(h, in[H0], batch[t], endedH);
      c = c == null ? null : resized(c, in[C0], batch[t], endedC);
      Tensor[] sums = p.narrow(0, starts[t], batch[t]).split(units, 1);
      Tensor[] own = Affine.linear(h, in[W_HH], in[B_HH]).split(units, 1);
      switch (args.cell()) {
        case RNN_TANH -> h = sums[0].add(own[0]).tanh();
        case RNN_RELU -> h = sums[0].add(own[0]).relu();
        case LSTM -> {
          Tensor i = sums[0].add(own[0]).sigmoid();
          Tensor f = sums[1].add(own[1]).sigmoid();
          Tensor o = sums[3].add(own[3]).sigmoid();
          c = f.mul(c).add(i.mul(sums[2].add(own[2]).tanh()));
          h = o.mul(c.tanh());
          h = in[W_HR] == null ? h : Affine.linear(h, in[W_HR], null);
        }
        case GRU -> {
          Tensor r = sums[0].add(own[0]).sigmoid();
          Tensor z = sums[1].add(own[1]).sigmoid();
          Tensor n = sums[2].add(r.mul(own[2])).tanh();
          h = z.rsub(1).mul(n).add(z.mul(h));
        }
      }
      steps[t] = h;
    }
    endedH.addFirst(h);
    long[] sizes = in[X].size().toLongArray();
    sizes[sizes.length - 1] = h.size(1);
    Tensor[] none = new Tensor[0];
    Tensor y = Joining.cat(0, steps).reshape(sizes);
    Tensor cn = null;
    if (c != null) {
      endedC.addFirst(c);
      cn = Joining.cat(0, endedC.toArray(none));
    }
    return new Tensor[] {y, Joining.cat(0, endedH.toArray(none)), cn};
  }

  /** Sequences that have ended go to {@code ended}, in order; those that begin have their start. */
  private static Tensor resized(Tensor state, Tensor start, int rows, List<Tensor> ended) {
    long known = state.size(0);
    if (rows < known) {
      ended.addFirst(state.narrow(0, rows, known - rows));
      return state.narrow(0, 0, rows);
    }
    return rows == known ? state : Joining.cat(0, state, start.narrow(0, known, rows - known));
  }
}
