package jackhammer.conformance;

import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Small random programs: what no single operation shows, gradients that meet, views, changes in
 * place, comes from several of them together.
 */
final class ProgramProblems {

  private static final int LEAVES = 3;
  private static final int STEPS = 9;

  /**
   * A variable of the program: its name is v and its number.
   *
   * @param memory the variable whose memory it looks at: its own number if it is no view
   */
  private record Variable(int number, int[] shape, int memory) {
    boolean isLeaf() {
      return number < LEAVES;
    }

    @Override
    public String toString() {
      return "v" + number;
    }
  }

  private final Draw d;
  private final Problem.Inputs inputs = new Problem.Inputs();
  private final List<String> lines = new ArrayList<>();
  private final List<Function<Tensor[], Tensor>> steps = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();

  private ProgramProblems(Draw d) {
    this.d = d;
  }

  static Problem draw(Draw d) {
    return new ProgramProblems(d).program();
  }

  private Problem program() {
    int[] shape = d.several(d.between(1, 3), 1, 4);
    for (int i = 0; i < LEAVES; i++) {
      int[] own = i == 0 ? shape : ProductProblems.some(d, shape);
      String name = inputs.leaf(d.normal(own));
      int number = i;
      define(name, t -> t[number], own);
    }
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    // All of them: what nobody asks for, TorchScript leaves out, with its changes in place.
    lines.add(
        "return "
            + variables.stream()
                .map(Variable::toString)
                .collect(Collectors.joining(", ", "[", "]")));
    List<Function<Tensor[], Tensor>> program = List.copyOf(steps);
    String script = String.join("\n", lines);
    return inputs.body(script, script.replace("\n", "; "), in -> run(program, in)).contiguous();
  }

  private static Tensor[] run(List<Function<Tensor[], Tensor>> program, Tensor[] in) {
    Tensor[] v = Arrays.copyOf(in, program.size());
    for (int i = 0; i < v.length; i++) {
      v[i] = program.get(i).apply(v);
    }
    return v;
  }

  private void define(String expression, Function<Tensor[], Tensor> ours, int... shape) {
    add(expression, ours, shape, variables.size());
  }

  private void view(Variable of, String expression, Function<Tensor[], Tensor> ours, int[] shape) {
    add(expression, ours, shape, of.memory);
  }

  private void add(String expression, Function<Tensor[], Tensor> ours, int[] shape, int memory) {
    Variable v = new Variable(variables.size(), shape, memory);
    variables.add(v);
    lines.add(v + " = " + expression);
    steps.add(ours);
  }

  private void step() {
    // Rather something recent: otherwise little depends on little.
    Variable x =
        variables.get(
            Math.max(d.between(0, variables.size() - 1), d.between(0, variables.size() - 1)));
    int n = x.number;
    switch (d.between(0, 11)) {
      case 0 -> define("torch.tanh(" + x + ")", v -> v[n].tanh(), x.shape);
      case 1 -> define("torch.sigmoid(" + x + ")", v -> v[n].sigmoid(), x.shape);
      case 2 -> define("torch.relu(" + x + ")", v -> v[n].relu(), x.shape);
      case 3 -> define(x + " * 0.5", v -> v[n].mul(0.5), x.shape);
      case 4, 5 -> binary(x);
      case 6 -> sum(x);
      case 7 -> view(x);
      case 8 -> narrow(x);
      case 9 -> join(x);
      default -> inPlace(x);
    }
  }

  private void binary(Variable x) {
    Variable y = variables.get(d.between(0, variables.size() - 1));
    int[] shape = broadcast(x.shape, y.shape);
    if (shape == null) {
      return;
    }
    int a = x.number;
    int b = y.number;
    if (d.chance(0.5)) {
      define(x + " * " + y, v -> v[a].mul(v[b]), shape);
    } else {
      define(x + " - " + y, v -> v[a].sub(v[b]), shape);
    }
  }

  private void sum(Variable x) {
    if (x.shape.length == 0) {
      return;
    }
    int dim = d.between(0, x.shape.length - 1);
    boolean keep = d.chance(0.5);
    int n = x.number;
    define(
        "torch.sum(%s, [%d], %s)".formatted(x, dim, PoolProblems.bool(keep)),
        v -> v[n].sum(dim, keep),
        keep ? replaced(x.shape, dim, 1) : without(x.shape, dim));
  }

  private void view(Variable x) {
    int n = x.number;
    int dims = x.shape.length;
    if (dims >= 2 && d.chance(0.4)) {
      int[] shape = x.shape.clone();
      shape[0] = x.shape[dims - 1];
      shape[dims - 1] = x.shape[0];
      view(x, "torch.transpose(" + x + ", 0, -1)", v -> v[n].transpose(0, -1), shape);
    } else if (d.chance(0.5)) {
      int size = Arrays.stream(x.shape).reduce(1, (a, b) -> a * b);
      // A view or a copy: of an operation on something transposed PyTorch's result is transposed
      // too.
      define("torch.reshape(" + x + ", [-1]).clone()", v -> v[n].reshape(-1).clone(), size);
    } else {
      int[] shape = ProductProblems.with(new int[] {2}, x.shape);
      long[] sizes = Arrays.stream(shape).asLongStream().toArray();
      view(x, x + ".expand(" + Arrays.toString(shape) + ")", v -> v[n].expand(sizes), shape);
    }
  }

  private void narrow(Variable x) {
    if (x.shape.length == 0) {
      return;
    }
    int n = x.number;
    int dim = d.between(0, x.shape.length - 1);
    int start = d.between(0, x.shape[dim] - 1);
    if (d.chance(0.5)) {
      view(
          x,
          "torch.select(%s, %d, %d)".formatted(x, dim, start),
          v -> v[n].select(dim, start),
          without(x.shape, dim));
    } else {
      int length = d.between(1, x.shape[dim] - start);
      view(
          x,
          "torch.narrow(%s, %d, %d, %d)".formatted(x, dim, start, length),
          v -> v[n].narrow(dim, start, length),
          replaced(x.shape, dim, length));
    }
  }

  private void join(Variable x) {
    if (x.shape.length == 0) {
      return;
    }
    int n = x.number;
    define(
        "torch.cat([%s, %s], 0)".formatted(x, x),
        v -> Tensor.cat(0, v[n], v[n]),
        replaced(x.shape, 0, 2 * x.shape[0]));
  }

  /** Also what PyTorch refuses: expanded tensors, what was saved for a gradient. */
  private void inPlace(Variable x) {
    if (x.isLeaf()) {
      return;
    }
    Variable y = variables.get(d.between(0, variables.size() - 1));
    int a = x.number;
    int b = y.number;
    // PyTorch refuses some operands that overlap, and reads half-changed numbers of others.
    boolean apart = x.memory != y.memory || x == y;
    if (apart
        && y.shape.length <= x.shape.length
        && Arrays.equals(broadcast(x.shape, y.shape), x.shape)) {
      view(x, x + ".add_(" + y + ")", v -> v[a].add_(v[b]), x.shape);
    } else {
      view(x, x + ".mul_(0.5)", v -> v[a].mul_(0.5), x.shape);
    }
  }

  private static int[] broadcast(int[] a, int[] b) {
    int dims = Math.max(a.length, b.length);
    int[] shape = new int[dims];
    for (int i = 1; i <= dims; i++) {
      int x = i <= a.length ? a[a.length - i] : 1;
      int y = i <= b.length ? b[b.length - i] : 1;
      if (x != y && x != 1 && y != 1) {
        return null;
      }
      shape[dims - i] = x == 1 ? y : x;
    }
    return shape;
  }

  private static int[] replaced(int[] shape, int dim, int size) {
    int[] changed = shape.clone();
    changed[dim] = size;
    return changed;
  }

  private static int[] without(int[] shape, int dim) {
    int[] shorter = new int[shape.length - 1];
    System.arraycopy(shape, 0, shorter, 0, dim);
    System.arraycopy(shape, dim + 1, shorter, dim, shorter.length - dim);
    return shorter;
  }
}
