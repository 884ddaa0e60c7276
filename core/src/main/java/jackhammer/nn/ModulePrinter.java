package jackhammer.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PyTorch's printed form of a module: its arguments, then its children, indented by two. */
final class ModulePrinter {
  private ModulePrinter() {}

  /** What is being printed on this thread: a module that leads back to one of them ends there. */
  private static final ThreadLocal<Set<Module>> OPEN =
      ThreadLocal.withInitial(() -> Collections.newSetFromMap(new IdentityHashMap<>()));

  static String print(Module module) {
    if (!OPEN.get().add(module)) {
      return module.typeName() + "(...)";
    }
    try {
      return text(module);
    } finally {
      OPEN.get().remove(module);
    }
  }

  private static String text(Module module) {
    List<Map.Entry<String, Module>> children = module.printedChildren();
    String extra = module.extraRepr();
    String type = (Parametrize.isParametrized(module) ? "Parametrized" : "") + module.typeName();
    if (children.isEmpty() && !(isOfParameters(module) && !extra.isEmpty())) {
      return type + "(" + extra + ")";
    }
    List<String> lines = new ArrayList<>(extra.isEmpty() ? List.of() : extra.lines().toList());
    lines.addAll(module instanceof ModuleList ? merged(children) : lines(children));
    return type + "(\n  " + String.join("\n", lines).replace("\n", "\n  ") + "\n)";
  }

  private static List<String> lines(List<Map.Entry<String, Module>> children) {
    return children.stream().map(e -> "(" + e.getKey() + "): " + e.getValue()).toList();
  }

  /** A list says equal neighbours once: {@code (0-2): 3 x Linear(...)}. */
  private static List<String> merged(List<Map.Entry<String, Module>> children) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < children.size(); ) {
      String text = children.get(i).getValue().toString();
      int j = i + 1;
      while (j < children.size() && children.get(j).getValue().toString().equals(text)) {
        j++;
      }
      String first = children.get(i).getKey();
      String last = children.get(j - 1).getKey();
      lines.add(
          j - i == 1
              ? "(" + first + "): " + text
              : "(" + first + "-" + last + "): " + (j - i) + " x " + text);
      i = j;
    }
    return lines;
  }

  private static boolean isOfParameters(Module module) {
    return module instanceof ParameterList || module instanceof ParameterDict;
  }
}
