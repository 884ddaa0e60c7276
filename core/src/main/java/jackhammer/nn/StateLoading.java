package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state copied into a module: all of it is checked before any of it is written. */
final class StateLoading {
  private StateLoading() {}

  static Module.IncompatibleKeys load(Module module, Map<String, Tensor> given, boolean strict) {
    Map<String, Tensor> state = Parametrizations.withTodaysKeys(module, given);
    Map<String, Tensor> own = module.stateDict();
    List<String> missing = new ArrayList<>();
    List<String> sizes = new ArrayList<>();
    own.forEach(
        (key, target) -> {
          Tensor source = state.get(key);
          if (source == null) {
            missing.add(key);
          } else if (Weights.isWaiting(source)) {
            if (!Weights.isWaiting(target)) {
              sizes.add(
                  String.format(
                      "\"%s\" has size %s in the module and none yet in the state: call the lazy"
                          + " layer that it is from once",
                      key, target.size()));
            }
          } else if (Tensors.data(source).storage().isRecycled()) {
            sizes.add("\"" + key + "\" was recycled with the step that made it; keep() it");
          } else if (!Weights.isWaiting(target) && !source.size().equals(target.size())) {
            sizes.add(
                String.format(
                    "\"%s\" has size %s in the module and %s in the state",
                    key, target.size(), source.size()));
          }
        });
    List<String> unexpected =
        state.keySet().stream().map(String::valueOf).filter(key -> !own.containsKey(key)).toList();
    List<String> faults = new ArrayList<>(sizes);
    if (strict && !missing.isEmpty()) {
      faults.add("missing in the state: " + missing);
    }
    if (strict && !unexpected.isEmpty()) {
      faults.add("unknown to the module: " + unexpected);
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          module.typeName()
              + ".loadStateDict: the state does not fit, nothing was loaded:\n  "
              + String.join("\n  ", faults)
              + (sizes.isEmpty() ? "\nloadStateDict(state, false) loads what fits" : ""));
    }
    Map<String, Tensor> fitting = new LinkedHashMap<>(own);
    fitting.keySet().removeIf(key -> state.get(key) == null);
    Autograd.noGrad(() -> fitting.forEach((key, target) -> copy(target, state.get(key))));
    return new Module.IncompatibleKeys(List.copyOf(missing), unexpected);
  }

  private static void copy(Tensor target, Tensor source) {
    if (!Weights.isWaiting(target)) {
      target.copy_(source);
    } else if (!Weights.isWaiting(source)) {
      Tensor numbers = source.detach().to(target.dtype());
      Tensor own = numbers.sharesStorageWith(source) ? numbers.clone() : numbers;
      Tensors.state(target).data(Tensors.data(own.keep()));
    }
  }
}
