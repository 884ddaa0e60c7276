package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.data.Collate;
import jackhammer.data.DataLoader;
import jackhammer.data.Dataset;
import jackhammer.data.SequentialSampler;
import jackhammer.data.Subset;
import jackhammer.data.TensorDataset;
import jackhammer.io.CorruptFileException;
import jackhammer.io.Safetensors;
import jackhammer.nn.BatchNorm1d;
import jackhammer.nn.LazyLinear;
import jackhammer.nn.Linear;
import jackhammer.nn.ModuleDict;
import jackhammer.nn.Parametrizations;
import jackhammer.nn.Parametrize;
import jackhammer.nn.Sequential;
import jackhammer.nn.Utils;
import jackhammer.optim.Adam;
import jackhammer.optim.SGD;
import jackhammer.optim.StepLR;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gradients, modules, optimizers, data and files. */
final class WorkProbes {
  private WorkProbes() {}

  /**
   * @param folder for the files
   */
  static void add(Probes p, Path folder) {
    gradients(p);
    modules(p);
    utils(p);
    optimizers(p);
    data(p);
    files(p, folder);
  }

  private static Tensor learning(double... values) {
    return tensor(values).requiresGrad_();
  }

  private static Supplier<?> doing(Runnable action) {
    return () -> {
      action.run();
      return null;
    };
  }

  private static void utils(Probes p) {
    p.refused(
            "clip nonfinite",
            IllegalStateException.class,
            () -> {
              Parameter w = new Parameter(ones(2));
              w.grad(tensor(Double.NaN, 1));
              return Utils.clipGradNorm_(List.of(w), 1, o -> o.errorIfNonfinite(true));
            },
            "clipGradNorm_: the norm of order 2.0 over all gradients must be finite, got NaN",
            "set errorIfNonfinite(false)")
        .refused(
            "* clip to less than nothing",
            () -> Utils.clipGradNorm_(new Parameter(ones(2)), -1),
            "clipGradNorm_: max_norm must be at least 0, got -1.0")
        .refused(
            "* clip values to NaN",
            doing(() -> Utils.clipGradValue_(new Parameter(ones(2)), Double.NaN)),
            "clipGradValue_: clip_value must be at least 0, got NaN")
        .refused(
            "* a vector that is too long",
            doing(() -> Utils.vectorToParameters(ones(3), List.of(new Parameter(ones(2))))),
            "vectorToParameters: vector must have one dimension and the 2 elements",
            "got size [3]")
        .refused(
            "* fuse in training",
            IllegalStateException.class,
            () -> Utils.fuseLinearBnEval(new Linear(2, 2), new BatchNorm1d(2)),
            "fuseLinearBnEval: both layers must be in evaluation",
            "call eval()")
        .refused(
            "* parametrize what is not there",
            () -> Parametrize.registerParametrization(new Linear(2, 2), "scale", Tensor::exp),
            "Linear has no parameter or buffer named \"scale\"",
            "there are [weight, bias]")
        .refused(
            "* parametrize to another size",
            () ->
                Parametrize.registerParametrization(
                    new Linear(2, 2), "weight", w -> w.narrow(0, 0, 1)),
            "registerParametrization: Linear.weight: a parametrization must keep dtype and size",
            "register it as unsafe")
        .refused(
            "* weight norm of a lazy layer",
            () -> Parametrizations.weightNorm(new LazyLinear(2)),
            "weightNorm: \"weight\" of LazyLinear has no numbers yet",
            "call the lazy layer once before");
  }

  private static void gradients(Probes p) {
    p.refused(
            "backward non scalar",
            doing(() -> learning(1, 2).mul(2).backward()),
            "backward: without a gradient to start from the output must have one element",
            "torch.Size([2])",
            "sum() it, or pass a gradient")
        .refused(
            "backward no grad",
            IllegalStateException.class,
            doing(() -> ones(1).sum().backward()),
            "backward: output 0 does not require a gradient",
            "computed inside noGrad, or it was detached")
        .refused(
            "backward twice",
            IllegalStateException.class,
            doing(
                () -> {
                  Tensor y = learning(1, 2).exp().sum();
                  y.backward();
                  y.backward();
                }),
            "backward",
            "second time",
            "retainGraph(true)")
        .refused(
            "inplace modified saved",
            IllegalStateException.class,
            doing(
                () -> {
                  Tensor y = learning(1, 2, 3).exp();
                  y.add_(1);
                  y.sum().backward();
                }),
            "ExpBackward0",
            "changed in place",
            "version")
        .refused(
            "inplace leaf",
            IllegalStateException.class,
            () -> learning(1).add_(1),
            "add_: a leaf tensor that requires grad cannot be changed in place",
            "Autograd.noGrad")
        .works(
            "numpy requires grad",
            () -> Arrays.toString(learning(1, 2).toFloatArray()),
            "[1.0, 2.0]")
        .refused(
            "requires_grad int",
            () -> tensor(1, 2).requiresGrad_(),
            "requiresGrad_: only floating-point tensors can require gradients, this one is"
                + " torch.int64")
        .refused(
            "grad unused",
            IllegalStateException.class,
            () -> Autograd.grad(learning(1).mul(2).sum(), learning(1)),
            "grad: input 0, of size torch.Size([1]), has no part in the outputs",
            "allowUnused(true)")
        .refused(
            "backward grad shape",
            doing(() -> learning(1, 2, 3).mul(2).backward(ones(2))),
            "backward: the gradient for output 0 must have its size torch.Size([3]), got"
                + " torch.Size([2])")
        .refused(
            "anomaly nan",
            IllegalStateException.class,
            doing(() -> Autograd.detectAnomaly(() -> learning(-1).sqrt().sum().backward())),
            "SqrtBackward0",
            "NaN");
  }

  private static void modules(Probes p) {
    Linear linear = new Linear(2, 3);
    p.refused(
            "load_state_dict missing/unexpected",
            () -> linear.loadStateDict(Map.of("weight", ones(3, 2), "foo", ones(1))),
            "Linear.loadStateDict: the state does not fit, nothing was loaded",
            "missing in the state: [bias]",
            "unknown to the module: [foo]",
            "loadStateDict(state, false) loads what fits")
        .refused(
            "load_state_dict size",
            () -> linear.loadStateDict(Map.of("weight", ones(3, 4), "bias", ones(3))),
            "\"weight\" has size torch.Size([3, 2]) in the module and torch.Size([3, 4]) in the"
                + " state")
        .refused(
            "register_buffer dot",
            () -> new ModuleDict().put("a.b", linear),
            "a name must not be empty and must have no dot, got \"a.b\"")
        .refused(
            "* a layer that is null",
            () -> new Sequential(linear, null),
            "Sequential: a layer must not be null")
        .refused(
            "* a parameter that is not there",
            () -> linear.parameter("wieght"),
            "Linear: there is no parameter named \"wieght\"; there are [weight, bias]");
  }

  private static void optimizers(Probes p) {
    Map<String, Parameter> one = Map.of("w", new Parameter(ones(1)));
    p.refused("SGD lr<0", () -> new SGD(one, -1), "SGD: lr must not be negative, got -1.0")
        .refused("* SGD lr NaN", () -> new SGD(one, Double.NaN), "SGD: lr must not be", "got NaN")
        .refused(
            "SGD empty",
            () -> new SGD(Map.of(), 0.1),
            "SGD: the list of parameters is empty",
            "does the model register its layers?")
        .refused(
            "SGD nesterov",
            () -> new SGD(one, 0.1, o -> o.nesterov(true)),
            "SGD: nesterov needs momentum above 0 and dampening 0, got momentum 0.0, dampening 0.0")
        .refused(
            "SGD nonleaf",
            () -> new SGD(List.of(learning(1).mul(2)), 0.1),
            "SGD: an optimizer changes parameters, got a result of <MulBackward0>",
            "new Parameter(t)")
        .works(
            "StepLR before opt.step warn",
            () -> {
              StepLR scheduler = new StepLR(new SGD(one, 1), 1);
              scheduler.step();
              return scheduler.getLastLr();
            },
            "[0.1]")
        .refused(
            "Adam betas",
            () -> new Adam(one, 0.1, o -> o.betas(1, 0.9)),
            "Adam: betas[0] must be in [0, 1), got 1.0")
        .refused(
            "dup params",
            () -> new SGD(one, 0.1).addParamGroup(one, o -> o),
            "SGD: parameter \"w\" is in a group already")
        .refused(
            "optim load groups",
            doing(
                () -> {
                  SGD two = new SGD(one, 0.1);
                  two.addParamGroup(Map.of("v", new Parameter(ones(1))), o -> o);
                  new SGD(one, 0.1).loadStateDict(two.stateDict());
                }),
            "SGD.loadStateDict: the state has 2 groups of parameters, the optimizer has 1");
  }

  private static void data(Probes p) {
    Dataset<Tensor> three = Dataset.of(List.of(ones(1), ones(1), ones(1)));
    p.refused(
            "TensorDataset mismatch",
            () -> new TensorDataset(ones(3, 2), ones(4)),
            "TensorDataset: expected tensors of one first size, got torch.Size([3, 2]), but as"
                + " tensor 1 torch.Size([4])")
        .refused(
            "DataLoader batch0",
            () -> new DataLoader<>(three, o -> o.batchSize(0)),
            "DataLoader: expected batchSize of at least 1, got 0")
        .refused(
            "DataLoader shuffle+sampler",
            () ->
                new DataLoader<>(three, o -> o.shuffle(true).sampler(new SequentialSampler(three))),
            "DataLoader: expected a sampler or shuffle(true), got both")
        .refused(
            "DataLoader workers -1",
            () -> new DataLoader<>(three, o -> o.numWorkers(-1)),
            "DataLoader: expected numWorkers of at least 0, got -1")
        .refused(
            "collate sizes",
            () -> Collate.tensors(List.of(ones(2), ones(3))),
            "stack: all tensors must have one size: tensor 0 has [2], tensor 1 has [3]")
        .refused(
            "collate type",
            () -> Collate.defaultCollate(List.of(new Object(), new Object())),
            "Collate: expected tensors, numbers, strings, or arrays, records, lists or maps of"
                + " them, got java.lang.Object",
            "give the DataLoader a collate function")
        .refused(
            "random_split sum",
            () -> Dataset.randomSplit(three, 1, 1),
            "randomSplit: expected lengths that sum to the 3 items of the data set, got 1 + 1 = 2")
        .refused(
            "Subset idx",
            IndexOutOfBoundsException.class,
            () -> new Subset<>(three, 0, 5),
            "Subset: expected indices from 0 to 2, got 5 at position 1");
  }

  private static void files(Probes p, Path folder) {
    p.refused(
            "load garbage",
            CorruptFileException.class,
            () -> Safetensors.load(file(folder, "garbage", "not a file of tensors at all")),
            "garbage: at byte 0 expected",
            "got")
        .refused(
            "load empty",
            CorruptFileException.class,
            () -> Safetensors.load(file(folder, "empty", "")),
            "empty: at byte 0 expected the 8 bytes of a safetensors header's length, got a file of 0"
                + " bytes; it is truncated or not a safetensors file")
        .refused(
            "* load truncated",
            CorruptFileException.class,
            () -> Safetensors.load(cut(folder)),
            "truncated: ",
            "expected",
            "got",
            "bytes")
        .refused(
            "* load missing",
            UncheckedIOException.class,
            () -> Safetensors.load(folder.resolve("nowhere")),
            "nowhere",
            "does not exist")
        .refused(
            "* load a folder",
            UncheckedIOException.class,
            () -> Safetensors.load(folder),
            "could not read",
            "directory")
        .refused(
            "* save to a folder that is not there",
            UncheckedIOException.class,
            doing(() -> Safetensors.save(Map.of("x", zeros(1)), folder.resolve("no/file"))),
            "could not write",
            "does not exist");
  }

  private static Path file(Path folder, String name, String text) {
    try {
      return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cut(Path folder) {
    Path whole = folder.resolve("whole");
    Safetensors.save(Map.of("x", randn(100)), whole);
    try {
      byte[] bytes = Files.readAllBytes(whole);
      return Files.write(folder.resolve("truncated"), Arrays.copyOf(bytes, bytes.length - 7));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
