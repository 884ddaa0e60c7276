package jackhammer.nn;

import java.util.Map;
import java.util.Set;

/**
 * Modules by name; it has no forward of its own.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html">torch.nn.ModuleDict</a>
 */
public class ModuleDict extends Module {

  /** Empty. */
  public ModuleDict() {
    this(Map.of());
  }

  /** The modules of a map, in its order. */
  public ModuleDict(Map<String, ? extends Module> modules) {
    modules.forEach(this::registerModule);
  }

  /** Adds a module. */
  public final ModuleDict put(String name, Module module) {
    registerModule(name, module);
    return this;
  }

  /** The module of a name. */
  public Module get(String name) {
    Module found = namedChildren().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "ModuleDict: there is no module named \"" + name + "\"; there are " + keySet());
    }
    return found;
  }

  /** The names. */
  public Set<String> keySet() {
    return namedChildren().keySet();
  }
}
