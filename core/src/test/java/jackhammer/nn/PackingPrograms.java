package jackhammer.nn;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Twins of conformance/goldens/packing.py. */
final class PackingPrograms {
  private PackingPrograms() {}

  private static Tensor numbers(long... sizes) {
    return arange(Arrays.stream(sizes).reduce(1, (a, b) -> a * b)).to(DType.FLOAT32).reshape(sizes);
  }

  private static String text(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  private static String python(boolean value) {
    return value ? "True" : "False";
  }

  private static boolean isSorted(long[] lengths) {
    for (int i = 1; i < lengths.length; i++) {
      if (lengths[i] > lengths[i - 1]) {
        return false;
      }
    }
    return true;
  }

  static void packsPaddedSequences(Facts f) {
    Tensor x = numbers(4, 3, 2);
    long[][] all = {{4, 3, 2}, {3, 3, 3}, {4, 1, 1}, {2, 4, 3}, {1, 1, 4}};
    for (long[] lengths : all) {
      for (boolean sort : new boolean[] {true, false}) {
        String name = "[" + text(lengths) + "] " + (sort ? "sorted" : "any");
        if (sort && !isSorted(lengths)) {
          f.fails(name, () -> RnnUtils.packPaddedSequence(x, lengths));
          continue;
        }
        f.put(name, RnnUtils.packPaddedSequence(x, lengths, o -> o.enforceSorted(sort)).toString());
        f.put(
            name + " first",
            RnnUtils.packPaddedSequence(
                    x.transpose(0, 1), tensor(lengths), o -> o.batchFirst(true).enforceSorted(sort))
                .toString());
      }
    }
    f.put("without features", RnnUtils.packPaddedSequence(numbers(4, 2), 4, 3).toString());
    f.put(
        "two features",
        RnnUtils.packPaddedSequence(
                numbers(2, 2, 2, 2), new long[] {1, 2}, o -> o.enforceSorted(false))
            .toString());
    f.fails("no step", () -> RnnUtils.packPaddedSequence(x, 4, 3, 0));
    f.fails("too few lengths", () -> RnnUtils.packPaddedSequence(x, 4, 3));
  }

  static void padsPackedSequences(Facts f) {
    Tensor x = numbers(4, 3, 2);
    for (long[] lengths : new long[][] {{4, 3, 2}, {2, 4, 3}, {1, 1, 2}}) {
      PackedSequence packed = RnnUtils.packPaddedSequence(x, lengths, o -> o.enforceSorted(false));
      String name = "[" + text(lengths) + "]";
      put(f, name, RnnUtils.padPackedSequence(packed));
      put(
          f,
          name + " first",
          RnnUtils.padPackedSequence(packed, o -> o.batchFirst(true).paddingValue(-1.5)));
      put(f, name + " long", RnnUtils.padPackedSequence(packed, o -> o.totalLength(6)));
      f.put(name + " apart", RnnUtils.unpackSequence(packed));
      f.put(name + " printed", RnnUtils.padPackedSequence(packed).toString());
    }
    PackedSequence packed = RnnUtils.packPaddedSequence(x, 4, 3, 2);
    f.fails("too short", () -> RnnUtils.padPackedSequence(packed, o -> o.totalLength(3)));
  }

  private static void put(Facts f, String fact, RnnUtils.Padded padded) {
    f.put(fact, padded.output(), padded.lengths());
  }

  static void padsLists(Facts f) {
    long[][][] all = {{{2, 3}, {4, 3}}, {{1}, {3}, {2}}, {{2, 1, 2}, {1, 1, 2}}, {{0, 2}, {2, 2}}};
    for (long[][] sizes : all) {
      List<Tensor> xs = new ArrayList<>();
      for (long[] s : sizes) {
        xs.add(numbers(s).add(1));
      }
      // Python writes (1,) for a single size; the golden has it without the comma.
      String name = sizes.length + " (" + text(sizes[0]) + ") ";
      for (boolean first : new boolean[] {false, true}) {
        for (String side : new String[] {"left", "right"}) {
          f.put(
              name + python(first) + " " + side,
              RnnUtils.padSequence(
                  xs, o -> o.batchFirst(first).paddingValue(-2).paddingSide(side)));
        }
      }
      if (sizes[0][0] > 0) {
        f.put(name + "packed", RnnUtils.packSequence(xs, false).toString());
      }
      long[] lengths = Arrays.stream(sizes).mapToLong(s -> s[0]).toArray();
      f.put(name + "back", RnnUtils.unpadSequence(RnnUtils.padSequence(xs), lengths));
    }
    f.put("inverse", RnnUtils.invertPermutation(tensor(2, 0, 1, 3)));
    f.fails("nothing", () -> RnnUtils.padSequence(List.of()));
    f.fails("other features", () -> RnnUtils.padSequence(List.of(ones(2, 2), ones(2, 3))));
  }

  static void packingHasAGradient(Facts f) {
    for (boolean sort : new boolean[] {true, false}) {
      Tensor x = numbers(4, 3, 2).requiresGrad_();
      long[] lengths = {4, 3, 1};
      PackedSequence packed = RnnUtils.packPaddedSequence(x, lengths, o -> o.enforceSorted(sort));
      f.put("pack " + python(sort), packed.data().gradFn());
      for (boolean first : new boolean[] {false, true}) {
        String what = python(sort) + " " + python(first);
        Tensor out = RnnUtils.padPackedSequence(packed, o -> o.batchFirst(first)).output();
        f.put("pad " + what, out.gradFn());
        Tensor up = numbers(out.size().toLongArray()).add(1);
        Tensor total = out.mul(out).mul(up).sum();
        f.put("gradient " + what, grad(total, List.of(x))[0]);
      }
    }
    List<Tensor> xs = List.of(numbers(2, 3).requiresGrad_(), numbers(4, 3).requiresGrad_());
    Tensor out = RnnUtils.padSequence(xs);
    f.put("list", out.gradFn());
    f.put("gradients of a list", (Object[]) grad(out.mul(out).sum(), xs));
  }

  private static Tensor[] grad(Tensor total, List<Tensor> wanted) {
    return Autograd.grad(
        new Tensor[] {total}, wanted.toArray(new Tensor[0]), null, o -> o.retainGraph(true));
  }

  static void layersTakePackedSequences(Facts f) {
    boolean[] flags = {false, true};
    for (String op : new String[] {"RNN", "LSTM", "GRU"}) {
      for (int layers = 1; layers <= 2; layers++) {
        for (boolean both : flags) {
          for (boolean sort : new boolean[] {true, false}) {
            for (boolean given : flags) {
              oneLayer(f, op, layers, both, sort, given);
            }
          }
        }
      }
    }
  }

  private static RNNBase make(String op, int layers, boolean both) {
    double dropout = layers == 2 && both ? 0.4 : 0;
    return switch (op) {
      case "RNN" -> new RNN(3, 4, layers, o -> o.bidirectional(both).dropout(dropout));
      case "GRU" -> new GRU(3, 4, layers, o -> o.bidirectional(both).dropout(dropout));
      default ->
          new LSTM(
              3,
              4,
              layers,
              o -> {
                RecurrentOptions r = o.bidirectional(both).dropout(dropout);
                return layers == 1 && both ? r.projSize(2) : r;
              });
    };
  }

  private static void oneLayer(
      Facts f, String op, int layers, boolean both, boolean sort, boolean given) {
    Jackhammer.manualSeed(1);
    RNNBase layer = make(op, layers, both);
    layer.to(DType.FLOAT64);
    Tensor x = numbers(5, 4, 3).toDouble().mul(0.1).sin().detach().requiresGrad_();
    long[] lengths = sort ? new long[] {5, 3, 3, 1} : new long[] {3, 1, 5, 2};
    PackedSequence packed = RnnUtils.packPaddedSequence(x, lengths, o -> o.enforceSorted(sort));
    long count = layers * (both ? 2 : 1);
    long features = op.equals("LSTM") && layers == 1 && both ? 2 : 4;
    Tensor h = numbers(count, 4, features).toDouble().mul(0.3).cos().requiresGrad_();
    Tensor c = numbers(count, 4, 4).toDouble().mul(0.2).cos().requiresGrad_();
    Jackhammer.manualSeed(2);
    Object result =
        switch (layer) {
          case RNN rnn -> rnn.call(packed, given ? h : null);
          case GRU gru -> gru.call(packed, given ? h : null);
          case LSTM lstm -> lstm.call(packed, given ? new LSTM.State(h, c) : null);
        };
    List<Tensor> outs =
        switch (result) {
          case RNNBase.PackedOutput r -> List.of(r.output().data(), r.h());
          case LSTM.PackedOutput r -> List.of(r.output().data(), r.state().h(), r.state().c());
          default -> throw new AssertionError(result);
        };
    String name =
        "%s %d %s %s %s ".formatted(op, layers, python(both), python(sort), python(given));
    f.put(name + "output", outs);
    f.put(name + "names", outs.stream().map(Tensor::gradFn).toList());
    List<Tensor> wanted = new ArrayList<>(List.of(x));
    wanted.addAll(layer.parameters());
    if (given) {
      wanted.add(h);
      if (op.equals("LSTM")) {
        wanted.add(c);
      }
    }
    Tensor total = null;
    for (Tensor t : outs) {
      Size size = t.size();
      Tensor part = t.mul(t).mul(numbers(size.toLongArray()).add(1)).sum();
      total = total == null ? part : total.add(part);
    }
    f.put(name + "gradients", (Object[]) grad(total, wanted));
    if (op.equals("LSTM") && !sort && !both) {
      f.put(name + "printed", result.toString());
    }
  }
}
