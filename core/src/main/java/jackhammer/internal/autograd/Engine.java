package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.StepScope;
import jackhammer.internal.memory.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Runs a graph backwards: every node once, when all gradients that reach it have arrived, the most
 * recently recorded first. A loop over a queue, not recursion, so that the length of a chain is
 * bounded by memory only. The order is the graph's alone, so the sums are the same every time.
 */
public final class Engine {
  private static final Tensor[] NOTHING = new Tensor[0];
  private final boolean keepGraph;
  private final boolean createGraph;
  private final Map<Node, Task> tasks = new IdentityHashMap<>();

  /** A node's part in one run. */
  private static final class Task {
    final Node node;
    int waitingFor;
    Tensor[] grads;

    /** grads[i]'s memory belongs to this task alone. */
    boolean[] exclusive;

    /** Whether its gradients are wanted themselves. */
    boolean isCaptured;

    /** Which results of the node belong to nobody else. */
    boolean[] owns;

    /** Leads to a captured gradient, or everything is wanted. */
    boolean needed = true;

    Task(Node node) {
      this.node = node;
    }

    void add(int output, Tensor g, boolean isExclusive, boolean createGraph) {
      if (grads == null) {
        grads = new Tensor[node.outputs];
        exclusive = new boolean[node.outputs];
      }
      if (grads[output] == null) {
        grads[output] = g;
        exclusive[output] = isExclusive;
        return;
      }
      if (exclusive[output] && !createGraph && !isExpanded(grads[output])) {
        grads[output].add_(g);
      } else {
        grads[output] = grads[output].add(g);
        exclusive[output] = true;
      }
      if (isExclusive) {
        Tensors.data(g).storage().recycleInStep();
      }
    }

    /** Whether several elements share one place in memory, as in the gradient of a sum. */
    private static boolean isExpanded(Tensor g) {
      Strided s = Tensors.data(g);
      for (int d = 0; d < s.dim(); d++) {
        if (s.size(d) > 1 && s.stride(d) == 0) {
          return true;
        }
      }
      return false;
    }
  }

  private Engine(boolean keepGraph, boolean createGraph) {
    this.keepGraph = keepGraph;
    this.createGraph = createGraph;
  }

  /** Adds the gradients of the outputs to the {@code grad} of every leaf that they depend on. */
  public static void backward(
      Tensor[] outputs, Tensor[] grads, boolean keepGraph, boolean createGraph) {
    new Engine(keepGraph, createGraph).run(outputs, grads, null);
  }

  /** Adds the gradients of the outputs to the {@code grad} of these inputs only. */
  public static void backward(
      Tensor[] outputs, Tensor[] grads, Tensor[] inputs, boolean keepGraph, boolean createGraph) {
    Tensor[] found = new Engine(keepGraph, createGraph).run(outputs, grads, inputs);
    GradMode.with(
        createGraph,
        () -> {
          for (int i = 0; i < inputs.length; i++) {
            if (found[i] != null) {
              AccumulateGrad.accumulate(inputs[i], found[i], false);
            }
          }
          return null;
        });
  }

  /** The gradients of the outputs for these inputs; null where an input has no part in them. */
  public static Tensor[] gradients(
      Tensor[] outputs, Tensor[] grads, Tensor[] inputs, boolean keepGraph, boolean createGraph) {
    return new Engine(keepGraph, createGraph).run(outputs, grads, inputs);
  }

  private Tensor[] run(Tensor[] outputs, Tensor[] rootGrads, Tensor[] inputs) {
    ArrayDeque<Node> toVisit = new ArrayDeque<>();
    Node[] roots = new Node[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      roots[i] = Graph.gradEdge(outputs[i]);
      if (roots[i] != null && !tasks.containsKey(roots[i])) {
        tasks.put(roots[i], new Task(roots[i]));
        toVisit.add(roots[i]);
      }
    }
    while (!toVisit.isEmpty()) {
      for (Node next : toVisit.removeLast().next) {
        if (next != null) {
          Task task = tasks.get(next);
          if (task == null) {
            task = new Task(next);
            tasks.put(next, task);
            toVisit.add(next);
          }
          task.waitingFor++;
        }
      }
    }
    Tensor[] captured = inputs == null ? null : new Tensor[inputs.length];
    if (inputs != null) {
      markCaptures(inputs);
    }
    return GradMode.with(
        createGraph,
        () -> {
          propagate(outputs, rootGrads, roots, inputs, captured);
          return captured;
        });
  }

  private void markCaptures(Tensor[] inputs) {
    for (Task task : tasks.values()) {
      task.needed = false;
    }
    for (Tensor input : inputs) {
      Task task = tasks.get(Graph.gradEdge(input));
      if (task != null) {
        task.isCaptured = true;
      }
    }
    // Needed is what leads to a capture. Nodes only point to older ones, so in the order of their
    // age everything that a node points to is decided before it.
    Task[] byAge = tasks.values().toArray(new Task[0]);
    Arrays.sort(byAge, (a, b) -> Long.compare(age(a.node), age(b.node)));
    for (Task task : byAge) {
      task.needed = task.isCaptured;
      for (Node next : task.node.next) {
        task.needed |= next != null && tasks.get(next).needed;
      }
    }
  }

  private static long age(Node node) {
    return node instanceof AccumulateGrad ? -1 : node.sequence;
  }

  private void propagate(
      Tensor[] outputs, Tensor[] rootGrads, Node[] roots, Tensor[] inputs, Tensor[] captured) {
    PriorityQueue<Task> ready =
        new PriorityQueue<>((a, b) -> Long.compare(b.node.sequence, a.node.sequence));
    for (int i = 0; i < roots.length; i++) {
      Task task = tasks.get(roots[i]);
      int output =
          Tensors.state(outputs[i]).gradFn == null ? 0 : Tensors.state(outputs[i]).outputNumber;
      task.add(output, rootGrads[i], false, createGraph);
    }
    for (Node root : roots) {
      Task task = tasks.get(root);
      if (task.waitingFor == 0) {
        task.waitingFor = -1;
        ready.add(task);
      }
    }
    while (!ready.isEmpty()) {
      Task task = ready.poll();
      Node node = task.node;
      Tensor[] results = null;
      if (task.grads != null) {
        if (node.hasHooks()) {
          node.runHooks(task.grads);
          Arrays.fill(task.exclusive, false);
        }
        if (task.isCaptured) {
          capture(task, inputs, captured);
        }
        if (task.needed && !(inputs != null && node instanceof AccumulateGrad)) {
          results = call(task);
        }
      }
      for (int i = 0; i < node.next.length; i++) {
        if (node.next[i] == null) {
          continue;
        }
        Task target = tasks.get(node.next[i]);
        Tensor g = results == null ? null : results[i];
        if (g != null && target.needed) {
          Tensor fitted = fit(node, i, g);
          // What fit makes may still be a view of g.
          boolean exclusive =
              Tensors.data(fitted).storage() != Tensors.data(g).storage() || task.owns[i];
          target.add(node.nextOutput[i], fitted, exclusive, createGraph);
        }
        if (--target.waitingFor == 0) {
          ready.add(target);
        }
      }
      recycle(task, results);
      task.grads = null;
    }
  }

  /** In a step, gradients that only this task could read are memory for the next ones. */
  private static void recycle(Task task, Tensor[] results) {
    if (results == null || task.node instanceof AccumulateGrad || task.node.isForeign()) {
      return;
    }
    for (int i = 0; i < task.grads.length; i++) {
      if (task.grads[i] != null && task.exclusive[i]) {
        Storage s = Tensors.data(task.grads[i]).storage();
        if (!storages(results).contains(s)) {
          s.recycleInStep();
        }
      }
    }
  }

  private static List<Storage> storages(Tensor[] tensors) {
    List<Storage> found = new ArrayList<>(tensors.length);
    for (Tensor t : tensors) {
      if (t != null) {
        found.add(Tensors.data(t).storage());
      }
    }
    return found;
  }

  private void capture(Task task, Tensor[] inputs, Tensor[] captured) {
    for (int i = 0; i < inputs.length; i++) {
      if (Graph.gradEdge(inputs[i]) == task.node) {
        TensorState state = Tensors.state(inputs[i]);
        captured[i] = task.grads[state.gradFn == null ? 0 : state.outputNumber];
      }
    }
    Arrays.fill(task.exclusive, false);
  }

  private Tensor[] call(Task task) {
    Node node = task.node;
    if (node instanceof AccumulateGrad end) {
      if (!Tensors.state(end.leaf).requiresGrad) {
        return NOTHING; // frozen since it was used
      }
      AccumulateGrad.accumulate(end.leaf, task.grads[0], task.exclusive[0]);
      node.runPostHooks();
      return NOTHING;
    }
    Tensor[] results =
        createGraph || node.isForeign()
            ? node.backward(task.grads)
            : StepScope.part(() -> node.backward(task.grads), Engine::storages);
    if (results.length != node.next.length) {
      throw new IllegalStateException(
          String.format(
              "%s: backward returned %d gradients, expected one for each of its %d inputs (null where"
                  + " there is none)",
              node.name(), results.length, node.next.length));
    }
    if (Anomaly.isEnabled()) {
      Anomaly.check(node, results);
    }
    task.owns = new boolean[results.length];
    for (int i = 0; i < results.length; i++) {
      task.owns[i] = results[i] != null && isExclusive(task, results, i);
    }
    if (!keepGraph) {
      node.release();
    }
    node.runPostHooks();
    return results;
  }

  /** The gradient in the size and type of the input that it is for. */
  private static Tensor fit(Node node, int input, Tensor g) {
    int[] sizes = node.inputSizes[input];
    Tensor result = g;
    if (!Arrays.equals(Tensors.data(g).sizes(), sizes)) {
      if (!Strided.isExpandable(sizes, Tensors.data(g).sizes())) {
        throw new IllegalStateException(
            String.format(
                "%s: backward returned a gradient of size %s for its input %d, expected %s, the size"
                    + " of that input",
                node.name(), g.size(), input, Arrays.toString(sizes)));
      }
      result = g.sumToSize(Views.toLong(sizes));
    }
    return result.dtype() == node.inputTypes[input] ? result : result.to(node.inputTypes[input]);
  }

  /**
   * Whether results[i] shares its memory with nothing that anybody else may still read: then it can
   * be added to, or become a leaf's gradient, as it is.
   */
  private boolean isExclusive(Task task, Tensor[] results, int i) {
    if (createGraph || task.node.isForeign()) {
      return false;
    }
    Storage mine = Tensors.data(results[i]).storage();
    for (int j = 0; j < results.length; j++) {
      if (j != i && results[j] != null && Tensors.data(results[j]).storage() == mine) {
        return false;
      }
    }
    for (int j = 0; j < task.grads.length; j++) {
      if (task.grads[j] != null && Tensors.data(task.grads[j]).storage() == mine) {
        return task.exclusive[j];
      }
    }
    return !task.node.saves(mine);
  }
}
